// Options of the commands that count: estimates from samples, statistics of a store.
#include "app/parse_builder.hpp"

namespace jingzhun::app {

namespace {

void add_statistics(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const [sub, command] = builder.add<StatisticsCommand>(
        builder.program, "statistics",
        text("政策包里写明口径的统计：按地区、分组、年度",
             "the pack's statistics with their definitions: by area, group and year"),
        statistics);
    builder.store(*sub, command->store);
    sub->add_option("NAME", command->name, text("只要这一项", "only this one"));
    sub->add_option("--by", command->by,
                    text("county 县 | township 乡 | village 村", "county | township | village"))
        ->check(CLI::IsMember({"county", "township", "village"}));
    builder.date(*sub, "--as-of", command->as_of, text("截止日", "the day"));
    builder.known_at(*sub, command->known_at);
    sub->add_option("--out", command->out, text("写成 .xlsx 或 .csv", "write xlsx or csv"));
}

} // namespace

void add_estimate_commands(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const [sub, command] = builder.add<EstimateCommand>(
        builder.program, "estimate",
        text("由样本推算：均值、比例、贫困与不平等指标及其误差",
             "estimates from a sample: means, shares, poverty, inequality, with their errors"),
        estimate);
    sub->add_option("DATA", command->data,
                    text("样本：.csv（可压缩）、.xlsx", "csv (.gz too), xlsx"))
        ->required();
    sub->add_option(
           "--design", command->design,
           text("抽样设计与要推算的内容（TOML）", "the design and what to estimate (TOML)"))
        ->required();
    add_statistics(builder);
}

} // namespace jingzhun::app
