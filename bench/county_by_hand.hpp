// Five rules of the pack as somebody would write them by hand for one county: one plain loop over
// the same columns, with missing facts minded as the rules mind them.
//
// The parameters are those in force for the demo county at the end of 2020.
#pragma once

#include "base/date.hpp"
#include "base/identity.hpp"
#include "cel/population.hpp"
#include "cel/schema.hpp"
#include "pack/model.hpp"

#include <array>
#include <cassert>
#include <cstdint>
#include <string>
#include <vector>

namespace county_bench {

using namespace jingzhun;

inline std::vector<std::string> const rules_by_hand = {"exited_income_below_line", "unsafe_house",
                                                       "unsafe_water", "child_not_at_school",
                                                       "member_uninsured"};
constexpr std::int64_t exit_line_fen = 400'000; // 4,000 yuan
constexpr int school_age_from = 6, school_age_to = 15;

enum class Answer : std::uint8_t { not_applicable, met, unmet, unknown };
using AnswersByHand = std::array<std::vector<Answer>, 5>; // in the order of rules_by_hand

// One column as the loop reads it.
template <class T> struct Facts {
    T const *values = nullptr;
    std::uint64_t const *bits = nullptr; // null: every fact is known
    bool known(std::size_t row) const {
        return bits == nullptr || ((bits[row / 64] >> (row % 64)) & 1U) != 0;
    }
    T operator[](std::size_t row) const { return values[row]; }
};

struct HouseholdFacts {
    Facts<std::uint8_t> listed_registered, surveyed, water_quantity, water_quality, water_reliable;
    Facts<std::int32_t> poverty_status, house_grade, water_access;
    std::array<Facts<std::int64_t>, 5> income; // the last one is the cost
    Facts<std::uint8_t> person_surveyed;
    Facts<std::int32_t> identity, schooling, absence_reason, insurance;
    cel::Relation const *members = nullptr;
    std::int32_t exited = 0, deregistered = 0, far = 0, uninsured = 0, at_school = 0, at_home = 0;
    std::array<std::int32_t, 3> unsafe{};
    std::int32_t illness = 0, disability = 0; // reasons that excuse from school
};

struct HandPlan {
    cel::Population const &population;
    pack::Pack const &pack;

