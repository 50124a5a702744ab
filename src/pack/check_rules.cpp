// Whether rules type, have tests, and their exceptions can be written into them.
#include "cel/check.hpp"
#include "cel/check_units.hpp"
#include "cel/cost.hpp"
#include "pack/exceptions.hpp"
#include "pack/readers.hpp"
#include "pack/reads.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

// The variables of all macros of a tree, with the type of their elements.
void collect_variables(cel::Node const &node, cel::Checked const &checked,
                       std::vector<cel::Variable> &found) {
    for (auto const &child : node.children) collect_variables(*child, checked, found);
    if (node.kind != cel::NodeKind::macro) return;
    auto const range = checked.types.find(node.children[0].get());
    if (range == checked.types.end() || range->second.arguments.size() != 1) return;
    auto const &element = node.second_variable.empty() ? node.variable : node.second_variable;
    found.push_back({element, range->second.arguments[0]});
}

class RuleCheck {
  public:
    RuleCheck(cel::Schema const &schema, Rule const &rule, Node const &node, Faults &faults)
        : schema_(schema), rule_(rule), node_(node), faults_(faults) {}

    void run() {
        if (schema_.find(rule_.on) == nullptr) return;
        if (rule_.when != nullptr) expect_truth(*rule_.when, check(*rule_.when, {}));
        if (rule_.must != nullptr) {
            auto const checked = check(*rule_.must, {});
            if (rule_.kind == RuleKind::measure) expect_number(*rule_.must, checked);
            else expect_truth(*rule_.must, checked);
            collect_variables(*rule_.must->root, checked, variables_);
        }
        for (auto const &exception : rule_.exceptions) check_exception(exception);
        for (auto const &because : rule_.because) {
            if (because != nullptr) check(*because, variables_);
        }
        check_message("zh", rule_.message.zh);
        check_message("en", rule_.message.en);
        if (!rule_.covered_by.empty()) check_covered_by();
    }

  private:
    cel::Checked check(cel::Expression const &expression,
                       std::vector<cel::Variable> const &variables) {
        auto checked =
            cel::check(expression, schema_, rule_.on, rule_.kind == RuleKind::duty, variables);
        faults_.add(checked.problems);
        if (!checked.problems.empty()) return checked;
        if (auto problem = cel::cost_problem(expression, schema_, rule_.on, checked))
            faults_.add({*std::move(problem)});
        return checked;
    }

    void expect(cel::Expression const &expression, cel::Checked const &checked,
                std::string_view expected, std::initializer_list<cel::Kind> kinds) {
        bool const fits = std::ranges::find(kinds, checked.type.kind) != kinds.end();
        if (fits || checked.type.kind == cel::Kind::dyn || !checked.problems.empty()) return;
        faults_.add("pack_wrong_type", cel::place_of(expression, expression.root->span),
                    {{"expected", std::string(expected)}, {"found", cel::to_string(checked.type)}});
    }

    void expect_truth(cel::Expression const &expression, cel::Checked const &checked) {
        expect(expression, checked, "bool", {cel::Kind::boolean});
    }

    void expect_number(cel::Expression const &expression, cel::Checked const &checked) {
        expect(expression, checked, "int, double, money",
               {cel::Kind::integer, cel::Kind::real, cel::Kind::money});
    }

    void check_exception(Exception const &exception) {
        if (exception.when == nullptr) return;
        auto const variables = exception.binds.empty() ? std::vector<cel::Variable>{} : variables_;
        expect_truth(*exception.when, check(*exception.when, variables));
        if (exception.binds.empty() || rule_.must == nullptr) return;
        std::vector<std::string> names;
        for (auto const &deciding : deciding_macros(*rule_.must, rule_.must_hold))
            names.push_back(deciding.macro->variable);
        if (std::ranges::find(names, exception.binds) != names.end()) return;
        auto const &node =
            node_.find("exception")
                ->items[static_cast<std::size_t>(&exception - rule_.exceptions.data())];
        faults_.add_unknown("pack_exception_binds", node.place_of("binds"), exception.binds, names);
    }

