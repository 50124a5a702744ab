// Buckets that fill with time and are emptied by requests.
#include "api/rate.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <unordered_map>

namespace jingzhun::api {
namespace {

using Clock = std::chrono::steady_clock;

struct Bucket {
    double left = 0;
    Clock::time_point filled = {};
};

class Buckets {
  public:
    // Takes one where there is one.
    bool take(std::string const &name, double per_second, double most) {
        auto const now = Clock::now();
        std::scoped_lock const lock(mutex_);
        if (buckets_.size() >= kept_most) buckets_.clear(); // everybody begins anew
        auto const [found, is_new] = buckets_.try_emplace(name, Bucket{most, now});
        auto &bucket = found->second;
        auto const seconds = std::chrono::duration<double>(now - bucket.filled).count();
        bucket.left = std::min(most, bucket.left + seconds * per_second);
        bucket.filled = now;
        if (bucket.left < 1) return false;
        bucket.left -= 1;
        return true;
    }

  private:
    static constexpr std::size_t kept_most = 20'000;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

} // namespace

void require_rate(std::string const &caller, int rate) {
    static Buckets buckets;
    if (rate > 0 && !buckets.take(caller, rate, rate * 4.0))
        throw base::Error("too_many_requests", {{"seconds", "1"}});
}

void require_attempt(std::string const &address) {
    static Buckets buckets;
    constexpr double a_minute = 30;
    if (!buckets.take(address, a_minute / 60, a_minute))
        throw base::Error("too_many_requests", {{"seconds", "60"}});
}

} // namespace jingzhun::api
