// jingzhun show: one record as it was on a day, as it was known at a time.
#include "api/explain_json.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "pack/read_value.hpp"

#include <fmt/format.h>

namespace jingzhun::app {
namespace {

registry::Moment moment_of(Show const &command) {
    registry::Moment moment;
    if (command.as_of) moment.as_of = *command.as_of;
    if (command.known_at.empty()) return moment;
    auto const known = base::parse_instant(command.known_at);
    if (!known) throw base::Error("instant_malformed", {{"value", command.known_at}});
    moment.known_at = *known;
    return moment;
}

void print_record(Session const &session, pack::Register const &definition,
                  registry::Record const &record, Common const &common) {
    print_line(fmt::format("{} {} {}", choose(common, definition.title), record.key,
                           session.areas.path_of(record.area)));
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"字段", "值", "来源", "文件", "行", "自何时", "批次"}
            : std::vector<std::string>{"field", "value", "source", "file", "row", "since",
                                       "batch"}};
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        if (base::is_missing(record.values[i])) continue;
        auto const &field = definition.fields[i];
        std::vector<std::string> row = {
            choose(common, field.title),
            pack::write_cell(session.pack, field, record.values[i], common.language)};
        if (auto const &origin = record.origins[i]) {
            auto const since =
                origin->valid_from == base::date_min ? "-" : base::to_string(origin->valid_from);
            row.insert(row.end(), {origin->source, origin->file, std::to_string(origin->row), since,
                                   std::to_string(origin->batch)});
        }
        rows.push_back(std::move(row));
    }
    fmt::print("{}", table(rows, {4, 6}));
}

} // namespace

int show(Show const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::read);
    auto const &definition = register_of(session, command.register_name);
    auto const record = registry::read_record(*session.database, session.pack, definition,
                                              session.county, command.key, moment_of(command));
    if (!record)
        throw base::Error("record_unknown",
                          {{"register", choose(common, definition.title)}, {"key", command.key}});
    if (common.json) {
        base::JsonWriter json;
        api::write(json, session.pack, definition, *record, session.areas, common.language, false);
        print_json(json.text());
    } else {
        print_record(session, definition, *record, common);
    }
    return 0;
}

} // namespace jingzhun::app
