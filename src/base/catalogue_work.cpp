// What can go wrong in the chapter "work" of the catalogue: work that waits for somebody.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"window_change_unknown", Status::usage, 404, "待录入清单中没有第 {id} 条；请用 jingzhun window list 查看",
     "there is no change {id} on the list; jingzhun window list shows it"},
    {"window_needs_another", Status::no, 403, "第 {id} 条由 {actor} 比对得出，须由另一人审核",
     "change {id} was found by {actor}; another person must approve it"},
};

} // namespace

std::span<Entry const> work_chapter() { return entries; }

} // namespace jingzhun::base
