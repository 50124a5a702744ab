// Bulletins and rankings, as a pack writes them: what is counted for each area (or each owner of
// findings) in a period, which shares are made of the counts, and what a share is worth in points.
#pragma once

#include "base/date.hpp"
#include "cel/syntax.hpp"
#include "pack/title.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::pack {

enum class FindingCount {
    opened,  // found in the period
    closed,  // closed in the period
    open,    // open at its end
    overdue, // open at its end, and due before that day
    reopened // open at its end, not for the first time
};

struct BulletinColumn {
    std::string id;
    Title title;
    // A count of records, or a sum over them, as of the last day of the period; expressions may say
    // `period`.
    std::string register_name;
    std::shared_ptr<cel::Expression const> where, sum;
    // A count of findings: of these rules, or of all; hard ones only.
    std::optional<FindingCount> findings;
    std::vector<std::string> rules;
    bool hard = false;
    // A share of two columns before this one, in percent.
    std::string of, over;
    // What a share is worth in a ranking: weight × share, or weight × (1 - share). 0: nothing.
    int weight = 0;
    bool low_is_good = false;
    std::string source;
    base::Place place;
    bool is_share() const { return !of.empty(); }
};

struct Bulletin {
    std::string name;
    Title title;
    base::PeriodUnit every = base::PeriodUnit::month;
    std::size_t digits = 9; // a line for each area with codes of that length; 0: for each owner
    std::vector<BulletinColumn> columns;
    std::string source;
    base::Place place;
    bool ranks() const;
};

} // namespace jingzhun::pack
