// From the note to the events, from the events to the rows, from the rows to what it is about.
#include "store/bundle_check.hpp"

#include "store/event_leaf.hpp"
#include "store/row_bytes.hpp"
#include "store/row_cells.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace jingzhun::store {
namespace {

base::Problem problem(std::string code, base::Arguments arguments) {
    return {std::move(code), {}, std::move(arguments)};
}

// A row as far as it can be read, with the name people know it by.
struct Row {
    ProvenRow const *proven = nullptr;
    std::optional<RowCells> cells;
    std::string name = "?";
};

Row row_of(ProvenRow const &proven) {
    Row row{&proven, read_row(proven.bytes), "?"};
    if (!row.cells) return row;
    row.name = row.cells->table;
    for (auto const *column : {"id", "record", "batch", "row", "sequence", "number"})
        if (auto const number = row.cells->integer(column))
            row.name += fmt::format(" {}={}", column, *number);
    return row;
}

class Checker {
  public:
    Checker(CheckedBundle &checked, Bundle const &bundle) : checked_(checked), bundle_(bundle) {}

    void check(bool believed) {
        believed_ = believed;
        std::int64_t last = 0;
        for (auto const &event : bundle_.events) {
            check_event(event, last);
            if (auto const leaf = read_leaf(event.leaf)) last = leaf->sequence;
        }
        check_about();
    }

  private:
    void add(std::string code, base::Arguments arguments) {
        checked_.problems.push_back(problem(std::move(code), std::move(arguments)));
    }

    void check_event(ProvenEvent const &event, std::int64_t last) {
        auto const leaf = read_leaf(event.leaf);
        auto const name = leaf ? fmt::format("event {}", leaf->sequence) : std::string("event ?");
        auto const before = checked_.problems.size();
        if (!leaf) add("proof_event_malformed", {});
        else if (leaf->sequence <= last) add("proof_order", {{"name", name}});
        else check_leaf(event, *leaf);
        auto const holds = believed_ && checked_.problems.size() == before;
        checked_.parts.push_back({name, holds});
        auto const seals = leaf ? seals_of(event, *leaf) : std::vector<EventSeal>();
        for (auto const &proven : event.rows) check_row(row_of(proven), leaf, seals, holds);
    }

    void check_leaf(ProvenEvent const &event, EventLeaf const &leaf) {
        auto const sequence = std::to_string(leaf.sequence);
        auto const &checkpoint = checked_.checkpoint.checkpoint;
        if (believed_ && origin_of(leaf.county) != checkpoint.origin)
            add("proof_event_foreign", {{"sequence", sequence}, {"origin", checkpoint.origin}});
        else if (believed_ &&
                 !includes(static_cast<std::uint64_t>(leaf.sequence) - 1, checkpoint.size,
                           leaf_hash(event.leaf), event.path, checkpoint.root))
            add("proof_event_not_in_ledger", {{"sequence", sequence}});
        if (!event.opening.empty() && (leaf_hash(event.opening) != leaf.private_commitment ||
                                       !event.opening.starts_with("private\n")))
            add("proof_private_differs", {{"sequence", sequence}});
    }

    // Those that stand in the leaf, or that are shown to stand under its root.
    std::vector<EventSeal> seals_of(ProvenEvent const &event, EventLeaf const &leaf) {
        auto seals = leaf.seals;
        auto last = std::uint64_t{0}; // one more than the place of the one before
        for (auto const &proven : event.seals) {
            auto const seal = read_seal(proven.bytes);
            auto const in_order = std::exchange(last, proven.place + 1) <= proven.place;
            if (seal && in_order && leaf.seal_count > 0 &&
                includes(proven.place, static_cast<std::uint64_t>(leaf.seal_count),
                         leaf_hash(proven.bytes), proven.path, leaf.seal_root))
                seals.push_back(*seal);
            else
                add("proof_seal_differs", {{"place", std::to_string(proven.place)},
                                           {"sequence", std::to_string(leaf.sequence)}});
        }
        return seals;
    }

    void check_row(Row const &row, std::optional<EventLeaf> const &leaf,
                   std::vector<EventSeal> const &seals, bool event_holds) {
        auto const code = leaf ? fault_of(row, *leaf, seals) : std::string();
        if (!code.empty())
            add(code, {{"row", row.name}, {"sequence", std::to_string(leaf->sequence)}});
        checked_.parts.push_back({row.name, event_holds && code.empty()});
        if (row.cells) rows_.push_back(row);
    }

