// /api/registers: what registers there are, with their fields, for lists and forms.
#include "api/handlers.hpp"

#include "base/json.hpp"

namespace jingzhun::api {
namespace {

constexpr std::string_view type_names[] = {"text",   "code",  "codes", "boolean", "integer",
                                           "number", "money", "date",  "time",    "identity",
                                           "phone",  "area",  "areas"};

void write_codes(base::JsonWriter &json, Asked const &asked, pack::Field const &field) {
    json.key("codes").begin_array();
    if (auto const *list = asked.view.pack.find_codes(field.codes); list != nullptr)
        for (auto const &code : list->codes)
            json.begin_object()
                .member("code", code.code)
                .member("title", code.title.in(asked.language()))
                .end_object();
    json.end_array();
}

void write_field(base::JsonWriter &json, Asked const &asked, pack::Field const &field) {
    json.begin_object()
        .member("name", field.name)
        .member("title", field.title.in(asked.language()))
        .member("type", type_names[static_cast<std::size_t>(field.type)])
        .member("unit", field.unit)
        .member("masked", field.masked);
    write_codes(json, asked, field);
    json.end_object();
}

} // namespace

Response list_registers(Asked const &asked) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &definition : asked.view.pack.registers) {
        if (!asked.caller.may_somewhere(pack::Operation::read, definition.name)) continue;
        json.begin_object()
            .member("register", definition.name)
            .member("title", definition.title.in(asked.language()))
            .member("label", definition.label)
            .member("export",
                    asked.caller.may_somewhere(pack::Operation::extract, definition.name));
        json.key("key").begin_array();
        for (auto const &name : definition.key) json.value(name);
        json.end_array().key("fields").begin_array();
        for (auto const &field : definition.fields) write_field(json, asked, field);
        json.end_array().end_object();
    }
    json.end_array();
    return json_answer(json.take());
}

} // namespace jingzhun::api
