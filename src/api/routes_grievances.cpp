// Addresses of grievances.
#include "api/inspect_handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr std::string_view of_grievances = "{grievances}"; // the pack's register of them

constexpr Parameter of_list[] = {{"state", "open unless given; late, closed, all"},
                                 {"level", "of the first report"},
                                 {"channel", "by which it came"},
                                 {"kind", "how it is handled"},
                                 {"area", "within this area"},
                                 {"q", "words or a number"},
                                 page_parameters[0],
                                 page_parameters[1]};
constexpr Parameter of_report[] = {{"area", "within this area"}};

constexpr Route table[] = {
    {"GET", "/api/grievances", role, Operation::read, of_grievances, list_grievances,
     "信访，逾期的在前", "Grievances, the late ones first", of_list},
    {"POST",
     "/api/grievances",
     role,
     Operation::record,
     of_grievances,
     take_in_grievance,
     "受理",
     "Take a report in",
     {},
     small_body,
     true,
     "content on channel level kind claimant phone area household respondents number reason"},
    {"POST",
     "/api/grievances/similar",
     role,
     Operation::record,
     of_grievances,
     find_similar_grievances,
     "边录边认：是否重复反映、是哪一户",
     "While one types: reported before? whose household?",
     {},
     small_body,
     false,
     "content on claimant phone area household"},
    {"POST",
     "/api/grievances/take-up",
     role,
     Operation::record,
     of_grievances,
     take_up_grievances,
     "受理导入的台账",
     "Take up what was imported",
     {},
     small_body,
     true},
    {"POST",
     "/api/grievances/escalate",
     role,
     Operation::record,
     of_grievances,
     escalate_grievances,
     "逾期的上提",
     "Send late ones up",
     {},
     small_body,
     true},
    {"GET", "/api/grievances/report", role, Operation::read, of_grievances, report_grievances,
     "按首报层级的统计", "Counts by level of the first report", of_report},
    {"GET", "/api/grievances/persons", role, Operation::read, of_grievances, list_grievance_persons,
     "可交办的人", "To whom one can be assigned"},
    {"GET", "/api/grievances/{number}", role, Operation::read, of_grievances, show_grievance,
     "一件信访和它的经过", "One matter and what became of it"},
    {"POST",
     "/api/grievances/{number}/act",
     role,
     Operation::read,
     of_grievances,
     act_on_grievance,
     "交办、答复、回访评价",
     "Assign, answer, rate",
     {},
     small_body,
     true,
     "act to answer evidence satisfied reason"},
};

} // namespace

std::span<Route const> routes_of_grievances() { return table; }

} // namespace jingzhun::api
