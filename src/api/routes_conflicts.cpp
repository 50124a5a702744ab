// Addresses of the desk: data fights, who is who.
#include "api/conflicts.hpp"
#include "api/pairs.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Parameter of_conflicts[] = {
    {"rule", "of this rule"}, {"area", "within this area"},
    {"q", "words within"},    {"state", "proposed: those that wait for approval"},
    page_parameters[0],       page_parameters[1]};
constexpr Parameter of_settlements[] = {
    {"rule", "of this rule"}, {"subject", "about this key"}, page_parameters[0]};
constexpr Parameter of_window[] = {{"source", "of this layout"},
                                   {"state", "waiting, approved, done, dropped or all"},
                                   page_parameters[0]};
constexpr Parameter of_window_file[] = {
    of_window[0], {"format", "xlsx or csv"}, {"reason", "why it is taken out"}};
constexpr Parameter of_links[] = {
    {"register", "of rows of this register"},
    {"state", "review unless given; automatic, confirmed, refused, all"},
    page_parameters[0],
    page_parameters[1]};

constexpr Route table[] = {
    {"GET", "/api/conflicts", role, Operation::read, "*", list_conflicts, "数据打架", "Data fights",
     of_conflicts},
    {"GET", "/api/conflicts/settled", role, Operation::read, "*", list_settlements, "已裁定的",
     "What was settled", of_settlements},
    {"POST",
     "/api/conflicts/settle",
     role,
     Operation::read,
     "*",
     settle_conflicts,
     "裁定以谁为准，或提出待批准",
     "Say which side is right, or propose it",
     {},
     small_body,
     true,
     "ids side reason evidence propose"},
    {"POST",
     "/api/conflicts/decide",
     role,
     Operation::approve,
     "*",
     decide_proposals,
     "批准或退回提出的裁定",
     "Approve or reject what was proposed",
     {},
     small_body,
     true,
     "ids approve reason"},
    {"GET", "/api/conflicts/window", role, Operation::read, "*", list_window, "窗口期应录入的",
     "What is to be entered elsewhere", of_window},
    {"POST",
     "/api/conflicts/window",
     role,
     Operation::review,
     "*",
     decide_window,
     "审核应录入的",
     "Approve or drop what is to be entered elsewhere",
     {},
     small_body,
     true,
     "source ids deed reason"},
    {"POST", "/api/conflicts/window/export", role, Operation::extract, "*", export_window,
     "导出已审待录的", "Take out what is approved", of_window_file, small_body, true},

    {"GET", "/api/links", role, Operation::read, "*", list_links, "认人：待核的行",
     "Rows and whom they may mean", of_links},
    {"POST",
     "/api/links/decide",
     role,
     Operation::review,
     "*",
     decide_links,
     "确认或否认是同一人",
     "Confirm or refuse whom rows mean",
     {},
     small_body,
     true,
     "ids confirm reason"},
    {"GET", "/api/duplicates/{register}", role, Operation::read, "{register}", list_duplicates,
     "疑似重复登记", "Who may be registered twice", page_parameters, 0, true},
    {"POST",
     "/api/duplicates/{register}/merge",
     role,
     Operation::correct,
     "{register}",
     ask_merge,
     "提出合并",
     "Ask for two records to be merged",
     {},
     small_body,
     true,
     "goes stays reason"},
    {"GET", "/api/merges", role, Operation::read, "*", list_merges, "合并", "Merges",
     std::span(page_parameters).first(1)},
    {"POST",
     "/api/merges/decide",
     role,
     Operation::review,
     "*",
     decide_merges,
     "批准或退回合并、拆开",
     "Approve or reject merges and their undoing",
     {},
     small_body,
     true,
     "ids approve reason"},
    {"POST",
     "/api/merges/{id}/undo",
     role,
     Operation::correct,
     "*",
     undo_merge,
     "提出拆开",
     "Ask for a merge to be undone",
     {},
     small_body,
     true,
     "reason"},
};

} // namespace

std::span<Route const> routes_of_conflicts() { return table; }

} // namespace jingzhun::api
