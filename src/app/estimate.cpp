// jingzhun estimate: what a sample says of the whole, and how sure that is.
#include "survey/estimate.hpp"

#include "app/print.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

namespace jingzhun::app {
namespace {

using survey::Estimate;

void write_optional(base::JsonWriter &json, char const *name, std::optional<double> const &value) {
    json.key(name);
    if (value) json.value(*value);
    else json.null();
}

void write_estimate(base::JsonWriter &json, Estimate const &estimate) {
    json.begin_object().member("name", estimate.name).member("statistic", estimate.statistic);
    if (!estimate.measure.empty()) {
        json.member("measure", estimate.measure).member("of", estimate.of);
        json.member("cutoff", estimate.cutoff);
    }
    json.key("domain").begin_object();
    for (auto const &[column, value] : estimate.domain) json.member(column, value);
    json.end_object();
    write_optional(json, "value", estimate.value);
    write_optional(json, "standard_error", estimate.standard_error);
    auto const &interval = estimate.interval;
    write_optional(json, "low", interval ? std::optional(interval->low) : std::nullopt);
    write_optional(json, "high", interval ? std::optional(interval->high) : std::nullopt);
    write_optional(json, "design_effect", estimate.design_effect);
    if (estimate.line) json.member("line", *estimate.line);
    json.member("rows", estimate.rows)
        .member("left_out", estimate.left_out)
        .member("population", estimate.population)
        .end_object();
}

void write_json(survey::Sample const &sample, pack::EstimatePlan const &plan,
                std::vector<Estimate> const &estimates) {
    base::JsonWriter json;
    auto const &design = sample.design();
    json.begin_object()
        .member("rows", design.rows())
        .member("strata", design.strata.size())
        .member("clusters", design.stratum_of.size())
        .member("degrees", design.degrees())
        .member("undecided", sample.undecided())
        .member("confidence", plan.confidence)
        .key("estimates")
        .begin_array();
    for (auto const &estimate : estimates) write_estimate(json, estimate);
    json.end_array().end_object();
    print_json(json.text());
}

std::string number(std::optional<double> const &value) {
    return value ? fmt::format("{:.6g}", *value) : "–";
}

std::string what(Estimate const &estimate) {
    auto text = estimate.name;
    for (auto const *part : {&estimate.measure, &estimate.of, &estimate.cutoff})
        if (!part->empty()) text += " " + *part;
    return text;
}

std::string where(Estimate const &estimate) {
    std::string text;
    for (auto const &[column, value] : estimate.domain)
        text += fmt::format("{}{}={}", text.empty() ? "" : "，", column, value);
    return text;
}

void print_table(survey::Sample const &sample, std::vector<Estimate> const &estimates,
                 Common const &common) {
    auto const text = [&](char const *zh, char const *en) { return choose(common, zh, en); };
    auto const &design = sample.design();
    print_line(fmt::format(fmt::runtime(text("样本 {} 行，{} 层，{} 个首级单元",
                                             "{} rows, {} strata, {} first-stage units")),
                           grouped(static_cast<std::int64_t>(design.rows())), design.strata.size(),
                           grouped(static_cast<std::int64_t>(design.stratum_of.size()))));
    std::vector<std::vector<std::string>> rows{
        {text("估计", "estimate"), text("范围", "domain"), text("值", "value"),
         text("标准误", "s.e."), text("下限", "low"), text("上限", "high"),
         text("设计效应", "deff"), text("行数", "rows"), text("未计", "left out")}};
    for (auto const &estimate : estimates) {
        auto const &interval = estimate.interval;
        rows.push_back({what(estimate), where(estimate), number(estimate.value),
                        number(estimate.standard_error),
                        number(interval ? std::optional(interval->low) : std::nullopt),
                        number(interval ? std::optional(interval->high) : std::nullopt),
                        number(estimate.design_effect),
                        grouped(static_cast<std::int64_t>(estimate.rows)),
                        grouped(static_cast<std::int64_t>(estimate.left_out))});
    }
    print_line(table(rows, {2, 3, 4, 5, 6, 7, 8}));
}

} // namespace

int estimate(EstimateCommand const &command, Common const &common) {
    auto const plan = pack::read_estimate_plan(command.design);
    survey::Sample const sample(survey::read_sample(command.data, plan.missing, plan.columns),
                                plan);
    auto const estimates = survey::estimate_all(sample, plan);
    if (common.json) write_json(sample, plan, estimates);
    else print_table(sample, estimates, common);
    return 0;
}

} // namespace jingzhun::app
