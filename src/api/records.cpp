// /api/records: lists of any register, one record with its history, private fields revealed, a list
// taken out as a file.
#include "api/handlers.hpp"

#include "access/on_record.hpp"
#include "api/file_answer.hpp"
#include "api/masking.hpp"
#include "api/record_list.hpp"
#include "api/shown.hpp"
#include "pack/read_value.hpp"
#include "register/history.hpp"

#include <algorithm>
#include <charconv>

namespace jingzhun::api {
namespace {

constexpr std::int64_t page_default = 50, page_max = 500;

// The record by its number, where the caller may do that to it; else there is none.
registry::Record record_of(Asked const &asked, pack::Register const &definition,
                           pack::Operation operation) {
    auto const &text = asked.argument(1);
    std::int64_t id = 0;
    auto const *end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, id);
    if (read.ec != std::errc{} || read.ptr != end) throw unknown_record(asked, definition, text);
    auto record = registry::read_record(asked.database(), asked.view.pack, definition,
                                        asked.view.county, id, {asked.view.as_of});
    auto const reads = record && asked.reads(definition.name).contains(record->area);
    if (!reads) throw unknown_record(asked, definition, text);
    if (!asked.caller.may(operation, definition.name, record->area))
        asked.caller.require(operation, definition.name,
                             record->area); // it is seen: say what lacks
    return std::move(*record);
}

void write_day(base::JsonWriter &json, std::string_view name, base::Date day) {
    json.key(name);
    if (day == base::date_min || day == base::date_max) json.null();
    else json.value(base::to_string(day));
}

void write_version(base::JsonWriter &json, Asked const &asked, pack::Register const &definition,
                   registry::Version const &version, Hidden const &hidden) {
    json.begin_object().member("saying", registry::to_string(version.saying)).key("origin");
    write(json, version.origin);
    json.member("actor", version.actor).member("reason", version.reason);
    write_day(json, "valid_from", version.origin.valid_from);
    write_day(json, "valid_to", version.valid_to);
    json.member("counts", version.counts).key("fields").begin_array();
    for (std::size_t i = 0; i < version.values.size(); ++i) {
        auto const &field = definition.fields[i];
        auto const first = version.saying == registry::Saying::first;
        auto const said = std::ranges::find(version.changed, i) != version.changed.end();
        if (base::is_missing(version.values[i]) || (!first && !said)) continue;
        auto const text =
            pack::write_cell(asked.view.pack, field, version.values[i], asked.language());
        json.begin_object()
            .member("name", field.name)
            .member("title", field.title.in(asked.language()))
            .member("text", hidden(field) ? mask_value(field, text) : text)
            .end_object();
    }
    json.end_array().end_object();
}

std::string filter_text(Request const &request) {
    std::string text;
    for (auto const *name : {"area", "q", "where", "sort", "columns"})
        if (auto const &value = request.parameter(name); !value.empty())
            text += (text.empty() ? "" : " ") + std::string(name) + "=" + value;
    return text;
}

// Only where the list may be taken out; the header row as people read it.
std::size_t write_rows(Asked const &asked, pack::Register const &definition, RecordList const &list,
                       source::TableWriter &file) {
    std::vector<std::string> cells;
    for (auto const &column : list.columns())
        cells.push_back(column.definition->title.in(asked.language()));
    file.row(std::span<std::string const>(cells));
    auto const out = asked.caller.scope(pack::Operation::extract, definition.name);
    std::size_t rows = 0;
    for (auto const row : list.rows()) {
        if (!out.contains(asked.view.area_at(list.table(), row))) continue;
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = list.text(row, list.columns()[i]);
        file.row(std::span<std::string const>(cells));
        ++rows;
    }
    return rows;
}

} // namespace

