// Texts in both languages within a table that has other keys too. Inside this folder only.
#pragma once

#include "pack/table_reader.hpp"

namespace jingzhun::pack {

// The keys zh and en; one may be left out and is then the other.
Title read_languages(TableReader &reader);

} // namespace jingzhun::pack
