// Row by row against the marks of a seal.
#include "store/seal_check.hpp"

#include "store/erase.hpp"
#include "store/log_check.hpp"

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
    Erased::Part const *erased = nullptr;
    GrowingTree tree{};
    bool as_marked = true; // so far every row has the mark of its place

    void add(Hash const &commitment) {
        auto const at = tree.size() * mark_bytes;
        auto const &marks = seal->marks;
        as_marked = as_marked && at < marks.size() &&
                    std::string_view(marks).substr(at, mark_bytes) == mark_of(commitment);
        tree.add(commitment);
    }
    // The rows that were erased from this place on.
    void add_erased() {
        if (erased == nullptr) return;
        for (auto at = erased->find(tree.size()); at != erased->end();
             at = erased->find(tree.size()))
            add(at->second);
    }
};

std::string part_name(Seal const &seal) {
    return seal.table + " batch=" + std::to_string(seal.part);
}

// Marks and rows in order of the primary key: what stands between two rows that are as they were
// is changed as far as there are both, and else added or gone.
class MarkDifference {
  public:
    MarkDifference(Seal const &seal, std::size_t most) : seal_(seal), most_(most) {}

    std::vector<base::Problem> between(std::vector<NamedMark> const &rows) {
        std::vector<std::string> marks;
        for (std::size_t at = 0; at + mark_bytes <= seal_.marks.size(); at += mark_bytes)
            marks.push_back(seal_.marks.substr(at, mark_bytes));
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
                                       Part const &part, std::size_t most) {
    std::vector<NamedMark> rows;
    auto const add_erased = [&] {
        if (part.erased == nullptr) return;
        for (auto at = part.erased->find(rows.size()); at != part.erased->end();
             at = part.erased->find(rows.size()))
            rows.push_back({std::string(mark_of(at->second)), table.name + " (erased)"});
    };
    for_each_row(database, table, county, part.seal->part - 1, [&](SealedRow const &row) {
        if (row.part != part.seal->part) return;
        add_erased();
        rows.push_back({std::string(mark_of(commitment_of(row.bytes))), name_of(table, row.key())});
    });
    add_erased();
    return MarkDifference(*part.seal, most).between(rows);
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
    auto const seals = seals_of(database, county, table.name);
    Erased const erased(database, county, table.name);
    std::map<std::int64_t, Part> parts;
    for (auto const &seal : seals) parts[seal.part] = {&seal, erased.of(seal.part)};
    std::map<std::int64_t, Unsealed> unsealed;
    for_each_row(database, table, county, INT64_MIN, [&](SealedRow const &row) {
        auto const found = parts.find(row.part);
        if (found == parts.end()) {
            if (unsealed[row.part].rows++ == 0)
                unsealed[row.part].first = name_of(table, row.key());
            return;
        }
        found->second.add_erased();
        found->second.add(commitment_of(row.bytes));
    });
    auto problems = told(table, unsealed);
    for (auto &[number, part] : parts) {
        part.add_erased();
        auto const &seal = *part.seal;
        auto const as_sealed = part.tree.root() == seal.root &&
                               static_cast<std::int64_t>(part.tree.size()) == seal.rows;
        auto const as_marked = part.as_marked && part.tree.size() * mark_bytes == seal.marks.size();
        if (as_sealed && as_marked) continue;
        auto found = as_sealed ? std::vector<base::Problem>()
                               : differences(database, county, table, part, most);
        // Nothing to name: the marks were made to fit, or only they were changed.
        if (found.empty())
            found.push_back({as_sealed ? "seal_marks_changed" : "seal_root_differs",
                             {},
                             {{"table", part_name(seal)}}});
        append(problems, std::move(found));
    }
    return problems;
}

std::vector<base::Problem> check_log(Database &database, int county, std::size_t most) {
    std::vector<base::Problem> problems;
    for (auto const &one : differences_from_log(database, county, most))
        problems.push_back(problem_of(one));
    return problems;
}

} // namespace jingzhun::store
