// The same population under another policy.
#include "check/what_if.hpp"

#include "base/area.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>

namespace jingzhun::check {
namespace {

base::Value read_value(cel::Parameter const &parameter, std::string const &text) {
    auto const unread = [&]() -> base::Value {
        throw base::Error("parameter_value_unread", {{"parameter", parameter.name},
                                                     {"value", text},
                                                     {"type", cel::to_string(parameter.type)}});
    };
    switch (parameter.type.kind) {
    case cel::Kind::money: {
        auto const money = base::read_money(text);
        return money ? base::Value{money->fen} : unread();
    }
    case cel::Kind::date: {
        auto const date = base::read_date(text);
        return date ? base::Value{std::int64_t{date->days}} : unread();
    }
    case cel::Kind::boolean:
        if (text == "true" || text == "1" || text == "是") return std::int64_t{1};
        if (text == "false" || text == "0" || text == "否") return std::int64_t{0};
        return unread();
    case cel::Kind::integer: {
        std::int64_t number = 0;
        auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
        return failure == std::errc{} && end == text.data() + text.size() ? base::Value{number}
                                                                          : unread();
    }
    case cel::Kind::real: {
        double number = 0;
        auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
        return failure == std::errc{} && end == text.data() + text.size() ? base::Value{number}
                                                                          : unread();
    }
    default:
        return text;
    }
}

bool fits(cel::Parameter const &parameter, cel::ParameterValue const &value,
          ParameterChange const &change) {
    if (!change.area.empty() && value.area != change.area) return false;
    for (auto const &[name, wanted] : change.keys) {
        auto const place =
            std::ranges::find(parameter.key_names, name) - parameter.key_names.begin();
        if (value.keys[static_cast<std::size_t>(place)] != wanted) return false;
    }
    return true;
}

std::string prefix(std::string const &area, int digits) {
    return area.substr(0, static_cast<std::size_t>(digits));
}

using Differences = std::map<std::pair<std::string, std::string>, AreaDifference>;

void compare(Snapshot const &snapshot, RuleResult const &before, RuleResult const &after,
             int digits, Differences &differences) {
    auto const rows = snapshot.population.tables[after.record].rows;
    for (std::size_t row = 0; row < rows; ++row) {
        auto const unmet = cel::bit(after.answers.unmet, row),
                   met = cel::bit(after.answers.met, row);
        auto const unknown = cel::bit(after.answers.unknown, row);
        auto const was_unmet = cel::bit(before.answers.unmet, row);
        if (!unmet && !met && !unknown && !was_unmet) continue;
        auto const area = prefix(
            area_of(snapshot.population, after.record, row, snapshot.selection.county), digits);
        auto &difference = differences[{area, after.rule->id}];
        difference.met += met ? 1 : 0;
        difference.unmet += unmet ? 1 : 0;
        difference.unknown += unknown ? 1 : 0;
        difference.newly_unmet += unmet && !was_unmet ? 1 : 0;
        difference.newly_met += was_unmet && !unmet ? 1 : 0;
    }
}

void refuse_other_registers(pack::Pack const &own, pack::Pack const &other) {
    auto same = own.registers.size() == other.registers.size();
    for (std::size_t i = 0; same && i < own.registers.size(); ++i) {
        same = own.registers[i].name == other.registers[i].name &&
               own.registers[i].fields.size() == other.registers[i].fields.size();
        for (std::size_t f = 0; same && f < own.registers[i].fields.size(); ++f)
            same = own.registers[i].fields[f].name == other.registers[i].fields[f].name;
    }
    if (!same) throw base::Error("pack_other_registers", {{"pack", other.name}});
}

} // namespace

ParameterChange parse_change(std::string const &text) {
    auto const fail = [&] { return base::Error("change_malformed", {{"text", text}}); };
    ParameterChange change;
    auto const open = text.find('['), close = text.find(']');
    auto const equals = text.find('=', close == std::string::npos ? 0 : close);
    if (equals == std::string::npos || (open == std::string::npos) != (close == std::string::npos))
        throw fail();
    change.value = base::trim(std::string_view(text).substr(equals + 1));
    change.parameter = base::trim(std::string_view(text).substr(0, std::min(open, equals)));
    if (change.parameter.empty() || change.value.empty()) throw fail();
    if (open == std::string::npos) return change;
    for (auto const piece :
         base::split(std::string_view(text).substr(open + 1, close - open - 1), ',')) {
        auto const sign = piece.find('=');
        if (sign == std::string_view::npos) throw fail();
        auto const name = std::string(base::trim(piece.substr(0, sign)));
        auto const value = std::string(base::trim(piece.substr(sign + 1)));
        if (name == "area") change.area = value;
        else change.keys.emplace_back(name, value);
    }
    return change;
}

void apply_change(std::vector<cel::Parameter> &parameters, ParameterChange const &change) {
    auto const found = std::ranges::find(parameters, change.parameter, &cel::Parameter::name);
    std::vector<std::string> names;
    for (auto const &parameter : parameters) names.push_back(parameter.name);
    if (found == parameters.end())
        throw base::Error("parameter_unknown",
                          {{"parameter", change.parameter},
                           {"nearest", base::nearest(change.parameter, names).value_or("-")}});
    for (auto const &[name, value] : change.keys)
        if (std::ranges::find(found->key_names, name) == found->key_names.end())
            throw base::Error("parameter_key_unknown",
                              {{"parameter", change.parameter},
                               {"key", name},
                               {"keys", fmt::format("{}", fmt::join(found->key_names, "、"))}});
    auto const value = read_value(*found, change.value);
    auto changed = false;
    for (auto &one : found->values)
        if (fits(*found, one, change)) {
            one.value = value;
            changed = true;
        }
    if (!changed) throw base::Error("parameter_value_missing", {{"parameter", change.parameter}});
}

WhatIf what_if(store::Database &database, Snapshot const &snapshot, pack::Pack const *other,
               std::vector<ParameterChange> const &changes, int area_digits) {
    auto const &policy = other == nullptr ? *snapshot.pack : *other;
    if (other != nullptr) refuse_other_registers(*snapshot.pack, *other);
    auto schema = pack::make_schema(policy);
    for (auto const &change : changes) apply_change(schema.parameters, change);
    RuleSet const rules(policy, schema, snapshot.selection.rules);

    Snapshot after;
    after.selection = snapshot.selection;
    after.pack = &policy;
    // Another pack's rules may read other fields; the same pack's never do.
    registry::FrameRequest request{snapshot.selection.county,
                                   {snapshot.selection.as_of, snapshot.selection.known_at},
                                   rules.used_fields(),
                                   snapshot.selection.threads};
    auto const start = std::chrono::steady_clock::now();
    after.population = other == nullptr ? snapshot.population
                                        : registry::load_frames(database, policy, schema, request);
    after.results = rules.run(after.population, snapshot.selection.as_of,
                              county_code(snapshot.selection.county), snapshot.selection.threads);
    WhatIf result;
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.before = summarise(snapshot, {});
    result.after = summarise(after, {});
    Differences differences;
    for (auto const &now : after.results) {
        auto const same = [&](RuleResult const &one) {
            return one.rule->id == now.rule->id && one.period.name == now.period.name;
        };
        auto const was = std::ranges::find_if(snapshot.results, same);
        if (was != snapshot.results.end()) compare(after, *was, now, area_digits, differences);
    }
    for (auto const &[key, difference] : differences) {
        if (difference.newly_met == 0 && difference.newly_unmet == 0) continue;
        result.by.push_back(difference);
        result.by.back().area = key.first;
        result.by.back().rule = key.second;
    }
    return result;
}

} // namespace jingzhun::check
