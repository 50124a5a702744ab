// From the store to a proof.
#include "store/prove.hpp"

#include "base/error.hpp"
#include "store/cosignature.hpp"
#include "store/erase.hpp"
#include "store/event_leaf.hpp"
#include "store/part.hpp"
#include "store/row_cells.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::store {
namespace {

// Of the log of changes a part is what one event changed.
std::vector<Hash> changes_of_event(Database &database, int county, std::int64_t sequence) {
    auto const table = table_named(database, "change");
    std::vector<Hash> commitments;
    Erased const erased(database, county, table.name);
    auto const *gone = erased.of(sequence);
    auto const add_erased = [&] {
        if (gone == nullptr) return;
        for (auto at = gone->find(commitments.size()); at != gone->end();
             at = gone->find(commitments.size()))
            commitments.push_back(at->second);
    };
    RowReader rows(database, table, "county = $1 AND sequence = $2");
    rows.statement().bind(1, county);
    rows.statement().bind(2, sequence);
    while (rows.next()) {
        add_erased();
        commitments.push_back(commitment_of(rows.row().bytes));
    }
    add_erased();
    return commitments;
}

std::string checkpoint_for(Database &database, int county, std::int64_t size) {
    auto const all = cosigned_checkpoints(database, county);
    if (all.empty()) throw base::Error("checkpoint_none", {{"store", database.address()}});
    for (auto one = all.rbegin(); one != all.rend(); ++one)
        if (one->issued.size >= size && !one->cosignatures.empty()) return one->note;
    return all.back().note;
}

// Where the event's seals stand under a root: those that the rows need.
std::vector<ProvenSeal> seals_for(Database &database, int county, std::int64_t sequence,
                                  std::vector<ProvenRow> const &rows) {
    auto const leaf = event_leaf(database, county, sequence);
    std::vector<ProvenSeal> proven;
    if (!leaf || leaf->seals.size() <= seals_shown) return proven;
    std::set<std::pair<std::string, std::int64_t>> parts;
    for (auto const &one : rows)
        if (auto const row = read_row(one.bytes))
            if (auto const part = part_of(*row)) parts.emplace(row->table, *part);
    std::vector<Hash> hashes;
    for (auto const &seal : leaf->seals) hashes.push_back(leaf_hash(write_seal(seal)));
    for (std::size_t place = 0; place < hashes.size(); ++place) {
        auto const &seal = leaf->seals[place];
        if (!parts.contains({seal.table, seal.part})) continue;
        proven.push_back({place, write_seal(seal), inclusion_proof(hashes, place)});
    }
    return proven;
}

} // namespace

void Prover::add_row(std::string const &table, SealedRow const &row) {
    rows_[{table, row.part}].emplace_back(row.bytes);
}

std::size_t Prover::add_changes(std::string_view table, std::string_view key) {
    auto const log = table_named(database_, "change");
    std::size_t count = 0;
    RowReader rows(database_, log, "county = $1 AND table_name = $2 AND row_key = $3");
    rows.statement().bind(1, county_);
    rows.statement().bind(2, table);
    rows.statement().bind(3, key);
    for (; rows.next(); ++count) rows_[{"change", rows.integer(1)}].emplace_back(rows.row().bytes);
    return count;
}

void Prover::open_event(std::int64_t sequence) { opened_.insert(sequence); }

void Prover::add_proven_rows(std::map<std::int64_t, std::vector<ProvenRow>> &events) const {
    for (auto const &[part, rows] : rows_) {
        auto const &[name, number] = part;
        auto const is_change = name == "change";
        auto const seal = is_change ? std::nullopt : seal_of(database_, county_, name, number);
        auto const refuse = [&] {
            throw base::Error("prove_unsealed",
                              {{"table", name}, {"part", std::to_string(number)}});
        };
        if (!is_change && !seal) refuse();
        auto const all =
            is_change ? changes_of_event(database_, county_, number)
                      : commitments_of(database_, county_, table_named(database_, name), number);
        if (seal && tree_root(all) != seal->root) refuse();
        auto &proven = events[is_change ? number : seal->sequence];
        for (auto const &bytes : rows) {
            auto const place = std::ranges::find(all, commitment_of(bytes)) - all.begin();
            if (static_cast<std::size_t>(place) == all.size()) refuse();
            proven.push_back({static_cast<std::uint64_t>(place), bytes,
                              inclusion_proof(all, static_cast<std::uint64_t>(place))});
        }
    }
}

std::string Prover::private_lines(std::int64_t sequence) const {
    auto select = database_.prepare("SELECT actor, role, reason, origin, subject, details, salt "
                                    "FROM event WHERE county = $1 AND sequence = $2");
    select->bind(1, county_);
    select->bind(2, sequence);
    if (!select->step() || select->is_null(6)) return ""; // erased
    return write_private({select->text(0), select->text(1), select->text(2), select->text(3),
                          select->text(4), select->text(5), select->blob(6)});
}

ProvenEvent Prover::prove_event(std::int64_t sequence, std::uint64_t size) const {
    ProvenEvent event;
    event.leaf = leaf_of(database_, county_, sequence);
    if (event.leaf.empty() || static_cast<std::uint64_t>(sequence) > size)
        throw base::Error("prove_event_unknown", {{"sequence", std::to_string(sequence)}});
    if (opened_.contains(sequence)) event.opening = private_lines(sequence);
    event.path =
        ledger_inclusion(database_, county_, static_cast<std::uint64_t>(sequence - 1), size);
    return event;
}

Bundle Prover::prove(About about) const {
    std::map<std::int64_t, std::vector<ProvenRow>> events;
    for (auto const sequence : opened_) events[sequence];
    add_proven_rows(events);
    Bundle bundle{std::move(about), {}, {}, {}, ""};
    auto const newest = events.empty() ? 0 : events.rbegin()->first;
    bundle.checkpoint = checkpoint_for(database_, county_, newest);
    auto const parts = split_note(bundle.checkpoint);
    auto const checkpoint = parts ? read_checkpoint(parts->text) : std::nullopt;
    if (!checkpoint) throw base::Error("checkpoint_malformed");
    for (auto &[sequence, rows] : events) {
        bundle.events.push_back(prove_event(sequence, checkpoint->size));
        auto &event = bundle.events.back();
        event.rows = std::move(rows);
        event.seals = seals_for(database_, county_, sequence, event.rows);
    }
    return bundle;
}

} // namespace jingzhun::store
