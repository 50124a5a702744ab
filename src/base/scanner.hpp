// Reads a short text from the front: every function says whether, or what, it took. For the parts
// of base that read dates and moments; not an interface for other floors.
#pragma once

#include <cstddef>
#include <string_view>

namespace jingzhun::base {

class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    std::string_view rest() const { return rest_; }
    bool done() const { return rest_.empty(); }

    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    bool blanks() {
        auto const before = rest_.size();
        while (rest_.starts_with(' ') || rest_.starts_with('\t')) rest_.remove_prefix(1);
        return rest_.size() < before;
    }
    // All the digits that come next.
    std::string_view digits() {
        std::size_t count = 0;
        while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
        auto const taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    // A number of `least` to `most` (at most nine) digits with none behind it; -1 where there is
    // none such.
    int number(std::size_t least, std::size_t most) {
        auto const taken = digits();
        if (taken.size() < least || taken.size() > most) return -1;
        int value = 0;
        for (auto const c : taken) value = value * 10 + (c - '0');
        return value;
    }

  private:
    std::string_view rest_;
};

} // namespace jingzhun::base
