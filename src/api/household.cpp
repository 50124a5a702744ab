// /api/households/{key}: one household, one file.
#include "api/explain_json.hpp"
#include "api/finding_json.hpp"
#include "api/handlers.hpp"
#include "api/shown.hpp"

#include "base/money.hpp"
#include "check/explain.hpp"
#include "check/missing_facts.hpp"
#include "finding/open_subjects.hpp"
#include "register/record_reader.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::api {
namespace {

constexpr std::array<std::string_view, 4> kind_names = {"indicator", "alert", "measure", "duty"};

struct Subject {
    std::size_t table = 0;
    std::uint32_t row = 0;
    registry::Record record;
    std::string label;
};

// One request's way to records: table and row to what the store says of it on the view's day.
struct Reader {
    Asked const &asked;
    store::Database &database;
    View const &view;
    base::Language language;
    registry::RecordReader &records;

    // Nothing where it may not be read there.
    std::optional<registry::Record> read(std::size_t table, std::uint32_t row) const {
        auto const &area = view.area_at(table, row);
        if (!asked.reads(table).contains(area)) return std::nullopt;
        return records.read(view.pack.registers[table],
                            view.snapshot.population.tables[table].records[row], area);
    }
    std::string key(Subject const &subject) const {
        return shown_key(asked, view.pack.registers[subject.table], subject.record.key,
                         subject.record.area);
    }
    std::string label(std::size_t table, registry::Record const &record) const {
        auto const &definition = view.pack.registers[table];
        if (definition.label.empty()) return "";
        auto const &value = record.values[definition.field_index(definition.label)];
        return std::holds_alternative<std::string>(value) ? base::as_text(value) : "";
    }
};

std::uint32_t household_row(Asked const &asked, std::string const &key) {
    auto const found = asked.view.find_household(key);
    if (!found) throw unknown_record(asked, asked.view.pack.registers[asked.view.household], key);
    return *found;
}

std::vector<std::uint32_t> children(View const &view, pack::LinkPlace const &place,
                                    std::uint32_t row) {
    std::vector<std::uint32_t> rows;
    auto const &relations = view.snapshot.population.tables[place.to].relations;
    if (place.reverse_index >= relations.size()) return rows;
    auto const &relation = relations[place.reverse_index];
    if (row + 1 >= relation.offsets.size()) return rows;
    for (auto i = relation.offsets[row]; i < relation.offsets[row + 1]; ++i)
        rows.push_back(relation.child(i));
    return rows;
}

// The household itself, then its members.
std::vector<Subject> subjects_of(Reader const &reader, std::uint32_t household) {
    auto const &view = reader.view;
    std::vector<Subject> subjects;
    auto const take = [&](std::size_t table, std::uint32_t row) {
        if (auto record = reader.read(table, row)) {
            auto label = reader.label(table, *record);
            subjects.push_back({table, row, std::move(*record), std::move(label)});
        }
    };
    take(view.household, household);
    for (auto const &place : view.ground->links)
        if (place.from == view.person && place.to == view.household)
            for (auto const row : children(view, place, household)) take(view.person, row);
    return subjects;
}

void write_lists(base::JsonWriter &json, Reader const &reader,
                 std::vector<Subject> const &subjects) {
    auto const &view = reader.view;
    json.key("lists").begin_array();
    for (std::size_t table = 0; table < view.pack.registers.size(); ++table) {
        if (table == view.household || table == view.person) continue;
        auto begun = false;
        for (auto const &place : view.ground->links) {
            if (place.from != table || place.link->reverse.empty()) continue;
            for (auto const &subject : subjects) {
                if (subject.table != place.to) continue;
                for (auto const row : children(view, place, subject.row)) {
                    auto const record = reader.read(table, row);
                    if (!record) continue;
                    auto const &definition = view.pack.registers[table];
                    if (!begun)
                        json.begin_object()
                            .member("register", definition.name)
                            .member("title", definition.title.in(reader.language))
                            .key("records")
                            .begin_array();
                    begun = true;
                    json.begin_object().key("about");
                    if (subject.table == view.person)
                        json.begin_object()
                            .member("key", reader.key(subject))
                            .member("name", subject.label)
                            .end_object();
                    else json.null();
                    json.key("record");
                    write(json, reader.asked, definition, *record);
                    json.end_object();
                }
            }
        }
        if (begun) json.end_array().end_object();
    }
    json.end_array();
}

void write_findings(base::JsonWriter &json, Reader const &reader,
                    std::vector<Subject> const &subjects) {
    json.key("findings").begin_array();
    for (auto const &subject : subjects) {
        auto const &name = reader.view.pack.registers[subject.table].name;
        for (auto const &finding :
             finding::findings_about(reader.database, reader.view.county, name, subject.record.id))
            write(json, reader.asked, finding);
    }
    json.end_array();
}

void write_rules(base::JsonWriter &json, Reader const &reader,
                 std::vector<Subject> const &subjects) {
    json.key("rules").begin_array();
    for (auto const &subject : subjects)
        for (auto const &result : reader.view.snapshot.results) {
            if (result.record != subject.table) continue;
            json.begin_object()
                .member("rule", result.rule->id)
                .member("title", result.rule->title.in(reader.language));
            json.member("kind", kind_names[static_cast<std::size_t>(result.rule->kind)]);
            json.member("severity",
                        result.rule->severity == pack::Severity::hard ? "hard" : "soft");
            json.member("register", result.rule->on).member("subject", reader.key(subject));
            json.member("label", subject.label)
                .member("answer", check::answer_of(result, subject.row));
            json.member("period", result.period.name).end_object();
        }
    json.end_array();
}

void write_missing(base::JsonWriter &json, Reader const &reader,
                   std::vector<Subject> const &subjects) {
    json.key("missing").begin_array();
    for (auto const &subject : subjects)
        for (auto const &title :
             check::missing_facts(reader.view.snapshot, subject.table, subject.row))
            json.begin_object()
                .member("title", title.in(reader.language))
                .member("subject", reader.key(subject))
                .member("label", subject.label)
                .end_object();
    json.end_array();
}

} // namespace

Response show_household(Asked const &asked) {
    auto const &view = asked.view;
    registry::RecordReader records(asked.database(), view.pack, view.county, {view.as_of});
    Reader const reader{asked, asked.database(), view, asked.language(), records};
    auto const row = household_row(asked, asked.argument(0));
    auto const subjects = subjects_of(reader, row);
    if (subjects.empty() || subjects.front().table != view.household)
        throw unknown_record(asked, view.pack.registers[view.household], asked.argument(0));
    auto const &household = subjects.front();
    base::JsonWriter json;
    json.begin_object().member("id", household.record.id).key("record");
    write(json, asked, view.pack.registers[view.household], household.record);
    json.member("place", view.areas.path_of(household.record.area)).member("head", household.label);
    json.member("as_of", base::to_string(view.as_of));
    json.member("kind", view.is("households_registered", row) ? "registered" : "general");
    json.member("size", view.measure("household_size", row).value_or(0)).key("income_per_head");
    auto const net = view.measure("household_net_income", row),
               size = view.measure("household_size", row);
    if (net && size && *size > 0) json.value(base::to_string(base::Money{*net / *size}));
    else json.null();
    json.key("members").begin_array();
    for (auto const &subject : subjects)
        if (subject.table == view.person)
            write(json, asked, view.pack.registers[view.person], subject.record);
    json.end_array();
    write_lists(json, reader, subjects);
    write_findings(json, reader, subjects);
    write_rules(json, reader, subjects);
    write_missing(json, reader, subjects);
    json.end_object();
    return json_answer(json.take());
}

} // namespace jingzhun::api
