// Questionnaires written out as the registers and layouts they are, before those are read. Inside
// this folder only.
#pragma once

#include "pack/faults.hpp"
#include "pack/tree.hpp"

namespace jingzhun::pack {

// Adds to `tree` what each questionnaire says (questionnaire_model.hpp). What is wrong with one is
// reported when it is read itself.
void write_out_questionnaires(Node &tree);

} // namespace jingzhun::pack