    // {name} in a message is a field of the subject, as_of, or (duties) period.
    void check_message(std::string_view language, std::string_view text) {
        auto const &record = *schema_.find(rule_.on);
        for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
            auto const close = text.find('}', open);
            if (close == text.npos) return;
            std::string const name(text.substr(open + 1, close - open - 1));
            if (record.find(name) != nullptr || name == "as_of") continue;
            if (name == "period" && rule_.kind == RuleKind::duty) continue;
            std::vector<std::string> names;
            for (auto const &field : record.fields) names.push_back(field.name);
            auto const *message = node_.find("message");
            faults_.add_unknown("pack_unknown_field", message->place_of(language), name, names,
                                {{"register", rule_.on}});
        }
    }

    void check_covered_by() {
        auto const place = node_.place_of("covered_by");
        auto const dot = std::min(rule_.covered_by.find('.'), rule_.covered_by.size());
        auto const *record = schema_.find(rule_.covered_by.substr(0, dot));
        if (record == nullptr) {
            std::vector<std::string> names;
            for (auto const &one : schema_.records) names.push_back(one.name);
            faults_.add_unknown("pack_unknown_register", place, rule_.covered_by.substr(0, dot),
                                names);
            return;
        }
        auto const name =
            dot < rule_.covered_by.size() ? rule_.covered_by.substr(dot + 1) : std::string();
        auto const *field = record->find(name);
        if (field != nullptr && field->type.kind == cel::Kind::date) return;
        std::vector<std::string> dates;
        for (auto const &one : record->fields) {
            if (one.type.kind == cel::Kind::date) dates.push_back(one.name);
        }
        faults_.add_unknown("pack_covered_by", place, name, dates, {{"register", record->name}});
    }

    cel::Schema const &schema_;
    Rule const &rule_;
    Node const &node_;
    Faults &faults_;
    std::vector<cel::Variable> variables_;
};

// A rule is proved by at least one case that is met and one that is not; a measure by any case.
void check_tested(Pack const &pack, Rule const &rule, Node const &node, Faults &faults) {
    bool met = false, unmet = false, any = false;
    for (auto const &test : pack.cases) {
        for (auto const &[id, answer] : test.expect) {
            if (id != rule.id) continue;
            any = true;
            met = met || answer == "met";
            unmet = unmet || answer == "unmet";
        }
    }
    bool const is_measure = rule.kind == RuleKind::measure;
    if (is_measure ? any : met && unmet) return;
    std::string const missing = is_measure ? "value" : met ? "unmet" : unmet ? "met" : "met, unmet";
    faults.add("pack_rule_untested", node.place_of("id"),
               {{"rule", rule.id}, {"missing", missing}});
}

void check_derived(Register const &record, cel::Schema const &schema, Faults &faults) {
    for (auto const &derived : record.derived) {
        if (derived.expression == nullptr) continue;
        auto checked = cel::check(*derived.expression, schema, record.name);
        auto const &found = checked.type.unit;
        if (checked.problems.empty() && !cel::units_agree(found, derived.unit))
            faults.add("pack_unit_differs", derived.place,
                       {{"field", derived.name}, {"stated", derived.unit}, {"found", found}});
        if (checked.problems.empty())
            if (auto problem = cel::cost_problem(*derived.expression, schema, record.name, checked))
                faults.add({*std::move(problem)});
        faults.add(std::move(checked.problems));
    }
}

std::shared_ptr<cel::Expression const> parse_again(std::string const &text, Rule const &rule,
                                                   Faults &faults) {
    auto parsed = cel::parse(text, rule.as_written->place);
    faults.add(std::move(parsed.problems));
    return std::move(parsed.expression);
}

} // namespace

void check_rules(Pack const &pack, cel::Schema const &schema, Node const &tree, Faults &faults) {
    for (auto const &record : pack.registers) check_derived(record, schema, faults);
    for (std::size_t i = 0; i < pack.rules.size(); ++i) {
        auto const &node = tree.find("rule")->items[i];
        if (node.kind != Node::Kind::table) continue;
        RuleCheck(schema, pack.rules[i], node, faults).run();
        check_tested(pack, pack.rules[i], node, faults);
    }
}

void apply_exceptions(Pack &pack, Faults &faults) {
    for (auto &rule : pack.rules) {
        if (rule.exceptions.empty()) continue;
        rule.must = parse_again(with_exceptions(rule), rule, faults);
        if (rule.exceptions.size() > 1) rule.overlap = parse_again(overlap_of(rule), rule, faults);
    }
}

} // namespace jingzhun::pack
