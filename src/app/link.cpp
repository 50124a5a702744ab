// jingzhun link, dedupe, link-index: which records of files are the same, by a
// model.
#include "app/print.hpp"

#include "base/json.hpp"
#include "link/csv_table.hpp"
#include "link/index.hpp"
#include "link/link.hpp"
#include "link/pairs_file.hpp"

#include "base/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace jingzhun::app {
namespace {

using link::Verdict;

// Every fault of the model on standard error; the command then ends with what the catalogue says.
link::Model read_model(std::string const &file, Common const &common) {
    auto reading = link::read_model(base::read_file(file, std::size_t{1} << 20), file);
    for (std::size_t i = 1; i < reading.faults.size(); ++i)
        fmt::print(stderr, "{}\n", base::describe(reading.faults[i], common.language));
    if (!reading.faults.empty()) throw base::Error(reading.faults.front());
    return std::move(reading.model);
}

struct Counts {
    std::array<std::size_t, 5> by_verdict{};
    std::size_t of(Verdict verdict) const { return by_verdict[static_cast<std::size_t>(verdict)]; }
};

Counts count(link::Outcome const &outcome) {
    Counts counts;
    for (auto const &found : outcome.links)
        ++counts.by_verdict[static_cast<std::size_t>(found.verdict)];
    return counts;
}

std::size_t count_clusters(std::vector<link::RowNumber> const &clusters) {
    std::vector<std::uint32_t> sizes(clusters.size(), 0);
    for (auto const first : clusters) ++sizes[first];
    return static_cast<std::size_t>(
        std::ranges::count_if(sizes, [](auto size) { return size > 1; }));
}

void write_parameters(base::JsonWriter &json, link::Model const &model,
                      link::Parameters const &parameters) {
    json.key("share").value(parameters.share).key("comparisons").begin_array();
    for (std::size_t i = 0; i < model.comparisons.size(); ++i) {
        json.begin_object().member("name", model.comparisons[i].name).key("levels").begin_array();
        for (std::size_t k = 1; k < parameters.m[i].size(); ++k)
            json.begin_object()
                .member("level", link::outcome_text(model.comparisons[i], k))
                .member("m", parameters.m[i][k])
                .member("u", parameters.u[i][k])
                .end_object();
        json.end_array().end_object();
    }
    json.end_array();
}

void write_json(link::Model const &model, link::Outcome const &outcome, std::size_t left,
                std::size_t right, std::optional<std::size_t> conflicts) {
    auto const counts = count(outcome);
    base::JsonWriter json;
    json.begin_object();
    if (outcome.clusters.empty()) json.member("left", left).member("right", right);
    else json.member("records", left).member("clusters", count_clusters(outcome.clusters));
    json.member("pairs", outcome.links.size());
    for (auto const verdict :
         {Verdict::link, Verdict::review, Verdict::tie, Verdict::second, Verdict::no})
        json.member(link::to_string(verdict), counts.of(verdict));
    if (conflicts) json.member("conflicts", *conflicts);
    json.member("exact", outcome.exact).member("candidates", outcome.candidates);
    json.key("blocks").begin_array();
    for (std::size_t i = 0; i < outcome.by_block.size(); ++i)
        json.begin_object()
            .member("key", model.blocks[i].text)
            .member("pairs", outcome.by_block[i])
            .end_object();
    json.end_array().key("passed_over").begin_array();
    for (auto const &capped : outcome.capped)
        json.begin_object()
            .member("block", model.blocks[capped.block].text)
            .member("key", capped.key)
            .member("records", capped.records)
            .end_object();
    json.end_array();
    write_parameters(json, model, outcome.parameters);
    json.end_object();
    print_json(json.text());
}

void print(link::Model const &model, link::Outcome const &outcome, Common const &common) {
    auto const counts = count(outcome);
    std::vector<std::vector<std::string>> rows = {{choose(common, "结论", "verdict"),
                                                   choose(common, "对数", "pairs"),
                                                   choose(common, "说明", "meaning")}};
    auto const row = [&](Verdict verdict, char const *zh, char const *en) {
        rows.push_back({std::string(link::to_string(verdict)),
                        grouped(static_cast<std::int64_t>(counts.of(verdict))),
                        choose(common, zh, en)});
    };
    row(Verdict::link, "同一个", "the same");
    row(Verdict::review, "请人判断", "for a person to decide");
    row(Verdict::tie, "与选中的一样好，请人判断",
        "as good as the one taken, for a person to decide");
    row(Verdict::second, "另有更好的", "one has a better partner");
    row(Verdict::no, "不是同一个", "not the same");
    print_line(table(rows, {1}));
    for (auto const &capped : outcome.capped)
        print_line(fmt::format(
            fmt::runtime(choose(common, "跳过：{}（{}），{} 条记录，超过 block_most",
                                "passed over: {} ({}), {} records, more than block_most")),
            model.blocks[capped.block].text, capped.key,
            grouped(static_cast<std::int64_t>(capped.records))));
}

} // namespace

