// Reading the plan of a draw.
#include "pack/draw_plan.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"
#include "pack/readers.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace jingzhun::pack {
namespace {

std::map<std::string, std::size_t> const levels = {
    {"county", 6}, {"township", 9}, {"village", 12}, {"group", 14}};

Grouping read_grouping(TableReader &reader, std::string_view key) {
    auto const *node = reader.find(key);
    if (node == nullptr) return {};
    auto const level = levels.find(node->text);
    if (level != levels.end()) return {level->second, nullptr};
    return {0, reader.expression(key)};
}

std::int64_t read_number(TableReader &reader, std::string_view key, Faults &faults) {
    auto const *node = reader.find(key);
    if (node == nullptr) return 0;
    if (node->kind == Node::Kind::integer && node->integer >= 0) return node->integer;
    report_type(*node, "integer", faults);
    return 0;
}

// One of a few words; the first of them where the key is missing.
std::string read_choice(TableReader &reader, std::string_view key,
                        std::vector<std::string> const &words, Faults &faults) {
    auto const word = reader.text(key);
    if (word.empty()) return words.front();
    read_word(word, reader.place_of(key), words, faults);
    return word;
}

DrawStage read_stage(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    DrawStage stage;
    stage.clusters = read_choice(reader, "of", {"unit", "cluster"}, faults) == "cluster";
    auto const *take = reader.required("take");
    if (take != nullptr && take->kind == Node::Kind::text)
        stage.percent = reader.percent("take").value_or(0);
    else stage.take = read_number(reader, "take", faults);
    stage.proportional =
        read_choice(reader, "allocation", {"each", "proportional"}, faults) == "proportional";
    stage.least = read_number(reader, "least", faults);
    stage.by_size = read_choice(reader, "probability", {"equal", "size"}, faults) == "size";
    stage.replacements = read_number(reader, "replacements", faults);
    reader.done();
    auto const nothing = stage.take == 0 && stage.percent == 0;
    if (nothing || (stage.by_size && stage.replacements > 0))
        faults.add("draw_stages_wrong", node.place());
    return stage;
}

void read_frame(DrawPlan &plan, Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    plan.register_name = reader.required_text("register");
    plan.where = reader.expression("where");
    plan.size = reader.expression("size");
    plan.cluster = read_grouping(reader, "cluster");
    plan.cluster_stratum = read_grouping(reader, "cluster_stratum");
    plan.stratum = read_grouping(reader, "stratum");
    if (auto const day = reader.date("as_of")) plan.as_of = *day;
    reader.done();
}

void read_stages(DrawPlan &plan, Node const &node, Faults &faults) {
    for (auto const &item : node.items) plan.stages.push_back(read_stage(item, faults));
    auto const right = [&] {
        if (plan.stages.size() == 1) return !plan.stages[0].clusters;
        return plan.stages.size() == 2 && plan.stages[0].clusters && !plan.stages[1].clusters;
    };
    if (!right()) faults.add("draw_stages_wrong", node.place());
}

void read_draw(DrawPlan &plan, Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    plan.name = reader.required_text("name");
    plan.title = reader.title("title", true);
    plan.method = read_choice(reader, "method", {"sha256", "rfc3797"}, faults);
    plan.seed_source = reader.required_text("seed_source");
    reader.required("seed_on");
    plan.seed_on = reader.date("seed_on").value_or(base::date_min);
    plan.as_of = base::add_days(plan.seed_on, -1);
    if (auto const *frame = reader.table("frame")) read_frame(plan, *frame, faults);
    reader.required("stage");
    if (auto const *stages = reader.array("stage")) read_stages(plan, *stages, faults);
    reader.done();
}

} // namespace

DrawPlan parse_draw_plan(std::string const &text, std::string const &file) {
    Faults faults;
    DrawPlan plan;
    plan.text = text;
    plan.hash = base::sha256(text);
    auto const tree = read_tree(text, file, faults);
    if (faults.count() == 0) {
        TableReader reader(tree, faults);
        reader.required("draw");
        if (auto const *draw = reader.table("draw")) read_draw(plan, *draw, faults);
        reader.done();
    }
    auto const problems = faults.take();
    if (!problems.empty()) throw base::Error(problems.front());
    return plan;
}

DrawPlan read_draw_plan(std::string const &file) {
    return parse_draw_plan(base::read_file(file, std::size_t{1} << 20), file);
}

} // namespace jingzhun::pack
