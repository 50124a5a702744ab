// What can go wrong in the chapter "cel" of the catalogue.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"cel_internal", Status::store, 500, "内部错误：{what}", "internal error: {what}"},
};

} // namespace

std::span<Entry const> cel_chapter() { return entries; }

} // namespace jingzhun::base
