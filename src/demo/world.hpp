// The true world of the demo county: who lives where, how, and what each department really knows.
//
// Words are those of the layouts (是, 在校, 居民 …). A human being is an `Individual` with one true
// number; a `Member` is a record of one in the register, and an individual may stand in two of
// them. Each fact of a department carries how its row is written, which may hide whom it is about.
#pragma once

#include "base/date.hpp"
#include "base/identity.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::demo {

using Word = std::string_view; // always of static life
using Fen = std::int64_t;

// How a row of a department names a person.
struct Written {
    std::string name, number;
    bool links = true; // the number is right, in whatever form
    int copies = 1;    // the row stands so often
};

struct Insurance {
    Written who;
    Word kind;
    int year = 2020;
    Word state;
};
struct Spending {
    Written who;
    int year = 2020;
    Fen total = 0, reimbursed = 0, self_paid = 0;
};
struct Enrolment {
    Written who;
    std::string school;
    Word grade, state;
};
struct Disability {
    Written who; // the number is the card's
    Word kind, grade;
};
struct Vehicle {
    Written who;
    std::string plate;
    Word kind, use;
    base::Date registered;
    Fen price = 0;
};
struct Business {
    Written who;
    std::string name;
    Word kind;
    Fen capital = 0;
    base::Date founded;
    Word state;
};
struct Payroll {
    Written who;
    std::string unit;
    Word kind;
};
struct Property {
    Written who;
    std::string place;
    Word use;
    int square_metres = 0;
    base::Date registered;
};
struct Death {
    Written who;
    std::optional<base::Date> on;
};
struct Support {
    Written who;
    Word kind;
    Fen monthly = 0;
    std::optional<base::Date> from;
};
struct Job {
    Written who;
    std::string place, employer;
    base::Date from;
    std::optional<base::Date> to;
    Fen monthly = 0;
};
struct Disaster {
    Written who;
    std::string village;
    Word kind;
    base::Date on;
    Fen loss = 0;
};
struct Relative {
    Written who;
    std::string official_name, official_number, post;
    Word relation;
};

struct Individual {
    std::string name;
    base::Sex sex = base::Sex::male;
    base::Date birth;
    std::string number;
    int records = 1, linkable_records = 1; // in the whole register
    bool foreign = false; // carried over from another village, where its rows are written
    std::vector<Insurance> insurance;
    std::vector<Spending> spending;
    std::vector<Enrolment> enrolment;
    std::vector<Disability> disability;
    std::vector<Vehicle> vehicles;
    std::vector<Business> businesses;
    std::vector<Payroll> payroll;
    std::vector<Property> property;
    std::vector<Death> deaths;
    std::vector<Support> support;
    std::vector<Job> jobs;
    std::vector<Disaster> disasters;
    std::vector<Relative> relatives;
};

struct Member {
    std::size_t individual = 0; // of the village
    std::string number;         // 人编号
    std::string identity;       // as registered; may be wrong or empty
    bool links = true;          // the number is valid and his own
    bool second = false;        // the individual has an earlier record elsewhere
    Word relation, education, school_status, health, labour, work_place;
    int work_months = 0;
    bool critical_insurance = true;
    std::string phone;
    // what the survey heard
    Word schooling, not_at_school_because, insured, health_seen;
};

struct Survey {
    base::Date on;
    std::string by, start, end;
    std::optional<Fen> wage, business, property, transfer, cost;
    Word house;
    int square_metres = 0;
    bool water_enough = true, water_clean = true, water_steady = true;
    Word water_access;
    bool eats_enough = true, eats_protein = true, clothes = true, bedding = true, power = true;
    Fen medical = 0;
    int satisfaction = 5;
    bool knows_policy = true;
};

struct Pairing {
    std::string helper_name, helper_number;
    base::Date from;
    std::optional<base::Date> to;
};
struct Visit {
    base::Date on;
    std::string household; // 户编号 or empty
    bool overnight = false;
    int arrive = 0, leave = 0; // minutes of the day
    std::string village;
    Word matter;
};
struct Measure {
    Word kind;
    std::string person, project, proof;
    Fen amount = 0;
    base::Date on;
};
struct Monitoring {
    Word kind;
    base::Date identified;
    std::string risks;
    std::optional<base::Date> removed;
    Word removed_by;
};
struct Issue {
    std::string number, rule, text;
    Word origin, weight, action;
    base::Date found, due;
    std::optional<base::Date> done;
    bool closed = false;
};

struct Household {
    std::string number, group;
    bool national = false; // stands in the national roster
    Word exit_state, attribute, cause, ethnicity;
    bool surveyed = false;
    std::vector<Member> members;
    Survey survey;
    Fen roster_income = 0; // per head
    std::vector<Pairing> pairings;
    std::vector<base::Date> visits;
    std::vector<Measure> measures;
    std::vector<Monitoring> monitoring;
    std::vector<Issue> issues;
    std::uint32_t touched = 0; // topics on which something was planted

    bool registered() const { return national && exit_state != "注销"; }
};

struct Official {
    std::string name, number, unit, township, villages, phone;
    Word post;
    std::vector<Visit> visits;
};

// Somebody who will stand a second time in the register, in the next household.
struct Traveller {
    std::size_t individual = 0;
    std::string identity;
    bool links = true;
};

struct Village {
    std::string code, name, township_code, township;
    bool poor = false;
    std::vector<Individual> individuals;
    std::vector<Household> households;
    std::vector<Official> officials;
    std::optional<Traveller> traveller;

    Individual const &of(Member const &member) const { return individuals[member.individual]; }
    Individual &of(Member const &member) { return individuals[member.individual]; }
};

// The day as of which everything is told.
inline constexpr base::Date as_of{18627}; // 2020-12-31
// The line of the year of `as_of` per head: 4000 yuan.
inline constexpr Fen poverty_line = 4000 * 100;

inline int age_of(Individual const &person) { return base::age(person.birth, as_of); }

} // namespace jingzhun::demo
