// JSON: a streaming writer without a tree, and a small tree to read into.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace jingzhun::base {

// Writes one document into a string. Commas and quoting are its business:
//   json.begin_object().key("met").value(12).key("name").value("…").end_object();
class JsonWriter {
  public:
    JsonWriter &begin_object();
    JsonWriter &end_object();
    JsonWriter &begin_array();
    JsonWriter &end_array();
    JsonWriter &key(std::string_view name);
    JsonWriter &value(std::string_view text);
    JsonWriter &value(char const *text) { return value(std::string_view(text)); }
    JsonWriter &value(std::string const &text) { return value(std::string_view(text)); }
    JsonWriter &value(bool truth);
    JsonWriter &value(double number); // NaN and infinity become null
    template <class Integer>
    requires(std::is_integral_v<Integer> &&
             !std::is_same_v<Integer, bool>) JsonWriter &value(Integer number) {
        if constexpr (std::is_unsigned_v<Integer>) return unsigned_integer(number);
        else return integer(number);
    }
    JsonWriter &null();
    // A ready piece of JSON, trusted.
    JsonWriter &raw(std::string_view json);
    template <class T> JsonWriter &member(std::string_view name, T const &v) {
        return key(name).value(v);
    }

    std::string const &text() const { return text_; }
    std::string take() { return std::move(text_); }

  private:
    JsonWriter &integer(std::int64_t number);
    JsonWriter &unsigned_integer(std::uint64_t number);
    void separate();
    std::string text_;
    bool fresh_ = true; // nothing yet in the innermost array or object, or a key just written
};

std::string quote_json(std::string_view text);

// One JSON value, read. Numbers that are integers within 64 bits stay integers.
struct Json {
    using Array = std::vector<Json>;
    using Object = std::map<std::string, Json, std::less<>>;
    std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> value =
        nullptr;

    // nullptr where this is no object or has no such member.
    Json const *find(std::string_view name) const;
    // The member as text; nullptr where it is missing or of another type.
    std::string const *text(std::string_view name) const;
    Array const *array() const { return std::get_if<Array>(&value); }
    Object const *object() const { return std::get_if<Object>(&value); }
};

// Throws Error "json_malformed" with line and column (in bytes); `name` says what was read. Depth
// at most 64. Integers beyond 64 bits become real numbers; of two members of one name the last is
// kept.
Json read_json(std::string_view text, std::string const &name);

} // namespace jingzhun::base
