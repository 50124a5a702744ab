// The notation of conformance values, read and written.
#include "cel/conformance_value.hpp"

#include "base/date.hpp"
#include "base/money.hpp"
#include "cel/compare.hpp"
#include "cel/conformance.hpp"
#include "cel/moment.hpp"
#include "cel/written.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace jingzhun::cel {
namespace {

using base::Json;

template <class T> std::optional<Value> number_from(std::string const &text) {
    T number{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return Value{number};
}

std::optional<Value> double_from(std::string const &text) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (text == "NaN") return Value{std::numeric_limits<double>::quiet_NaN()};
    if (text == "Infinity") return Value{infinity};
    if (text == "-Infinity") return Value{-infinity};
    return number_from<double>(text);
}

std::optional<Value> bytes_from(std::string const &hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        unsigned byte = 0;
        auto const [end, error] = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        if (error != std::errc{} || end != hex.data() + i + 2) return std::nullopt;
        bytes += static_cast<char>(byte);
    }
    return Value{Bytes{std::move(bytes)}};
}

template <class T> std::optional<Value> as_value(std::optional<T> const &found) {
    return found ? std::optional(Value{*found}) : std::nullopt;
}

std::optional<Value> from_text(std::string_view kind, std::string const &text) {
    if (kind == "int") return number_from<std::int64_t>(text);
    if (kind == "uint") return number_from<std::uint64_t>(text);
    if (kind == "double") return double_from(text);
    if (kind == "string") return Value{text};
    if (kind == "bytes") return bytes_from(text);
    if (kind == "type") return Value{TypeName{text}};
    if (kind == "timestamp") return as_value(parse_timestamp(text));
    if (kind == "duration") return as_value(parse_duration(text));
    if (kind == "date") return as_value(base::parse_iso_date(text));
    if (kind == "money") return as_value(base::read_money(text));
    return std::nullopt;
}

std::optional<Value> list_from(Json::Array const &items) {
    List list;
    for (Json const &item : items) {
        auto value = value_from_json(item);
        if (!value) return std::nullopt;
        list.push_back(*std::move(value));
    }
    return Value{std::make_shared<List const>(std::move(list))};
}

std::optional<Value> map_from(Json::Array const &entries) {
    Map map;
    for (Json const &entry : entries) {
        if (entry.array() == nullptr || entry.array()->size() != 2) return std::nullopt;
        auto key = value_from_json((*entry.array())[0]);
        auto value = value_from_json((*entry.array())[1]);
        if (!key || !value) return std::nullopt;
        map.emplace_back(*std::move(key), *std::move(value));
    }
    return Value{std::make_shared<Map const>(std::move(map))};
}

// Writes values, up to a size: lists may share their parts and be endless to write.
class Writer {
  public:
    bool write(Value const &value) {
        if (out.size() > size_max) return false;
        if (auto const *list = value.as<std::shared_ptr<List const>>()) return write_list(**list);
        if (auto const *map = value.as<std::shared_ptr<Map const>>()) return write_map(**map);
        if (value.as<std::nullptr_t>()) out += "{\"null\":null}";
        else if (auto const *truth = value.as<bool>())
            out += *truth ? "{\"bool\":true}" : "{\"bool\":false}";
        else return write_text(value);
        return true;
    }
    std::string out;

  private:
    static constexpr std::size_t size_max = 16U << 20;

    bool write_list(List const &list) {
        out += "{\"list\":[";
        for (Value const &item : list) {
            if (&item != &list.front()) out += ',';
            if (!write(item)) return false;
        }
        out += "]}";
        return true;
    }

    bool write_map(Map const &map) {
        out += "{\"map\":[";
        for (auto const &entry : map) {
            out += &entry == &map.front() ? "[" : ",[";
            if (!write(entry.first)) return false;
            out += ',';
            if (!write(entry.second)) return false;
            out += ']';
        }
        out += "]}";
        return true;
    }

    static std::string double_text(double number) {
        if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
        return written(number);
    }

    bool write_text(Value const &value) {
        std::string_view kind = type_name(value);
        std::string text = to_string(value);
        if (value.as<Timestamp>()) kind = "timestamp";
        if (value.as<Duration>()) kind = "duration";
        if (auto const *bytes = value.as<Bytes>()) text = written_hex(bytes->data);
        if (auto const *number = value.as<double>()) text = double_text(*number);
        if (auto const *ratio = value.as<MoneyRatio>()) {
            kind = "money";
            text = base::to_string(rounded(*ratio));
        }
        if (auto const *string = value.as<std::string>()) text = *string;
        out += "{\"" + std::string(kind) + "\":" + base::quote_json(text) + "}";
        return true;
    }
};

} // namespace

Type type_from_json(Json const &json) {
    static constexpr std::array<std::pair<std::string_view, Kind>, 15> names{
        {{"null", Kind::null},
         {"bool", Kind::boolean},
         {"int", Kind::integer},
         {"int64", Kind::integer},
         {"uint", Kind::unsigned_integer},
         {"uint64", Kind::unsigned_integer},
         {"double", Kind::real},
         {"string", Kind::text},
         {"bytes", Kind::bytes},
         {"timestamp", Kind::timestamp},
         {"duration", Kind::duration},
         {"type", Kind::type},
         {"date", Kind::date},
         {"money", Kind::money},
         {"period", Kind::period}}};
    if (auto const *text = std::get_if<std::string>(&json.value))
        for (auto const &[name, kind] : names)
            if (name == *text) return {kind};
    if (Json const *element = json.find("list")) return list_of(type_from_json(*element));
    if (Json const *both = json.find("map");
        both != nullptr && both->array() != nullptr && both->array()->size() == 2)
        return {Kind::map,
                {type_from_json((*both->array())[0]), type_from_json((*both->array())[1])}};
    return {};
}

std::optional<Value> value_from_json(Json const &json) {
    if (json.object() == nullptr || json.object()->size() != 1) return std::nullopt;
    auto const &[kind, content] = *json.object()->begin();
    if (kind == "null") return Value{nullptr};
    if (kind == "bool") {
        auto const *truth = std::get_if<bool>(&content.value);
        return truth == nullptr ? std::nullopt : std::optional(Value{*truth});
    }
    if (kind == "list" && content.array() != nullptr) return list_from(*content.array());
    if (kind == "map" && content.array() != nullptr) return map_from(*content.array());
    if (auto const *text = std::get_if<std::string>(&content.value)) return from_text(kind, *text);
    return std::nullopt;
}

std::string value_to_json(Value const &value) {
    if (value.is_error() || value.is_unknown() || value.as<PartialList>())
        return "{\"error\":" + base::quote_json(to_string(value)) + "}";
    Writer writer;
    if (!writer.write(value)) return "{\"error\":\"cel_cost\"}";
    return "{\"value\":" + writer.out + "}";
}

} // namespace jingzhun::cel
