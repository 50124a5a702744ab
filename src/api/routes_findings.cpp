// Addresses of county, findings, households and policy.
#include "api/handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Parameter of_findings[] = {{"rule", "of this rule"},
                                     {"area", "within this area"},
                                     {"register", "about this register"},
                                     {"severity", "hard or soft"},
                                     {"state", "open unless given; all"},
                                     {"subject", "about the record with this key"},
                                     {"q", "words within"},
                                     page_parameters[0],
                                     page_parameters[1]};
constexpr Parameter of_households[] = {{"area", "within this area"},
                                       {"q", "name of the head or number"},
                                       {"kind", "registered or general"},
                                       {"open", "1: with open findings"},
                                       page_parameters[0],
                                       page_parameters[1]};
constexpr Parameter of_what_if[] = {{"set", "parameter[key=…]=value, separated by ;"},
                                    {"by", "county, township or village"}};
constexpr Parameter of_areas[] = {{"parent", "the area above"}};
constexpr Parameter of_explanation[] = {{"rule", "this rule alone"}};

constexpr Route table[] = {
    {"GET", "/api/summary", role, Operation::read, "*", show_summary, "概况", "At a glance"},
    {"GET", "/api/areas", role, Operation::read, "*", list_areas, "下级区划", "Areas below",
     of_areas},
    {"GET", "/api/findings", role, Operation::read, "*", list_findings, "问题清单", "Findings",
     of_findings},
    {"GET", "/api/findings/{id}", role, Operation::read, "*", show_finding, "一个问题和它的经过",
     "One finding and what was done about it"},
    {"POST",
     "/api/findings/act",
     role,
     Operation::read,
     "*",
     act_on_findings,
     "交办、整改、复核、退回、销号、延期、重开",
     "Assign, rectify, verify, reject, close, extend, reopen",
     {},
     small_body,
     true,
     "ids deed on to measure reason due evidence"},
    {"GET", "/api/households", role, Operation::read, "household", list_households, "农户清单",
     "Households", of_households},
    {"GET", "/api/households/{key}", role, Operation::read, "household", show_household, "一户一档",
     "One household, one file"},
    {"GET", "/api/explain/{register}/{key}", role, Operation::read, "{register}", show_explanation,
     "为什么", "Why", of_explanation},
    {"GET", "/api/rules", role, Operation::read, "*", list_rules, "规则", "Rules"},
    {"GET", "/api/parameters", role, Operation::read, "*", list_parameters, "参数", "Parameters"},
    {"GET", "/api/what-if", role, Operation::read, "*", show_what_if, "换个标准试算", "What if",
     of_what_if},
};

} // namespace

std::span<Route const> routes_of_findings() { return table; }

} // namespace jingzhun::api