    template <class T> Facts<T> facts(std::string const &of, std::string const &field) const {
        auto const table = pack.register_index(of);
        auto const &column =
            population.tables[table].columns[pack.registers[table].field_index(field)];
        auto const *bits = column.present.empty() ? nullptr : column.present.data();
        return {std::get<cel::Array<T>>(column.values).data(), bits};
    }
    std::int32_t number(std::string_view code) const { return population.strings.find(code); }
};

inline HouseholdFacts household_facts(cel::Population const &population, pack::Pack const &pack,
                                      cel::Schema const &schema) {
    HandPlan const plan{population, pack};
    auto const truths = [&](char const *field) {
        return plan.facts<std::uint8_t>("household", field);
    };
    auto const codes = [&](char const *of, char const *field) {
        return plan.facts<std::int32_t>(of, field);
    };
    HouseholdFacts f;
    f.listed_registered = truths("listed_registered");
    f.surveyed = truths("surveyed");
    f.water_quantity = truths("water_quantity_ok");
    f.water_quality = truths("water_quality_ok");
    f.water_reliable = truths("water_reliable");
    f.poverty_status = codes("household", "poverty_status");
    f.house_grade = codes("household", "house_grade");
    f.water_access = codes("household", "water_access");
    std::size_t next = 0;
    for (auto const *field : {"wage_income", "business_income", "property_income",
                              "transfer_income", "production_cost"})
        f.income[next++] = plan.facts<std::int64_t>("household", field);
    f.person_surveyed = plan.facts<std::uint8_t>("person", "surveyed");
    f.identity = codes("person", "identity");
    f.schooling = codes("person", "schooling");
    f.absence_reason = codes("person", "absence_reason");
    f.insurance = codes("person", "insurance");
    auto const household = pack.register_index("household");
    auto const *members = schema.records[household].find("members");
    assert(members != nullptr);
    f.members = &population.tables[household].relations[members->index];
    f.exited = plan.number("exited");
    f.deregistered = plan.number("deregistered");
    f.far = plan.number("over_20_minutes");
    f.uninsured = plan.number("uninsured");
    f.at_school = plan.number("at_school");
    f.at_home = plan.number("taught_at_home");
    f.illness = plan.number("illness");
    f.disability = plan.number("disability");
    f.unsafe = {plan.number("C"), plan.number("D"), plan.number("no_house")};
    return f;
}

inline Answer answer(bool fails, bool in_doubt) {
    return fails ? Answer::unmet : in_doubt ? Answer::unknown : Answer::met;
}

inline Answer income_answer(HouseholdFacts const &f, std::size_t h, bool complete) {
    if (!f.poverty_status.known(h)) return Answer::unknown;
    if (f.poverty_status[h] != f.exited) return Answer::not_applicable;
    std::int64_t net = 0;
    bool known = complete;
    for (std::size_t i = 0; i < f.income.size(); ++i) {
        known &= f.income[i].known(h);
        net += i + 1 == f.income.size() ? -f.income[i][h] : f.income[i][h];
    }
    std::int64_t const size = f.members->offsets[h + 1] - f.members->offsets[h];
    if (!known || size == 0) return Answer::unknown;
    return net > exit_line_fen * size ? Answer::met : Answer::unmet;
}

inline Answer house_answer(HouseholdFacts const &f, std::size_t h) {
    auto const grade = f.house_grade[h];
    if (!f.house_grade.known(h)) return Answer::unknown;
    return answer(grade == f.unsafe[0] || grade == f.unsafe[1] || grade == f.unsafe[2], false);
}

inline Answer water_answer(HouseholdFacts const &f, std::size_t h) {
    bool fails = f.water_access.known(h) && f.water_access[h] == f.far;
    bool in_doubt = !f.water_access.known(h);
    for (auto const *fact : {&f.water_quantity, &f.water_quality, &f.water_reliable}) {
        fails |= fact->known(h) && (*fact)[h] == 0;
        in_doubt |= !fact->known(h);
    }
    return answer(fails, in_doubt);
}

// One pass over the members for the rules about them, and whether anybody was surveyed.
struct MembersSeen {
    bool surveyed = false, out_of_school = false, school_in_doubt = false;
    bool uninsured = false, insurance_in_doubt = false;
};

inline MembersSeen look_at_members(HouseholdFacts const &f, cel::Strings const &strings,
                                   std::size_t h, base::Date as_of) {
    MembersSeen seen;
    for (auto i = f.members->offsets[h]; i < f.members->offsets[h + 1]; ++i) {
        auto const p = f.members->child(i);
        seen.surveyed |= f.person_surveyed.known(p);
        seen.uninsured |= f.insurance.known(p) && f.insurance[p] == f.uninsured;
        seen.insurance_in_doubt |= !f.insurance.known(p);
        std::optional<base::Date> birth;
        if (f.identity.known(p)) birth = base::birth_of(strings.text(f.identity[p]));
        auto const years = birth ? base::age(*birth, as_of) : 0;
        if (birth && (years < school_age_from || years > school_age_to)) continue;
        if (f.absence_reason.known(p) &&
            (f.absence_reason[p] == f.illness || f.absence_reason[p] == f.disability))
            continue;
        if (!f.schooling.known(p)) {
            seen.school_in_doubt = true;
        } else if (f.schooling[p] != f.at_school && f.schooling[p] != f.at_home) {
            seen.out_of_school |= birth.has_value();
            seen.school_in_doubt |= !birth.has_value();
        }
    }
    return seen;
}

inline void decide_by_hand(HouseholdFacts const &f, cel::Strings const &strings, base::Date as_of,
                           std::size_t households, AnswersByHand &answers) {
    for (auto &one : answers) one.assign(households, Answer::not_applicable);
    for (std::size_t h = 0; h < households; ++h) {
        bool const registered =
            f.listed_registered.known(h) &&
            (!f.poverty_status.known(h) || f.poverty_status[h] != f.deregistered);
        bool const complete = cel::bit(f.members->complete, h);
        if (registered) answers[0][h] = income_answer(f, h, complete);
        auto const seen = look_at_members(f, strings, h, as_of);
        if (!registered && !f.surveyed.known(h) && !seen.surveyed) {
            for (std::size_t i = 1; !complete && i < answers.size(); ++i)
                answers[i][h] = Answer::unknown;
            continue;
        }
        answers[1][h] = house_answer(f, h);
        answers[2][h] = water_answer(f, h);
        answers[3][h] = answer(seen.out_of_school, seen.school_in_doubt || !complete);
        answers[4][h] = answer(seen.uninsured, seen.insurance_in_doubt || !complete);
    }
}

} // namespace county_bench
