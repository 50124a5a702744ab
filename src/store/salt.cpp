// Random bytes in stock.
#include "store/salt.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <openssl/rand.h>
#include <pthread.h>

namespace jingzhun::store {
namespace {

// One call for 256 salts: a call for each would cost more than hashing its row.
struct Stock {
    std::array<unsigned char, 4096> bytes{};
    std::size_t used = sizeof bytes;
    int generation = 0;
};

// A child of fork must not hand out what its parent hands out.
std::atomic<int> generation = 1;
int const noticed_forks = ::pthread_atfork(nullptr, nullptr, [] { ++generation; });

} // namespace

Salt draw_salt() {
    assert(noticed_forks == 0);
    thread_local Stock stock;
    if (stock.used == stock.bytes.size() || stock.generation != generation) {
        [[maybe_unused]] auto const drawn =
            RAND_bytes(stock.bytes.data(), static_cast<int>(stock.bytes.size()));
        assert(drawn == 1 && "the system gives no random bytes");
        stock.used = 0;
        stock.generation = generation;
    }
    Salt salt;
    std::copy_n(stock.bytes.begin() + static_cast<std::ptrdiff_t>(stock.used), salt.size(),
                salt.begin());
    stock.used += salt.size();
    return salt;
}

} // namespace jingzhun::store
