// Breaking the glass: one record outside one's areas seen for a while, with a reason, on record;
// and the review of everything that was revealed.
//
// Tables `glass` and `reveal_review`, made when they are needed. A glass names its record by
// number: no key of a person stands there.
#pragma once

#include "base/date.hpp"
#include "store/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::access {

constexpr int glass_minutes = 30, glass_minutes_most = 240; // how long it may be seen
constexpr std::size_t glass_open_most = 3;                  // of one account at a time

struct Glass {
    std::int64_t id = 0;
    std::string account, register_name;
    std::int64_t record = 0;
    std::string reason;
    base::Instant from = 0, until = 0; // seen in between; `until` moves when it is ended before
    std::int64_t event = 0;            // that put it on record
    bool is_open(base::Instant now) const { return from <= now && now < until; }
};

// One event "glass". Throws Error "reason_missing", "glass_minutes" (none, or too many),
// "glass_too_many" (open ones). Requires, as all that write here: a write transaction is open.
Glass break_glass(store::Database &database, int county, store::Actor const &actor,
                  std::string const &register_name, std::int64_t record, int minutes,
                  base::Instant now);
// Somebody asked for a record that is not there: on record too, so that nobody tries numbers.
void log_glass_miss(store::Database &database, int county, store::Actor const &actor,
                    std::string const &register_name);
// Before its time. Throws Error "glass_unknown" for another's, "glass_over".
void end_glass(store::Database &database, int county, store::Actor const &actor, std::int64_t id,
               base::Instant now);
// In order of id; of one account where it is not empty.
std::vector<Glass> list_glasses(store::Database &database, int county,
                                std::string const &account = {});
// The open one of that account. Throws Error "glass_unknown", "glass_over".
Glass require_glass(store::Database &database, int county, std::string const &account,
                    std::int64_t id, base::Instant now);

// What an auditor says of a reveal: "justified" or "questioned".
struct RevealReview {
    std::int64_t event = 0; // that was reviewed
    std::string verdict, by, note;
    base::Instant at = 0;
};
// One event "reveal_review"; a second review of the same stands beside the first. Throws Error
// "reveal_unknown" (no such event, or none that reveals), "reveal_own" (what one revealed oneself),
// "reason_missing" (questioned without a note).
void review_reveal(store::Database &database, int county, store::Actor const &actor,
                   std::int64_t event, bool justified, std::string const &note, base::Instant now);
// In order of time.
std::vector<RevealReview> reviews(store::Database &database, int county);
// Numbers of the events that reveal ("reveal", "glass"), the newest first, those before `before`;
// at most `most`.
std::vector<std::int64_t> revealing_events(store::Database &database, int county,
                                           std::int64_t before, std::int64_t most);

} // namespace jingzhun::access
