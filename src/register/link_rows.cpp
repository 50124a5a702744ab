// From rows that found nobody to decisions about them.
#include "register/link_rows.hpp"

#include "base/hash.hpp"
#include "base/json.hpp"
#include "link/index.hpp"
#include "link/link.hpp"
#include "register/frames.hpp"
#include "register/link_cells.hpp"
#include "register/link_self.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <set>
#include <span>

namespace jingzhun::registry {
namespace {

constexpr std::size_t suggestions_max = 5; // of one row, for review

using Places = std::vector<pack::LinkPlace>;

// A row that found nobody.
struct LooseRow {
    std::size_t place = 0; // of Places
    std::int64_t record = 0;
    std::vector<std::string> cells;
};

// What decisions are about.
struct Pairing {
    std::string register_name, link;
    std::int64_t record = 0, target = 0;
    auto operator<=>(Pairing const &) const = default;
};

Pairing pairing_of(LinkDecision const &one) {
    return {one.register_name, one.link, one.record, one.target};
}

bool by_a_person(LinkDecision const &one) {
    return one.state == LinkState::confirmed || one.state == LinkState::refused;
}

std::string print_of(std::vector<std::string> const &own, std::vector<std::string> const &theirs) {
    std::string text;
    for (auto const *cells : {&own, &theirs})
        for (auto const &cell : *cells) text += std::to_string(cell.size()) + ':' + cell;
    return base::sha256(text);
}

// The links of one model to one register.
class Linker {
  public:
    Linker(store::Database &database, pack::Pack const &pack, int county, cel::Schema const &schema,
           Places places)
        : database_(database), pack_(pack), county_(county), schema_(schema),
          places_(std::move(places)), model_(*pack.find_linkage(places_[0].link->model)->model),
          their_cells_(model_, pack.registers[places_[0].to], places_[0].link->possible_their_name,
                       places_[0].link->possible_their_identity) {}

    // Everything but writing.
    void look() {
        load();
        held_ = standing();
        wanted_ = propose(held_);
    }
    // Requires: nothing changed since `look`; the write transaction is open.
    void write(store::Actor const &actor, LinkReport &report) {
        settle(actor, held_, wanted_, report);
    }

  private:
    pack::Register const &own(std::size_t place) const {
        return pack_.registers[places_[place].from];
    }

    void load() {
        FrameRequest request;
        request.county = county_;
        request.equal_only = true;
        for (auto const field : their_cells_.fields())
            request.fields.push_back({places_[0].to, cel::FieldSource::column, field});
        std::vector<LinkCells> cells;
        for (auto const &place : places_) {
            cells.emplace_back(model_, pack_.registers[place.from], place.link->possible_name,
                               place.link->possible_identity);
            for (auto const field : cells.back().fields())
                request.fields.push_back({place.from, cel::FieldSource::column, field});
            request.fields.push_back({place.from, cel::FieldSource::reference, place.own_index});
        }
        population_ = load_frames(database_, pack_, schema_, request);
        for (std::size_t i = 0; i < places_.size(); ++i) find_loose(i, cells[i]);
    }

    void find_loose(std::size_t at, LinkCells const &cells) {
        auto const &place = places_[at];
        auto const &table = population_.tables[place.from];
        auto const &found = table.references[place.own_index].rows;
        for (std::size_t row = 0; row < table.rows; ++row)
            if (found[row] == -1)
                loose_.push_back(
                    {at, table.records[row], cells.cells(population_, place.from, row)});
    }

    std::vector<std::string> theirs(std::size_t row) const {
        return their_cells_.cells(population_, places_[0].to, row);
    }

    // The decisions about these links that hold; what a person decided only while both sides say
    // what they said.
    std::map<Pairing, LinkDecision> standing() {
        std::map<Pairing, LinkDecision> held;
        for (std::size_t i = 0; i < places_.size(); ++i)
            for (auto &one : decisions(database_, county_, {}, own(i).name))
                if (one.link == places_[i].link->name)
                    held.insert({pairing_of(one), std::move(one)});
        return held;
    }

