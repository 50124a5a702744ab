// Reading a record as of a day and as known at a time, against a model too simple to be wrong.
#include "register/county.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

using namespace county;

namespace {

// What one row stated: three fields of a household, some of them missing.
struct Row {
    int valid_from = 0, batch = 0, row = 0;
    std::vector<Value> values;
};

struct ModelBatch {
    std::string source;
    std::int64_t accepted_at = 0, rolled_back_at = 0;
};

struct Model {
    std::vector<ModelBatch> batches; // by id - 1
    std::vector<Row> rows;
    std::vector<std::vector<std::string>> believe; // by field

    bool counts(Row const &row, int as_of, std::int64_t known_at) const {
        auto const &batch = batches[static_cast<std::size_t>(row.batch) - 1];
        return row.valid_from <= as_of && batch.accepted_at != 0 && batch.accepted_at <= known_at &&
               (batch.rolled_back_at == 0 || batch.rolled_back_at > known_at);
    }
    std::string const &source(Row const &row) const {
        return batches[static_cast<std::size_t>(row.batch) - 1].source;
    }
    // Superseded: the same source says something for a later day, or in a later batch for the same
    // day.
    bool superseded(Row const &row, int as_of, std::int64_t known_at) const {
        return std::ranges::any_of(rows, [&](Row const &other) {
            return counts(other, as_of, known_at) && source(other) == source(row) &&
                   std::pair(other.valid_from, other.batch) > std::pair(row.valid_from, row.batch);
        });
    }
    std::size_t rank(std::size_t field, Row const &row) const {
        return static_cast<std::size_t>(std::ranges::find(believe[field], source(row)) -
                                        believe[field].begin());
    }
    // Of two rows that state the field, the one whose value holds.
    bool beats(std::size_t field, Row const &a, Row const &b) const {
        if (rank(field, a) != rank(field, b)) return rank(field, a) < rank(field, b);
        return std::tuple(a.valid_from, a.batch, a.row) > std::tuple(b.valid_from, b.batch, b.row);
    }
    std::optional<std::vector<Value>> fold(int as_of, std::int64_t known_at) const {
        std::vector<Row const *> best(believe.size());
        bool any = false;
        for (auto const &row : rows) {
            if (!counts(row, as_of, known_at)) continue;
            any = true;
            if (superseded(row, as_of, known_at)) continue;
            for (std::size_t field = 0; field < best.size(); ++field)
                if (!jingzhun::base::is_missing(row.values[field]) &&
                    (best[field] == nullptr || beats(field, row, *best[field])))
                    best[field] = &row;
        }
        if (!any) return std::nullopt;
        std::vector<Value> values(best.size());
        for (std::size_t field = 0; field < best.size(); ++field)
            if (best[field] != nullptr) values[field] = best[field]->values[field];
        return values;
    }
};

constexpr int days = 6; // valid_from, as_of and known_at are all small, so that they meet often

pack::Pack model_pack(Model &model) {
    pack::Pack made;
    pack::Register thing;
    thing.name = "thing";
    thing.key = {"key"};
    model.believe = {{}, {}, {"b", "a"}, {"c"}};
    thing.fields = {field("key", FieldType::text), field("latest", FieldType::integer),
                    field("ranked", FieldType::text, model.believe[2]),
                    field("partly", FieldType::number, model.believe[3])};
    made.registers = {thing};
    return made;
}

Value maybe(Value value) { return *rc::gen::inRange(0, 3) == 0 ? Value() : std::move(value); }

void make_batches(store::Database &database, Model &model) {
    for (int i = 0, count = *rc::gen::inRange(1, 6); i < count; ++i) {
        registry::Batch batch;
        batch.county = code;
        batch.source = *rc::gen::element<std::string>("a", "b", "c");
        batch.recorded_at = *rc::gen::inRange(1, days);
        batch.state =
            *rc::gen::element(registry::BatchState::accepted, registry::BatchState::staged);
        batch.accepted_at = batch.state == registry::BatchState::accepted ? batch.recorded_at : 0;
        batch.rolled_back_at = *rc::gen::element(0, 0, *rc::gen::inRange(1, days));
        if (batch.rolled_back_at != 0) batch.state = registry::BatchState::rolled_back;
        registry::insert_batch(database, batch);
        model.batches.push_back({batch.source, batch.accepted_at, batch.rolled_back_at});
    }
}

void make_rows(store::Database &database, Model &model) {
    auto insert = database.prepare(
        "INSERT INTO r_thing (county, record, valid_from, batch, row, f_latest, f_ranked, "
        "f_partly) VALUES ($1, 1, $2, $3, $4, $5, $6, $7)");
    for (int i = 0, count = *rc::gen::inRange(0, 12); i < count; ++i) {
        Row row{*rc::gen::inRange(0, days),
                *rc::gen::inRange(1, static_cast<int>(model.batches.size()) + 1),
                i + 1,
                {Value(), maybe(number(i)), maybe(text("t" + std::to_string(i))),
                 maybe(Value(i + 0.5))}};
        insert->bind(1, code);
        insert->bind(2, row.valid_from);
        insert->bind(3, row.batch);
        insert->bind(4, row.row);
        for (int field = 1; field < 4; ++field)
            insert->bind(field + 4, row.values[static_cast<std::size_t>(field)]);
        insert->run();
        model.rows.push_back(std::move(row));
    }
}

// A row of the frame as the values of read_record.
std::vector<Value> frame_values(cel::Population const &population) {
    auto const &table = population.tables[0];
    std::vector<Value> values(4);
    auto const &latest = table.columns[1], &ranked = table.columns[2], &partly = table.columns[3];
    if (cel::bit(latest.present, 0))
        values[1] = std::get<cel::Array<std::int64_t>>(latest.values)[0];
    if (cel::bit(ranked.present, 0))
        values[2] = std::string(
            population.strings.text(std::get<cel::Array<std::int32_t>>(ranked.values)[0]));
    if (cel::bit(partly.present, 0)) values[3] = std::get<cel::Array<double>>(partly.values)[0];
    return values;
}

} // namespace

