// Options of the commands that count: estimates from samples, statistics of a store.
#include "app/parse_builder.hpp"

namespace jingzhun::app {

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
}

} // namespace jingzhun::app