Response list_records(Asked const &asked) {
    auto const &definition = register_of(asked, asked.argument(0));
    RecordList const list(asked, definition);
    auto const limit =
        static_cast<std::size_t>(asked.request.number("limit", page_default, 1, page_max));
    std::size_t total = 0;
    auto rows = list.page(limit, total);
    auto const more = rows.size() > limit;
    if (more) rows.resize(limit);
    auto const keys = list.keys(rows);
    auto const &records = asked.view.snapshot.population.tables[list.table()].records;
    base::JsonWriter json;
    json.begin_object().member("total", total).key("columns").begin_array();
    for (auto const &column : list.columns()) json.value(column.definition->name);
    json.end_array().key("items").begin_array();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const row = rows[i];
        json.begin_object().member("id", records[row]).member("key", keys[i]).key("household");
        if (auto const home = asked.view.household_of(list.table(), row))
            json.value(asked.view.household_key(*home));
        else json.null();
        json.member("place", asked.view.areas.path_of(asked.view.area_at(list.table(), row)));
        json.key("cells").begin_array();
        for (auto const &column : list.columns()) json.value(list.text(row, column));
        json.end_array().end_object();
    }
    json.end_array().key("next");
    if (more) json.value(records[rows.back()]);
    else json.null();
    json.end_object();
    return json_answer(json.take());
}

Response export_records(Asked const &asked) {
    auto const &definition = register_of(asked, asked.argument(0));
    RecordList const list(asked, definition);
    auto file = begin_file(asked.request.parameter("format") != "csv", definition.name);
    auto const rows = write_rows(asked, definition, list, *file.writer);
    auto const reason = asked.request.parameter("reason");
    auto actor = asked.caller.require_somewhere(pack::Operation::extract, definition.name, reason);
    asked.county.writer().write([&](store::Database &database) {
        access::log_export(database, asked.view.county, actor, definition.name,
                           filter_text(asked.request), static_cast<std::int64_t>(rows));
    });
    return file_answer(std::move(file));
}

Response show_record(Asked const &asked) {
    auto const &definition = register_of(asked, asked.argument(0));
    auto const record = record_of(asked, definition, pack::Operation::read);
    base::JsonWriter json;
    json.begin_object().member("id", record.id).key("record");
    write(json, asked, definition, record);
    json.member("place", asked.view.areas.path_of(record.area));
    json.member("may_reveal",
                asked.caller.may(pack::Operation::reveal, definition.name, record.area));
    json.end_object();
    return json_answer(json.take());
}

Response show_history(Asked const &asked) {
    auto const &definition = register_of(asked, asked.argument(0));
    auto const record = record_of(asked, definition, pack::Operation::read);
    auto const hidden = hidden_from(asked, definition, record.area);
    base::JsonWriter json;
    json.begin_object().member("id", record.id).key("versions").begin_array();
    for (auto const &version :
         registry::read_history(asked.database(), definition, asked.view.county, record.id))
        write_version(json, asked, definition, version, hidden);
    json.end_array().end_object();
    return json_answer(json.take());
}

Response reveal_record(Asked const &asked) {
    auto const &definition = register_of(asked, asked.argument(0));
    auto const record = record_of(asked, definition, pack::Operation::reveal);
    auto const reason = text_member(read_body(asked.request), "reason", false);
    if (reason.empty()) throw base::Error("reason_missing");
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < definition.fields.size(); ++i)
        if (!base::is_missing(record.values[i]) &&
            !asked.caller.sees(definition, definition.fields[i], record.area))
            fields.push_back(definition.fields[i].name);
    write(asked, {pack::Operation::reveal, definition.name, record.area, reason},
          [&](store::Database &database, store::Actor const &actor) {
              access::log_reveal(database, asked.view.county, actor, definition.name,
                                 std::to_string(record.id), fields);
              return std::string("{}"); // what is revealed is kept with no request
          });
    base::JsonWriter json;
    json.begin_object().member("id", record.id).key("record");
    write(json, asked.view.pack, definition, record, asked.view.areas, asked.language(),
          Hidden([](pack::Field const &) { return false; }));
    json.end_object();
    return json_answer(json.take());
}

} // namespace jingzhun::api
