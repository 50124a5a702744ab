// Addresses of the ledger.
#include "api/handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Parameter of_events[] = {{"account", "done by"},
                                   {"kind", "of this kind"},
                                   {"subject", "words within"},
                                   page_parameters[0],
                                   page_parameters[1]};

constexpr Route table[] = {
    {"GET", "/api/events", signed_in, Operation::audit, "", list_events, "流水", "The ledger",
     of_events},
    {"POST",
     "/api/proof/{register}/{id}",
     role,
     Operation::extract,
     "{register}",
     prove_record,
     "一条记录的证明",
     "The proof of a record",
     {},
     small_body,
     true},
};

} // namespace

std::span<Route const> routes_of_ledger() { return table; }

} // namespace jingzhun::api
