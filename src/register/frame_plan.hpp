// What loading frames needs: which tables, which of their fields, which links. Not for others.
#pragma once

#include "pack/schema.hpp"
#include "register/authorisation.hpp"
#include "register/frames.hpp"

#include <vector>

namespace jingzhun::registry {

struct TablePlan {
    bool load = false, keyed = false;
    std::vector<bool> asked;  // by field: stays in the frame
    std::vector<bool> wanted; // by field: asked, or needed to join, to place, to compare
};

struct LinkPlan {
    pack::LinkPlace place;
    bool own = false;     // the reference (or relation, where many) of the register itself
    bool reverse = false; // the relation of the other register
    std::optional<Authorisation> authorised_by = {}; // whom it may be held against
};

struct FramePlan {
    std::vector<TablePlan> tables; // by register
    std::vector<LinkPlan> links;   // those that must be joined
};

FramePlan make_plan(pack::Pack const &pack, FrameRequest const &request);

bool is_several(pack::FieldType type); // kept in Table::item_lists

} // namespace jingzhun::registry
