// The files of the demo county: names and headers in the layouts' first spelling and order.
#pragma once

#include <span>
#include <string_view>

namespace jingzhun::demo {

enum class Table {
    national_roster,
    general_roster,
    household_survey,
    member_survey,
    monitored,
    village_profile,
    medical_insurance,
    medical_spending,
    school_enrolment,
    disability,
    vehicles,
    businesses,
    payroll,
    property,
    deaths,
    low_income,
    jobs,
    disasters,
    official_relatives,
    officials,
    pairings,
    visits,
    measures,
    grievances,
    problems,
};
inline constexpr int tables = 25;

struct Layout {
    Table table;
    std::string_view file;
    std::string_view header; // columns parted by commas; # after a column whose cells are numbers
    std::string_view sheet = {}; // of a workbook; the file's name without its ending where empty
};

// In the order of `Table`.
std::span<Layout const> layouts();

} // namespace jingzhun::demo
