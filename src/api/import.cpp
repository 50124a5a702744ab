// /api/import, /api/batches/{id}/…: a file looked at, staged or taken in; what a batch says that is
// new; accepted by another, taken back.
#include "api/handlers.hpp"

#include "access/separation.hpp"
#include "api/batch_rights.hpp"
#include "api/import_json.hpp"
#include "api/import_request.hpp"
#include "api/masking.hpp"
#include "api/temporary_folder.hpp"
#include "base/file.hpp"
#include "intake/preview.hpp"
#include "intake/returned_workbook.hpp"
#include "pack/read_value.hpp"
#include "register/rollback.hpp"

namespace jingzhun::api {
namespace {

constexpr std::int64_t preview_most = 500;

intake::ImportReport run(Asked const &asked, std::string const &file,
                         intake::ImportOptions options) {
    intake::ImportReport report;
    asked.county.writer().write([&](store::Database &database) {
        if (options.holder == nullptr) {
            report = intake::import_files(database, asked.view.pack, asked.view.areas,
                                          asked.view.county, {file}, options);
            return;
        }
        auto const now = access::holder(database, asked.view.county, options.holder->account);
        options.holder = &now; // as it stands now, not when the file began to come in
        report = intake::import_files(database, asked.view.pack, asked.view.areas,
                                      asked.view.county, {file}, options);
    });
    return report;
}

void write_change(base::JsonWriter &json, Asked const &asked, intake::PreviewRow const &row,
                  intake::FieldChange const &change, std::string const &area) {
    auto const &field = row.definition->fields[change.field];
    auto const whole = asked.caller.sees(*row.definition, field, area);
    auto const add = [&](char const *name, base::Value const &value) {
        json.key(name);
        if (base::is_missing(value)) {
            json.null();
            return;
        }
        auto const text = pack::write_cell(asked.view.pack, field, value, asked.language());
        json.value(whole ? text : mask_value(field, text));
    };
    json.begin_object()
        .member("field", field.name)
        .member("title", field.title.in(asked.language()));
    add("before", change.before);
    add("after", change.after);
    json.key("believed");
    if (change.other) json.value(change.other->source);
    else json.null();
    json.end_object();
}

void write_row(base::JsonWriter &json, Asked const &asked, intake::PreviewRow const &row) {
    auto const &area = asked.view.county_code;
    json.begin_object().member("kind", intake::to_string(row.kind)).member("row", row.row);
    json.key("key");
    if (row.definition == nullptr) json.null();
    else json.value(mask_key(*row.definition, row.key));
    json.key("register");
    if (row.definition == nullptr) json.null();
    else json.value(row.definition->title.in(asked.language()));
    json.key("changes").begin_array();
    for (auto const &change : row.changes) write_change(json, asked, row, change, area);
    json.end_array().key("problems").begin_array();
    for (auto const &problem : row.problems) json.value(base::describe(problem, asked.language()));
    json.end_array().end_object();
}

std::string state_json(registry::Batch const &batch) {
    base::JsonWriter json;
    json.begin_object()
        .member("batch", batch.id)
        .member("state", registry::to_string(batch.state))
        .end_object();
    return json.take();
}

} // namespace

Response import_file(Asked const &asked) {
    auto const name = import_file_name(asked.request);
    auto const options = import_options(asked);
    TemporaryFolder const folder;
    base::write_file(folder / name, asked.request.body);
    auto const report = run(asked, folder / name, options);
    asked.county.view();
    return json_answer(import_json(report, {}, asked.language()));
}

Response return_file(Asked const &asked) {
    auto const name = import_file_name(asked.request);
    auto options = import_options(asked);
    options.dry_run = true;
    options.stage = false;
    TemporaryFolder const folder;
    base::write_file(folder / name, asked.request.body);
    auto const report = run(asked, folder / name, options);
    auto const files =
        intake::write_returned_workbooks(folder / "returned", report, asked.language());
    if (files.empty()) throw base::Error("not_found", {{"what", name}});
    Response response;
    response.type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    response.body = base::read_file(files.front());
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"returned.xlsx\"");
    return response;
}

Response preview_batch(Asked const &asked) {
    auto const batch = batch_of(asked);
    require_readable(asked, batch);
    auto const &kind = asked.request.parameter("kind");
    auto const limit = asked.request.number("limit", 50, 1, preview_most);
    base::JsonWriter json;
    json.begin_object()
        .member("batch", batch.id)
        .member("state", registry::to_string(batch.state))
        .key("rows")
        .begin_array();
    std::int64_t shown = 0;
    intake::preview(asked.database(), asked.view.pack, asked.view.county, batch.id,
                    [&](intake::PreviewRow const &row) {
                        if (!kind.empty() && kind != intake::to_string(row.kind)) return true;
                        write_row(json, asked, row);
                        return ++shown < limit;
                    });
    json.end_array().end_object();
    return json_answer(json.take());
}

Response accept_batch(Asked const &asked) {
    auto const batch = batch_of(asked);
    auto const reason = text_member(read_body(asked.request), "reason", false);
    auto const actor = require_whole_batch(asked, batch, pack::Operation::review, reason);
    if (asked.caller.accounts())
        access::require_separate(asked.view.pack.access, {{batch.actor, pack::Operation::record}},
                                 actor.name, pack::Operation::review,
                                 "batch " + std::to_string(batch.id));
    std::string answer;
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        answer = state_json(registry::accept(database, actor, asked.view.county, batch.id));
    });
    asked.county.view();
    return json_answer(answer);
}

Response take_back_batch(Asked const &asked) {
    auto const batch = batch_of(asked);
    auto const reason = text_member(read_body(asked.request), "reason", false);
    auto const actor = require_whole_batch(asked, batch, pack::Operation::withdraw, reason);
    std::string answer;
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        answer = state_json(registry::roll_back(database, actor, asked.view.county, batch.id));
    });
    asked.county.view();
    return json_answer(answer);
}

} // namespace jingzhun::api
