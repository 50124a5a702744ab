// The position of the ledger, as far as frames depend on it.
#include "register/frame_tag.hpp"

#include "base/hash.hpp"
#include "register/batch.hpp"
#include "store/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::registry {
namespace {

// Kinds of events that leave registers, batches and refused rows alone.
constexpr auto untouching =
    "'account_add', 'account_disable', 'account_enable', 'check', 'checkpoint', 'clock', "
    "'code_dropped', 'code_set_up', 'cosign', 'export', 'grant', 'key', 'load', 'password', "
    "'password_reset', 'refused', 'reveal', 'revoke', 'settle', 'sign_in', 'sign_in_failed', "
    "'sign_out', 'window'";

std::int64_t last_touching(store::Database &database, int county) {
    auto select =
        database.prepare("SELECT sequence FROM event WHERE county = $1 AND kind NOT IN (" +
                         std::string(untouching) + ") ORDER BY sequence DESC LIMIT 1");
    select->bind(1, county);
    auto const sequence = select->step() ? select->integer(0) : 0;
    select->reset();
    return sequence;
}

} // namespace

FramePosition frame_position(store::Database &database, int county) {
    FramePosition position{last_touching(database, county), {}};
    std::string text;
    for (auto const &event : store::read_events(database, county, position.sequence - 1, 1))
        text = fmt::format("{}\n{}\n{}\n{}\n{}\n", event.sequence, event.time, event.event.kind,
                           event.event.subject, event.event.details);
    for (auto const &batch : list_batches(database, county))
        if (counts(batch))
            text += fmt::format("{} {} {} {} {} {} {}\n", batch.id, batch.source,
                                static_cast<int>(batch.state), batch.recorded_at, batch.accepted_at,
                                batch.rolled_back_at, batch.valid_from.days);
    position.digest = base::sha256(text);
    return position;
}

std::string pack_print(pack::Pack const &pack) {
    std::string text;
    for (auto const &one : pack.registers) {
        text += fmt::format("register {} {} {} {} {}\n", one.name, fmt::join(one.key, ","),
                            one.area, one.covers_year, one.label);
        for (auto const &field : one.fields)
            text += fmt::format("{} {} {} {}\n", field.name, static_cast<int>(field.type),
                                fmt::join(field.believe, ","), field.stale_after_days.value_or(-1));
        for (auto const &link : one.links) {
            text += fmt::format("link {} {} {} {} {} {} {} {} {}\n", link.name, link.to,
                                link.reverse, link.many, link.possible_name, link.possible_identity,
                                link.possible_their_name, link.possible_their_identity, link.model);
            for (auto const &[own, theirs] : link.on) text += fmt::format("{}={}\n", own, theirs);
        }
    }
    for (auto const &source : pack.sources)
        text += fmt::format("source {} {} {}\n", source.name, fmt::join(source.registers, ","),
                            source.needs_authorisation);
    for (auto const &rule : pack.rules) // registers with rules have a relation to their answers
        if (rule.kind != pack::RuleKind::measure) text += fmt::format("on {}\n", rule.on);
    return base::sha256(text);
}

bool serves(FrameTag const &tag, FramePosition const &position, std::string const &print,
            FrameRequest const &request) {
    auto const holds = [](auto const &all, auto const &wanted) {
        return std::ranges::all_of(
            wanted, [&](auto const &one) { return std::ranges::find(all, one) != all.end(); });
    };
    return tag.county == request.county && tag.position == position && tag.pack == print &&
           tag.days.first <= request.moment.as_of && request.moment.as_of <= tag.days.last &&
           request.moment.is_now() && holds(tag.fields, request.fields) &&
           holds(tag.keyed, request.keyed);
}

} // namespace jingzhun::registry
