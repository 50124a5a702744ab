// Explanations: row mode over the snapshot, and the facts' origins from the store.
#include "check/explain.hpp"

#include "check/fact_reader.hpp"

#include "base/identity.hpp"
#include "base/text.hpp"
#include "check/message.hpp"
#include "pack/read_value.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <regex>

namespace jingzhun::check {
namespace {

void collect(cel::Explained const &node, std::vector<cel::MissingFact> &facts) {
    if (node.fact) {
        auto const same = [&](cel::MissingFact const &other) {
            return other.record.table == node.fact->record.table &&
                   other.record.row == node.fact->record.row && other.field == node.fact->field;
        };
        if (std::ranges::none_of(facts, same)) facts.push_back(*node.fact);
    }
    for (auto const &part : node.parts) collect(part, facts);
}

// A part cut out of an expression may have lost its outer brackets: "a) || (b" is "(a) || (b)".
std::string with_brackets(std::string text) {
    int depth = 0, lowest = 0;
    for (auto const c : text) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        lowest = std::min(lowest, depth);
    }
    text.insert(0, static_cast<std::size_t>(-lowest), '(');
    return text + std::string(static_cast<std::size_t>(depth - lowest), ')');
}

// A pack may break an expression over several lines.
std::string on_one_line(std::string const &text) {
    static std::regex const blanks(R"(\s+)");
    return std::regex_replace(text, blanks, " ");
}

// Turns the walk's tree into what people read.
class Narrator {
  public:
    Narrator(store::Database &database, Snapshot const &snapshot)
        : database_(database), snapshot_(snapshot) {}

    Reason tell(cel::Explained const &node) {
        Reason reason;
        reason.text = with_brackets(on_one_line(node.text));
        reason.value = value_of(node);
        reason.state = node.value.is_unknown() ? "unknown"
                       : node.value.is_error() ? "error"
                                               : "known";
        reason.element = element_named(node.element);
        if (node.fact) reason.field = node.fact->field;
        for (auto const &part : node.parts)
            if (part.value.as<cel::RecordReference>() == nullptr)
                reason.parts.push_back(tell(part));
        return reason;
    }

  private:
    // Codes by their titles, where the node is the field itself.
    std::string value_of(cel::Explained const &node) {
        auto const *text = node.value.as<std::string>();
        if (text == nullptr || !node.fact ||
            node.fact->record.table >= snapshot_.pack->registers.size())
            return named(cel::to_string(node.value));
        auto const *field =
            snapshot_.pack->registers[node.fact->record.table].find_field(node.fact->field);
        if (field == nullptr) return *text;
        if (field->type == pack::FieldType::identity) return base::mask_identity(*text);
        return pack::write_cell(*snapshot_.pack, *field, *text, base::Language::zh);
    }

    // "m = person 261" names a register and a row, counted from 0.
    std::string element_named(std::string const &text) {
        static std::regex const row(R"(^(\w+) = (\w+) (\d+)$)");
        std::smatch match;
        if (!std::regex_match(text, match, row) ||
            snapshot_.pack->find_register(match[2].str()) == nullptr)
            return named(text);
        return match[1].str() + " = " +
               name_of(snapshot_.pack->register_index(match[2].str()), std::stoul(match[3].str()));
    }

    // "#14:261" is row 261 of table 14; people know it by its name.
    std::string named(std::string const &text) {
        static std::regex const reference(R"(#(\d+):(\d+))");
        std::string result;
        std::sregex_iterator match(text.begin(), text.end(), reference);
        std::size_t at = 0;
        for (; match != std::sregex_iterator(); ++match) {
            result += text.substr(at, static_cast<std::size_t>(match->position()) - at);
            result += name_of(std::stoul((*match)[1]), std::stoul((*match)[2]));
            at = static_cast<std::size_t>(match->position() + match->length());
        }
        return result + text.substr(at);
    }

    std::string name_of(std::size_t table, std::size_t row) {
        if (table >= snapshot_.pack->registers.size() ||
            row >= snapshot_.population.tables[table].records.size())
            return std::to_string(row + 1);
        auto const &definition = snapshot_.pack->registers[table];
        if (!definition.label.empty()) {
            auto name = shown(*snapshot_.pack, snapshot_.population, table, row,
                              definition.field_index(definition.label), base::Language::zh);
            if (!name.empty()) return name;
        }
        std::vector<std::int64_t> const records = {snapshot_.population.tables[table].records[row]};
        return registry::load_keys(database_, definition, snapshot_.selection.county, records)
            .front();
    }

    store::Database &database_;
    Snapshot const &snapshot_;
};

Explanation explain_one(Snapshot const &snapshot, RuleResult const &result,
                        cel::RecordReference self, FactReader &reader, Narrator &narrator) {
    cel::Scope scope;
    scope.schema = snapshot.schema.get();
    scope.population = &snapshot.population;
    scope.context = {snapshot.selection.as_of, result.period,
                     county_code(snapshot.selection.county)};
    scope.self = self;
    Explanation explanation;
    explanation.rule = result.rule;
    explanation.period = result.period;
    explanation.answer = answer_of(result, self.row);
    std::vector<cel::MissingFact> facts;
    if (result.rule->when) {
        auto const walked = cel::explain(*result.rule->when, scope);
        explanation.when = narrator.tell(walked);
        collect(walked, facts);
    }
    if (result.rule->must && explanation.answer != "not_applicable") {
        auto const walked = cel::explain(*result.rule->must, scope);
        explanation.must = narrator.tell(walked);
        collect(walked, facts);
    }
    for (auto const &fact : facts)
        for (auto &read : reader.read(fact)) explanation.facts.push_back(std::move(read));
    return explanation;
}

} // namespace

std::string_view answer_of(RuleResult const &result, std::size_t row) {
    if (cel::bit(result.answers.met, row)) return "met";
    if (cel::bit(result.answers.unmet, row)) return "unmet";
    if (cel::bit(result.answers.unknown, row)) return "unknown";
    return "not_applicable";
}

std::vector<Explanation> explain(store::Database &database, Snapshot const &snapshot,
                                 std::size_t table, std::uint32_t row, std::string const &rule) {
    FactReader reader(database, snapshot);
    Narrator narrator(database, snapshot);
    std::vector<Explanation> explanations;
    std::vector<std::string> names;
    for (auto const &result : snapshot.results) {
        if (result.record != table) continue;
        names.push_back(result.rule->id);
        if (!rule.empty() && result.rule->id != rule) continue;
        explanations.push_back(explain_one(
            snapshot, result, {static_cast<std::uint32_t>(table), row}, reader, narrator));
    }
    if (!rule.empty() && explanations.empty())
        throw base::Error("rule_unknown",
                          {{"rule", rule}, {"nearest", base::nearest(rule, names).value_or("-")}});
    return explanations;
}

} // namespace jingzhun::check
