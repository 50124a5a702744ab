// From a plan's items to domains, and from domains to numbers.
#include "survey/estimate.hpp"

#include "base/error.hpp"
#include "survey/deprivation.hpp"
#include "survey/inequality.hpp"
#include "survey/poverty.hpp"
#include "survey/statistic.hpp"
#include "survey/sum.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace jingzhun::survey {
namespace {

using pack::EstimateItem;

std::vector<pack::ExpressionPointer> read_by(EstimateItem const &item) {
    std::vector<pack::ExpressionPointer> all{item.value, item.per, item.line.amount};
    for (auto const &dimension : item.dimensions)
        for (auto const &indicator : dimension.indicators) all.push_back(indicator.deprived);
    std::erase(all, nullptr);
    return all;
}

// The rows of one estimate, those left out, and the domains they fall into.
struct Group {
    std::vector<std::string> values; // of the item's `by`; empty: the whole
    Domain domain;
    std::size_t left_out = 0;
};

class Item {
  public:
    Item(Sample const &sample, pack::EstimatePlan const &plan, EstimateItem const &item)
        : sample_(sample), plan_(plan), item_(item) {}

    void run(std::vector<Estimate> &results) const {
        auto const whole = everybody();
        for (auto const &group : groups()) {
            if (item_.statistic == "alkire_foster") {
                deprivations(group, results);
                continue;
            }
            auto estimate = start(group);
            auto const statistic = statistic_of(sample_, item_, group.domain, whole);
            estimate.line = statistic.line;
            finish(estimate, group, statistic.value, statistic.has_variance);
            results.push_back(std::move(estimate));
        }
    }

  private:
    // What a line for all is taken from: everybody the plan looks at whose value is known.
    Domain everybody() const {
        Domain whole{&sample_.design(), {}};
        if (!item_.value) return whole;
        auto const &values = sample_.of(item_.value);
        for (auto const row : sample_.rows())
            if (values.known[row]) whole.rows.push_back(row);
        return whole;
    }

    std::vector<Group> groups() const {
        std::vector<std::size_t> columns;
        for (auto const &name : item_.by) columns.push_back(sample_.table().find(name));
        std::map<std::vector<std::string>, Group> found;
        auto const expressions = read_by(item_);
        auto const note = [&](std::vector<std::string> const &values, std::uint32_t row,
                              bool known) {
            auto &group = found[values];
            group.values = values;
            group.domain.design = &sample_.design();
            if (known) group.domain.rows.push_back(row);
            else ++group.left_out;
        };
        found[{}].domain.design = &sample_.design();
        for (auto const row : sample_.rows()) {
            auto const known = std::ranges::all_of(
                expressions, [&](auto const &each) { return sample_.of(each).known[row]; });
            auto const sure = !item_.where || sample_.of(item_.where).known[row];
            if (sure && item_.where && sample_.of(item_.where).numbers[row] == 0) continue;
            note({}, row, known && sure);
            if (columns.empty()) continue;
            std::vector<std::string> values;
            for (auto const column : columns)
                values.emplace_back(sample_.table().text(column, row));
            note(values, row, known && sure);
        }
        std::vector<Group> groups;
        for (auto &[values, group] : found) groups.push_back(std::move(group));
        return groups;
    }

    Estimate start(Group const &group) const {
        Estimate estimate;
        estimate.name = item_.name;
        estimate.statistic = item_.statistic;
        for (std::size_t i = 0; i < group.values.size(); ++i)
            estimate.domain.emplace_back(item_.by[i], group.values[i]);
        estimate.rows = group.domain.rows.size();
        estimate.left_out = group.left_out;
        estimate.population = size(group.domain).value;
        return estimate;
    }

    void finish(Estimate &estimate, Group const &group, Linear const &linear,
                bool has_variance) const {
        if (group.domain.rows.empty() || !std::isfinite(linear.value)) return;
        estimate.value = linear.value;
        if (!has_variance || linear.influence.empty()) return;
        auto const squared = variance(sample_.design(), linear.influence);
        estimate.standard_error = std::sqrt(squared);
        Uncertain const uncertain{linear.value, squared, sample_.design().degrees(),
                                  static_cast<double>(sample_.design().rows()),
                                  static_cast<double>(group.domain.rows.size())};
        estimate.interval = interval(uncertain, item_.interval, plan_.confidence);
        estimate.design_effect = design_effect(sample_, item_, group.domain, squared);
    }

    void deprivations(Group const &group, std::vector<Estimate> &results) const {
        std::vector<std::vector<double>> deprived;
        for (auto const &dimension : item_.dimensions)
            for (auto const &indicator : dimension.indicators)
                deprived.push_back(shares(sample_, indicator.deprived, group.domain));
        for (auto const &each : alkire_foster(group.domain, item_, deprived)) {
            auto estimate = start(group);
            estimate.measure = each.measure;
            estimate.of = each.of;
            estimate.cutoff = each.cutoff;
            finish(estimate, group, each.value, true);
            results.push_back(std::move(estimate));
        }
    }

    Sample const &sample_;
    pack::EstimatePlan const &plan_;
    EstimateItem const &item_;
};

} // namespace

std::vector<Estimate> estimate_all(Sample const &sample, pack::EstimatePlan const &plan) {
    std::vector<Estimate> results;
    for (auto const &item : plan.items) Item(sample, plan, item).run(results);
    return results;
}

} // namespace jingzhun::survey
