// Addresses of forms, worklists and the monthly meeting.
#include "api/field_handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Parameter of_area[] = {{"area", "an area; else the caller's own"}};
constexpr Parameter of_agenda[] = {of_area[0], {"month", "YYYY-MM; else this month"}};
constexpr Parameter of_bulletin[] = {of_area[0], {"on", "a day of the period; else today"}};

constexpr Route table[] = {
    {"GET", "/api/work", role, Operation::read, "*", show_work, "我今天的清单", "My list of today"},
    {"GET", "/api/work/area", role, Operation::read, "*", show_area_work, "什么卡在哪里",
     "What is stuck where", of_area},
    {"GET", "/api/agenda", role, Operation::read, "*", show_agenda, "调度会议程",
     "The agenda of the month", of_agenda},
    {"GET", "/api/bulletins", role, Operation::read, "*", list_bulletins, "通报", "Bulletins"},
    {"GET", "/api/bulletins/{name}", role, Operation::read, "*", show_bulletin, "一期通报",
     "One bulletin", of_bulletin, 0, true},
    {"GET", "/api/forms", role, Operation::record, "*", list_forms, "能填的表",
     "Forms one may fill in"},
    {"GET", "/api/forms/{form}/{key}", role, Operation::record, "*", show_form,
     "一张表，已知的先填好", "A form, with what is known filled in"},
    {"POST",
     "/api/forms/{form}/{key}",
     role,
     Operation::record,
     "*",
     take_form,
     "交一张表",
     "Send a form",
     {},
     small_body,
     true,
     "sheet answers typed on reason"},
};

} // namespace

std::span<Route const> routes_of_field() { return table; }

} // namespace jingzhun::api
