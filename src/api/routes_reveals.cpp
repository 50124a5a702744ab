// Addresses of broken glasses and of what was revealed.
#include "api/inspect_handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Parameter of_reveals[] = {
    {"state", "open: those nobody reviewed"}, page_parameters[0], page_parameters[1]};

constexpr Route table[] = {
    {"POST",
     "/api/glass",
     role,
     Operation::reveal,
     "*",
     break_glass,
     "打破玻璃：看授权区划以外的一条记录",
     "Break the glass: see one record outside one's areas",
     {},
     small_body,
     false,
     "register key reason minutes"},
    {"GET", "/api/glass", role, Operation::reveal, "*", list_glasses, "自己打破、还没到时的",
     "One's own that are not over"},
    {"GET", "/api/glass/{id}", role, Operation::reveal, "*", show_through_glass,
     "看打破玻璃的那条记录", "The record behind a broken glass"},
    {"POST",
     "/api/glass/{id}/end",
     role,
     Operation::reveal,
     "*",
     end_glass,
     "看完，提前结束",
     "Done before its time",
     {},
     small_body},

    {"GET", "/api/reveals", role, Operation::audit, "", list_reveals,
     "看全私密内容和打破玻璃的记录", "What was revealed", of_reveals},
    {"POST",
     "/api/reveals/{event}/review",
     role,
     Operation::audit,
     "",
     review_reveal,
     "审查一次看全",
     "Review what was revealed",
     {},
     small_body,
     false,
     "verdict note"},
};

} // namespace

std::span<Route const> routes_of_reveals() { return table; }

} // namespace jingzhun::api
