// Addresses of procedures and cases.
#include "api/handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Parameter of_cases[] = {{"procedure", "of this procedure"},
                                  {"subject", "about this key"},
                                  {"step", "whose turn it is"},
                                  {"area", "within this area"},
                                  {"state", "open, done, rejected or withdrawn"},
                                  page_parameters[0],
                                  page_parameters[1]};
constexpr Parameter of_document[] = {{"name", "the file's name"}};

constexpr Route table[] = {
    {"GET", "/api/procedures", role, Operation::read, "*", list_procedures, "程序", "Procedures"},
    {"GET", "/api/cases", role, Operation::read, "*", list_cases, "案卷", "Cases", of_cases},
    {"GET", "/api/cases/{id}", role, Operation::read, "*", show_case, "一件案卷", "One case"},
    {"GET", "/api/cases/{id}/notice", role, Operation::read, "*", show_notice, "公示",
     "The notice of a case"},
    {"POST",
     "/api/cases",
     role,
     Operation::record,
     "*",
     open_cases,
     "开始一件",
     "Open a case",
     {},
     small_body,
     false,
     "procedure subject area on reason"},
    {"POST",
     "/api/cases/act",
     role,
     Operation::read,
     "*",
     act_on_cases,
     "办一步，一件或多件",
     "Take a step, of one case or of many",
     {},
     file_body / 64,
     true,
     "cases step act outcome on reason records own name text"},
    {"POST", "/api/documents", role, Operation::read, "*", keep_document, "存一份材料",
     "Keep a document", of_document, file_body, true},
};

} // namespace

std::span<Route const> routes_of_cases() { return table; }

} // namespace jingzhun::api
