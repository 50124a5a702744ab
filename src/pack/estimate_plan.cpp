// Reading the plan of estimates.
#include "pack/estimate_plan.hpp"

#include "base/file.hpp"
#include "pack/read_estimate.hpp"
#include "pack/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

namespace jingzhun::pack {
namespace {

using Words = std::vector<std::string>;

Words const statistics = {"total",
                          "mean",
                          "ratio",
                          "proportion",
                          "quantile",
                          "fgt",
                          "poverty_line",
                          "income_gap_ratio",
                          "gap_inequality",
                          "median_gap",
                          "watts",
                          "watts_gap_ratio",
                          "watts_inequality",
                          "sen",
                          "sen_shorrocks_thon",
                          "gini",
                          "hoover",
                          "variation",
                          "atkinson",
                          "entropy",
                          "entropy_within",
                          "entropy_between",
                          "lorenz",
                          "quintile_ratio",
                          "least",
                          "greatest",
                          "alkire_foster"};

bool is_one_of(std::string const &word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// One of a few words; the first of them where the key is missing.
std::string read_choice(TableReader &reader, std::string_view key, Words const &words,
                        Faults &faults) {
    auto const word = reader.text(key);
    if (word.empty()) return words.front();
    read_word(word, reader.place_of(key), words, faults);
    return word;
}

std::optional<double> number_of(Node const &node) {
    if (node.kind == Node::Kind::integer) return static_cast<double>(node.integer);
    if (node.kind == Node::Kind::real) return node.real;
    return std::nullopt;
}

double read_number(TableReader &reader, std::string_view key, double otherwise, Faults &faults) {
    auto const *node = reader.find(key);
    if (node == nullptr) return otherwise;
    if (auto const number = number_of(*node)) return *number;
    report_type(*node, "number", faults);
    return otherwise;
}

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t value = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value > 1'000'000 ? std::nullopt : std::optional(value);
}

// "1/3" or "33 %", exact.
Fraction read_fraction(Node const &node, Faults &faults) {
    std::string text = node.text;
    std::erase(text, ' ');
    auto const stroke = text.find('/');
    std::optional<std::int64_t> above, below;
    if (text.ends_with('%')) {
        above = whole(std::string_view(text).substr(0, text.size() - 1));
        below = 100;
    } else if (stroke != std::string::npos) {
        above = whole(std::string_view(text).substr(0, stroke));
        below = whole(std::string_view(text).substr(stroke + 1));
    }
    if (!above || !below || *below == 0 || *above == 0 || *above > *below) {
        faults.add("estimate_fraction", node.place(), {{"text", node.text}});
        return {1, 1};
    }
    auto const common = std::gcd(*above, *below);
    return {*above / common, *below / common};
}

void read_dimension(EstimateItem &item, Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Dimension dimension;
    dimension.name = reader.required_text("name");
    if (auto const *weight = reader.find("weight"))
        dimension.weight = read_fraction(*weight, faults);
    reader.required("indicators");
    if (auto const *indicators = reader.table("indicators"))
        for (auto const &entry : indicators->entries)
            dimension.indicators.push_back(
                {entry.key, std::shared_ptr(parse_expression(entry.value, faults))});
    reader.done();
    item.dimensions.push_back(std::move(dimension));
}

void read_alkire_foster(EstimateItem &item, TableReader &reader, Faults &faults) {
    reader.required("cutoff");
    auto const *cutoff = reader.find("cutoff");
    if (cutoff != nullptr && cutoff->kind == Node::Kind::array)
        for (auto const &each : cutoff->items) item.cutoffs.push_back(read_fraction(each, faults));
    else if (cutoff != nullptr) item.cutoffs.push_back(read_fraction(*cutoff, faults));
    reader.required("dimension");
    if (auto const *dimensions = reader.array("dimension"))
        for (auto const &each : dimensions->items) read_dimension(item, each, faults);
    auto const weighted = std::ranges::count_if(
        item.dimensions, [](Dimension const &each) { return each.weight.above > 0; });
    if (weighted != 0 && weighted != std::ssize(item.dimensions))
        faults.add("estimate_weights_partly", reader.place());
}

ExpressionPointer constant(Node const &node, Faults &faults) {
    Node text = node;
    text.kind = Node::Kind::text;
    text.text = fmt::format("{}", number_of(node).value_or(0));
    return parse_expression(text, faults);
}

void read_line(EstimateItem &item, TableReader &reader, Faults &faults) {
    auto const *node = reader.required("line");
    if (node == nullptr) return;
    if (number_of(*node)) {
        item.line.amount = constant(*node, faults);
    } else if (node->kind == Node::Kind::text) {
        item.line.amount = reader.expression("line");
    } else {
        TableReader line(*node, faults);
        line.required("share");
        item.line.share = read_number(line, "share", 0.6, faults);
        item.line.of_mean = read_choice(line, "of", {"median", "mean"}, faults) == "mean";
        item.line.within_domain =
            read_choice(line, "within", {"all", "domain"}, faults) == "domain";
        line.done();
    }
}

bool needs_line(std::string const &statistic) {
    return is_one_of(statistic,
                     {"fgt", "poverty_line", "income_gap_ratio", "gap_inequality", "median_gap",
                      "watts", "watts_gap_ratio", "watts_inequality", "sen", "sen_shorrocks_thon"});
}

void read_poverty(EstimateItem &item, TableReader &reader, Faults &faults) {
    read_line(item, reader, faults);
    if (item.statistic == "poverty_line") return;
    // Who stands exactly at the line is poor in one definition and not in another: to be said.
    reader.required("poor");
    item.poor_at_line =
        read_choice(reader, "poor", {"below", "at_or_below"}, faults) == "at_or_below";
    if (item.statistic == "fgt") {
        reader.required("power");
        item.power = read_number(reader, "power", 0, faults);
    }
}

EstimateItem read_item(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    EstimateItem item;
    item.place = node.place();
    item.name = reader.required_text("name");
    item.where = reader.expression("where");
    item.by = reader.texts("by");
    read_measured(item, reader, faults);
    auto const usual = is_one_of(item.statistic, {"proportion", "alkire_foster"}) ? "logit" : "t";
    Words intervals = {usual, "t", "normal", "logit"};
    if (item.statistic == "proportion")
        for (auto const *more : {"asin", "beta", "likelihood"}) intervals.emplace_back(more);
    item.interval = read_choice(reader, "interval", intervals, faults);
    reader.done();
    return item;
}

void read_design(EstimatePlan &plan, Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    plan.weight = reader.expression("weight");
    plan.fpc = reader.expression("fpc");
    plan.where = reader.expression("where");
    plan.strata = reader.text("strata");
    plan.cluster = reader.text("cluster");
    plan.single_unit =
        read_choice(reader, "single_unit", {"refuse", "certainty", "centre"}, faults);
    plan.missing = reader.texts("missing");
    plan.texts = reader.texts("text");
    if (auto const percent = reader.percent("confidence")) plan.confidence = *percent / 100.0;
    if (plan.confidence <= 0 || plan.confidence >= 1)
        faults.add("estimate_confidence", reader.place_of("confidence"));
    reader.done();
}

void read_columns(EstimatePlan &plan, Node const &node, Faults &faults) {
    for (auto const &entry : node.entries) {
        if (!check_name(entry.key, entry.place(), faults)) continue;
        if (entry.value.kind != Node::Kind::text) report_type(entry.value, "string", faults);
        else plan.columns.emplace_back(entry.key, entry.value.text);
    }
}

} // namespace

void read_measured(EstimateItem &item, TableReader &reader, Faults &faults) {
    item.statistic = reader.required_text("statistic");
    if (!item.statistic.empty())
        read_word(item.statistic, reader.place_of("statistic"), statistics, faults);
    auto const &statistic = item.statistic;
    if (needs_line(statistic)) read_poverty(item, reader, faults);
    if (is_one_of(statistic, {"quantile", "lorenz"})) {
        reader.required("share");
        item.share = read_number(reader, "share", 0.5, faults);
    }
    if (is_one_of(statistic, {"atkinson", "entropy", "entropy_within", "entropy_between"})) {
        reader.required("aversion");
        item.aversion = read_number(reader, "aversion", 0, faults);
    }
    if (is_one_of(statistic, {"entropy_within", "entropy_between"}))
        item.groups = reader.required_text("groups");
    if (statistic == "gini") {
        reader.required("form");
        item.form = read_choice(reader, "form", {"pairs", "distinct_pairs", "ranks"}, faults);
    }
    if (statistic == "ratio") {
        reader.required("per");
        item.per = reader.expression("per");
    }
    if (statistic == "alkire_foster") {
        read_alkire_foster(item, reader, faults);
    } else {
        reader.required("value");
        item.value = reader.expression("value");
    }
}

std::span<std::string const> estimate_statistics() { return statistics; }

EstimatePlan read_estimate_plan(std::string const &file) {
    Faults faults;
    EstimatePlan plan;
    plan.single_unit = "refuse";
    plan.place = {file};
    auto const text = base::read_file(file, std::size_t{1} << 20);
    auto const tree = read_tree(text, file, faults);
    if (faults.count() == 0) {
        TableReader reader(tree, faults);
        if (auto const *design = reader.table("design")) read_design(plan, *design, faults);
        if (auto const *columns = reader.table("column")) read_columns(plan, *columns, faults);
        reader.required("estimate");
        if (auto const *items = reader.array("estimate"))
            for (auto const &item : items->items) plan.items.push_back(read_item(item, faults));
        reader.done();
    }
    auto const problems = faults.take();
    if (!problems.empty()) throw base::Error(problems.front());
    return plan;
}

} // namespace jingzhun::pack