TEST_CASE("a record as of any day, as known at any time, is what the model says; in frames too") {
    Scratch scratch;
    int number_of_store = 0;
    CHECK(rc::check("fold = model", [&] {
        Model model;
        auto const pack = model_pack(model);
        auto const schema = pack::make_schema(pack);
        auto const database = store::open(scratch / (std::to_string(++number_of_store) + ".db"),
                                          store::Access::create);
        database->begin_write(); // never committed: the test reads its own changes
        registry::create_tables(*database, pack);
        make_batches(*database, model);
        make_rows(*database, model);
        for (int as_of = 0; as_of < days; ++as_of) {
            for (int known_at = 0; known_at <= days; ++known_at) {
                registry::Moment const moment{Date{as_of}, known_at};
                auto const expected = model.fold(as_of, known_at);
                auto const record =
                    registry::read_record(*database, pack, pack.registers[0], code, 1, moment);
                RC_ASSERT(record.has_value() == expected.has_value());
                registry::FrameRequest request{code, moment, {}, 2};
                for (std::size_t i = 1; i < 4; ++i)
                    request.fields.push_back({0, cel::FieldSource::column, i});
                auto const frames = registry::load_frames(*database, pack, schema, request);
                RC_ASSERT(frames.tables[0].rows == (expected ? 1U : 0U));
                if (!expected) continue;
                RC_ASSERT(record->values == *expected);
                RC_ASSERT(frame_values(frames) == *expected);
            }
        }
        database->rollback();
    }));
}

TEST_CASE("every value says its source, file, batch, row and day") {
    Store county;
    Import roster(county, "roster");
    roster.row("person",
               {{"number", text("P1")}, {"name", text("李明")}, {"labour", text("full")}});
    auto const first = roster.finish();
    Import survey(county, "survey");
    survey.row("person", {{"number", text("P1")}, {"labour", text("none")}}, Date{18500});
    auto const second = survey.finish();
    auto const record = read(county, "person", "P1");
    REQUIRE(record);
    auto const &name = record->origins[2], &labour = record->origins[5];
    REQUIRE(name);
    CHECK(name->source == "roster");
    CHECK(name->file == "roster.xlsx");
    CHECK(name->batch == first);
    CHECK(name->row == 2);
    REQUIRE(labour);
    CHECK(labour->source == "survey");
    CHECK(labour->batch == second);
    CHECK(labour->valid_from == Date{18500});
    CHECK(labour->recorded_at > 0);
    CHECK_FALSE(record->origins[4]); // nobody stated a phone
}

TEST_CASE(
    "a record's area is its own field's, or that of the record it belongs to, or the county") {
    Store county;
    Import import(county, "roster");
    import.row("household", {{"number", text("H1")}, { "village", text("431128100200") }});
    import.row("household", {{ "number", text("H2") }});
    import.row("person", {{"number", text("P1")},
                          {"household_no", text("H1")},
                          { "identity",
                            text("11010519491231002X") }});
    import.row("person", {{ "number", text("P2") }});
    import.row("vehicle", {{"plate", text("A")}, { "identity", text("11010519491231002X") }});
    import.row("official", {{ "identity", text("X") }});
    import.finish();
    CHECK(read(county, "household", "H1")->area == "431128100200");
    CHECK(read(county, "household", "H2")->area == "431128");
    CHECK(read(county, "person", "P1")->area == "431128100200");
    CHECK(read(county, "person", "P2")->area == "431128");
    CHECK(read(county, "vehicle", "A|11010519491231002X")->area == "431128100200");
    CHECK(read(county, "official", "X")->area == "431128");
}
