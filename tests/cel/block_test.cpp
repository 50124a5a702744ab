// Whole tables block by block, and single rows: an answer depends on the row, not on where it lies.
#include "cel/column_agreement.hpp"
#include "cel/differential_random.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>

#include <type_traits>

using namespace jingzhun;

namespace {

cel::Bits repeated(std::span<std::uint64_t const> bits, std::size_t rows, std::size_t times) {
    if (bits.empty()) return {};
    cel::Bits all((rows * times + 63) / 64 + 1);
    for (std::size_t i = 0; i < rows * times; ++i)
        all[i / 64] |= std::uint64_t{cel::bit(bits, i % rows)} << (i % 64);
    return all;
}

template <class T> std::vector<T> repeated(cel::Array<T> const &cells, std::size_t times) {
    std::vector<T> all;
    for (std::size_t i = 0; i < times; ++i) all.insert(all.end(), cells.begin(), cells.end());
    return all;
}

std::vector<std::uint32_t> repeated_offsets(std::span<std::uint32_t const> offsets,
                                            std::size_t times) {
    std::vector<std::uint32_t> all{offsets.front()};
    for (std::size_t i = 0; i < times; ++i)
        for (std::size_t row = 0; row + 1 < offsets.size(); ++row)
            all.push_back(all.back() + offsets[row + 1] - offsets[row]);
    return all;
}

// Each table as often as asked, one copy after the other, every copy related within itself.
cel::Population repeated(cel::Population population, std::size_t times) {
    std::vector<std::size_t> rows;
    for (cel::Table const &table : population.tables) rows.push_back(table.rows);
    for (cel::Table &table : population.tables) {
        for (cel::Column &column : table.columns) {
            std::visit([&](auto &cells) { cells = repeated(cells, times); }, column.values);
            column.present = repeated(column.present, table.rows, times);
        }
        for (cel::ItemList &list : table.item_lists) {
            list.offsets = repeated_offsets(list.offsets, times);
            list.items = repeated(list.items, times);
            list.present = repeated(list.present, table.rows, times);
        }
        for (cel::Relation &relation : table.relations) {
            std::vector<std::uint32_t> children;
            for (std::size_t i = 0; i < times; ++i)
                for (std::uint32_t const child : relation.rows)
                    children.push_back(child +
                                       static_cast<std::uint32_t>(i * rows[relation.table]));
            relation.offsets = repeated_offsets(relation.offsets, times);
            relation.rows = std::move(children);
            relation.complete = repeated(relation.complete, table.rows, times);
        }
        for (cel::Reference &reference : table.references) {
            std::vector<std::int32_t> targets;
            for (std::size_t i = 0; i < times; ++i)
                for (std::int32_t const target : reference.rows)
                    targets.push_back(
                        target < 0 ? target
                                   : target + static_cast<std::int32_t>(i * rows[reference.table]));
            reference.rows = std::move(targets);
        }
        table.areas = repeated(table.areas, times);
        table.rows *= times;
    }
    return population;
}

// The children lie in order in every copy only where a copy's children are all of its children.
bool can_repeat(cel::Population const &population) {
    for (cel::Table const &table : population.tables)
        for (cel::Relation const &relation : table.relations)
            if (relation.rows.empty() &&
                (relation.offsets.front() != 0 ||
                 relation.offsets.back() != population.tables[relation.table].rows))
                return false;
    return true;
}

struct Rules {
    std::vector<std::shared_ptr<cel::Expression const>> kept;
    std::vector<cel::RuleSource> sources;
};

Rules some_rules(differential::Random &random, std::string const &record) {
    Rules rules;
    for (int i = 0; i < 10; ++i) {
        rules.kept.push_back(village::expression(
            differential::make_rule(random, record, 1 + static_cast<int>(random.below(3)))));
        rules.sources.push_back({"rule", nullptr, rules.kept.back().get(), random.chance(70)});
        if (!random.chance(30)) continue;
        rules.kept.push_back(village::expression(differential::make_rule(random, record, 2)));
        rules.sources.back().when = rules.kept.back().get();
    }
    return rules;
}

cel::RowAnswer answer_at(cel::Answers const &answers, std::size_t row) {
    return cel::bit(answers.met, row)       ? cel::RowAnswer::met
           : cel::bit(answers.unmet, row)   ? cel::RowAnswer::unmet
           : cel::bit(answers.unknown, row) ? cel::RowAnswer::unknown
                                            : cel::RowAnswer::none;
}

} // namespace

TEST_CASE("a row's answers are the same in a table of thousands, in a short one and alone") {
    auto const schema = differential::make_schema();
    std::size_t answers_seen = 0, tables_seen = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        differential::Random random(seed);
        auto const small = differential::make_population(schema, random);
        if (!can_repeat(small)) continue;
        auto const large = repeated(small, 200 + random.below(200));
        cel::Context const context{*base::parse_iso_date("2003-03-01"), {}, "43"};
        std::string const record = random.pick({"household", "person", "village"});
        auto const rules = some_rules(random, record);
        auto const compiled = cel::compile(schema, record, rules.sources);
        REQUIRE(compiled.program);
        auto const table = schema.index_of(record);
        std::size_t const rows = small.tables[table].rows;
        if (rows == 0) continue;
        ++tables_seen;
        auto const few = cel::run(*compiled.program, small, context, 1);
        auto const many = cel::run(*compiled.program, large, context, 2);
        cel::RowCheck single(*compiled.program, large, context);
        std::size_t wrong = 0;
        for (std::size_t row = 0; row < large.tables[table].rows; ++row) {
            auto const alone = row % 17 == 0 ? single.ask(row) : std::span<cel::RowAnswer const>{};
            for (std::size_t i = 0; i < rules.sources.size(); ++i) {
                auto const found = answer_at(many[i], row);
                wrong += found != answer_at(few[i], row % rows);
                wrong += !alone.empty() && alone[i] != found;
                ++answers_seen;
            }
        }
        INFO("seed ", seed, " on ", record);
        CHECK(wrong == 0);
    }
    CHECK(tables_seen >= 20);
    CHECK(answers_seen > 500'000);
}

TEST_CASE("a row that changed is checked again alone, with cells, rows and texts as they are now") {
    cel::Population population = village::shared().population;
    cel::Schema const &schema = village::shared().schema;
    auto const rule = village::expression("wage > 3218 && kind != 'registered'");
    cel::RuleSource const source{"rule", nullptr, rule.get()};
    auto const compiled = cel::compile(schema, "household", std::span(&source, 1));
    REQUIRE(compiled.program);
    cel::RowCheck check(*compiled.program, population, village::scope_of(0, 0).context);
    REQUIRE(check.ask(0)[0] == cel::RowAnswer::unmet); // H1 is registered
    auto const household = schema.find("household");
    auto &kinds =
        population.tables[schema.index_of("household")].columns[household->find("kind")->index];
    auto const other = population.strings.intern("a kind that no row had");
    std::visit(
        [&](auto &cells) {
            cells[0] = static_cast<typename std::decay_t<decltype(cells)>::value_type>(other);
        },
        kinds.values);
    CHECK(check.ask(0)[0] == cel::RowAnswer::met);
}