    // Answers the outcome, and keeps what explains it.
    std::map<Pairing, LinkDecision> propose(std::map<Pairing, LinkDecision> const &held) {
        std::map<Pairing, LinkDecision> wanted;
        auto const &persons = population_.tables[places_[0].to];
        if (loose_.empty() || persons.rows == 0) return wanted;
        link::Space space(model_);
        auto const left = table_of_persons(space);
        auto const right = table_of_loose(space);
        space.prepare();
        link::Options options;
        options.parameters = link::for_lists(model_, link::guess(space, left, left), left.size());
        auto const outcome = link::link(space, left, right, options);
        link::Scorer const scorer(space, right, outcome.parameters);
        for (auto first = outcome.links.begin(); first != outcome.links.end();) {
            auto end = first;
            while (end != outcome.links.end() && end->right == first->right) ++end;
            propose_row({first, end}, scorer, held, wanted);
            first = end;
        }
        return wanted;
    }

    link::Table table_of_persons(link::Space &space) const {
        link::Table table(model_);
        table.present.assign(model_.fields.size(), true);
        auto const rows = population_.tables[places_[0].to].rows;
        for (std::size_t row = 0; row < rows; ++row) add(table, space, row, theirs(row));
        return table;
    }

    link::Table table_of_loose(link::Space &space) const {
        link::Table table(model_);
        table.present.assign(model_.fields.size(), true);
        for (std::size_t i = 0; i < loose_.size(); ++i) add(table, space, i, loose_[i].cells);
        return table;
    }

    static void add(link::Table &table, link::Space &space, std::size_t id,
                    std::vector<std::string> const &cells) {
        std::vector<std::string_view> const views(cells.begin(), cells.end());
        table.add(space, std::to_string(id), views);
    }

    // The candidates of one row, best first.
    void propose_row(std::span<link::Link const> links, link::Scorer const &scorer,
                     std::map<Pairing, LinkDecision> const &held,
                     std::map<Pairing, LinkDecision> &wanted) {
        auto const &row = loose_[links[0].right];
        if (is_confirmed(row, held)) return;
        std::size_t suggested = 0;
        bool first_refused = false;
        auto const is_tied = links.size() > 1 && links[1].verdict == link::Verdict::tie;
        for (auto const &found : links) {
            if (found.score < model_.review || suggested == suggestions_max) return;
            auto one = decision_of(row, found, scorer);
            auto const before = held.find(pairing_of(one));
            if (before != held.end() && before->second.state == LinkState::refused &&
                before->second.print == one.print) {
                first_refused = first_refused || &found == &links[0];
                continue;
            }
            auto const sure = found.verdict == link::Verdict::link && !first_refused && !is_tied;
            one.state = sure ? LinkState::automatic : LinkState::review;
            wanted.insert({pairing_of(one), std::move(one)});
            if (sure) return;
            ++suggested;
        }
    }

    bool is_confirmed(LooseRow const &row, std::map<Pairing, LinkDecision> const &held) const {
        Pairing const from{own(row.place).name, places_[row.place].link->name, row.record, 0};
        for (auto at = held.lower_bound(from); at != held.end(); ++at) {
            auto const &one = at->second;
            if (one.record != row.record || one.register_name != from.register_name) return false;
            if (one.state == LinkState::confirmed && still_says(row, one)) return true;
        }
        return false;
    }

    bool still_says(LooseRow const &row, LinkDecision const &one) const {
        auto const &records = population_.tables[places_[0].to].records;
        auto const found = std::lower_bound(records.begin(), records.end(), one.target);
        if (found == records.end() || *found != one.target) return false;
        return print_of(row.cells, theirs(static_cast<std::size_t>(found - records.begin()))) ==
               one.print;
    }

    LinkDecision decision_of(LooseRow const &row, link::Link const &found,
                             link::Scorer const &scorer) const {
        LinkDecision one;
        one.register_name = own(row.place).name;
        one.link = places_[row.place].link->name;
        one.record = row.record;
        one.target = population_.tables[places_[0].to].records[found.left];
        one.score = std::round(static_cast<double>(found.score) * 10) / 10;
        one.model = places_[0].link->model;
        one.print = print_of(row.cells, theirs(found.left));
        for (auto &term : scorer.terms(found.pair(), found.pattern))
            if (term.outcome != "missing")
                one.evidence.push_back({std::move(term.name), std::move(term.outcome), term.bits});
        return one;
    }

    // Writes the difference between what stands and what came out.
    void settle(store::Actor const &actor, std::map<Pairing, LinkDecision> const &held,
                std::map<Pairing, LinkDecision> const &wanted, LinkReport &report) {
        for (auto const &[pairing, one] : held) {
            if (stays(one, wanted)) {
                report.linked +=
                    one.state == LinkState::refused || one.state == LinkState::review ? 0 : 1;
                continue;
            }
            supersede_decision(database_, county_, one.id);
            ++report.withdrawn;
        }
        std::set<std::pair<std::string, std::int64_t>> waiting;
        for (auto const &[pairing, one] : wanted) {
            if (one.state == LinkState::review) waiting.insert({one.register_name, one.record});
            auto const before = held.find(pairing);
            if (before != held.end() && stays(before->second, wanted)) continue;
            auto decided = one;
            decided.actor = actor.name;
            add_decision(database_, county_, decided);
            ++report.added;
            report.linked += one.state == LinkState::automatic ? 1 : 0;
        }
        report.waiting += static_cast<std::int64_t>(waiting.size());
    }

