// Looking for examples that are missing and values nobody tries.
#include "pack/remarks.hpp"

#include "base/area.hpp"
#include "pack/folder.hpp"
#include "pack/remark_codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace jingzhun::pack {
namespace {

using Names = std::set<std::string, std::less<>>;

// Every name a tree mentions: identifiers, selections and calls.
void names_in(cel::Node const &node, Names &names) {
    if (node.kind != cel::NodeKind::literal) names.insert(node.name);
    for (auto const &child : node.children) names_in(*child, names);
}

// Facts read plainly, and facts asked for with has(…).
struct Facts {
    Names read, asked, followed;
};

class Remarks {
  public:
    Remarks(Pack const &pack, std::string const &folder) : pack_(pack), folder_(folder) {}

    std::vector<base::Problem> run() {
        Faults none;
        auto const files = read_folder(folder_, none);
        auto const *parameters = files.tree.find("parameter");
        collect_derived();
        for (auto const &rule : pack_.rules) remark_rule(rule);
        // Whoever reads a parameter writes its name.
        for (auto const &entry : files.tree.entries)
            if (entry.key != "parameter" && entry.key != "case") words_in(entry.value, words_);
        for (auto const &parameter : pack_.parameters)
            if (auto const *node = parameters->find(parameter.name))
                remark_parameter(parameter, *node);
        remark_codes(files.tree, faults_);
        return faults_.take();
    }

  private:
    // A derived field counts as the facts its expression reads.
    void facts_in(cel::Node const &node, Facts &facts, Names bound) const {
        if (node.kind == cel::NodeKind::has) {
            facts.asked.insert(node.name);
            return;
        }
        if (node.kind == cel::NodeKind::macro) {
            bound.insert(node.variable);
            bound.insert(node.second_variable);
        }
        bool const names_fact =
            (node.kind == cel::NodeKind::select || node.kind == cel::NodeKind::identifier) &&
            node.name != "as_of" && node.name != "period" && !bound.contains(node.name);
        if (names_fact && facts.followed.insert(node.name).second) {
            auto const [first, last] = expressions_.equal_range(node.name);
            if (first == last) facts.read.insert(node.name);
            for (auto one = first; one != last; ++one) facts_in(*one->second, facts, {});
        }
        for (auto const &child : node.children) facts_in(*child, facts, bound);
    }

    bool may_be_unknown(Rule const &rule) const {
        Facts facts;
        for (auto const *expression : {rule.when.get(), rule.must.get()})
            if (expression != nullptr) facts_in(*expression->root, facts, {});
        return !std::ranges::includes(facts.asked, facts.read);
    }

    void remark_rule(Rule const &rule) {
        if (rule.kind == RuleKind::measure || !may_be_unknown(rule)) return;
        auto const shows = [&](TestCase const &test) {
            return std::ranges::find(test.expect, std::pair(rule.id, std::string("unknown"))) !=
                   test.expect.end();
        };
        if (std::ranges::none_of(pack_.cases, shows))
            faults_.add("pack_rule_never_unknown", rule.place, {{"rule", rule.id}});
    }

    // The names that reading a derived field mentions, whatever register it is on.
    void collect_derived() {
        for (auto const &one : pack_.registers)
            for (auto const &derived : one.derived)
                if (derived.expression != nullptr) {
                    names_in(*derived.expression->root, derived_[derived.name]);
                    expressions_.emplace(derived.name, derived.expression->root.get());
                }
    }

    Names closure(Names names) const {
        std::vector<std::string> open(names.begin(), names.end());
        while (!open.empty()) {
            auto const found = derived_.find(open.back());
            open.pop_back();
            if (found == derived_.end()) continue;
            for (auto const &name : found->second)
                if (names.insert(name).second) open.push_back(name);
        }
        return names;
    }

    Names const &names_of(Rule const &rule) {
        auto const [found, is_new] = by_rule_.try_emplace(rule.id);
        if (!is_new) return found->second;
        Names names;
        for (auto const *expression : {rule.when.get(), rule.must.get()})
            if (expression != nullptr) names_in(*expression->root, names);
        for (auto const &shown : rule.because)
            if (shown != nullptr) names_in(*shown->root, names);
        return found->second = closure(std::move(names));
    }

    bool a_rule_reads(cel::Parameter const &parameter) {
        return std::ranges::any_of(
            pack_.rules, [&](Rule const &rule) { return names_of(rule).contains(parameter.name); });
    }

    void remark_parameter(cel::Parameter const &parameter, Node const &node) {
        if (!words_.contains(parameter.name)) {
            faults_.add("pack_parameter_unread", node.place(), {{"parameter", parameter.name}});
            return;
        }
        auto const *written = node.find("value");
        bool const is_tested = a_rule_reads(parameter); // what only procedures read has no cases
        std::string untried;
        base::Place first;
        for (std::size_t i = 0; i < parameter.values.size(); ++i) {
            auto const &value = parameter.values[i];
            auto const place = written->items[i].place();
            if (place.file.starts_with(folder_) && lies_outside(value.area))
                faults_.add("pack_value_outside", place,
                            {{"parameter", parameter.name},
                             {"area", value.area},
                             {"pack", pack_.name},
                             {"pack_area", pack_.area}});
            if (!is_tested || is_tried(parameter, value)) continue;
            if (untried.empty()) first = place;
            untried +=
                fmt::format("{}{}{}{} {}", untried.empty() ? "" : "; ", fmt::join(value.keys, " "),
                            value.keys.empty() ? "" : " ", value.area, base::to_string(value.from));
        }
        if (!untried.empty())
            faults_.add("pack_parameter_untried", first,
                        {{"parameter", parameter.name}, {"values", untried}});
    }

    // No county of the pack lies in it.
    bool lies_outside(std::string_view area) const {
        return !base::contains(pack_.area, area) && !base::contains(area, pack_.area);
    }

    bool is_tried(cel::Parameter const &parameter, cel::ParameterValue const &value) {
        auto const picks = [&](TestCase const &test) {
            if (cel::find_value(parameter, value.keys, test.area, test.as_of) != &value.value)
                return false;
            return std::ranges::any_of(test.expect, [&](auto const &expected) {
                return names_of(*pack_.find_rule(expected.first)).contains(parameter.name);
            });
        };
        return std::ranges::any_of(pack_.cases, picks);
    }

    Pack const &pack_;
    std::string const &folder_;
    Faults faults_;
    Names words_; // of everything but parameters and cases
    std::map<std::string, Names, std::less<>> derived_;
    std::multimap<std::string, cel::Node const *, std::less<>> expressions_; // of derived fields
    std::map<std::string, Names, std::less<>> by_rule_;
};

} // namespace

std::vector<base::Problem> remarks(Pack const &pack, std::string const &folder) {
    return Remarks(pack, folder).run();
}

} // namespace jingzhun::pack