int link_files(LinkFiles const &command, Common const &common) {
    auto const model = read_model(command.model, common);
    link::Space space(model);
    std::optional<link::Index> index;
    std::optional<link::Table> read;
    if (link::is_index(command.left)) index.emplace(command.left, space);
    else read = link::read_csv(command.left, space, command.threads);
    auto const &left = index ? index->table() : *read;
    auto const right = link::read_csv(command.right, space, command.threads);
    link::Options const options{.threads = command.threads};
    auto const outcome =
        index ? link::link(space, *index, right, options) : link::link(space, left, right, options);
    std::optional<link::Scorer> scorer;
    if (command.explain) scorer.emplace(space, right, outcome.parameters);
    link::write_pairs(command.out, model, left, right, outcome, scorer);
    std::optional<std::size_t> conflicts;
    if (!command.conflicts.empty())
        conflicts = link::write_conflicts(command.conflicts, space, left, right, outcome);
    if (common.json) write_json(model, outcome, left.size(), right.size(), conflicts);
    else print(model, outcome, common);
    return 0;
}

int link_index(LinkIndex const &command, Common const &common) {
    auto const model = read_model(command.model, common);
    link::Space space(model);
    link::Table table(model);
    link::Options options{.threads = command.threads};
    if (!command.from.empty()) {
        link::Index const old(command.from, space);
        table.append(old.table());
        table.id_column = old.table().id_column;
        table.present = old.table().present;
        options.parameters = old.parameters();
    }
    auto const added = link::read_csv(command.file, space, command.threads);
    table.append(added);
    if (command.from.empty()) table.id_column = added.id_column;
    for (std::size_t field = 0; field < table.present.size(); ++field)
        table.present[field] =
            added.present[field] || (!command.from.empty() && table.present[field]);
    link::check_ids(table, command.file);
    auto const outcome = link::dedupe(space, table, options);
    link::write_index(command.out, space, table, outcome.parameters, outcome.clusters);
    if (!command.clusters.empty()) link::write_clusters(command.clusters, table, outcome.clusters);
    auto const clusters = count_clusters(outcome.clusters);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("records", table.size())
            .member("added", added.size())
            .member("clusters", clusters)
            .end_object();
        print_json(json.text());
    } else {
        print_line(fmt::format(
            fmt::runtime(choose(common, "索引 {}：{} 条记录，新增 {} 条，{} 组重复",
                                "index {}: {} records, {} of them new, {} clusters of duplicates")),
            command.out, grouped(table.size()), grouped(added.size()),
            grouped(static_cast<std::int64_t>(clusters))));
    }
    return 0;
}

int dedupe(Dedupe const &command, Common const &common) {
    auto const model = read_model(command.model, common);
    link::Space space(model);
    auto const table = link::read_csv(command.file, space, command.threads);
    auto const outcome = link::dedupe(space, table, {.threads = command.threads});
    std::optional<link::Scorer> scorer;
    if (command.explain) scorer.emplace(space, table, outcome.parameters);
    link::write_pairs(command.out, model, table, table, outcome, scorer);
    if (common.json) write_json(model, outcome, table.size(), table.size(), std::nullopt);
    else print(model, outcome, common);
    return 0;
}

} // namespace jingzhun::app
