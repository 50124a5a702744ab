// Conversions between types.
#include "base/text.hpp"
#include "cel/compare.hpp"
#include "cel/functions.hpp"
#include "cel/moment.hpp"
#include "cel/written.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace jingzhun::cel {
namespace {

Value cannot(Value const &value, char const *type) {
    return make_error("cel_conversion", to_string(value) + " → " + type);
}

template <class T> std::optional<T> whole_number(std::string_view text) {
    T number{};
    if (std::is_signed_v<T> && text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.remove_prefix(1);
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return number;
}

Value int_of(Value const &a) {
    if (a.as<std::int64_t>() != nullptr) return a;
    if (auto const *x = a.as<std::uint64_t>())
        return *x <= INT64_MAX ? Value{static_cast<std::int64_t>(*x)}
                               : make_error("cel_overflow", "int");
    if (auto const *x = a.as<double>()) {
        if (!(*x > -0x1p63 && *x < 0x1p63)) return make_error("cel_overflow", "int");
        return {static_cast<std::int64_t>(*x)};
    }
    if (auto const *x = a.as<std::string>()) {
        auto const number = whole_number<std::int64_t>(*x);
        return number ? Value{*number} : cannot(a, "int");
    }
    if (auto const *x = a.as<Timestamp>()) return {x->seconds};
    return no_overload("int", std::array{a});
}

Value uint_of(Value const &a) {
    if (a.as<std::uint64_t>() != nullptr) return a;
    if (auto const *x = a.as<std::int64_t>())
        return *x >= 0 ? Value{static_cast<std::uint64_t>(*x)} : make_error("cel_overflow", "uint");
    if (auto const *x = a.as<double>()) {
        if (!(*x >= 0 && *x < 0x1p64)) return make_error("cel_overflow", "uint");
        return {static_cast<std::uint64_t>(*x)};
    }
    if (auto const *x = a.as<std::string>()) {
        auto const number = whole_number<std::uint64_t>(*x);
        return number ? Value{*number} : cannot(a, "uint");
    }
    return no_overload("uint", std::array{a});
}

Value double_of(Value const &a) {
    if (a.as<double>() != nullptr) return a;
    if (auto const *x = a.as<std::int64_t>()) return {static_cast<double>(*x)};
    if (auto const *x = a.as<std::uint64_t>()) return {static_cast<double>(*x)};
    if (auto const *x = a.as<base::Money>()) return {static_cast<double>(x->fen) / 100.0};
    auto const *text = a.as<std::string>();
    if (text == nullptr) return no_overload("double", std::array{a});
    std::string_view digits = *text;
    if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') digits.remove_prefix(1);
    double number = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (end != digits.data() + digits.size() || digits.empty()) return cannot(a, "double");
    if (error == std::errc::result_out_of_range) {
        number = std::strtod(std::string(digits).c_str(), nullptr);
        if (std::isinf(number)) return make_error("cel_overflow", "double");
    } else if (error != std::errc{}) {
        return cannot(a, "double");
    }
    return {number};
}

Value bool_of(Value const &a) {
    if (a.as<bool>() != nullptr) return a;
    auto const *text = a.as<std::string>();
    if (text == nullptr) return no_overload("bool", std::array{a});
    static constexpr std::array<std::string_view, 5> yes{"1", "t", "T", "true", "True"},
        no{"0", "f", "F", "false", "False"};
    if (std::find(yes.begin(), yes.end(), *text) != yes.end() || *text == "TRUE") return {true};
    if (std::find(no.begin(), no.end(), *text) != no.end() || *text == "FALSE") return {false};
    return cannot(a, "bool");
}

Value string_of(Value const &a) {
    if (a.as<std::string>() != nullptr) return a;
    if (auto const *bytes = a.as<Bytes>()) {
        if (!base::is_utf8(bytes->data))
            return make_error("cel_conversion", "bytes → string: UTF-8");
        return {bytes->data};
    }
    bool const is_simple = a.as<bool>() || a.as<std::int64_t>() || a.as<std::uint64_t>() ||
                           a.as<double>() || a.as<Timestamp>() || a.as<Duration>() ||
                           a.as<base::Date>() || a.as<base::Money>() || a.as<MoneyRatio>();
    return is_simple ? Value{to_string(a)} : no_overload("string", std::array{a});
}

Value bytes_of(Value const &a) {
    if (a.as<Bytes>() != nullptr) return a;
    if (auto const *text = a.as<std::string>()) return {Bytes{*text}};
    return no_overload("bytes", std::array{a});
}

Value timestamp_of(Value const &a) {
    if (a.as<Timestamp>() != nullptr) return a;
    if (auto const *seconds = a.as<std::int64_t>()) {
        auto const timestamp = make_timestamp(*seconds, 0);
        return timestamp ? Value{*timestamp} : make_error("cel_overflow", "timestamp");
    }
    if (auto const *text = a.as<std::string>()) {
        auto const timestamp = parse_timestamp(*text);
        return timestamp ? Value{*timestamp} : cannot(a, "timestamp");
    }
    return no_overload("timestamp", std::array{a});
}

Value duration_of(Value const &a) {
    if (a.as<Duration>() != nullptr) return a;
    if (auto const *text = a.as<std::string>()) {
        auto const duration = parse_duration(*text);
        return duration ? Value{*duration} : cannot(a, "duration");
    }
    return no_overload("duration", std::array{a});
}

Value type_of(Value const &a) { return {TypeName{std::string(type_name(a))}}; }
Value dyn_of(Value const &a) { return a; }

using Conversion = Value (*)(Value const &);
template <Conversion Inner, char const *Name> Value convert(Values arguments, Budget &budget) {
    if (arguments.size() != 1) return no_overload(Name, arguments);
    // Texts are copied; what is made counts.
    if (auto const *text = arguments[0].as<std::string>())
        if (!budget.take_bytes(text->size())) return cost_error();
    if (auto const *bytes = arguments[0].as<Bytes>())
        if (!budget.take_bytes(bytes->data.size())) return cost_error();
    return Inner(arguments[0]);
}

constexpr char int_name[] = "int", uint_name[] = "uint", double_name[] = "double",
               bool_name[] = "bool", string_name[] = "string", bytes_name[] = "bytes",
               timestamp_name[] = "timestamp", duration_name[] = "duration", type_word[] = "type",
               dyn_name[] = "dyn";

constexpr FunctionEntry entries[] = {
    {int_name, CallStyle::global, convert<int_of, int_name>},
    {uint_name, CallStyle::global, convert<uint_of, uint_name>},
    {double_name, CallStyle::global, convert<double_of, double_name>},
    {bool_name, CallStyle::global, convert<bool_of, bool_name>},
    {string_name, CallStyle::global, convert<string_of, string_name>},
    {bytes_name, CallStyle::global, convert<bytes_of, bytes_name>},
    {timestamp_name, CallStyle::global, convert<timestamp_of, timestamp_name>},
    {duration_name, CallStyle::global, convert<duration_of, duration_name>},
    {type_word, CallStyle::global, convert<type_of, type_word>},
    {dyn_name, CallStyle::global, convert<dyn_of, dyn_name>},
};

} // namespace

std::span<FunctionEntry const> conversion_functions() { return entries; }

} // namespace jingzhun::cel
