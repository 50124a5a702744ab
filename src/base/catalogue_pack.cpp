// What can go wrong in the chapter "pack" of the catalogue.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"pack_internal", Status::store, 500, "内部错误：{what}", "internal error: {what}"},
};

} // namespace

std::span<Entry const> pack_chapter() { return entries; }

} // namespace jingzhun::base
