// The table of routes (routes.hpp) chapter by chapter, one file each: routes_CHAPTER.cpp, with what
// their lines have in common.
#pragma once

#include "api/routes.hpp"

namespace jingzhun::api {

// What bodies hold at most, in bytes: a form, a file.
inline constexpr std::size_t small_body = 64 * 1024, file_body = 64 * 1024 * 1024;

inline constexpr Parameter page_parameters[] = {{"limit", "rows of a page"},
                                                {"after", "what the page before named as next"}};

inline constexpr Parameter import_parameters[] = {
    {"name", "the file's name"},
    {"mode", "look (writes nothing), stage or take"},
    {"as", "the layout, where it is not to be recognised"},
    {"map", "header=column, separated by ;"},
    {"sender", "whose files: the map is remembered"},
    {"correction", "1: what was said was wrong"},
    {"all", "1: all or nothing"},
    {"valid_from", "from which day undated rows hold"},
    {"reason", "why"}};

std::span<Route const> routes_of_session();
std::span<Route const> routes_of_findings();
std::span<Route const> routes_of_records();
std::span<Route const> routes_of_cases();
std::span<Route const> routes_of_accounts();
std::span<Route const> routes_of_ledger();
std::span<Route const> routes_of_conflicts();
std::span<Route const> routes_of_lists();

} // namespace jingzhun::api
