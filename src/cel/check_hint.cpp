// What a wrong name or call most likely was meant to be: said in place of what merely does not fit.
#include "base/date.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "cel/check_state.hpp"
#include "cel/moment.hpp"
#include "cel/regex.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::cel {
namespace {

bool is_order(std::string_view name) {
    return name == "_<_" || name == "_<=_" || name == "_>_" || name == "_>=_";
}
bool is_relation(std::string_view name) {
    return is_order(name) || name == "_==_" || name == "_!=_";
}
bool is_relation(Node const &node) { return node.kind == NodeKind::call && is_relation(node.name); }

std::string const *literal_text(Node const &node) {
    return node.kind == NodeKind::literal ? node.literal.as<std::string>() : nullptr;
}

// 2024-01-01 without quotes is a subtraction.
bool looks_like_date(std::string_view text) {
    auto const parts = base::split(text, '-');
    auto const digits = [](std::string_view part, std::size_t least, std::size_t most) {
        auto const bare = base::trim(part);
        return bare.size() >= least && bare.size() <= most &&
               bare.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return parts.size() == 3 && digits(parts[0], 4, 4) && digits(parts[1], 1, 2) &&
           digits(parts[2], 1, 2);
}

bool looks_like_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.,-") == std::string_view::npos;
}

bool is_amount(Type const &type) { return type.kind == Kind::money || is_number(type); }

bool is_macro(std::string_view name) {
    static constexpr std::array<std::string_view, 10> names{
        "all", "exists", "exists_one", "map", "filter", "count", "sum", "min", "max", "avg"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

bool Checker::hint_name(Node const &node) {
    for (auto variable = scope_.rbegin(); variable != scope_.rend(); ++variable) {
        RecordSchema const *record =
            variable->type.kind == Kind::record ? schema_.find(variable->type.name) : nullptr;
        if (record == nullptr || record->find(node.name) == nullptr) continue;
        report(node, "cel_unknown_name_near",
               {{"name", node.name}, {"suggestion", variable->name + "." + node.name}});
        return true;
    }
    if (self_ != nullptr && node.name == self_->name) {
        report(node, "cel_register_name", {{"name", node.name}});
        return true;
    }
    bool is_code = false;
    for (CodeList const &list : schema_.code_lists)
        is_code |= std::find(list.codes.begin(), list.codes.end(), node.name) != list.codes.end();
    for (Parameter const &parameter : schema_.parameters)
        for (ParameterValue const &value : parameter.values)
            is_code |=
                std::find(value.keys.begin(), value.keys.end(), node.name) != value.keys.end();
    if (is_code) report(node, "cel_code_without_quotes", {{"name", node.name}});
    return is_code;
}

bool Checker::hint_function(Node const &node) {
    static constexpr std::array<std::string_view, 5> today{"today", "now", "current_date",
                                                           "sysdate", "getdate"};
    if (find_parameter(node.name) != nullptr) return false;
    if (std::find(today.begin(), today.end(), node.name) != today.end()) {
        report(node, "cel_no_today", {{"name", node.name}});
        return true;
    }
    bool const is_length = node.name == "months" || node.name == "years";
    if (is_length && !node.is_member) {
        report(node, "cel_calendar_length", {{"name", node.name}});
        return true;
    }
    if (node.name == "range" && !node.is_member) {
        report(node, "cel_range_alone", {});
        return true;
    }
    // A macro with its name misspelt: its variable is not bound, which need not be said as well.
    auto const &names = function_names();
    bool const is_known = std::find(names.begin(), names.end(), node.name) != names.end();
    if (!node.is_member || is_known || is_operator(node.name) || node.children.size() < 3)
        return false;
    auto const near = base::nearest(node.name, names);
    if (!near || !is_macro(*near)) return false;
    visit(*node.children[0]);
    report(node, "cel_unknown_function_near", {{"name", node.name}, {"suggestion", *near}});
    return true;
}

bool Checker::hint_call(Node const &node, std::vector<Type> const &types) {
    if (node.name == "date" && types.size() == 1 && hint_date(*node.children[0], types[0]))
        return true;
    if (types.size() != 2) return false;
    Node const &left = *node.children[0], &right = *node.children[1];
    if (is_order(node.name) && is_relation(left) && types[0].kind == Kind::boolean) {
        report(node, "cel_chained_comparison", {});
        return true;
    }
    if (node.name == "_/_" && types[0].kind == Kind::money && types[1].kind == Kind::money) {
        report(node, "cel_money_by_money",
               {{"left", std::string(text_of(*expression_, left))},
                {"right", std::string(text_of(*expression_, right))}});
        return true;
    }
    return hint_pair(node, left, types[0], right, types[1]) ||
           hint_pair(node, right, types[1], left, types[0]);
}

// `other` is what does not fit beside `one`.
bool Checker::hint_pair(Node const &node, Node const &one, Type const &type, Node const &other,
                        Type const &other_type) {
    std::string const shown(text_of(*expression_, one));
    std::string const wrong(text_of(*expression_, other));
    if (is_relation(node.name) && other_type.kind == Kind::null) {
        report(node, "cel_null_compare", {{"field", shown}});
        return true;
    }
    if (is_amount(type))
        if (auto const *text = literal_text(other); text != nullptr && looks_like_number(*text)) {
            report(other, "cel_quoted_number", {{"number", *text}});
            return true;
        }
    if (type.kind == Kind::date && hint_date(other, other_type)) return true;
    if (type.kind == Kind::date && is_relation(node.name) && other_type.kind == Kind::integer) {
        report(node, "cel_date_year", {{"date", shown}, {"number", wrong}});
        return true;
    }
    bool const is_real = other_type.kind == Kind::real && other_type.name.empty();
    if (type.kind == Kind::money && is_real) {
        bool const scales = node.name == "_*_" || node.name == "_/_";
        report(other, scales ? "cel_money_times_real" : "cel_money_real", {{"number", wrong}});
        return true;
    }
    bool const is_truth_word =
        literal_text(other) != nullptr || other.literal.as<std::int64_t>() != nullptr;
    if (is_relation(node.name) && type.kind == Kind::boolean && is_truth_word) {
        report(node, "cel_truth_compare", {{"field", shown}});
        return true;
    }
    return false;
}

// A day written as a text, or without quotes.
bool Checker::hint_date(Node const &wrong, Type const &type) {
    std::string shown(text_of(*expression_, wrong));
    if (auto const *text = literal_text(wrong)) shown = *text;
    else if (type.kind != Kind::integer) return false;
    if (!looks_like_date(shown)) return false;
    report(wrong, "cel_date_bare", {{"date", shown}});
    return true;
}

bool Checker::hint_field(Node const &node, Type const &owner) {
    bool const is_part = node.name == "year" || node.name == "month" || node.name == "day";
    if (owner.kind == Kind::date && is_part) {
        report(
            node, "cel_date_part",
            {{"name", node.name}, {"date", std::string(text_of(*expression_, *node.children[0]))}});
        return true;
    }
    if (owner.kind != Kind::list || owner.arguments.empty() ||
        owner.arguments[0].kind != Kind::record)
        return false;
    report(node, "cel_list_field",
           {{"name", node.name}, {"list", std::string(text_of(*expression_, *node.children[0]))}});
    return true;
}

// Texts that stand in the expression are read now, not when it runs.
void Checker::check_texts(Node const &node) {
    std::size_t const at = node.name == "matches" ? 1 : 0;
    if (at >= node.children.size()) return;
    Node const &argument = *node.children[at];
    auto const *text = literal_text(argument);
    if (text == nullptr) return;
    if (node.name == "matches") {
        auto const compiled = compile_regex(*text);
        if (!compiled.regex) report(argument, "cel_wrong_pattern", {{"what", compiled.problem}});
        return;
    }
    bool const is_right = (node.name != "date" || base::parse_iso_date(*text)) &&
                          (node.name != "money" || base::read_money(*text)) &&
                          (node.name != "timestamp" || parse_timestamp(*text)) &&
                          (node.name != "duration" || parse_duration(*text));
    if (!is_right) report(argument, "cel_wrong_text_" + node.name, {{"text", *text}});
}

// What cannot be added up or has no order is no matter for sum, avg, min and max.
void Checker::check_amounts(Node const &node, std::string_view name, Type const &element) {
    bool const adds = name == "sum" || name == "avg", orders = name == "min" || name == "max";
    if ((!adds && !orders) || element.kind == Kind::dyn) return;
    bool const has_order = element.kind == Kind::boolean || element.kind == Kind::text ||
                           element.kind == Kind::bytes || element.kind == Kind::date ||
                           element.kind == Kind::timestamp || element.kind == Kind::duration;
    bool const fits =
        (is_amount(element) && !(adds && is_quotient(element))) || (orders && has_order);
    if (fits) return;
    Node const &where = *node.children[node.kind == NodeKind::macro ? 1 : 0];
    report(where, "cel_wrong_type",
           {{"expected", adds ? "int, uint, double, money" : "int, double, money, date, string"},
            {"found", to_string(element)}});
}

} // namespace jingzhun::cel
