// Lists as people like them: filters, columns and order kept under a name, one's own or shared with
// the office.
//
// A view is a question, not an answer: whoever opens one sees only what he may see.
#pragma once

#include "store/ledger.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace jingzhun::access {

struct SavedView {
    std::int64_t id = 0;
    std::string account; // whose it is; empty: a store without accounts
    std::string list;    // of which list: "records/person", "findings"
    std::string name;
    std::string query;   // as the page's address has it: "area=431128001&sort=-age"
    bool shared = false; // with those of the same unit
    base::Instant kept_at = 0;
};

constexpr std::size_t view_name_most = 60, view_query_most = 4000, views_most = 200;

// One's own and those shared by the office, of that list (empty: of all), in order of name.
std::vector<SavedView> views_for(store::Database &database, int county, std::string const &account,
                                 std::string const &list);
// Keeps it, in the place of one's own of the same list and name. Answers its number. Throws Error
// "view_bad" (no name, or too long), "views_full". Requires, as `drop_view`: a write transaction is
// open. One event: "view_keep", "view_drop".
std::int64_t keep_view(store::Database &database, int county, store::Actor const &actor,
                       SavedView const &view);
// One's own. Throws Error "view_unknown".
void drop_view(store::Database &database, int county, store::Actor const &actor,
               std::string const &account, std::int64_t id);

} // namespace jingzhun::access
