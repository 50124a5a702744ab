// A whole pack in words: for a person to read, and as JSON for programs and the web.
//
// Registers with fields, derived values and links; layouts with their columns; parameters with
// every value they had and its source; rules with their conditions as written and the policy they
// come from.
#pragma once

#include "pack/model.hpp"

#include <string>

namespace jingzhun::pack {

std::string describe_text(Pack const &pack, base::Language language);
// Titles in both languages; money as decimal text, dates as ISO text.
std::string describe_json(Pack const &pack);

// The names the pack's files use: "codes", "indicator", "hard".
std::string_view name_of(FieldType type);
std::string_view name_of(RuleKind kind);
std::string_view name_of(Severity severity);
// A parameter's value as people read it: "3218.00", "2020-12-31", "true".
std::string write_parameter(cel::Parameter const &parameter, base::Value const &value);

} // namespace jingzhun::pack
