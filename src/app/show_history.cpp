// Versions for people and for programs.
#include "app/show_history.hpp"

#include "api/masking.hpp"
#include "app/print.hpp"
#include "base/json.hpp"
#include "pack/read_value.hpp"

#include <fmt/format.h>

namespace jingzhun::app {
namespace {

std::string day_text(base::Date day) {
    return day == base::date_min || day == base::date_max ? "-" : base::to_string(day);
}

std::string known_text(registry::Version const &version, Common const &common) {
    std::string text;
    for (auto const &period : version.known)
        text += fmt::format("{}{} – {}", text.empty() ? "" : "; ", local_time(period.from),
                            period.to == 0 ? choose(common, "今", "now") : local_time(period.to));
    return text.empty() ? choose(common, "从未", "never") : text;
}

std::string saying_text(registry::Version const &version, Common const &common) {
    switch (version.saying) {
    case registry::Saying::first:
        return choose(common, "初次", "first");
    case registry::Saying::change:
        return choose(common, "变化", "change");
    case registry::Saying::correction:
        return choose(common, "更正", "correction");
    case registry::Saying::ended:
        return choose(common, "名单上已没有", "no longer on the list");
    }
    return "";
}

// What is worth showing of a version: all that a first one says, else what it says otherwise.
std::vector<std::size_t> fields_of(registry::Version const &version) {
    if (version.saying != registry::Saying::first) return version.changed;
    std::vector<std::size_t> fields;
    for (std::size_t i = 0; i < version.values.size(); ++i)
        if (!base::is_missing(version.values[i])) fields.push_back(i);
    return fields;
}

std::string value_text(Session const &session, pack::Field const &field, base::Value const &value,
                       api::Hidden const &hidden, Common const &common) {
    if (base::is_missing(value)) return choose(common, "（不再说）", "(says no more)");
    auto const text = pack::write_cell(session.pack, field, value, common.language);
    return hidden(field) ? api::mask_value(field, text) : text;
}

void print_version(Session const &session, pack::Register const &definition,
                   registry::Version const &version, api::Hidden const &hidden,
                   Common const &common) {
    auto const &origin = version.origin;
    print_line(fmt::format(
        fmt::runtime(choose(common, "批次 {} 第 {} 行  {}  有效 {} – {}  所知 {}{}",
                            "batch {} row {}  {}  valid {} – {}  known {}{}")),
        origin.batch, origin.row, saying_text(version, common), day_text(origin.valid_from),
        day_text(version.valid_to), known_text(version, common),
        version.counts ? ""
                       : choose(common, "（已撤回或未接受）", " (taken back or not accepted)")));
    print_line(fmt::format("  {} {}  {}  {}{}", origin.source, origin.file,
                           local_time(origin.recorded_at), version.actor,
                           version.reason.empty() ? "" : "  " + version.reason));
    for (auto const i : fields_of(version)) {
        auto const &field = definition.fields[i];
        print_line(fmt::format("    {} = {}", choose(common, field.title),
                               value_text(session, field, version.values[i], hidden, common)));
    }
}

void add_day(base::JsonWriter &json, std::string_view name, base::Date day) {
    json.key(name);
    if (day == base::date_min || day == base::date_max) json.null();
    else json.value(base::to_string(day));
}

void add_version(base::JsonWriter &json, Session const &session, pack::Register const &definition,
                 registry::Version const &version, api::Hidden const &hidden,
                 Common const &common) {
    json.begin_object().member("saying", registry::to_string(version.saying));
    json.key("origin");
    api::write(json, version.origin);
    json.member("actor", version.actor).member("reason", version.reason);
    add_day(json, "valid_from", version.origin.valid_from);
    add_day(json, "valid_to", version.valid_to);
    json.member("counts", version.counts).key("known").begin_array();
    for (auto const &period : version.known) {
        json.begin_object().member("from", base::to_string_instant(period.from)).key("to");
        if (period.to == 0) json.null();
        else json.value(base::to_string_instant(period.to));
        json.end_object();
    }
    json.end_array().key("values").begin_object();
    for (std::size_t i = 0; i < version.values.size(); ++i) {
        auto const &field = definition.fields[i];
        if (base::is_missing(version.values[i])) continue;
        json.key(field.name);
        if (hidden(field))
            json.value(value_text(session, field, version.values[i], hidden, common));
        else api::write_value(json, field, version.values[i]);
    }
    json.end_object().key("changed").begin_array();
    for (auto const i : version.changed) json.value(definition.fields[i].name);
    json.end_array().end_object();
}

} // namespace

void show_history(Session const &session, pack::Register const &definition,
                  registry::Record const &record, api::Hidden const &hidden, Common const &common) {
    auto const versions =
        registry::read_history(*session.database, definition, session.county, record.id);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("register", definition.name)
            .member("key", record.key)
            .member("area", record.area)
            .key("versions")
            .begin_array();
        for (auto const &version : versions)
            add_version(json, session, definition, version, hidden, common);
        json.end_array().end_object();
        print_json(json.text());
        return;
    }
    print_line(fmt::format("{} {} {}", choose(common, definition.title), record.key,
                           session.areas.path_of(record.area)));
    for (auto const &version : versions)
        print_version(session, definition, version, hidden, common);
}

} // namespace jingzhun::app
