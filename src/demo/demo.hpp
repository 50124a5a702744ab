// A synthetic county in the field's own layouts, with the truth about it.
//
// Real names and codes of townships and villages, invented people: identity numbers bear 431199,
// which was never assigned. The same options give the same bytes. Memory is that of a few villages.
#pragma once

#include "base/date.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::demo {

struct DemoOptions {
    std::string folder;          // made when missing; files of these names in it are replaced
    std::string area = "431128"; // a county with a division table
    std::int64_t households = 20000;
    std::uint64_t seed = 1;
};

struct DemoSummary {
    base::Date as_of;
    std::int64_t households = 0, persons = 0; // records of the register
    std::vector<std::string> files;           // the layouts' files, then those of truth/
};

// Told what is being done and how far it is; `what` is "households" or "files".
using Progress = std::function<void(std::string_view what, std::int64_t done, std::int64_t total)>;

// Writes all registers, lists and work files of the layouts into the folder, and
//  truth/truth.csv          every true finding, planted or by chance: rule, register, subject,
//  period; truth/needs_linkage.csv  those of them that exact linking cannot prove, because noise
//  hides a number.
// Throws Error "area_not_shipped", "demo_households_out_of_range", or what the file writers throw.
DemoSummary write_demo(DemoOptions const &options, Progress const &progress = {});

} // namespace jingzhun::demo
