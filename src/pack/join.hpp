// Joining trees: the files of one pack, and a pack with the one it overlays. Inside this folder
// only.
//
// Tables written with headers are joined, arrays of such tables follow each other; everything else
// twice is reported (pack_twice). Between layers lists of codes are joined too, and a rule, a case
// or a parameter's value may be redefined where it says `replaces = true`.
#pragma once

#include "pack/tree.hpp"

namespace jingzhun::pack {

// Files of one pack: `next` comes after `whole`.
void join_file(Node &whole, Node next, Faults &faults);
// `overlay` is taken over `below`; an empty `below` for a pack that overlays nothing (then every
// `replaces` is reported: there is nothing to replace).
void join_layer(Node &below, Node overlay, Faults &faults);

} // namespace jingzhun::pack
