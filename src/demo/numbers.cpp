// Allocation of identity numbers by day and sex, and the ways in which they are miswritten.
#include "demo/numbers.hpp"

#include <array>
#include <cassert>

namespace jingzhun::demo {
namespace {

constexpr base::Date first_day{-20089}; // 1915-01-01
constexpr int men_a_day = 500;          // 1, 3 … 999
constexpr int women_a_day = 499;        // 2, 4 … 998

std::string digits(int value, int width) {
    auto text = std::to_string(value);
    return std::string(static_cast<std::size_t>(width) - text.size(), '0') + text;
}

std::string compose(base::Date birth, int sequence) {
    auto number = "431199" + digits(birth.year(), 4) + digits(birth.month(), 2) +
                  digits(birth.day(), 2) + digits(sequence, 3);
    return number + base::check_character(number);
}

// Days near the wanted one in the order 0 +1 -1 +2 -2 …
int shift_of(int attempt) { return attempt % 2 == 0 ? -attempt / 2 : (attempt + 1) / 2; }

} // namespace

NumberOffice::NumberOffice(std::uint64_t seed, base::Date last)
    : seed_(seed), last_(last),
      given_(static_cast<std::size_t>(last.days - first_day.days + 1) * 2, 0) {}

Issued NumberOffice::issue(base::Sex sex, base::Date wanted) {
    assert(first_day <= wanted && wanted <= last_);
    bool const male = sex == base::Sex::male;
    int const room = male ? men_a_day : women_a_day;
    for (int attempt = 0;; ++attempt) {
        auto const birth = base::add_days(wanted, shift_of(attempt));
        if (birth < first_day || birth > last_) {
            assert(attempt < static_cast<int>(given_.size()));
            continue;
        }
        auto const place =
            static_cast<std::size_t>(birth.days - first_day.days) * 2 + (male ? 0 : 1);
        if (given_[place] >= room) continue;
        // Any start and a step without a common divisor with 500 or 499 visit every number once.
        auto const start = Random(seed_, 11, place).below(room);
        auto const turn = static_cast<int>((start + std::int64_t{given_[place]++} * 137) % room);
        return {compose(birth, turn * 2 + (male ? 1 : 2)), birth};
    }
}

std::string old_form(std::string_view number) {
    assert(number.substr(6, 2) == "19");
    return std::string(number.substr(0, 6)) + std::string(number.substr(8, 9));
}

std::string full_width(std::string_view number) {
    std::u32string wide;
    for (char c : number) wide += static_cast<char32_t>(0xFF01 + (c - '!'));
    std::string text;
    for (char32_t c : wide) {
        text += static_cast<char>(0xE0 | (c >> 12));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    }
    return text;
}

std::string spaced(std::string_view number, Random &random) {
    std::string const text(number);
    if (random.chance(0.5) || text.size() < 18) return text + " ";
    return text.substr(0, 6) + " " + text.substr(6, 8) + " " + text.substr(14);
}

std::string lower_x(std::string number) {
    for (char &c : number)
        if (c == 'X') c = 'x';
    return number;
}

std::string disability_card(std::string_view number, int kind, int grade) {
    return std::string(number) + std::to_string(kind) + std::to_string(grade);
}

std::string mistyped(std::string number, Random &random) {
    auto const at = static_cast<std::size_t>(random.between(8, 16));
    if (random.chance(0.3) && number[at] != number[at - 1]) {
        std::swap(number[at], number[at - 1]);
    } else {
        number[at] = static_cast<char>('0' + (number[at] - '0' + random.between(1, 9)) % 10);
    }
    assert(!base::valid_identity(number)); // the check digit finds every such mistake
    return number;
}

std::string invalid_form(std::string const &number, Random &random) {
    switch (random.below(5)) {
    case 0:
        return number.substr(0, 17);
    case 1:
        return number.substr(0, 17) + "0" + number.substr(17);
    case 2: {
        static constexpr std::array<std::string_view, 4> no_days = {"0230", "0431", "1301", "0200"};
        auto text = number.substr(0, 10) + std::string(random.pick<std::string_view>(no_days)) +
                    number.substr(14, 3);
        return text + base::check_character(text);
    }
    default:
        return mistyped(number, random);
    }
}

} // namespace jingzhun::demo
