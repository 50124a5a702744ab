// Reading the events that checks left.
#include "app/checked_days.hpp"

#include "base/json.hpp"
#include "finding/known.hpp"
#include "store/ledger.hpp"
#include "store/table_then.hpp"

namespace jingzhun::app {

std::vector<base::Date> days_checked(Session const &session, registry::Known const &known) {
    constexpr std::int64_t events_at_once = 10'000;
    std::vector<base::Date> days;
    std::int64_t after = 0;
    while (true) {
        auto const events =
            store::read_events(*session.database, session.county, after, events_at_once);
        if (events.empty()) return days;
        after = events.back().sequence;
        for (auto const &one : events) {
            if (one.event.kind != "check" || one.time > known.at || one.sequence > known.position)
                continue;
            auto const details = base::read_json(one.event.details, "check");
            auto const *text = details.text("as_of");
            auto const day = text == nullptr ? std::nullopt : base::parse_iso_date(*text);
            if (day) days.push_back(*day);
        }
    }
}

std::unique_ptr<store::Database> findings_known(Session const &session,
                                                registry::Known const &known) {
    registry::Known const all;
    if (known.at == all.at && known.position == all.position) return nullptr;
    auto const events =
        store::events_by(*session.database, session.county, known.at, known.position);
    return finding::as_known(*session.database, session.county, events);
}

} // namespace jingzhun::app
