// A pack as JSON.
#include "base/json.hpp"
#include "pack/describe_access.hpp"
#include "pack/procedure_json.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

using base::JsonWriter;

void write_title(JsonWriter &json, Title const &title) {
    json.key("title").begin_object().member("zh", title.zh).member("en", title.en).end_object();
}

void write_texts(JsonWriter &json, std::string_view key, std::vector<std::string> const &texts) {
    json.key(key).begin_array();
    for (auto const &text : texts) json.value(text);
    json.end_array();
}

void write_expression(JsonWriter &json, std::string_view key,
                      std::shared_ptr<cel::Expression const> const &expression) {
    if (expression != nullptr) json.member(key, expression->text);
}

void write_date(JsonWriter &json, std::string_view key, base::Date date) {
    json.key(key);
    if (date == base::date_min || date == base::date_max) json.null();
    else json.value(base::to_string(date));
}

void write(JsonWriter &json, CodeList const &list) {
    json.begin_object().member("name", list.name);
    write_title(json, list.title);
    json.key("codes").begin_array();
    for (auto const &code : list.codes) {
        json.begin_object().member("code", code.code);
        write_title(json, code.title);
        write_texts(json, "also", code.also);
        json.end_object();
    }
    json.end_array().end_object();
}

void write(JsonWriter &json, Field const &field) {
    json.begin_object().member("name", field.name);
    write_title(json, field.title);
    json.member("type", name_of(field.type));
    if (!field.codes.empty()) json.member("codes", field.codes);
    if (!field.unit.empty()) json.member("unit", field.unit);
    if (!field.believe.empty()) write_texts(json, "believe", field.believe);
    if (field.stale_after_days) json.member("stale_after_days", *field.stale_after_days);
    json.member("masked", field.masked).end_object();
}

void write(JsonWriter &json, Link const &link) {
    json.begin_object().member("name", link.name).member("to", link.to).member("many", link.many);
    if (!link.reverse.empty()) json.member("reverse", link.reverse);
    json.key("on").begin_object();
    for (auto const &[own, theirs] : link.on) json.member(own, theirs);
    json.end_object().end_object();
}

void write(JsonWriter &json, Register const &one) {
    json.begin_object().member("name", one.name);
    write_title(json, one.title);
    write_texts(json, "key", one.key);
    json.member("area", one.area).member("label", one.label);
    json.key("fields").begin_array();
    for (auto const &field : one.fields) write(json, field);
    json.end_array().key("derived").begin_array();
    for (auto const &derived : one.derived) {
        json.begin_object().member("name", derived.name);
        write_title(json, derived.title);
        write_expression(json, "value", derived.expression);
        json.member("unit", derived.unit).end_object();
    }
    json.end_array().key("links").begin_array();
    for (auto const &link : one.links) write(json, link);
    json.end_array().end_object();
}

void write(JsonWriter &json, SourceColumn const &column) {
    json.begin_object();
    write_texts(json, "headers", column.headers);
    json.key("into").begin_array();
    for (auto const &[name, field] : column.into) json.value(name + "." + field);
    json.end_array();
    if (!column.area_part.empty()) json.member("area_part", column.area_part);
    json.member("required", column.required).member("valid_on", column.valid_on).end_object();
}

void write(JsonWriter &json, Source const &source) {
    json.begin_object().member("name", source.name);
    write_title(json, source.title);
    json.member("file", source.file).member("sheet", source.sheet);
    write_texts(json, "registers", source.registers);
    write_texts(json, "needs", source.needs);
    if (source.hold_above) json.member("hold_above_percent", *source.hold_above);
    json.key("columns").begin_array();
    for (auto const &column : source.columns) write(json, column);
    json.end_array().end_object();
}

void write_parameter_at(JsonWriter &json, Pack const &pack, std::size_t position) {
    auto const &parameter = pack.parameters[position];
    json.begin_object().member("name", parameter.name);
    write_title(json, pack.parameter_titles[position]);
    json.member("type", cel::to_string(parameter.type)).member("unit", parameter.type.unit);
    write_texts(json, "keys", parameter.key_names);
    json.key("values").begin_array();
    for (std::size_t i = 0; i < parameter.values.size(); ++i) {
        auto const &value = parameter.values[i];
        json.begin_object();
        write_texts(json, "keys", value.keys);
        json.member("area", value.area);
        write_date(json, "from", value.from);
        write_date(json, "to", value.to);
        json.member("value", write_parameter(parameter, value.value));
        json.member("source", pack.parameter_sources[position][i]).end_object();
    }
    json.end_array().end_object();
}

void write_exceptions(JsonWriter &json, Rule const &rule) {
    json.key("exceptions").begin_array();
    for (auto const &exception : rule.exceptions) {
        json.begin_object();
        write_title(json, exception.label);
        write_expression(json, "when", exception.when);
        json.member("binds", exception.binds).member("source", exception.source).end_object();
    }
    json.end_array();
}

std::string_view condition_name(Rule const &rule) {
    if (rule.kind == RuleKind::measure) return "value";
    return rule.must_hold ? "must" : "must_not";
}

void write(JsonWriter &json, Pack const &pack, Rule const &rule) {
    json.begin_object().member("id", rule.id);
    write_title(json, rule.title);
    json.member("kind", name_of(rule.kind)).member("on", rule.on).member("veto", rule.veto);
    write_expression(json, "when", rule.when);
    write_expression(json, condition_name(rule), rule.as_written);
    write_exceptions(json, rule);
    json.key("sides").begin_array();
    for (auto const &side : rule.sides) {
        json.begin_object();
        write_title(json, side);
        json.end_object();
    }
    json.end_array();
    json.key("every").begin_array();
    for (auto const unit : rule.every) json.value(base::to_string(unit));
    json.end_array();
    json.member("source", rule.source)
        .member("owner", rule.owner)
        .member("due_days", rule.due_days);
    json.member("severity", name_of(rule.severity));
    auto const names_it = [&](TestCase const &test) {
        return std::ranges::find(test.expect, rule.id,
                                 &std::pair<std::string, std::string>::first) != test.expect.end();
    };
    json.member("cases", std::ranges::count_if(pack.cases, names_it)).end_object();
}

template <class Items> void write_all(JsonWriter &json, std::string_view key, Items const &items) {
    json.key(key).begin_array();
    for (auto const &item : items) write(json, item);
    json.end_array();
}

} // namespace

std::string describe_json(Pack const &pack) {
    JsonWriter json;
    json.begin_object()
        .member("name", pack.name)
        .member("version", pack.version)
        .member("hash", pack.hash);
    write_title(json, pack.title);
    json.member("area", pack.area);
    write_date(json, "from", pack.from);
    write_date(json, "to", pack.to);
    json.member("authority", pack.authority);
    write_all(json, "code_lists", pack.code_lists);
    write_all(json, "registers", pack.registers);
    write_all(json, "sources", pack.sources);
    json.key("parameters").begin_array();
    for (std::size_t i = 0; i < pack.parameters.size(); ++i) write_parameter_at(json, pack, i);
    json.end_array().key("rules").begin_array();
    for (auto const &rule : pack.rules) write(json, pack, rule);
    json.end_array();
    json.key("procedures").begin_array();
    for (auto const &procedure : pack.procedures) write_procedure(json, pack, procedure);
    json.end_array();
    describe_access_json(json, pack);
    json.end_object();
    return json.take();
}

} // namespace jingzhun::pack
