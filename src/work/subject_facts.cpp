// Frames and records of a case's subject.
#include "work/subject_facts.hpp"

#include "cel/evaluate.hpp"
#include "check/snapshot.hpp"
#include "pack/case_population.hpp"
#include "pack/read_value.hpp"
#include "pack/reads.hpp"
#include "register/frames.hpp"
#include "register/history.hpp"

#include <algorithm>

namespace jingzhun::work {
namespace {

using Fields = std::vector<cel::UsedField>;

// What an expression reads, with one row for each register.
Fields read_by(cel::Expression const &expression, cel::Schema const &schema, std::size_t subject) {
    Fields fields;
    pack::Follow const follow =
        [&](pack::RowAt row, cel::Field const &field) -> std::optional<std::vector<pack::RowAt>> {
        if (field.source == cel::FieldSource::derived) return std::nullopt;
        cel::UsedField const used{row.record, field.source, field.index};
        if (std::ranges::find(fields, used) == fields.end()) fields.push_back(used);
        auto const &target =
            field.type.kind == cel::Kind::list ? field.type.arguments.at(0) : field.type;
        if (target.kind != cel::Kind::record) return std::vector<pack::RowAt>{};
        return std::vector<pack::RowAt>{{schema.index_of(target.name), 0}};
    };
    pack::follow_reads(expression, schema, {subject, 0}, follow);
    return fields;
}

void add_all(Fields &fields, Fields const &more) {
    for (auto const &field : more)
        if (std::ranges::find(fields, field) == fields.end()) fields.push_back(field);
}

// All the procedure's expressions, and what it keeps of the subject.
Fields fields_of(pack::Procedure const &procedure, cel::Schema const &schema, std::size_t subject) {
    Fields fields;
    auto const add = [&](pack::ExpressionPointer const &expression) {
        if (expression != nullptr) add_all(fields, read_by(*expression, schema, subject));
    };
    add(procedure.starts);
    add(procedure.within.days);
    for (auto const &step : procedure.steps) {
        add(step.when);
        add(step.within.days);
        for (auto const &condition : step.must) add(condition.that);
        for (auto const &names : step.excludes) add(names);
        if (step.notice) add(step.notice->days);
        for (auto const &effect : step.effects)
            for (auto const &[field, value] : effect.fields) add(value);
        auto names = step.freezes.value_or(std::vector<std::string>{});
        if (step.notice)
            names.insert(names.end(), step.notice->shows.begin(), step.notice->shows.end());
        for (auto const &name : names) {
            if (schema.records[subject].find(name) == nullptr) continue;
            auto const parsed = cel::parse(name);
            if (parsed.expression != nullptr)
                add_all(fields, read_by(*parsed.expression, schema, subject));
        }
    }
    return fields;
}

} // namespace

struct SubjectFacts::Day {
    cel::Population population;
    // A subject of which nothing is known yet.
    pack::TestCase nobody = {};
    std::unique_ptr<pack::CasePopulation> empty = nullptr;
};

SubjectFacts::SubjectFacts(store::Database &database, pack::Pack const &pack,
                           pack::Procedure const &procedure, int county)
    : database_(database), pack_(pack), procedure_(procedure), county_(county),
      schema_(pack::make_schema(pack)), subject_(pack.register_index(procedure.on)) {}

SubjectFacts::~SubjectFacts() = default;

SubjectFacts::Day &SubjectFacts::day(base::Date on) {
    auto &day = days_[on];
    if (day != nullptr) return *day;
    day = std::make_unique<Day>();
    registry::FrameRequest request;
    request.county = county_;
    request.moment.as_of = on;
    request.fields = fields_of(procedure_, schema_, subject_);
    day->population = registry::load_frames(database_, pack_, schema_, request);
    return *day;
}

std::optional<cel::RecordReference> SubjectFacts::self_in(Day &day, Case const &one) const {
    auto const row = check::row_of(day.population.tables[subject_], one.record);
    if (!row) return std::nullopt;
    return cel::RecordReference{static_cast<std::uint32_t>(subject_), *row};
}

cel::Value SubjectFacts::evaluate(Case const &one, cel::Expression const &expression,
                                  Variables const &variables, base::Date on) {
    cel::Scope scope;
    scope.schema = &schema_;
    scope.context = {on, {}, one.area};
    scope.variables = variables;
    if (read_by(expression, schema_, subject_).empty()) return cel::evaluate(expression, scope);
    auto &known = day(on);
    if (auto const self = self_in(known, one)) {
        scope.population = &known.population;
        scope.self = self;
        return cel::evaluate(expression, scope);
    }
    known.nobody.on = procedure_.on;
    known.nobody.given.shape = pack::Given::Shape::record;
    auto const links = pack::link_places(pack_);
    pack::CasePopulation const empty(known.nobody, schema_, links);
    scope.population = &empty.population();
    scope.self = cel::RecordReference{static_cast<std::uint32_t>(subject_), 0};
    return cel::evaluate(expression, scope);
}

NoticeLine SubjectFacts::show(Case const &one, std::string const &field, base::Date on) {
    auto const &definition = pack_.registers[subject_];
    if (auto const *plain = definition.find_field(field)) {
        auto const record = registry::read_record(database_, pack_, definition, county_, one.key,
                                                  {on, INT64_MAX, INT64_MAX});
        if (!record) return {plain->title, {}};
        auto const &value = record->values[definition.field_index(field)];
        return {plain->title,
                {pack::write_cell(pack_, *plain, value, base::Language::zh),
                 pack::write_cell(pack_, *plain, value, base::Language::en)}};
    }
    auto const derived = std::ranges::find(definition.derived, field, &pack::Derived::name);
    auto const parsed = cel::parse(field);
    if (derived == definition.derived.end() || parsed.expression == nullptr)
        return {{field, field}, {}};
    auto const value = evaluate(one, *parsed.expression, {}, on);
    bool const is_known = !value.is_unknown() && !value.is_error();
    auto const text = is_known ? cel::to_string(value) : std::string();
    return {derived->title, {text, text}};
}

std::vector<access::Deed> SubjectFacts::authors(Case const &one) const {
    std::vector<access::Deed> deeds;
    if (one.record == 0) return deeds;
    for (auto const &author :
         registry::authors_of(database_, pack_.registers[subject_], county_, one.record))
        deeds.push_back({author, pack::Operation::record});
    return deeds;
}

std::vector<std::pair<std::string, std::int64_t>>
SubjectFacts::related(Case const &one, std::vector<std::string> const &relations, base::Date on) {
    std::vector<std::pair<std::string, std::int64_t>> records;
    if (one.record == 0) return records;
    records.emplace_back(procedure_.on, one.record);
    auto &known = day(on);
    auto const self = self_in(known, one);
    if (!self) return records;
    auto const &own = known.population.tables[subject_];
    for (auto const &name : relations) {
        auto const *field = schema_.records[subject_].find(name);
        if (field == nullptr || field->index >= own.relations.size()) continue;
        auto const &relation = own.relations[field->index];
        auto const &theirs = known.population.tables[relation.table];
        for (auto at = relation.offsets[self->row]; at < relation.offsets[self->row + 1]; ++at)
            records.emplace_back(theirs.name, theirs.records[relation.child(at)]);
    }
    return records;
}

} // namespace jingzhun::work
