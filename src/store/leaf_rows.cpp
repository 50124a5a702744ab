// Events with their changes and seals, read side by side.
#include "store/erase.hpp"
#include "store/ledger_state.hpp"
#include "store/ledger_tree.hpp"
#include "store/seal.hpp"

#include <array>
#include <map>

namespace jingzhun::store {
namespace {

// A statement that the connection keeps, in use until the end of the block.
class Lent {
  public:
    Lent(Database &database, std::string_view sql)
        : statement_(database.ledger().prepared(database, sql)) {}
    ~Lent() { statement_.reset(); }
    Lent(Lent const &) = delete;
    Lent &operator=(Lent const &) = delete;
    Statement *operator->() const { return &statement_; }
    Statement &operator*() const { return statement_; }

  private:
    Statement &statement_;
};

// The part of the change log that each event seals, event by event.
class ChangeParts {
  public:
    ChangeParts(Database &database, int county, std::int64_t after)
        : erased_(database, county, "change", after),
          rows_(database, "SELECT county, sequence, number, table_name, row_key, after, salt "
                          "FROM change WHERE county = $1 AND sequence > $2 "
                          "ORDER BY sequence, number") {
        rows_->bind(1, county);
        rows_->bind(2, after);
        there_ = rows_->step();
    }

    // Requires: called for events in order.
    std::optional<EventSeal> seal_of(std::int64_t sequence) {
        GrowingTree tree;
        auto const *erased = erased_.of(sequence);
        auto const add_erased = [&] {
            if (erased == nullptr) return;
            for (auto at = erased->find(tree.size()); at != erased->end();
                 at = erased->find(tree.size()))
                tree.add(at->second);
        };
        for (; there_ && rows_->integer(1) <= sequence; there_ = rows_->step()) {
            if (rows_->integer(1) != sequence) continue; // of an event that is not there
            add_erased();
            tree.add(commitment());
        }
        add_erased();
        if (tree.size() == 0) return std::nullopt;
        return EventSeal{"change", sequence, static_cast<std::int64_t>(tree.size()), tree.root()};
    }

  private:
    Hash commitment() {
        static constexpr std::array columns = {"county",  "sequence", "number", "table_name",
                                               "row_key", "after",    "salt"};
        bytes_.assign("change\n");
        for (std::size_t i = 0; i < columns.size(); ++i)
            add_cell(bytes_, columns[i], *rows_, static_cast<int>(i));
        return commitment_of(bytes_);
    }

    Erased erased_;
    Lent rows_;
    std::string bytes_;
    bool there_ = false;
};

class LeafReader {
  public:
    LeafReader(Database &database, int county, std::int64_t after, std::int64_t until = INT64_MAX)
        : changes_(database, county, after), erased_(database, county, "event", after),
          seals_(seals_after(database, county, after, until)),
          select_(database,
                  "SELECT sequence, leaf, time, kind, actor, role, reason, origin, subject, "
                  "details, salt FROM event WHERE county = $1 AND sequence > $2 "
                  "ORDER BY sequence") {
        select_->bind(1, county);
        select_->bind(2, after);
        leaf_.county = county;
    }

    bool next(LeafRow &row) {
        if (!select_->step()) return false;
        leaf_.sequence = select_->integer(0);
        leaf_.time = select_->integer(2);
        leaf_.kind = select_->text(3);
        leaf_.private_commitment = private_part();
        leaf_.seals.clear();
        if (auto seal = changes_.seal_of(leaf_.sequence)) leaf_.seals.push_back(std::move(*seal));
        for (; next_seal_ < seals_.size() && seals_[next_seal_].sequence <= leaf_.sequence;
             ++next_seal_) {
            auto const &seal = seals_[next_seal_];
            if (seal.sequence == leaf_.sequence)
                leaf_.seals.push_back({seal.table, seal.part, seal.rows, seal.root});
        }
        text_ = write_leaf(leaf_);
        row = {leaf_.sequence, leaf_.kind, &leaf_, text_, leaf_hash(text_), select_->blob(1)};
        return true;
    }

  private:
    bool is_emptied() const {
        for (int column = 4; column <= 10; ++column)
            if (!select_->is_null(column)) return false;
        return true;
    }
    Hash private_part() const {
        if (is_emptied())
            if (auto const *erased = erased_.of(leaf_.sequence))
                if (auto const found = erased->find(0); found != erased->end())
                    return found->second;
        return leaf_hash(
            write_private({select_->text(4), select_->text(5), select_->text(6), select_->text(7),
                           select_->text(8), select_->text(9), select_->blob(10)}));
    }

    ChangeParts changes_;
    Erased erased_;
    std::vector<Seal> seals_;
    std::size_t next_seal_ = 0;
    Lent select_;
    EventLeaf leaf_;
    std::string text_;
};

} // namespace

void for_each_leaf(Database &database, int county, std::int64_t after,
                   std::function<void(LeafRow const &)> const &take, std::int64_t until) {
    LeafReader reader(database, county, after, until);
    for (LeafRow row; reader.next(row) && row.sequence <= until;) take(row);
}

std::optional<EventLeaf> event_leaf(Database &database, int county, std::int64_t sequence) {
    LeafReader reader(database, county, sequence - 1, sequence);
    LeafRow row;
    if (!reader.next(row) || row.sequence != sequence) return std::nullopt;
    return *row.event;
}

std::string leaf_of(Database &database, int county, std::int64_t sequence) {
    auto const leaf = event_leaf(database, county, sequence);
    return leaf ? write_leaf(*leaf) : "";
}

} // namespace jingzhun::store
