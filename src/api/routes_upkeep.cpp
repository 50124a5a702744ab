// Addresses of divisions, sessions, checkpoints and backups.
#include "api/inspect_handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Parameter of_divisions[] = {{"parent", "the area above; the county unless given"}};

constexpr Route table[] = {
    {"GET", "/api/divisions", signed_in, Operation::read, "", list_divisions, "区划名称",
     "Names of areas", of_divisions},
    {"GET", "/api/sign-ins", signed_in, Operation::account, "", list_sessions,
     "会话：自己的，或全部", "Sessions: one's own, or all"},
    {"POST",
     "/api/sign-ins/{id}/end",
     signed_in,
     Operation::account,
     "",
     end_session,
     "结束一个会话",
     "End a session",
     {},
     small_body,
     false,
     "reason"},
    {"GET", "/api/checkpoints", signed_in, Operation::read, "", list_checkpoints, "账本检查点",
     "Checkpoints of the ledger"},
    {"POST",
     "/api/checkpoints",
     signed_in,
     Operation::maintain,
     "",
     issue_checkpoint,
     "签发一个检查点",
     "Issue a checkpoint",
     {},
     small_body,
     true},
    {"GET", "/api/backups", role, Operation::maintain, "", list_backups, "备份", "Backups"},
    {"POST",
     "/api/backups",
     role,
     Operation::maintain,
     "",
     make_backup,
     "做一份备份",
     "Make a backup",
     {},
     small_body,
     false,
     "reason"},
};

} // namespace

std::span<Route const> routes_of_upkeep() { return table; }

} // namespace jingzhun::api
