// Duplicates as decisions: what stands is compared with what the linker says now.
#include "register/link_self.hpp"

#include "register/duplicates.hpp"

#include <algorithm>

namespace jingzhun::registry {
namespace {

using RecordPair = std::pair<std::int64_t, std::int64_t>;
RecordPair pair_of(LinkDecision const &one) { return {one.record, one.target}; }

// Among those in order of pairs.
LinkDecision const *find_pair(std::vector<LinkDecision> const &all, LinkDecision const &one) {
    auto const found = std::ranges::lower_bound(all, pair_of(one), {}, pair_of);
    return found == all.end() || pair_of(*found) != pair_of(one) ? nullptr : &*found;
}

SelfLink look_at(store::Database &database, pack::Pack const &pack, int county,
                 pack::Register const &definition, pack::Link const &link) {
    SelfLink self;
    for (auto &one : decisions(database, county, {}, definition.name))
        if (one.link == link.name) self.held.push_back(std::move(one));
    std::ranges::sort(self.held, {}, pair_of);
    for (auto &one : find_duplicates(database, pack, county, definition)) {
        auto const *before = find_pair(self.held, one);
        if (one.state != LinkState::automatic ||
            (before != nullptr && before->state == LinkState::refused))
            continue;
        one.link = link.name;
        self.wanted.push_back(std::move(one));
    }
    std::ranges::sort(self.wanted, {}, pair_of);
    return self;
}

} // namespace

SelfLinks look_at_self(store::Database &database, pack::Pack const &pack, int county,
                       std::vector<std::string> const &registers) {
    SelfLinks links;
    for (auto const &definition : pack.registers) {
        if (!registers.empty() && std::ranges::find(registers, definition.name) == registers.end())
            continue;
        for (auto const &link : definition.links)
            if (link.to == definition.name && link.many && !link.model.empty() &&
                pack.find_linkage(link.model) != nullptr)
                links.push_back(look_at(database, pack, county, definition, link));
    }
    return links;
}

void write_self(store::Database &database, int county, store::Actor const &actor,
                SelfLinks const &links, LinkReport &report) {
    for (auto const &[held, wanted] : links) {
        for (auto const &one : held) {
            if (one.state != LinkState::automatic || find_pair(wanted, one) != nullptr) continue;
            supersede_decision(database, county, one.id);
            ++report.withdrawn;
        }
        for (auto const &one : wanted) {
            if (find_pair(held, one) != nullptr) continue;
            auto decided = one;
            decided.actor = actor.name;
            add_decision(database, county, decided);
            ++report.added;
        }
    }
}

} // namespace jingzhun::registry
