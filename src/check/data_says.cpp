// The answer of the finding's rule, for its subject and period.
#include "check/data_says.hpp"

#include "finding/acts.hpp"

namespace jingzhun::check {

finding::Data data_says(Snapshot const &snapshot, finding::Finding const &found) {
    if (found.rule == finding::raised_rule) return finding::Data::none;
    for (auto const &result : snapshot.results) {
        if (result.rule->id != found.rule || result.period.name != found.period) continue;
        auto const row = row_of(snapshot.population.tables[result.record], found.record);
        if (!row || cel::bit(result.answers.unknown, *row)) return finding::Data::unknown;
        return cel::bit(result.answers.unmet, *row) ? finding::Data::contradicts
                                                    : finding::Data::agrees;
    }
    return finding::Data::unknown;
}

} // namespace jingzhun::check
