// Everything on one desk to another.
#include "work/handover.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "finding/assigned.hpp"
#include "work/pairing_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace jingzhun::work {

namespace {

// The findings have events of their own. Persons by their records: an event is never erased.
void note_handover(FindingDesk const &desk, store::Actor const &actor, Person const &from,
                   Person const &to, std::vector<Paired> const &paired) {
    if (paired.empty()) return;
    base::JsonWriter details;
    details.begin_object().member("to", to.record).key("subjects").begin_array();
    for (auto const &one : paired) details.value(one.subject);
    details.end_array().end_object();
    store::append(desk.database, actor,
                  {desk.county, "handover", fmt::format("person {}", from.record), details.text()});
}

} // namespace

Gaps gaps_of(FindingDesk const &desk, base::Date on) {
    People const people(desk.database, desk.pack, desk.areas, desk.county, on);
    auto const &rules = responsibility_of(desk.pack);
    Gaps gaps;
    for (auto const &pair : people.pairings())
        if (pair.from <= on && on <= pair.to && people.find_key(pair.person) == nullptr)
            gaps.left.push_back(pair);
    std::set<std::string> villages;
    for (auto const &area : desk.areas.all())
        if (base::level_of(area.code) == base::AreaLevel::village && area.from <= on &&
            on < area.to)
            villages.insert(area.code);
    for (auto const &layer : rules.layers)
        if (!layer.posts.empty() && !layer.optional)
            for (auto const &village : villages)
                if (people.holders(layer.posts, {}, village).empty())
                    gaps.vacant.emplace_back(village, &layer);
    return gaps;
}

Handover hand_over(FindingDesk const &desk, store::Actor const &actor, std::string const &from,
                   std::string const &to, base::Date on) {
    if (actor.reason.empty()) throw base::Error("reason_missing");
    People const people(desk.database, desk.pack, desk.areas, desk.county, on);
    auto const &leaver = people.require(from);
    auto const *taker = to.empty() ? nullptr : &people.require(to);
    Handover done;
    store::Transaction transaction(desk.database);
    FindingRequest request;
    request.deed = finding::Deed::transfer;
    request.on = on;
    request.to = to;
    for (auto const &one :
         finding::assigned_to(desk.database, desk.county, leaver.record, SIZE_MAX / 2))
        if (one.finding.state == finding::State::assigned ||
            one.finding.state == finding::State::rectified)
            request.ids.push_back(one.finding.id);
    done.transferred =
        act_on_findings(desk, actor, request, [](auto const &) { return finding::Data::none; });
    for (auto const *pair : people.pairings_of(leaver.key)) done.pairings.push_back(*pair);
    if (taker != nullptr) {
        done.paired = pass_pairings(desk, actor, done.pairings, leaver, *taker, on);
        note_handover(desk, actor, leaver, *taker, done.paired);
    }
    transaction.commit();
    done.owed = owed_by(desk.database, desk.pack, desk.county, leaver, on);
    return done;
}

} // namespace jingzhun::work
