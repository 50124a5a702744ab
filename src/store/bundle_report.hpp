// What a check of a proof or of a checkpoint found, for people and for programs.
#pragma once

#include "store/bundle_check.hpp"

namespace jingzhun::store {

// Whether it holds, what is wrong, who signed, which parts still hold; then what was proven.
std::string report_text(CheckedBundle const &checked, base::Language language);
// {sound, about, checkpoint, parts, problems}, one JSON document.
std::string report_json(CheckedBundle const &checked, base::Language language);

// Of a checkpoint alone.
std::string report_text(OpenedCheckpoint const &opened, Trust const &trust,
                        base::Language language);
std::string report_json(OpenedCheckpoint const &opened, Trust const &trust,
                        base::Language language);

// A file that is one or the other: the report, and whether all of it holds.
struct Report {
    std::string text;
    bool sound = false;
};
// Throws what `open_checkpoint` throws.
Report check_file(std::string_view contents, Trust const &trust, bool json,
                  base::Language language);

} // namespace jingzhun::store
