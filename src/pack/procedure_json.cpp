// Procedures written as JSON.
#include "pack/procedure_json.hpp"

#include <array>

namespace jingzhun::pack {
namespace {

constexpr std::array<std::string_view, 7> level_names = {
    "nation", "province", "prefecture", "county", "township", "village", "group"};
constexpr std::array<std::string_view, 9> type_names = {
    "integer", "money", "boolean", "text", "code", "date", "document", "signatures", "members"};

void write_title(base::JsonWriter &json, Title const &title) {
    json.member("title", title.zh).member("title_en", title.en);
}

void write_step(base::JsonWriter &json, Pack const &pack, Step const &step) {
    json.begin_object().member("id", step.id);
    write_title(json, step.title);
    write_body(json, pack, step.by);
    json.member("level", level_names.at(static_cast<std::size_t>(step.level)))
        .member("operation", to_string(step.operation))
        .member("batch", step.batch)
        .member("any_time", step.any_time)
        .member("notice", step.notice.has_value())
        .member("return_to", step.return_to)
        .member("reject", step.reject)
        .key("records")
        .begin_array();
    for (auto const &record : step.records) write_record(json, record);
    json.end_array().key("must").begin_array();
    for (auto const &condition : step.must)
        json.begin_object()
            .member("id", condition.id)
            .member("that", condition.that->text)
            .member("message", condition.message.zh)
            .member("message_en", condition.message.en)
            .end_object();
    json.end_array().end_object();
}

} // namespace

void write_record(base::JsonWriter &json, ProcedureRecord const &record) {
    json.begin_object().member("name", record.name);
    write_title(json, record.title);
    json.member("type", type_names.at(static_cast<std::size_t>(record.type)))
        .member("optional", record.optional)
        .member("private", record.is_private);
    if (!record.codes.empty()) json.member("codes", record.codes);
    json.key("accept").begin_array();
    for (auto const &ending : record.accept) json.value(ending);
    json.end_array().end_object();
}

void write_body(base::JsonWriter &json, Pack const &pack, std::string const &by) {
    auto const *bodies = pack.find_codes("body");
    auto const *body = bodies == nullptr ? nullptr : bodies->find(by);
    json.member("by", by)
        .member("by_title", body == nullptr ? by : body->title.zh)
        .member("by_title_en", body == nullptr ? by : body->title.en);
}

void write_procedure(base::JsonWriter &json, Pack const &pack, Procedure const &procedure) {
    json.begin_object().member("name", procedure.name);
    write_title(json, procedure.title);
    json.member("on", procedure.on).member("source", procedure.source).key("steps").begin_array();
    for (auto const &step : procedure.steps) write_step(json, pack, step);
    json.end_array().end_object();
}

} // namespace jingzhun::pack
