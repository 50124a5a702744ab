// jingzhun explain: why a rule says what it says of a record.
#include "check/explain.hpp"
#include "api/explain_json.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

std::string answer_text(std::string const &answer, Common const &common) {
    if (answer == "met") return choose(common, "无问题", "no problem");
    if (answer == "unmet") return choose(common, "有问题", "problem");
    if (answer == "unknown")
        return choose(common, "无法判定（缺少事实）", "unknown (facts are missing)");
    return choose(common, "不适用", "does not apply");
}

void print_tree(check::Reason const &node, int depth) {
    if (node.text == node.value) return; // a value written out explains itself
    print_line(
        fmt::format("{}{}{}  =  {}", std::string(static_cast<std::size_t>(depth) * 2 + 2, ' '),
                    node.element.empty() ? "" : "[" + node.element + "] ", node.text, node.value));
    for (auto const &part : node.parts) print_tree(part, depth + 1);
}

std::string origin_text(registry::Origin const &origin, Common const &common) {
    auto const since = origin.valid_from == base::date_min
                           ? std::string()
                           : " " + base::to_string(origin.valid_from);
    return fmt::format(fmt::runtime(choose(common, "{}{} 第 {} 行，批次 {}{}，录入于 {}",
                                           "{}{} row {}, batch {}{}, recorded {}")),
                       origin.file, origin.sheet.empty() ? "" : " [" + origin.sheet + "]",
                       origin.row, origin.batch, since, local_time(origin.recorded_at));
}

void print_explanation(check::Explanation const &explanation, bool whole, Common const &common) {
    auto const period = explanation.period.name.empty() ? "" : " " + explanation.period.name;
    print_line(fmt::format("{} {}{}: {}", explanation.rule->id,
                           choose(common, explanation.rule->title), period,
                           answer_text(explanation.answer, common)));
    if (!whole) return;
    print_line(fmt::format(fmt::runtime(choose(common, "  依据：{}", "  source: {}")),
                           explanation.rule->source));
    if (explanation.when) {
        print_line(choose(common, "  适用条件：", "  applies when:"));
        print_tree(*explanation.when, 1);
    }
    if (explanation.must) {
        print_line(explanation.rule->must_hold
                       ? choose(common, "  必须成立：", "  must hold:")
                       : choose(common, "  不得成立：", "  must not hold:"));
        print_tree(*explanation.must, 1);
    }
    if (explanation.facts.empty()) return;
    print_line(choose(common, "  用到的事实：", "  facts:"));
    for (auto const &fact : explanation.facts) {
        // Keys of list rows are made of their fields and tell people nothing.
        auto const made = fact.key.find('|') != std::string::npos;
        auto const whose = fact.label.empty() ? fact.key
                           : made             ? fact.label
                                              : fact.label + " " + fact.key;
        auto const &value = common.language == base::Language::zh ? fact.value : fact.value_en;
        print_line(fmt::format("    {} {} = {}{}", whose, choose(common, fact.title),
                               fact.missing ? choose(common, "（缺）", "(missing)") : value,
                               fact.origin ? "  ← " + origin_text(*fact.origin, common) : ""));
        if (!fact.linked_by.empty())
            print_line("      " + choose(common, fact.linked_by, fact.linked_by_en));
    }
}

// Of an explanation that reads what the actor may not see only the answer is left.
void keep_what_may_be_seen(Session const &session, Acting const &acting,
                           std::vector<check::Explanation> &explanations) {
    if (acting.holder() == nullptr) return;
    auto const hidden = [&](check::FactRead const &fact) {
        auto const &definition = *session.pack.find_register(fact.register_name);
        auto const record = registry::read_record(*session.database, session.pack, definition,
                                                  session.county, fact.key);
        return !record || !acting.may(pack::Operation::read, definition.name, record->area);
    };
    for (auto &one : explanations) {
        if (std::ranges::none_of(one.facts, hidden)) continue;
        one.when.reset();
        one.must.reset();
        one.facts.clear();
    }
}

} // namespace

int explain(Explain const &command, Common const &common) {
    auto const known = known_of(command.known_at);
    auto session = open_session(command.store, store::Access::read, {}, known);
    Acting const acting(session, common);
    acting.require_somewhere(pack::Operation::read,
                             register_of(session, command.register_name).name);
    auto const as_of = command.as_of.value_or(last_check(session));
    auto const &definition = register_of(session, command.register_name);
    std::vector<std::string> rules;
    if (!command.rule.empty()) rules.push_back(command.rule);
    auto const snapshot = snapshot_of(session, as_of, rules, known);
    auto const table = session.pack.register_index(definition.name);
    auto const record =
        registry::read_record(*session.database, session.pack, definition, session.county,
                              command.key, {as_of, known.at, known.position});
    auto const seen = record && acting.may(pack::Operation::read, definition.name, record->area);
    auto const row =
        seen ? check::row_of(snapshot.population.tables[table], record->id) : std::nullopt;
    if (!row)
        throw base::Error("record_unknown",
                          {{"register", choose(common, definition.title)}, {"key", command.key}});
    auto explanations = check::explain(*session.database, snapshot, table, *row, command.rule);
    keep_what_may_be_seen(session, acting, explanations);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().member("register", definition.name).member("key", command.key);
        json.member("as_of", base::to_string(as_of)).key("rules").begin_array();
        for (auto const &one : explanations) api::write(json, one, common.language, nullptr);
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    print_line(fmt::format("{} {} {}", choose(common, definition.title), command.key,
                           session.areas.path_of(record->area)));
    for (auto const &one : explanations)
        print_explanation(
            one, !command.rule.empty() || one.answer == "unmet" || one.answer == "unknown", common);
    return 0;
}

} // namespace jingzhun::app
