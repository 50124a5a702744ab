// Identity numbers of people who cannot exist: county code 431199 was never assigned.
//
// Every person gets a number of his own, with his birth date, sex and the right check digit. What
// may happen to a number on its way into a list (a wrong digit, the old form, blanks) is made here
// too.
#pragma once

#include "base/date.hpp"
#include "base/identity.hpp"
#include "demo/random.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::demo {

struct Issued {
    std::string number; // 18 characters, valid
    base::Date birth;   // the day wanted, or a near one when that day's numbers are used up
};

class NumberOffice {
  public:
    // `last` is the last day on which somebody is born.
    NumberOffice(std::uint64_t seed, base::Date last);
    // Requires: 1915-01-01 <= wanted <= last.
    Issued issue(base::Sex sex, base::Date wanted);

  private:
    std::uint64_t seed_;
    base::Date last_;
    std::vector<std::uint16_t> given_; // how many numbers a day and sex have used
};

// The same person, written otherwise: still valid.
std::string old_form(std::string_view number);   // 15 digits. Requires: born before 2000.
std::string full_width(std::string_view number); // ４３１１…
std::string spaced(std::string_view number, Random &random);
std::string lower_x(std::string number);
std::string disability_card(std::string_view number, int kind, int grade); // 20 digits

// Never valid: one digit wrong or two neighbours swapped, the way clerks do it.
std::string mistyped(std::string number, Random &random);
// Never valid: as `mistyped`, a day that does not exist, a digit too few or too many.
std::string invalid_form(std::string const &number, Random &random);

} // namespace jingzhun::demo
