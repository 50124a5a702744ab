// A map with a lock.
#include "api/totals.hpp"

namespace jingzhun::api {

std::int64_t Totals::of(std::string const &asked,
                        std::function<std::int64_t()> const &count) const {
    {
        std::scoped_lock const lock(remembering_);
        if (auto const one = counted_.find(asked); one != counted_.end()) return one->second;
    }
    auto const counted = count();
    constexpr std::size_t kept_most = 2000;
    std::scoped_lock const lock(remembering_);
    if (counted_.size() >= kept_most) counted_.clear();
    return counted_[asked] = counted;
}

} // namespace jingzhun::api
