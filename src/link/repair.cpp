// Which valid identity numbers a wrong one can have been: the check digit rules out nearly all.
#include "link/block.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::link {
namespace {

constexpr std::string_view digits = "0123456789X";

class Repairs {
  public:
    std::vector<Value> take() {
        std::ranges::sort(found_);
        found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
        return std::move(found_);
    }

    void try_text(std::string_view text) {
        if (auto const value = valid_identity_value(text); value != 0) found_.push_back(value);
    }

    // Of eighteen characters: a wrong digit changes the sum by a known amount, so that at most one
    // digit at each place is right.
    void changed(std::string text) {
        auto const missing = static_cast<int>((12 - balance(text)) % 11); // to be made up for
        for (std::size_t at = 0; at < text.size(); ++at) {
            auto const was = text[at];
            auto const now = (number_of(was) + missing * inverse[weight[at]]) % 11;
            if (missing == 0 || (now == 10 && at != 17)) continue;
            text[at] = digits[static_cast<std::size_t>(now)];
            try_text(text);
            text[at] = was;
        }
        for (std::size_t at = 0; at + 1 < text.size(); ++at) {
            auto const gained = number_of(text[at + 1]) - number_of(text[at]);
            if (gained == 0 || text[at + 1] == 'X') continue;
            auto const change =
                gained * (static_cast<int>(weight[at]) - static_cast<int>(weight[at + 1]));
            if ((change % 11 + 11) % 11 != missing) continue;
            std::swap(text[at], text[at + 1]);
            try_text(text);
            std::swap(text[at], text[at + 1]);
        }
    }

    void put_in(std::string_view seventeen) {
        for (std::size_t at = 0; at <= seventeen.size(); ++at)
            for (auto const c : digits.substr(0, at == 17 ? 11 : 10)) {
                std::string text(seventeen);
                text.insert(at, 1, c);
                if (balance(text) == 1) try_text(text);
            }
    }

    void left_out(std::string_view nineteen) {
        for (std::size_t at = 0; at < nineteen.size(); ++at) {
            std::string text(nineteen);
            text.erase(at, 1);
            if (is_number(text) && balance(text) == 1) try_text(text);
        }
    }

  private:
    // ISO 7064, MOD 11-2: what a digit counts at its place, and by what that is undone.
    static constexpr std::array<unsigned, 18> weight = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                                        3, 7, 9,  10, 5, 8, 4, 2, 1};
    static constexpr std::array<int, 11> inverse = {0, 1, 6, 4, 3, 9, 2, 8, 7, 5, 10};

    static int number_of(char c) { return c == 'X' ? 10 : c - '0'; }

    static bool is_number(std::string_view text) {
        return std::ranges::all_of(text.substr(0, 17), [](char c) { return c >= '0' && c <= '9'; });
    }

    // 1 for a number whose check character is right.
    static unsigned balance(std::string_view eighteen) {
        unsigned sum = 0;
        for (std::size_t i = 0; i < 18; ++i)
            sum += weight[i] * static_cast<unsigned>(number_of(eighteen[i]));
        return sum % 11;
    }

    std::vector<Value> found_;
};

} // namespace

std::vector<Value> repairs_of(Value identity, Dictionary const &dictionary) {
    Repairs repairs;
    switch (identity_state(identity)) {
    case IdentityState::invalid:
        repairs.changed(identity_text(identity));
        break;
    case IdentityState::shorter:
        repairs.put_in(identity_text(identity));
        break;
    case IdentityState::other: {
        auto const text = dictionary.text(number_in_list(Type::identity, identity));
        if (text.size() == 19) repairs.left_out(text);
        break;
    }
    default:
        break;
    }
    return repairs.take();
}

} // namespace jingzhun::link