    bool stays(LinkDecision const &one, std::map<Pairing, LinkDecision> const &wanted) const {
        if (by_a_person(one)) {
            auto const row = std::ranges::find_if(loose_, [&](LooseRow const &loose) {
                return loose.record == one.record && own(loose.place).name == one.register_name &&
                       places_[loose.place].link->name == one.link;
            });
            return row == loose_.end() || still_says(*row, one);
        }
        auto const same = wanted.find(pairing_of(one));
        // Scores move a little whenever somebody comes into the register.
        return same != wanted.end() && same->second.state == one.state &&
               same->second.print == one.print;
    }

    store::Database &database_;
    pack::Pack const &pack_;
    int county_;
    cel::Schema const &schema_;
    Places places_;
    link::Model const &model_;
    LinkCells their_cells_;
    cel::Population population_;
    std::vector<LooseRow> loose_;
    std::map<Pairing, LinkDecision> held_, wanted_;
};

// The links to look at, together where they have one model and one register.
std::vector<Places> places_for(pack::Pack const &pack, std::vector<std::string> const &registers) {
    std::map<std::pair<std::size_t, std::string>, Places> groups;
    auto const named = [&](std::size_t index) {
        return registers.empty() ||
               std::ranges::find(registers, pack.registers[index].name) != registers.end();
    };
    for (auto const &place : pack::link_places(pack)) {
        auto const &link = *place.link;
        if (link.model.empty() || link.many || pack.find_linkage(link.model) == nullptr) continue;
        if (named(place.from) || named(place.to)) groups[{place.to, link.model}].push_back(place);
    }
    std::vector<Places> all;
    for (auto &[key, places] : groups) all.push_back(std::move(places));
    return all;
}

// All linkers of a call, at one moment.
class Linkers {
  public:
    Linkers(store::Database &database, pack::Pack const &pack, int county,
            std::vector<std::string> const &registers)
        : database_(database), pack_(pack), county_(county), schema_(pack::make_schema(pack)) {
        for (auto &places : places_for(pack, registers))
            all_.emplace_back(database, pack, county, schema_, std::move(places)).look();
        same_ = look_at_self(database, pack, county, registers);
    }
    Linkers(Linkers &&) = delete;

    LinkReport write(store::Actor const &actor) {
        LinkReport report;
        for (auto &linker : all_) linker.write(actor, report);
        write_self(database_, county_, actor, same_, report);
        if (report.added + report.withdrawn == 0) return report;
        base::JsonWriter details;
        details.begin_object()
            .member("linked", report.linked)
            .member("waiting", report.waiting)
            .member("added", report.added)
            .member("withdrawn", report.withdrawn)
            .end_object();
        store::append(database_, actor,
                      {county_, "link", "county " + std::to_string(county_), details.take()});
        return report;
    }

  private:
    store::Database &database_;
    pack::Pack const &pack_;
    int county_;
    cel::Schema schema_;
    std::deque<Linker> all_; // they refer to what stands beside them
    SelfLinks same_;
};

constexpr int tries_apart = 3;

} // namespace

LinkReport link_rows(store::Database &database, pack::Pack const &pack, int county,
                     store::Actor const &actor, std::vector<std::string> const &registers) {
    return Linkers(database, pack, county, registers).write(actor);
}

LinkReport link_rows_apart(store::Database &database, pack::Pack const &pack, int county,
                           store::Actor const &actor, std::vector<std::string> const &registers) {
    for (int i = 0; i < tries_apart; ++i) {
        auto const before = ledger_position(database, county);
        Linkers linkers(database, pack, county, registers);
        store::Transaction transaction(database);
        // Whoever wrote in between may have changed what was compared.
        if (ledger_position(database, county) != before) continue;
        auto report = linkers.write(actor);
        transaction.commit();
        return report;
    }
    store::Transaction transaction(database);
    auto report = link_rows(database, pack, county, actor, registers);
    transaction.commit();
    return report;
}

} // namespace jingzhun::registry
