// What a finding says: the rule's message with the subject's facts put in.
#pragma once

#include "cel/population.hpp"
#include "cel/program.hpp"
#include "pack/model.hpp"

#include <string>
#include <vector>

namespace jingzhun::check {

// The fields of subjects that the pack's messages name in braces ("{head_name}"): to be loaded.
std::vector<cel::UsedField> message_fields(pack::Pack const &pack, cel::Schema const &schema);

// The message in both languages for one row; the rule's title where it has none. A fact that is not
// known prints as "?".
pack::Title message_for(pack::Pack const &pack, cel::Population const &population,
                        pack::Rule const &rule, std::size_t table, std::size_t row);

// The text of a field of a row as people read it; empty where it is not known or not loaded.
std::string shown(pack::Pack const &pack, cel::Population const &population, std::size_t table,
                  std::size_t row, std::size_t field, base::Language language);

} // namespace jingzhun::check
