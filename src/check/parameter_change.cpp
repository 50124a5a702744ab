// A change of a parameter, as people write it, read and put in.
#include "check/parameter_change.hpp"

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

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

} // namespace jingzhun::check
