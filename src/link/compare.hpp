// What a pair of records agrees on: one outcome a comparison, together a pattern.
//
// An outcome is 0 where a value is missing on either side, 1 for the first level that holds, 2 for
// the second …, one more than there are levels for "else". Patterns are symmetric but for `swapped`
// columns, whose outcome is symmetric too.
#pragma once

#include "link/table.hpp"

#include <cstdint>

namespace jingzhun::link {

// Four bits a comparison, the first lowest.
using Pattern = std::uint64_t;
inline unsigned outcome_of(Pattern pattern, std::size_t comparison) {
    return static_cast<unsigned>(pattern >> (4 * comparison) & 15);
}

struct Pair {
    RowNumber left = 0, right = 0;
    auto operator<=>(Pair const &) const = default;
};

class Comparer {
  public:
    // All must outlive it; `space` is prepared. For duplicates within one table give it twice.
    Comparer(Space const &space, Table const &left, Table const &right)
        : space_(space), model_(*space.model), left_(left), right_(right) {}

    Pattern compare(Pair pair) const;
    // Whether all fields are equal, those that are not compared too.
    bool identical(Pair pair) const {
        return std::memcmp(left_.bytes(pair.left), right_.bytes(pair.right),
                           left_.layout().stride) == 0;
    }
    // Tells memory that the pair is going to be compared.
    void expect(Pair pair) const {
        __builtin_prefetch(left_.bytes(pair.left));
        __builtin_prefetch(right_.bytes(pair.right));
    }

  private:
    unsigned outcome(Comparison const &comparison, unsigned char const *left,
                     unsigned char const *right) const;
    bool holds(Level const &level, std::size_t field, Value a, Value b) const;

    Space const &space_;
    Model const &model_;
    Table const &left_, &right_;
};

// Whether the test is about values of this type.
bool suits(Test test, Type type);

// Whether the outcomes are as the adjustment says, and what all that fit add to a score, in bits.
bool fits(Adjustment const &adjustment, Pattern pattern);
double adjusted(Model const &model, Pattern pattern);

// --- the questions about names and dates, for themselves ---
bool same_name(Test test, Value a, Value b, Dictionary const &dictionary);
bool one_character(std::u32string_view a, std::u32string_view b, std::size_t length_min);
bool same_date(Test test, double argument, Value a, Value b);

} // namespace jingzhun::link
