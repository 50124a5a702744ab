// The noise of department lists, at the rates seen in the field: a wrong digit in 1 row of 100, no
// number in 1 of 200, traditional characters in 1 of 100, and forms that a reader must unify.
#include "demo/pen.hpp"

namespace jingzhun::demo {
namespace {

// Number forms that still tell the person.
std::string harmless_form(Individual const &person, Random &random) {
    auto const &number = person.number;
    if (number.back() == 'X' && random.chance(0.05)) return lower_x(number);
    auto const draw = random.below(1000);
    if (draw < 5) return spaced(number, random);
    if (draw < 8) return full_width(number);
    if (draw < 11 && person.birth.year() < 1990) return old_form(number);
    return number;
}

void hide(Written &who, Random &random, bool often) {
    auto const draw = random.below(1000);
    if (draw < (often ? 40 : 10)) {
        who.number = mistyped(who.number, random);
        who.links = false;
    } else if (draw < (often ? 60 : 15)) {
        who.number.clear();
        who.links = false;
    }
}

} // namespace

std::string Pen::write_name(std::string const &name, Random &random) const {
    auto const draw = random.below(1000);
    if (draw < 15) return names_.traditional(name); // two names of three have such a form
    if (draw < 25 && name.size() == 6) return name.substr(0, 3) + "　" + name.substr(3);
    return name;
}

Written Pen::write(Individual const &person, Random &random, Care care) const {
    Written who{write_name(person.name, random), person.number};
    if (care != Care::exact) hide(who, random, care == Care::planted);
    if (who.links) who.number = harmless_form(person, random);
    if (care == Care::normal && random.chance(0.003)) who.copies = 2;
    return who;
}

Written Pen::write_card(Individual const &person, Random &random, int kind, int grade,
                        Care care) const {
    Written who{write_name(person.name, random), person.number};
    if (care != Care::exact) hide(who, random, care == Care::planted);
    if (!who.number.empty()) who.number = disability_card(who.number, kind, grade);
    if (who.links && random.chance(0.05)) who.number = lower_x(who.number);
    if (who.links && random.chance(0.01)) who.number = spaced(who.number, random);
    return who;
}

Individual Pen::stranger(Random &random, int youngest, int oldest) const {
    Individual person;
    person.sex = random.chance(0.55) ? base::Sex::male : base::Sex::female;
    auto const days = random.between(youngest, oldest) * 36524 / 100 + random.below(365);
    auto const issued = numbers_.issue(person.sex, base::add_days(as_of, -static_cast<int>(days)));
    person.number = issued.number;
    person.birth = issued.birth;
    person.name =
        names_.surname(random) + names_.given(person.sex, person.birth.year(), "", random);
    return person;
}

} // namespace jingzhun::demo
