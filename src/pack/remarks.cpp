// Looking for examples that are missing and values nobody tries.
#include "pack/remarks.hpp"

#include "base/area.hpp"
#include "pack/folder.hpp"

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
    Names read, asked;
};

void facts_in(cel::Node const &node, Facts &facts, Names bound) {
    if (node.kind == cel::NodeKind::has) {
        facts.asked.insert(node.name);
        return;
    }
    if (node.kind == cel::NodeKind::macro) {
        bound.insert(node.variable);
        bound.insert(node.second_variable);
    }
    bool const names_fact =
        node.kind == cel::NodeKind::select || node.kind == cel::NodeKind::identifier;
    if (names_fact && node.name != "as_of" && node.name != "period" && !bound.contains(node.name))
        facts.read.insert(node.name);
    for (auto const &child : node.children) facts_in(*child, facts, bound);
}

bool may_be_unknown(Rule const &rule) {
    Facts facts;
    for (auto const *expression : {rule.when.get(), rule.must.get()})
        if (expression != nullptr) facts_in(*expression->root, facts, {});
    return !std::ranges::includes(facts.asked, facts.read);
}

class Remarks {
  public:
    Remarks(Pack const &pack, std::string const &folder) : pack_(pack), folder_(folder) {}

    std::vector<base::Problem> run() {
        Faults none;
        auto const files = read_folder(folder_, none);
        auto const *parameters = files.tree.find("parameter");
        for (auto const &rule : pack_.rules) remark_rule(rule);
        collect_derived();
        for (auto const &parameter : pack_.parameters)
            if (auto const *node = parameters->find(parameter.name))
                remark_parameter(parameter, *node);
        return faults_.take();
    }

  private:
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
                if (derived.expression != nullptr)
                    names_in(*derived.expression->root, derived_[derived.name]);
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

    bool is_read(cel::Parameter const &parameter) {
        for (auto const &rule : pack_.rules)
            if (names_of(rule).contains(parameter.name)) return true;
        for (auto const &source : pack_.sources)
            for (auto const &column : source.columns) {
                Names names;
                if (column.ours != nullptr) names_in(*column.ours->root, names);
                if (closure(std::move(names)).contains(parameter.name)) return true;
            }
        return false;
    }

    void remark_parameter(cel::Parameter const &parameter, Node const &node) {
        if (!is_read(parameter)) {
            faults_.add("pack_parameter_unread", node.place(), {{"parameter", parameter.name}});
            return;
        }
        auto const *written = node.find("value");
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
            if (is_tried(parameter, value)) continue;
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
    std::map<std::string, Names, std::less<>> derived_;
    std::map<std::string, Names, std::less<>> by_rule_;
};

} // namespace

std::vector<base::Problem> remarks(Pack const &pack, std::string const &folder) {
    return Remarks(pack, folder).run();
}

} // namespace jingzhun::pack
