// Row by row against the marks of a seal, event by event against the checkpoints.
#include "store/seal_check.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace jingzhun::store {
namespace {

struct NamedMark {
    std::string mark, name;
};

// One part of a table while its rows go by.
struct Part {
    Seal const *seal = nullptr;
    GrowingTree tree;
    bool as_marked = true; // so far every row has the mark of its place
};

std::string part_name(Seal const &seal) {
    return seal.part == 0 ? seal.table : seal.table + " batch=" + std::to_string(seal.part);
}

// Marks and rows in order of the primary key: what stands between two rows that are as they were
// is changed as far as there are both, and else added or gone.
class Difference {
  public:
    Difference(Seal const &seal, std::size_t most) : seal_(seal), most_(most) {}

    std::vector<base::Problem> between(std::vector<NamedMark> const &rows) {
        std::vector<std::string> marks;
        for (std::size_t at = 0; at + 8 <= seal_.marks.size(); at += 8)
            marks.push_back(seal_.marks.substr(at, 8));
        std::unordered_set<std::string> sealed(marks.begin(), marks.end()), present;
        for (auto const &row : rows) present.insert(row.mark);
        std::size_t i = 0, j = 0;
        while (i < marks.size() || j < rows.size()) {
            if (i < marks.size() && !present.contains(marks[i])) {
                ++gone_;
                ++i;
            } else if (j < rows.size() && !sealed.contains(rows[j].mark)) {
                strange_.push_back(rows[j++].name);
            } else {
                settle();
                if (j < rows.size()) last_ = rows[j++].name;
                if (i < marks.size()) ++i;
            }
        }
        settle();
        if (untold_ > 0)
            problems_.push_back(
                {"seal_more",
                 {},
                 {{"table", part_name(seal_)}, {"count", std::to_string(untold_)}}});
        return std::move(problems_);
    }

  private:
    void tell(base::Problem problem) {
        if (problems_.size() < most_) problems_.push_back(std::move(problem));
        else ++untold_;
    }
    void settle() {
        auto const changed = std::min(gone_, strange_.size());
        for (std::size_t i = 0; i < strange_.size(); ++i)
            tell({i < changed ? "seal_row_changed" : "seal_row_added", {}, {{"row", strange_[i]}}});
        if (gone_ > changed)
            tell({"seal_rows_missing",
                  {},
                  {{"table", part_name(seal_)},
                   {"count", std::to_string(gone_ - changed)},
                   {"after", last_}}});
        strange_.clear();
        gone_ = 0;
    }

    Seal const &seal_;
    std::size_t most_, untold_ = 0, gone_ = 0;
    std::vector<std::string> strange_; // rows that no mark knows
    std::string last_ = "-";
    std::vector<base::Problem> problems_;
};

std::vector<base::Problem> differences(Database &database, int county, SealedTable const &table,
                                       Seal const &seal, std::size_t most) {
    std::vector<NamedMark> rows;
    for_each_row(database, table, county, seal.part - 1, [&](SealedRow const &row) {
        if (row.part == seal.part) rows.push_back({mark_of(leaf_hash(row.leaf)), name_of(row)});
    });
    return Difference(seal, most).between(rows);
}

void append(std::vector<base::Problem> &all, std::vector<base::Problem> more) {
    for (auto &one : more) all.push_back(std::move(one));
}

// The rows of parts that no event sealed.
struct Unsealed {
    std::int64_t rows = 0;
    std::string first;
};

std::vector<base::Problem> told(SealedTable const &table,
                                std::map<std::int64_t, Unsealed> const &unsealed) {
    std::vector<base::Problem> problems;
    for (auto const &[batch, one] : unsealed)
        problems.push_back({"seal_batch_unknown",
                            {},
                            {{"table", table.name},
                             {"batch", std::to_string(batch)},
                             {"count", std::to_string(one.rows)},
                             {"row", one.first}}});
    return problems;
}

} // namespace

std::vector<base::Problem> check_table(Database &database, int county, SealedTable const &table,
                                       std::size_t most) {
    auto const seals = current_seals(database, county, table);
    std::map<std::int64_t, Part> parts;
    for (auto const &seal : seals) parts[seal.part].seal = &seal;
    std::map<std::int64_t, Unsealed> unsealed;
    for_each_row(database, table, county, 0, [&](SealedRow const &row) {
        auto const found = parts.find(row.part);
        if (found == parts.end()) {
            if (unsealed[row.part].rows++ == 0) unsealed[row.part].first = name_of(row);
            return;
        }
        auto &part = found->second;
        auto const hash = leaf_hash(row.leaf);
        auto const mark = std::string_view(part.seal->marks)
                              .substr(std::min(part.seal->marks.size(), part.tree.size() * 8), 8);
        part.as_marked = part.as_marked && mark == mark_of(hash);
        part.tree.add(hash);
    });
    auto problems = told(table, unsealed);
    for (auto const &[number, part] : parts) {
        auto const &seal = *part.seal;
        auto const as_sealed = part.tree.root() == seal.root;
        auto const as_marked = part.as_marked && part.tree.size() * 8 == seal.marks.size();
        if (as_sealed && as_marked) continue;
        auto found = as_sealed ? std::vector<base::Problem>()
                               : differences(database, county, table, seal, most);
        // Nothing to name: the marks were made to fit, or only they were changed.
        if (found.empty())
            found.push_back({as_sealed ? "seal_marks_changed" : "seal_root_differs",
                             {},
                             {{"table", part_name(seal)}}});
        append(problems, std::move(found));
    }
    return problems;
}

std::vector<base::Problem> check_quickly(Database &database, int county) {
    auto problems = check_ledger(database, county);
    std::int64_t sealed = 0;
    auto newest = database.prepare("SELECT coalesce(max(part), 0) FROM seal WHERE county = $1");
    newest->bind(1, county);
    if (newest->step()) sealed = newest->integer(0);
    newest->reset();
    for (auto const &table : sealed_tables(database)) {
        if (!table.by_batch) {
            append(problems, check_table(database, county, table));
            continue;
        }
        std::map<std::int64_t, Unsealed> unsealed;
        for_each_row(database, table, county, sealed, [&](SealedRow const &row) {
            if (unsealed[row.part].rows++ == 0) unsealed[row.part].first = name_of(row);
        });
        append(problems, told(table, unsealed));
    }
    return problems;
}

} // namespace jingzhun::store
