// What can go wrong in the chapter "store" of the catalogue.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"store_internal", Status::store, 500, "内部错误：{what}", "internal error: {what}"},
};

} // namespace

std::span<Entry const> store_chapter() { return entries; }

} // namespace jingzhun::base
