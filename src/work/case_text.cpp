// Records, statements and lines of notices to JSON and back.
#include "work/case_text.hpp"

#include "base/json.hpp"

namespace jingzhun::work {
namespace {

using base::Json;

void write_value(base::JsonWriter &json, base::Value const &value) {
    if (auto const *text = std::get_if<std::string>(&value)) json.value(*text);
    else if (auto const *real = std::get_if<double>(&value)) json.value(*real);
    else if (auto const *whole = std::get_if<std::int64_t>(&value)) json.value(*whole);
    else json.null();
}

base::Value value_of(Json const &json) {
    if (auto const *text = std::get_if<std::string>(&json.value)) return *text;
    if (auto const *whole = std::get_if<std::int64_t>(&json.value)) return *whole;
    if (auto const *real = std::get_if<double>(&json.value)) return *real;
    return {};
}

std::string text_at(Json const &json, std::string_view name) {
    auto const *text = json.text(name);
    return text == nullptr ? std::string() : *text;
}

Json::Array const &items_of(Json const &json) {
    static Json::Array const none;
    auto const *array = json.array();
    return array == nullptr ? none : *array;
}

Json read(std::string_view text) { return base::read_json(text.empty() ? "[]" : text, "case"); }

} // namespace

std::string write(pack::RecordValue const &value) {
    base::JsonWriter json;
    if (value.items.empty()) {
        write_value(json, value.value);
        return json.take();
    }
    json.begin_array();
    for (auto const &item : value.items) json.value(item);
    json.end_array();
    return json.take();
}

pack::RecordValue read_record_value(std::string_view text) {
    auto const json = read(text);
    pack::RecordValue value;
    if (auto const *items = json.array())
        for (auto const &item : *items) value.items.push_back(std::get<std::string>(item.value));
    else value.value = value_of(json);
    return value;
}

std::string write(std::vector<Stated> const &stated) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : stated) {
        json.begin_object()
            .member("register", one.register_name)
            .member("of_subject", one.of_subject)
            .key("fields")
            .begin_array();
        for (auto const &[field, value] : one.fields) {
            json.begin_object().member("field", field).key("value");
            write_value(json, value);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
    return json.take();
}

std::vector<Stated> read_stated(std::string_view text) {
    std::vector<Stated> all;
    auto const json = read(text);
    for (auto const &item : items_of(json)) {
        Stated stated;
        stated.register_name = text_at(item, "register");
        auto const *of_subject = item.find("of_subject");
        stated.of_subject = of_subject != nullptr && std::get<bool>(of_subject->value);
        if (auto const *fields = item.find("fields"))
            for (auto const &field : items_of(*fields))
                stated.fields.emplace_back(text_at(field, "field"), value_of(*field.find("value")));
        all.push_back(std::move(stated));
    }
    return all;
}

std::string write(std::vector<NoticeLine> const &lines) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &line : lines)
        json.begin_object()
            .member("title", line.title.zh)
            .member("title_en", line.title.en)
            .member("value", line.value.zh)
            .member("value_en", line.value.en)
            .end_object();
    json.end_array();
    return json.take();
}

std::vector<NoticeLine> read_lines(std::string_view text) {
    std::vector<NoticeLine> lines;
    auto const json = read(text);
    for (auto const &item : items_of(json))
        lines.push_back({{text_at(item, "title"), text_at(item, "title_en")},
                         {text_at(item, "value"), text_at(item, "value_en")}});
    return lines;
}

} // namespace jingzhun::work
