// The table.
#include "api/routes.hpp"

#include "api/handlers.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr std::size_t small_body = 64 * 1024;

constexpr Parameter page[] = {{"limit", "rows of a page"},
                              {"after", "what the page before named as next"}};
constexpr Parameter of_findings[] = {{"rule", "of this rule"},
                                     {"area", "within this area"},
                                     {"register", "about this register"},
                                     {"severity", "hard or soft"},
                                     {"state", "open unless given; all"},
                                     {"subject", "about the record with this key"},
                                     {"q", "words within"},
                                     page[0],
                                     page[1]};
constexpr Parameter of_households[] = {{"area", "within this area"},
                                       {"q", "name of the head or number"},
                                       {"kind", "registered or general"},
                                       {"open", "1: with open findings"},
                                       page[0],
                                       page[1]};
constexpr Parameter of_records[] = {{"columns", "names of fields, separated by commas"},
                                    {"area", "within this area"},
                                    {"q", "name or key"},
                                    {"where", "field:eq|has|min|max:value, separated by ;"},
                                    {"sort", "a field; - before it: descending"},
                                    page[0],
                                    page[1]};
constexpr Parameter of_export[] = {of_records[0],
                                   of_records[1],
                                   of_records[2],
                                   of_records[3],
                                   of_records[4],
                                   {"format", "xlsx or csv"},
                                   {"reason", "why it is taken out"}};
constexpr Parameter of_what_if[] = {{"set", "parameter[key=…]=value, separated by ;"},
                                    {"by", "county, township or village"}};
constexpr Parameter of_areas[] = {{"parent", "the area above"}};
constexpr Parameter of_explanation[] = {{"rule", "this rule alone"}};

constexpr Route table[] = {
    {"GET", "/api/health", anyone, Operation::read, "", show_health, "是否在服务",
     "Is it serving?"},
    {"GET", "/api/openapi.json", anyone, Operation::read, "", show_openapi, "接口说明",
     "This description"},
    {"GET", "/api/session", anyone, Operation::read, "", show_session, "我是谁、能做什么",
     "Who I am and what I may do"},
    {"POST",
     "/api/session",
     anyone,
     Operation::read,
     "",
     sign_in,
     "登录",
     "Sign in",
     {},
     small_body,
     true,
     "account password code"},
    {"DELETE", "/api/session", signed_in, Operation::read, "", sign_out, "退出", "Sign out"},
    {"POST",
     "/api/session/password",
     signed_in,
     Operation::read,
     "",
     change_password,
     "更换自己的密码",
     "Change one's own password",
     {},
     small_body,
     true,
     "old new"},
    {"POST",
     "/api/session/code",
     signed_in,
     Operation::read,
     "",
     set_up_code,
     "设置自己的动态码",
     "Set up one's own one-time codes",
     {},
     small_body,
     true,
     "password"},

    {"GET", "/api/summary", role, Operation::read, "*", show_summary, "概况", "At a glance"},
    {"GET", "/api/areas", role, Operation::read, "*", list_areas, "下级区划", "Areas below",
     of_areas},
    {"GET", "/api/findings", role, Operation::read, "*", list_findings, "问题清单", "Findings",
     of_findings},
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
    {"GET", "/api/batches", role, Operation::read, "*", list_batches, "批次", "Batches"},

    {"GET", "/api/registers", role, Operation::read, "*", list_registers, "登记表", "Registers"},
    {"GET", "/api/records/{register}", role, Operation::read, "{register}", list_records,
     "登记表的记录", "Records of a register", of_records},
    {"GET", "/api/records/{register}/{id}", role, Operation::read, "{register}", show_record,
     "一条记录", "One record"},
    {"GET", "/api/records/{register}/{id}/history", role, Operation::read, "{register}",
     show_history, "一条记录的历史", "The history of a record"},
    {"POST",
     "/api/records/{register}/{id}/reveal",
     role,
     Operation::reveal,
     "{register}",
     reveal_record,
     "看全私密内容",
     "Show private fields whole",
     {},
     small_body,
     false,
     "reason"},
    {"POST", "/api/records/{register}/export", role, Operation::extract, "{register}",
     export_records, "导出这张清单", "Take this list out", of_export, small_body, true},
};

} // namespace

std::span<Route const> routes() { return table; }

} // namespace jingzhun::api