    std::string fault_of(Row const &row, EventLeaf const &leaf,
                         std::vector<EventSeal> const &seals) {
        if (!row.cells) return "proof_row_malformed";
        if (row.cells->integer("county") != leaf.county) return "proof_row_foreign";
        auto const seal = std::ranges::find_if(seals, [&](EventSeal const &one) {
            return one.table == row.cells->table && one.part == part_of(*row.cells);
        });
        if (seal == seals.end()) return "proof_seal_missing";
        auto const sealed =
            seal->rows > 0 && includes(row.proven->place, static_cast<std::uint64_t>(seal->rows),
                                       leaf_hash(row.proven->bytes), row.proven->path, seal->root);
        return sealed ? "" : "proof_row_not_sealed";
    }

    void check_about() {
        auto const &about = bundle_.about;
        auto const right = about.what == "record"   ? about_record()
                           : about.what == "change" ? about_change()
                           : about.what == "event"  ? about_event()
                                                    : false;
        if (!right) add("proof_about_differs", {{"about", about.table + " " + about.key}});
        for (std::size_t i = 1; i < rows_.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (rows_[i].proven->bytes == rows_[j].proven->bytes)
                    add("proof_order", {{"name", rows_[i].name}});
    }

    // All are statements about one record, and its first one says the key.
    bool about_record() const {
        auto const &about = bundle_.about;
        bool named = false;
        for (auto const &row : rows_) {
            auto const record = row.cells->integer("record");
            if (row.cells->table != about.table || !record ||
                record != rows_.front().cells->integer("record"))
                return false;
            auto const *key = row.cells->text("key");
            named = named || (key != nullptr && *key == about.key);
        }
        return named;
    }

    // All are changes of one row.
    bool about_change() const {
        auto const &about = bundle_.about;
        return !rows_.empty() && std::ranges::all_of(rows_, [&](Row const &row) {
            auto const *table = row.cells->text("table_name"), *key = row.cells->text("row_key");
            return row.cells->table == "change" && table != nullptr && *table == about.table &&
                   key != nullptr && read_cells(*key) && name_of_key(*key) == about.key;
        });
    }

    bool about_event() const {
        if (bundle_.events.size() != 1 || !rows_.empty() || bundle_.about.table != "-")
            return false;
        auto const &event = bundle_.events.front();
        auto const leaf = read_leaf(event.leaf);
        return leaf && std::to_string(leaf->sequence) == bundle_.about.key;
    }

    CheckedBundle &checked_;
    Bundle const &bundle_;
    bool believed_ = false; // the checkpoint is
    std::vector<Row> rows_;
};

} // namespace

std::vector<base::Problem> checkpoint_problems(OpenedCheckpoint const &opened, Trust const &trust) {
    switch (opened.fault) {
    case CheckpointFault::none:
        return {};
    case CheckpointFault::unknown_signer:
        return {problem("proof_signer_unknown", {})};
    case CheckpointFault::bad_signature:
        return {problem("proof_signature_bad", {{"key", opened.culprit}})};
    case CheckpointFault::foreign_origin:
        return {problem("proof_origin_foreign", {{"origin", opened.culprit}})};
    case CheckpointFault::too_few_witnesses:
        return {
            problem("checkpoint_witnesses", {{"found", std::to_string(opened.cosignatures.size())},
                                             {"needed", std::to_string(trust.witnesses_needed)}})};
    default:
        return {problem("checkpoint_malformed", {})};
    }
}

CheckedBundle check_bundle(std::string_view text, Trust const &trust) {
    CheckedBundle checked;
    auto const read = read_bundle(text);
    if (!read.whole) {
        checked.problems.push_back(
            problem("proof_malformed", {{"line", std::to_string(read.line)}}));
        return checked;
    }
    checked.about = read.bundle.about;
    checked.reading = reading_part(read.bundle);
    checked.checkpoint = open_checkpoint(read.bundle.checkpoint, trust);
    checked.problems = checkpoint_problems(checked.checkpoint, trust);
    if (!read.same_text) checked.problems.push_back(problem("proof_text_differs", {}));
    Checker(checked, read.bundle).check(checked.checkpoint.fault == CheckpointFault::none);
    return checked;
}

} // namespace jingzhun::store
