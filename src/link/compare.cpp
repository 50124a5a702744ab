// Comparing records field by field.
#include "link/compare.hpp"

#include "link/metric.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::link {
namespace {

bool is_text(Type type) { return type == Type::text || type == Type::words; }

std::string narrow(std::u32string_view text) {
    std::string letters;
    for (auto const point : text)
        if (point < 0x80) letters += static_cast<char>(point);
    return letters;
}

bool same_text(Test test, double argument, std::u32string_view a, std::u32string_view b) {
    auto const count = static_cast<std::size_t>(argument);
    switch (test) {
    case Test::jaro_winkler:
        return jaro_winkler(a, b) >= argument;
    case Test::jaro:
        return jaro(a, b) >= argument;
    case Test::edit:
        return distance(a, b, count) <= count;
    case Test::one_character:
        return one_character(a, b, std::max<std::size_t>(count, 2));
    case Test::prefix: {
        auto const common = std::min({a.size(), b.size()});
        return common >= count && a.substr(0, count) == b.substr(0, count);
    }
    case Test::sound: {
        auto const code = soundex(narrow(a));
        return !code.empty() && code == soundex(narrow(b));
    }
    case Test::words:
        return common_words(a, b) >= argument;
    case Test::contains:
        if (a.size() > b.size()) std::swap(a, b);
        return a.size() >= std::max<std::size_t>(count, 1) && b.find(a) != b.npos;
    default:
        return false;
    }
}

// The characters of a number or date, in place of a text of their own.
class Spelled {
  public:
    Spelled(Type type, Value value, Dictionary const &dictionary) {
        if (type == Type::identity && is_listed(type, value)) {
            long_ = base::to_code_points(dictionary.text(number_in_list(type, value)));
            return;
        }
        auto const text = decode(type, value, dictionary);
        size_ = std::min(text.size(), points_.size());
        std::copy_n(text.begin(), size_, points_.begin());
    }
    std::u32string_view view() const {
        return long_.empty() ? std::u32string_view(points_.data(), size_) : long_;
    }

  private:
    std::array<char32_t, 24> points_;
    std::size_t size_ = 0;
    std::u32string long_;
};

bool same_digits(Level const &level, Type type, Value a, Value b, Dictionary const &dictionary) {
    // What is no number is equal or it is not.
    if (type == Type::number && ((a | b) >> 63) != 0) return false;
    // The check digit tells every single slip, so that no slip leads from one sound number to
    // another.
    auto const is_sound = [](Value value) { return identity_state(value) == IdentityState::valid; };
    if (type == Type::identity && level.argument == 1 && is_sound(a) && is_sound(b)) return false;
    Spelled const x(type, a, dictionary), y(type, b, dictionary);
    return same_text(level.test, level.argument, x.view(), y.view());
}

} // namespace

bool suits(Test test, Type type) {
    switch (test) {
    case Test::exact:
    case Test::swapped:
        return true;
    case Test::variant:
    case Test::loose:
    case Test::homophone:
    case Test::surname:
        return type == Type::chinese_name;
    case Test::one_character:
        return type == Type::chinese_name || is_text(type);
    case Test::edit:
        return type != Type::code && type != Type::chinese_name;
    case Test::both_valid:
        return type == Type::identity;
    case Test::month_day_swapped:
    case Test::parts:
    case Test::years:
    case Test::days:
        return type == Type::date;
    case Test::prefix:
        return is_text(type) || type == Type::number;
    default:
        return is_text(type);
    }
}

bool Comparer::holds(Level const &level, std::size_t field, Value a, Value b) const {
    auto const type = model_.fields[field].type;
    auto const &texts = space_.texts[field];
    switch (type) {
    case Type::text:
    case Type::words:
        return same_text(level.test, level.argument, texts.code_points(a), texts.code_points(b));
    case Type::chinese_name:
        return same_name(level.test, a, b, texts.dictionary);
    case Type::date:
        if (level.test != Test::edit) return same_date(level.test, level.argument, a, b);
        break;
    case Type::identity:
        if (level.test == Test::both_valid)
            return identity_state(a) == IdentityState::valid &&
                   identity_state(b) == IdentityState::valid;
        break;
    default:
        break;
    }
    if (type == Type::code || (level.test != Test::edit && level.test != Test::prefix))
        return false;
    return same_digits(level, type, a, b, texts.dictionary);
}

unsigned Comparer::outcome(Comparison const &comparison, unsigned char const *left,
                           unsigned char const *right) const {
    auto const field = comparison.field;
    auto const a = left_.value_in(left, field), b = right_.value_in(right, field);
    if (a == 0 || b == 0) return 0;
    // Most values that are looked at are equal, and most comparisons ask for that first.
    if (a == b && comparison.levels.front().test == Test::exact) return 1;
    unsigned level = 1;
    for (auto const &asked : comparison.levels) {
        bool yes = false;
        if (asked.test == Test::exact) {
            yes = a == b;
        } else if (asked.test == Test::swapped) {
            yes =
                a == right_.value_in(right, asked.other) && b == left_.value_in(left, asked.other);
        } else {
            yes = a == b || holds(asked, field, a, b);
        }
        if (yes) return level;
        ++level;
    }
    return level;
}

bool fits(Adjustment const &adjustment, Pattern pattern) {
    return std::ranges::all_of(adjustment.when, [&](auto const &condition) {
        return (condition.levels >> outcome_of(pattern, condition.comparison) & 1) != 0;
    });
}

double adjusted(Model const &model, Pattern pattern) {
    double sum = 0;
    for (auto const &adjustment : model.adjustments)
        if (fits(adjustment, pattern)) sum += adjustment.add;
    return sum;
}

Pattern Comparer::compare(Pair pair) const {
    auto const *const left = left_.bytes(pair.left);
    auto const *const right = right_.bytes(pair.right);
    Pattern pattern = 0;
    unsigned shift = 0;
    for (auto const &comparison : model_.comparisons) {
        pattern |= Pattern{outcome(comparison, left, right)} << shift;
        shift += 4;
    }
    return pattern;
}

} // namespace jingzhun::link
