// Reading rules as they are written; what they name is checked later.
#include "pack/languages.hpp"
#include "pack/readers.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

// In the order of RuleKind and Severity.
std::vector<std::string> const &kind_names() {
    static std::vector<std::string> const names = {"indicator", "alert", "measure", "duty"};
    return names;
}

class RuleReader {
  public:
    RuleReader(Pack const &pack, Node const &node, Faults &faults)
        : pack_(pack), node_(node), faults_(faults), reader_(node, faults) {}

    Rule read() {
        rule_.place = node_.place();
        rule_.id = reader_.required_text("id");
        if (!rule_.id.empty()) check_name(rule_.id, node_.place_of("id"), faults_);
        rule_.title = reader_.title("title", true);
        rule_.kind = read_kind();
        read_subject();
        read_condition();
        read_exceptions();
        read_duty();
        read_because();
        rule_.veto = reader_.flag("veto");
        rule_.message = reader_.title("message", false);
        rule_.source = reader_.required_text("source");
        read_sides();
        read_finding();
        reader_.flag("replaces");
        reader_.done();
        return std::move(rule_);
    }

  private:
    RuleKind read_kind() {
        auto const word = reader_.text("kind");
        if (word.empty()) return RuleKind::indicator;
        return static_cast<RuleKind>(
            read_word(word, node_.place_of("kind"), kind_names(), faults_).value_or(0));
    }

    void read_subject() {
        rule_.on = reader_.required_text("on");
        if (rule_.on.empty() || pack_.find_register(rule_.on) != nullptr) return;
        faults_.add_unknown("pack_unknown_register", node_.place_of("on"), rule_.on,
                            names_of(pack_.registers));
    }

    // Exactly one of must, must_not and (measures) value.
    void read_condition() {
        rule_.when = reader_.expression("when");
        bool const measures = rule_.kind == RuleKind::measure;
        std::vector<std::string> const keys = measures
                                                  ? std::vector<std::string>{"value"}
                                                  : std::vector<std::string>{"must", "must_not"};
        std::vector<std::string> written;
        for (auto const &key : keys) {
            if (reader_.find(key) != nullptr) written.push_back(key);
        }
        if (written.size() != 1) {
            auto const wanted = measures ? "value" : "must, must_not";
            auto const place = written.empty() ? node_.place() : node_.place_of(written.back());
            faults_.add(written.empty() ? "pack_rule_no_condition" : "pack_rule_two_conditions",
                        place, {{"rule", rule_.id}, {"keys", wanted}});
            if (written.empty()) return;
        }
        rule_.must = reader_.expression(written.front());
        rule_.as_written = rule_.must;
        rule_.must_hold = written.front() != "must_not";
    }

    void read_exceptions() {
        auto const *exceptions = reader_.array("exception");
        if (exceptions == nullptr) return;
        for (auto const &node : exceptions->items) {
            TableReader reader(node, faults_);
            Exception exception;
            exception.place = node.place();
            exception.label = reader.title("label", true);
            reader.required("when");
            exception.when = reader.expression("when");
            exception.binds = reader.text("binds");
            exception.source = reader.required_text("source");
            reader.done();
            rule_.exceptions.push_back(std::move(exception));
        }
    }

    void read_duty() {
        auto const *every = reader_.find("every");
        rule_.covered_by = reader_.text("covered_by");
        if (rule_.kind != RuleKind::duty) {
            if (every != nullptr)
                faults_.add("pack_not_a_duty", every->place(), {{"key", "every"}});
            if (!rule_.covered_by.empty())
                faults_.add("pack_not_a_duty", node_.place_of("covered_by"),
                            {{"key", "covered_by"}});
            return;
        }
        reader_.required("every");
        reader_.required("covered_by");
        static std::vector<std::string> const units = {"day", "week", "month", "quarter", "year"};
        for (auto const &word : reader_.texts("every")) {
            if (read_word(word, every->place(), units, faults_))
                rule_.every.push_back(*base::parse_period_unit(word));
        }
    }

    void read_because() {
        auto const *because = reader_.array("because");
        if (because == nullptr) return;
        for (auto const &item : because->items)
            rule_.because.push_back(parse_expression(item, faults_));
    }

    void read_sides() {
        auto const *sides = reader_.array("sides");
        if (sides == nullptr) return;
        for (auto const &node : sides->items) {
            TableReader reader(node, faults_);
            auto side = read_languages(reader);
            reader.done();
            rule_.sides.push_back(std::move(side));
        }
        if (rule_.sides.size() != 2)
            faults_.add("pack_sides_not_two", node_.place_of("sides"), {{"rule", rule_.id}});
    }

    void read_finding() {
        auto const *finding = reader_.find("finding");
        if (finding == nullptr) return;
        TableReader reader(*finding, faults_);
        rule_.owner = reader.required_text("owner");
        rule_.due_days = reader.days("due").value_or(rule_.due_days);
        static std::vector<std::string> const severities = {"hard", "soft"};
        auto const severity = reader.text("severity");
        if (!severity.empty()) {
            auto const found =
                read_word(severity, finding->place_of("severity"), severities, faults_);
            rule_.severity = found.value_or(1) == 0 ? Severity::hard : Severity::soft;
        }
        reader.done();
    }

    Pack const &pack_;
    Node const &node_;
    Faults &faults_;
    TableReader reader_;
    Rule rule_;
};

} // namespace

std::vector<Rule> read_rules(Pack const &pack, Node const &tree, Faults &faults) {
    std::vector<Rule> rules;
    auto const *list = tree.find("rule");
    if (list == nullptr) return rules;
    for (auto const &node : list->items) {
        auto rule = RuleReader(pack, node, faults).read();
        auto const first = std::ranges::find(rules, rule.id, &Rule::id);
        if (!rule.id.empty() && first != rules.end())
            faults.add("pack_twice", node.place_of("id"),
                       {{"name", rule.id}, {"first", written_at(first->place)}});
        rules.push_back(std::move(rule));
    }
    return rules;
}

} // namespace jingzhun::pack
