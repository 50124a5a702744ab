// The arithmetic of RFC 3797, with a tree of counts so that a long list is no slower than a short.
#include "survey/select.hpp"

#include "base/hash.hpp"
#include "base/md5.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace jingzhun::survey {
namespace {

std::string big_endian(std::uint64_t number, int bytes) {
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        text += static_cast<char>((number >> shift) & 0xFF);
    return text;
}

std::uint64_t remainder(auto const &digest, std::uint64_t below) {
    unsigned __int128 rest = 0;
    for (auto const byte : digest) rest = (rest * 256 + byte) % below;
    return static_cast<std::uint64_t>(rest);
}

// Which of those still in a list is the n-th: a tree of counts (Fenwick).
class Remaining {
  public:
    explicit Remaining(std::size_t size) : counts_(size + 1) {
        for (std::size_t i = 1; i <= size; ++i) counts_[i] = i & (~i + 1);
    }
    // Takes the n-th (from 0) of those left out of the list; answers its position.
    std::size_t take(std::size_t n) {
        auto const size = counts_.size() - 1;
        std::size_t at = 0;
        for (auto step = std::bit_floor(size); step > 0; step /= 2)
            if (at + step <= size && counts_[at + step] <= n) {
                at += step;
                n -= counts_[at];
            }
        for (auto i = at + 1; i <= size; i += i & (~i + 1)) --counts_[i];
        return at;
    }

  private:
    std::vector<std::size_t> counts_;
};

} // namespace

std::uint64_t number_below(Method method, std::string_view seed, std::uint64_t i,
                           std::uint64_t below) {
    assert(below > 0);
    auto const index = big_endian(i, method == Method::sha256 ? 8 : 2);
    auto const text = index + std::string(seed) + index;
    return method == Method::sha256 ? remainder(base::sha256_bytes(text), below)
                                    : remainder(base::md5_bytes(text), below);
}

std::vector<std::size_t> select(Method method, std::string_view seed, std::size_t candidates,
                                std::size_t wanted) {
    wanted = std::min(wanted, candidates);
    assert(method == Method::sha256 || wanted <= 65'536);
    std::vector<std::size_t> selected;
    selected.reserve(wanted);
    Remaining remaining(candidates);
    for (std::size_t i = 0; i < wanted; ++i)
        selected.push_back(remaining.take(number_below(method, seed, i, candidates - i)));
    return selected;
}

} // namespace jingzhun::survey
