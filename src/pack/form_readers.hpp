// Reading forms: their layouts written out, then the forms themselves, then whether they hold
// together. Inside this folder only.
#pragma once

#include "cel/schema.hpp"
#include "pack/form_model.hpp"
#include "pack/model.hpp"
#include "pack/tree.hpp"

#include <vector>

namespace jingzhun::pack {

// Adds to `tree` the layout of each form: a source of its name that feeds the register stated and
// the register of sheets, recognised by the sheet's number.
void write_out_forms(Node &tree);
std::vector<Form> read_forms(Node const &tree, Faults &faults);
// Requires: a schema of the pack.
void check_forms(Pack const &pack, std::vector<Form> const &forms, cel::Schema const &schema,
                 Faults &faults);

} // namespace jingzhun::pack
