// /api/import, /api/batches/{id}/…: a file looked at, staged or taken in; what a batch says that is
// new; accepted by another, taken back.
#include "api/handlers.hpp"

#include "access/separation.hpp"
#include "api/import_json.hpp"
#include "api/masking.hpp"
#include "api/temporary_folder.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "intake/column_map.hpp"
#include "intake/preview.hpp"
#include "intake/returned_workbook.hpp"
#include "pack/read_value.hpp"
#include "register/rollback.hpp"

#include <algorithm>
#include <charconv>

namespace jingzhun::api {
namespace {

constexpr std::int64_t preview_most = 500;

// The file as it was named, without a folder: it is shown and kept by that name.
std::string file_name(Request const &request) {
    auto name = request.parameter("name");
    if (auto const slash = name.find_last_of("/\\"); slash != std::string::npos)
        name.erase(0, slash + 1);
    constexpr std::size_t longest = 200;
    if (name.empty() || name.size() > longest || name.front() == '.' || request.body.empty())
        throw base::Error("file_wanted");
    return name;
}

intake::ImportOptions options_of(Asked const &asked) {
    auto const &request = asked.request;
    intake::ImportOptions options;
    options.as = request.parameter("as");
    std::vector<std::string> map;
    for (auto const piece : base::split(request.parameter("map"), ';'))
        if (!piece.empty()) map.emplace_back(piece);
    options.map = intake::read_column_map(asked.view.pack, map);
    options.sender = request.parameter("sender");
    options.correction = request.parameter("correction") == "1";
    auto const &mode = request.parameter("mode");
    options.dry_run = mode.empty() || mode == "look";
    options.stage = mode == "stage";
    if (!options.dry_run && !options.stage && mode != "take")
        throw base::Error("request_malformed", {{"what", "mode=" + mode}});
    options.all_or_nothing = request.parameter("all") == "1";
    options.valid_from = base::today();
    if (auto const &day = request.parameter("valid_from"); !day.empty()) {
        auto const read = base::parse_iso_date(day);
        if (!read) throw base::Error("request_malformed", {{"what", "valid_from=" + day}});
        options.valid_from = *read;
    }
    options.actor = asked.caller.require_somewhere(options.correction ? pack::Operation::correct
                                                                      : pack::Operation::record,
                                                   "*", request.parameter("reason"));
    if (auto const *session = asked.caller.session()) options.holder = &session->holder;
    if (!options.dry_run) options.keep_in = asked.county.address() + ".files";
    return options;
}

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

registry::Batch batch_of(Asked const &asked) {
    auto const &text = asked.argument(0);
    std::int64_t id = 0;
    auto const *end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, id);
    auto const unknown = base::Error("batch_unknown", {{"batch", text}});
    if (read.ec != std::errc{} || read.ptr != end) throw unknown;
    auto batch = registry::find_batch(asked.database(), asked.view.county, id);
    if (!batch) throw unknown;
    return std::move(*batch);
}

// May the caller do that to every record of the batch, of every register it feeds?
bool may_all(Asked const &asked, registry::Batch const &batch, pack::Operation operation) {
    if (!asked.caller.accounts()) return true;
    auto const *source = asked.view.pack.find_source(batch.source);
    if (source == nullptr) return false;
    auto areas = registry::areas_of_batch(asked.database(), asked.view.pack, batch);
    if (areas.empty()) areas.push_back(asked.view.county_code);
    return std::ranges::all_of(source->registers, [&](std::string const &name) {
        return std::ranges::all_of(areas, [&](std::string const &area) {
            return asked.caller.may(operation, name, area);
        });
    });
}

// A batch one may not read is not there.
void require_readable(Asked const &asked, registry::Batch const &batch) {
    if (asked.caller.accounts() && batch.actor != asked.caller.name() &&
        !may_all(asked, batch, pack::Operation::read))
        throw base::Error("batch_unknown", {{"batch", asked.argument(0)}});
}

store::Actor require_all(Asked const &asked, registry::Batch const &batch,
                         pack::Operation operation, std::string const &reason) {
    require_readable(asked, batch);
    auto const *source = asked.view.pack.find_source(batch.source);
    auto actor = asked.caller.require_somewhere(operation, "*", reason);
    if (source == nullptr || may_all(asked, batch, operation)) return actor;
    for (auto const &name : source->registers)
        for (auto const &area : registry::areas_of_batch(asked.database(), asked.view.pack, batch))
            actor = asked.caller.require(operation, name, area, reason);
    return actor;
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
    auto const name = file_name(asked.request);
    auto const options = options_of(asked);
    TemporaryFolder const folder;
    base::write_file(folder / name, asked.request.body);
    auto const report = run(asked, folder / name, options);
    asked.county.view();
    return json_answer(import_json(report, {}, asked.language()));
}

Response return_file(Asked const &asked) {
    auto const name = file_name(asked.request);
    auto options = options_of(asked);
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
    auto const actor = require_all(asked, batch, pack::Operation::review, reason);
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
    auto const actor = require_all(asked, batch, pack::Operation::withdraw, reason);
    std::string answer;
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        answer = state_json(registry::roll_back(database, actor, asked.view.county, batch.id));
    });
    asked.county.view();
    return json_answer(answer);
}

} // namespace jingzhun::api
