// Random registers for the differential test: every kind of field, with gaps.
#include "cel/differential_random.hpp"

#include "cel/village.hpp"

#include <algorithm>

namespace differential {

using cel::Field;
using cel::FieldSource;
using cel::Kind;

std::uint64_t Random::next() {
    if (state_ == 0) {
        if (choices_.empty()) return 0;
        std::uint64_t const choice = choices_.front();
        choices_ = choices_.subspan(1);
        return choice;
    }
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545F4914F6CDD1DU;
}

namespace {

// Every record has the same columns, so that rules can be made for any.
std::vector<Field> columns() {
    return {{"n", {Kind::integer}, FieldSource::column, 0},
            {"k", {Kind::integer}, FieldSource::column, 1},
            {"f", {Kind::boolean}, FieldSource::column, 2},
            {"w", {Kind::money}, FieldSource::column, 3},
            {"c", {Kind::text, {}, "code"}, FieldSource::column, 4},
            {"t", {Kind::text}, FieldSource::column, 5},
            {"d", {Kind::date}, FieldSource::column, 6},
            {"x", {Kind::real}, FieldSource::column, 7}};
}

std::int64_t integer(Random &random) {
    static constexpr std::int64_t extremes[] = {INT64_MAX, INT64_MIN, INT64_MAX / 2, 3'000'000'000,
                                                -3'000'000'000};
    if (random.chance(3)) return extremes[random.below(5)];
    return static_cast<std::int64_t>(random.below(9)) - 3;
}

std::int64_t fen(Random &random) {
    std::int64_t const number = integer(random);
    bool const is_small = number > -100 && number < 100;
    return is_small && random.chance(50) ? number * 50 : number;
}

template <class T, class Make>
cel::Column column(std::size_t rows, int missing, Random &random, Make make) {
    std::vector<T> cells(rows);
    cel::Bits present((rows + 63) / 64 + 1, 0);
    for (std::size_t row = 0; row < rows; ++row) {
        if (random.chance(missing)) continue;
        present[row / 64] |= std::uint64_t{1} << (row % 64);
        cells[row] = static_cast<T>(make());
    }
    if (missing == 0) present.clear();
    return {std::move(cells), std::move(present)};
}

// In any width that holds small numbers.
template <class Make>
cel::Column whole_column(std::size_t rows, int missing, Random &random, Make make) {
    switch (random.below(3)) {
    case 0:
        return column<std::uint8_t>(rows, missing, random, make);
    case 1:
        return column<std::int32_t>(rows, missing, random, make);
    default:
        return column<std::int64_t>(rows, missing, random, make);
    }
}

void fill_columns(cel::Table &table, cel::Strings &strings, Random &random) {
    static constexpr char const *texts[] = {
        "", "a", "b", "ab", "张三", "431199199001011239", "431199199001010"};
    std::size_t const rows = table.rows;
    int const missing = random.chance(30) ? 0 : 10;
    auto const text = [&](std::size_t first, std::size_t count) {
        return strings.intern(texts[first + random.below(count)]);
    };
    auto const day = [&] {
        return base::parse_iso_date("2000-02-27")->days + static_cast<int>(random.below(4)) * 365 +
               static_cast<int>(random.below(4));
    };
    auto const small = [&] { return static_cast<std::int64_t>(random.below(9)) - 3; };
    bool const is_narrow = random.chance(50);
    table.columns.clear();
    table.columns.push_back(
        is_narrow ? column<std::int32_t>(rows, missing, random, small)
                  : column<std::int64_t>(rows, missing, random, [&] { return integer(random); }));
    table.columns.push_back(whole_column(rows, missing, random, [&] { return random.below(4); }));
    table.columns.push_back(
        column<std::uint8_t>(rows, missing, random, [&] { return random.below(2); }));
    table.columns.push_back(
        is_narrow ? column<std::int32_t>(rows, missing, random, [&] { return small() * 50; })
                  : column<std::int64_t>(rows, missing, random, [&] { return fen(random); }));
    table.columns.push_back(whole_column(rows, missing, random, [&] { return text(1, 3); }));
    table.columns.push_back(whole_column(rows, missing, random, [&] { return text(0, 7); }));
    table.columns.push_back(is_narrow ? column<std::int32_t>(rows, missing, random, day)
                                      : column<std::int64_t>(rows, missing, random, day));
    table.columns.push_back(column<double>(
        rows, missing, random, [&] { return static_cast<double>(random.below(9)) / 2 - 2; }));
}

cel::Bits some(std::size_t rows, int missing, Random &random) {
    cel::Bits bits(rows / 64 + 1, 0);
    for (std::size_t row = 0; row < rows; ++row)
        bits[row / 64] |= std::uint64_t{!random.chance(missing)} << (row % 64);
    if (missing == 0) bits.clear();
    return bits;
}

// Rows in order, or a list of any rows.
cel::Relation relation(std::size_t to, std::size_t parents, std::size_t children, bool in_order,
                       Random &random) {
    cel::Relation relation{to, {0}, {}, some(parents, random.chance(40) ? 0 : 10, random)};
    for (std::size_t parent = 0; parent < parents; ++parent) {
        std::size_t const left = children - relation.offsets.back();
        std::size_t const count = in_order ? std::min(left, random.below(5)) : random.below(4);
        relation.offsets.push_back(relation.offsets.back() + static_cast<std::uint32_t>(count));
        for (std::size_t i = 0; !in_order && i < count; ++i)
            relation.rows.push_back(static_cast<std::uint32_t>(random.below(children)));
    }
    if (!in_order && relation.rows.empty()) relation.rows.push_back(0);
    return relation;
}

cel::Reference reference(std::size_t to, std::size_t rows, std::size_t targets, Random &random) {
    cel::Reference reference{to, {}};
    for (std::size_t row = 0; row < rows; ++row)
        reference.rows.push_back(random.chance(80)
                                     ? static_cast<std::int32_t>(random.below(targets))
                                 : random.chance(50) ? -1
                                                     : -2);
    return reference;
}

} // namespace

cel::Schema make_schema() {
    cel::Schema schema;
    schema.code_lists = {{"code", {"a", "b", "ab"}}};
    for (char const *name : {"village", "household", "person", "thing"})
        schema.records.push_back({name, columns()});
    auto const list = [](char const *name) { return cel::list_of(cel::record_of(name)); };
    auto &fields = schema.records;
    fields[0].fields.push_back({"households", list("household"), FieldSource::relation, 0});
    fields[1].fields.push_back({"members", list("person"), FieldSource::relation, 0});
    fields[1].fields.push_back(
        {"risks", cel::list_of({Kind::text, {}, "code"}), FieldSource::items, 0});
    fields[1].fields.push_back({"village", cel::record_of("village"), FieldSource::reference, 0});
    fields[1].fields.push_back(village::derived("total", {Kind::money}, "w + members.sum(m, m.w)"));
    fields[1].fields.push_back(village::derived("size_of", {Kind::integer}, "size(members)"));
    fields[1].fields.push_back(village::derived("each", {}, "total / size_of"));
    fields[2].fields.push_back({"things", list("thing"), FieldSource::relation, 0});
    fields[2].fields.push_back(
        {"household", cel::record_of("household"), FieldSource::reference, 0});
    cel::Parameter line{"line", {Kind::money}, {"code"}, {{Kind::text, {}, "code"}}, {}};
    auto const day = [](char const *text) { return *base::parse_iso_date(text); };
    line.values = {{{"a"}, "", day("2001-01-01"), base::date_max, std::int64_t{200}},
                   {{"a"}, "43", day("2002-01-01"), base::date_max, std::int64_t{-50}},
                   {{"b"}, "", base::date_min, day("2002-02-28"), std::int64_t{100}}};
    cel::Parameter quota{"quota", {Kind::integer}, {}, {}, {}};
    quota.values = {{{}, "", base::date_min, day("2001-02-28"), std::int64_t{1}},
                    {{}, "", day("2001-02-28"), base::date_max, std::int64_t{2}}};
    schema.parameters = {line, quota};
    return schema;
}

cel::Population make_population(cel::Schema const &schema, Random &random) {
    cel::Population population;
    std::size_t const households = 1 + random.below(90);
    std::size_t const rows[] = {1 + random.below(5), households, 1 + households * 2,
                                1 + random.below(80)};
    for (std::size_t i = 0; i < schema.records.size(); ++i) {
        cel::Table table{schema.records[i].name, rows[i], {}, {}, {}, {}, {}, {}, {}};
        fill_columns(table, population.strings, random);
        population.tables.push_back(std::move(table));
    }
    population.tables[0].relations = {relation(1, rows[0], rows[1], false, random)};
    population.tables[1].relations = {relation(2, rows[1], rows[2], true, random)};
    population.tables[2].relations = {relation(3, rows[2], rows[3], false, random)};
    population.tables[1].references = {reference(0, rows[1], rows[0], random)};
    population.tables[2].references = {reference(1, rows[2], rows[1], random)};
    cel::ItemList risks{{0}, {}, some(rows[1], 10, random)};
    for (std::size_t row = 0; row < rows[1]; ++row) {
        for (std::size_t i = random.below(4); i > 0; --i)
            risks.items.push_back(population.strings.intern(random.chance(50) ? "a" : "ab"));
        risks.offsets.push_back(static_cast<std::uint32_t>(risks.items.size()));
    }
    population.tables[1].item_lists = {std::move(risks)};
    if (random.chance(70))
        for (std::size_t row = 0; row < rows[1]; ++row)
            population.tables[1].areas.push_back(
                population.strings.intern(random.chance(50) ? "4311" : "44"));
    return population;
}

} // namespace differential
