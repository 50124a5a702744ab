// The design of a sample read off its columns, with every row held to it.
#include "survey/sample.hpp"

#include "base/error.hpp"
#include "survey/sample_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace jingzhun::survey {

Sample::Sample(SampleTable table, pack::EstimatePlan const &plan) : table_(std::move(table)) {
    evaluate(plan);
    take_weights(plan);
    take_units(plan);
    take_fpc(plan);
    take_rows(plan);
    for (auto const &item : plan.items)
        for (auto const &column : item.by) table_.find(column);
}

Sample::Sample(std::vector<double> weights, std::map<cel::Expression const *, Values> values)
    : values_(std::move(values)) {
    design_.weight = std::move(weights);
    table_.lines.assign(design_.rows(), 0);
    for (std::uint32_t row = 0; row < design_.rows(); ++row) rows_.push_back(row);
}

void Sample::evaluate(pack::EstimatePlan const &plan) {
    std::vector<pack::ExpressionPointer> all{plan.weight, plan.fpc, plan.where};
    for (auto const &item : plan.items) {
        for (auto const &each : {item.value, item.per, item.where, item.line.amount})
            all.push_back(each);
        for (auto const &dimension : item.dimensions)
            for (auto const &indicator : dimension.indicators) all.push_back(indicator.deprived);
    }
    std::erase(all, nullptr);
    values_ = evaluate_all(table_, all, plan.texts);
}

void Sample::take_weights(pack::EstimatePlan const &plan) {
    design_.weight.assign(table_.rows(), 1);
    if (!plan.weight) return;
    auto const &values = of(plan.weight);
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        if (!values.known[row] || values.numbers[row] < 0)
            throw base::Error("estimate_weight_bad",
                              {{"weight", plan.weight->text},
                               {"value", values.known[row] ? fmt::format("{}", values.numbers[row])
                                                           : std::string("?")}},
                              table_.place(row));
        design_.weight[row] = values.numbers[row];
    }
}

std::vector<std::int32_t> Sample::required_cells(std::string const &column) const {
    auto const at = table_.find(column);
    for (std::size_t row = 0; row < table_.rows(); ++row)
        if (table_.cells[at][row] == 0)
            throw base::Error("estimate_cell_empty", {{"column", table_.headers[at]}},
                              table_.place(row));
    return table_.cells[at];
}

void Sample::take_units(pack::EstimatePlan const &plan) {
    design_.single_unit = plan.single_unit == "certainty" ? SingleUnit::certainty
                          : plan.single_unit == "centre"  ? SingleUnit::centre
                                                          : SingleUnit::refuse;
    std::vector<std::int32_t> strata(table_.rows(), 0), clusters;
    if (!plan.strata.empty()) strata = required_cells(plan.strata);
    if (!plan.cluster.empty()) clusters = required_cells(plan.cluster);
    std::unordered_map<std::int32_t, std::uint32_t> stratum_at, cluster_at;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        auto const [stratum, is_new] =
            stratum_at.emplace(strata[row], static_cast<std::uint32_t>(design_.strata.size()));
        if (is_new)
            design_.strata.push_back({std::string(table_.strings.text(strata[row])), 0, 0,
                                      static_cast<std::size_t>(table_.lines[row])});
        auto const unit = clusters.empty() ? static_cast<std::int32_t>(row) : clusters[row];
        auto const [cluster, is_first] =
            cluster_at.emplace(unit, static_cast<std::uint32_t>(design_.stratum_of.size()));
        if (is_first) {
            design_.stratum_of.push_back(stratum->second);
            ++design_.strata[stratum->second].clusters;
        } else if (design_.stratum_of[cluster->second] != stratum->second) {
            throw base::Error("estimate_cluster_torn",
                              {{"cluster", std::string(table_.strings.text(unit))},
                               {"a", design_.strata[design_.stratum_of[cluster->second]].name},
                               {"b", design_.strata[stratum->second].name}},
                              table_.place(row));
        }
        design_.cluster.push_back(cluster->second);
    }
}

void Sample::take_fpc(pack::EstimatePlan const &plan) {
    if (!plan.fpc) return;
    auto const &values = of(plan.fpc);
    for (std::size_t row = 0; row < table_.rows(); ++row) {
        auto &stratum = design_.strata[design_.stratum_of[design_.cluster[row]]];
        double const units = stratum.clusters, given = values.numbers[row];
        auto const fraction = given > 1 ? units / given : given;
        auto const torn = stratum.drawn > 0 && stratum.drawn != fraction;
        if (!values.known[row] || given <= 0 || fraction > 1 || torn)
            throw base::Error(
                "estimate_fpc_bad",
                {{"value", values.known[row] ? fmt::format("{}", given) : std::string("?")},
                 {"stratum", stratum.name},
                 {"units", std::to_string(stratum.clusters)}},
                table_.place(row));
        stratum.drawn = fraction;
    }
}

void Sample::take_rows(pack::EstimatePlan const &plan) {
    for (std::uint32_t row = 0; row < table_.rows(); ++row) {
        if (design_.weight[row] == 0) continue;
        if (plan.where) {
            auto const &values = of(plan.where);
            if (!values.known[row]) ++undecided_;
            if (!values.known[row] || values.numbers[row] == 0) continue;
        }
        rows_.push_back(row);
    }
}

} // namespace jingzhun::survey
