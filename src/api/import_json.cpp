// JSON of imports.
#include "api/import_json.hpp"

#include "base/json.hpp"

namespace jingzhun::api {
namespace {

std::int64_t changed_rows(intake::ImportReport const &report) {
    std::int64_t changed = 0;
    for (auto const &one : report.batches) changed += one.batch.created + one.batch.updated;
    return changed;
}

void add_error(base::JsonWriter &json, intake::RowError const &error, base::Language language) {
    json.begin_object()
        .member("sheet", error.sheet)
        .member("row", error.row)
        .member("column", error.column)
        .member("value", error.value)
        .member("code", error.problem.code)
        .member("refused", error.refused)
        .member("message", base::describe(error.problem, language))
        .end_object();
}

void add_counts(base::JsonWriter &json, registry::Batch const &batch) {
    json.member("batch", batch.id).member("file", batch.file).member("sheet", batch.sheet);
    json.member("source", batch.source)
        .member("rows", batch.rows)
        .member("accepted", batch.accepted);
    json.member("rejected", batch.rejected)
        .member("created", batch.created)
        .member("updated", batch.updated);
    json.member("unchanged", batch.unchanged)
        .member("linked", batch.linked)
        .member("conflicts", batch.conflicts);
    json.member("state", registry::to_string(batch.state));
}

void add_batch(base::JsonWriter &json, intake::BatchReport const &one, base::Language language) {
    json.begin_object();
    add_counts(json, one.batch);
    json.key("aside").begin_array();
    for (auto const &header : one.aside) json.value(header);
    json.end_array().key("guesses").begin_array();
    for (auto const &guess : one.guesses)
        json.begin_object()
            .member("header", guess.header)
            .member("column", guess.column)
            .end_object();
    json.end_array()
        .member("errors_total", one.errors_total + (one.failure ? 1 : 0))
        .key("errors")
        .begin_array();
    if (one.failure)
        add_error(json,
                  {one.failure->place.sheet, one.failure->place.line, "", "", *one.failure, true},
                  language);
    for (auto const &error : one.errors) add_error(json, error, language);
    json.end_array().end_object();
}

} // namespace

std::string import_json(intake::ImportReport const &report,
                        std::vector<std::string> const &returned, base::Language language) {
    base::JsonWriter json;
    json.begin_object()
        .member("committed", report.committed)
        .member("changed", changed_rows(report));
    json.key("returned").begin_array();
    for (auto const &file : returned) json.value(file);
    json.end_array();
    json.key("passed_over").begin_array();
    for (auto const &problem : report.passed_over)
        json.begin_object()
            .member("file", problem.place.file)
            .member("sheet", problem.place.sheet)
            .member("code", problem.code)
            .member("message", base::describe(problem, language))
            .end_object();
    json.end_array().key("batches").begin_array();
    for (auto const &one : report.batches) add_batch(json, one, language);
    json.end_array().end_object();
    return json.take();
}

} // namespace jingzhun::api
