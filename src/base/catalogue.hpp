// The catalogue of everything that can go wrong, in chapters: one `catalogue_<floor>.cpp` per
// floor. Entries are found by code; a test checks that codes are unique and both texts use the same
// names. A name that itself comes in two languages is {name} in the Chinese text and {name_en} in
// the English.
#pragma once

#include "base/error.hpp"

#include <span>
#include <string_view>

namespace jingzhun::base {

struct Entry {
    std::string_view code; // stable: users and programs may rely on it, e.g. "area_unknown"
    Status status;         // exit status when it ends a command
    int http;              // HTTP status when it ends a request
    std::string_view zh;   // says where, what and what to do; {name} is replaced
    std::string_view en;
};

// nullptr when there is no such code.
Entry const *find_entry(std::string_view code);
std::span<std::span<Entry const> const> chapters();

// The text of an entry with its arguments put in.
std::string fill(std::string_view text, Arguments const &arguments);

// One chapter a floor; defined in catalogue_<floor>.cpp, listed in catalogue.cpp.
std::span<Entry const> base_chapter();
std::span<Entry const> store_chapter();
std::span<Entry const> source_chapter();
std::span<Entry const> cel_chapter();
std::span<Entry const> link_chapter();
std::span<Entry const> pack_chapter();
std::span<Entry const> register_chapter();
std::span<Entry const> access_chapter();
std::span<Entry const> intake_chapter();
std::span<Entry const> check_chapter();
std::span<Entry const> finding_chapter();
std::span<Entry const> work_chapter();
std::span<Entry const> inspect_chapter(); // draws, inspections, grievances, bulletins
std::span<Entry const> form_chapter();
std::span<Entry const> estimate_chapter();
std::span<Entry const> api_chapter();
std::span<Entry const> app_chapter(); // app, demo, report

} // namespace jingzhun::base
