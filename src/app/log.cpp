// jingzhun log: who did what, when, in which role and why; the newest first.
#include "api/event_json.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "base/json.hpp"
#include "store/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

constexpr std::int64_t events_at_once = 10'000;

bool wanted(Log const &command, store::LoggedEvent const &logged) {
    auto const names = [](std::string const &asked, std::string const &found) {
        return asked.empty() || asked == found;
    };
    auto const about = logged.event.subject.find(command.subject) != std::string::npos;
    return names(command.account, logged.actor.name) && names(command.kind, logged.event.kind) &&
           about;
}

// The last `limit` that are wanted; events are read forwards, in pieces.
std::vector<store::LoggedEvent> newest(Session const &session, Log const &command) {
    std::vector<store::LoggedEvent> kept;
    std::int64_t after = 0;
    while (true) {
        auto piece = store::read_events(*session.database, session.county, after, events_at_once);
        if (piece.empty()) break;
        after = piece.back().sequence;
        for (auto &one : piece)
            if (wanted(command, one)) kept.push_back(std::move(one));
        auto const limit = static_cast<std::size_t>(command.limit);
        if (kept.size() > limit)
            kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(limit));
    }
    std::ranges::reverse(kept);
    return kept;
}

void print_events(std::vector<store::LoggedEvent> const &events, Common const &common) {
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"序号", "时间", "经办", "角色", "来自", "事项", "对象",
                                       "事由"}
            : std::vector<std::string>{"event", "time", "by", "role", "from", "kind", "subject",
                                       "reason"}};
    for (auto const &one : events)
        rows.push_back({std::to_string(one.sequence), local_time(one.time), one.actor.name,
                        one.actor.role, one.actor.from, one.event.kind, one.event.subject,
                        one.actor.reason});
    fmt::print("{}", table(rows, {0}));
}

void print_events_json(std::vector<store::LoggedEvent> const &events) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : events) api::write(json, one);
    json.end_array();
    print_json(json.text());
}

} // namespace

int log(Log const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    Acting const acting(session, common);
    // What one did oneself is no secret.
    if (command.account.empty() || command.account != common.actor.name)
        acting.require(pack::Operation::audit);
    auto const events = newest(session, command);
    if (common.json) print_events_json(events);
    else print_events(events, common);
    return 0;
}

} // namespace jingzhun::app
