// A file of a layout held against the register: what it has, what we have, cell by cell. So a fresh
// export of a system we cannot write to tells what must be entered there.
#pragma once

#include "report/layout_filler.hpp"
#include "source/sheet.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace jingzhun::report {

enum class DifferenceKind {
    here_only,  // a record of ours the file lacks
    there_only, // a record of the file we lack or no longer count to this source
    differs     // a cell
};
std::string_view to_string(DifferenceKind kind); // "here_only" "there_only" "differs"

struct Difference {
    DifferenceKind kind = DifferenceKind::differs;
    std::string key, area;    // of the record; area empty where it is not ours
    std::string header;       // official spelling; empty where the whole record is meant
    std::string theirs, ours; // as written
    int row = 0;              // in the file; 0: not there
};

struct Compared {
    std::int64_t theirs = 0, ours = 0, both = 0; // records
    std::int64_t unread = 0; // rows of the file that cannot be read; they are compared with nothing
};

// Gives the differences in the order of the file, then ours that are not in it. Where only one side
// says anything of a cell it differs, unless it is the file that says more. Throws Error
// "header_unrecognised" and what reading the file throws.
Compared compare_layout(LayoutFiller const &filler, pack::Pack const &pack,
                        base::AreaTree const &areas, std::string const &county, source::Book &book,
                        std::function<void(Difference const &)> const &take);

} // namespace jingzhun::report
