// A whole pack over synthetic records in every register it has: how long all its rules take, and
// which of them take longest. The records mean nothing; they fill every column that a rule reads.
//
//   pack_bench [pack = packs/china] [households = 100000] [rounds = 3]
#include "base/file.hpp"
#include "check/rule_set.hpp"
#include "pack/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <functional>
#include <map>
#include <random>
#include <ranges>

using namespace jingzhun;

namespace {

constexpr std::uint64_t seed = 7;
base::Date const as_of = *base::make_date(2023, 12, 31);
std::string const area = "431128";

// Rows for each household; registers not named here have a row for every fifth.
std::map<std::string, double, std::less<>> const per_household = {{"household", 1},
                                                                  {"person", 3.5},
                                                                  {"household_form", 1},
                                                                  {"member_form", 3.5},
                                                                  {"visit", 2},
                                                                  {"measure", 1},
                                                                  {"proof", 1},
                                                                  {"insurance", 3},
                                                                  {"village", 0.002},
                                                                  {"village_form", 0.002},
                                                                  {"county_review", 0.00001},
                                                                  {"official", 0.02}};

std::size_t rows_of(std::string const &name, std::size_t households) {
    auto const found = per_household.find(name);
    auto const share = found == per_household.end() ? 0.2 : found->second;
    return std::max<std::size_t>(1,
                                 static_cast<std::size_t>(share * static_cast<double>(households)));
}

// A valid number of somebody born between 1940 and 2020.
std::string identity(std::mt19937_64 &random) {
    constexpr std::array weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    auto text = fmt::format("431199{}{:02}{:02}{:03}", 1940 + random() % 80, 1 + random() % 12,
                            1 + random() % 28, random() % 1000);
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights.at(i) * (text[i] - '0');
    return text + "10X98765432"[sum % 11];
}

class Maker {
  public:
    Maker(pack::Pack const &pack, cel::Schema const &schema, std::size_t households)
        : pack_(pack), schema_(schema) {
        for (auto const &record : schema.records) {
            cel::Table table;
            table.name = record.name;
            table.rows = record.name == "outcome" ? 0 : rows_of(record.name, households);
            population_.tables.push_back(std::move(table));
        }
        for (int i = 0; i < 20'000; ++i)
            identities_.push_back(population_.strings.intern(identity(random_)));
        for (int i = 0; i < 100; ++i)
            texts_.push_back(population_.strings.intern(fmt::format("文字{}", i)));
    }

    cel::Population make(std::vector<cel::UsedField> const &used) {
        for (auto const &field : used)
            if (field.source == cel::FieldSource::column || field.source == cel::FieldSource::items)
                fill(field);
        relate();
        population_.strings.settle();
        return std::move(population_);
    }

  private:
    template <class List> static auto &at(List &list, std::size_t index) {
        if (list.size() <= index) list.resize(index + 1);
        return list[index];
    }

    template <class Cell, class Of> std::vector<Cell> cells(std::size_t rows, Of const &of) {
        std::vector<Cell> made(rows);
        for (auto &cell : made) cell = static_cast<Cell>(of());
        return made;
    }

    // Ninety-eight in a hundred are known.
    cel::Bits known(std::size_t rows) {
        cel::Bits bits((rows + 63) / 64, 0);
        for (std::size_t row = 0; row < rows; ++row)
            if (random_() % 50 != 0) bits[row / 64] |= std::uint64_t{1} << (row % 64);
        return bits;
    }

    pack::Field const &field_of(cel::UsedField const &used) const {
        auto const &fields = pack_.registers[used.record].fields;
        auto const several = [](pack::Field const &one) {
            return one.type == pack::FieldType::codes || one.type == pack::FieldType::areas;
        };
        if (used.source == cel::FieldSource::column) return fields[used.index];
        std::size_t seen = 0;
        for (auto const &field : fields)
            if (several(field) && seen++ == used.index) return field;
        return fields.front();
    }

    std::int32_t code_of(std::string const &list) {
        auto const &codes = pack_.find_codes(list)->codes;
        return population_.strings.intern(codes[random_() % codes.size()].code);
    }

    // A ledger of visits covers a quarter; everything else reaches back four years.
    static std::uint64_t days_back(cel::Table const &table) {
        return table.name == "visit" ? 92 : 1500;
    }

    std::int64_t whole(pack::Field const &field) {
        if (field.name == "year") return 2021 + static_cast<std::int64_t>(random_() % 3);
        return static_cast<std::int64_t>(random_() % 100);
    }

    void fill(cel::UsedField const &used) {
        if (used.record >= pack_.registers.size()) return;
        auto &table = population_.tables[used.record];
        auto const &field = field_of(used);
        auto const rows = table.rows;
        if (used.source == cel::FieldSource::items) return fill_items(table, field, used.index);
        cel::Column column;
        column.present = known(rows);
        switch (field.type) {
        case pack::FieldType::boolean:
            column.values = cells<std::uint8_t>(rows, [&] { return random_() % 20 != 0; });
            break;
        case pack::FieldType::date:
            column.values = cells<std::int32_t>(
                rows, [&] { return as_of.days - static_cast<int>(random_() % days_back(table)); });
            break;
        case pack::FieldType::integer:
            column.values = cells<std::int64_t>(rows, [&] { return whole(field); });
            break;
        case pack::FieldType::money:
            column.values = cells<std::int64_t>(rows, [&] { return random_() % 2'000'000; });
            break;
        case pack::FieldType::number:
            column.values = cells<double>(rows, [&] { return random_() % 40; });
            break;
        case pack::FieldType::code:
            column.values = cells<std::int32_t>(rows, [&] { return code_of(field.codes); });
            break;
        case pack::FieldType::identity:
            column.values = cells<std::int32_t>(
                rows, [&] { return identities_[random_() % identities_.size()]; });
            break;
        default:
            column.values =
                cells<std::int32_t>(rows, [&] { return texts_[random_() % texts_.size()]; });
        }
        at(table.columns, used.index) = std::move(column);
    }

    void fill_items(cel::Table &table, pack::Field const &field, std::size_t index) {
        cel::ItemList list;
        std::vector<std::uint32_t> offsets{0};
        std::vector<std::int32_t> items;
        for (std::size_t row = 0; row < table.rows; ++row) {
            items.push_back(field.codes.empty() ? texts_.front() : code_of(field.codes));
            offsets.push_back(static_cast<std::uint32_t>(items.size()));
        }
        list.offsets = std::move(offsets);
        list.items = std::move(items);
        list.present = known(table.rows);
        at(table.item_lists, index) = std::move(list);
    }

    // Rows of a link are spread over those it leads to in order; lists of equals hold the row
    // alone.
    void relate() {
        for (auto const &place : pack::link_places(pack_)) {
            auto &from = population_.tables[place.from];
            auto const targets = population_.tables[place.to].rows;
            if (place.link->many) {
                auto const to_itself = place.from == place.to;
                std::vector<std::uint32_t> offsets(from.rows + 1, 0);
                for (std::size_t i = 0; i <= from.rows && to_itself; ++i)
                    offsets[i] = static_cast<std::uint32_t>(i);
                at(from.relations, place.own_index) = {place.to, std::move(offsets), {}, {}};
            } else {
                std::vector<std::int32_t> rows(from.rows);
                for (std::size_t i = 0; i < from.rows; ++i)
                    rows[i] = static_cast<std::int32_t>(i * targets / from.rows);
                at(from.references, place.own_index) = {place.to, std::move(rows)};
            }
            if (!place.link->reverse.empty()) reverse(place);
        }
        for (std::size_t i = 0; i + 1 < schema_.records.size(); ++i)
            if (auto const index = pack::outcomes_relation(schema_, i); index >= 0)
                at(population_.tables[i].relations, static_cast<std::size_t>(index)) = {
                    schema_.records.size() - 1,
                    std::vector<std::uint32_t>(population_.tables[i].rows + 1, 0),
                    {},
                    {}};
    }

    void reverse(pack::LinkPlace const &place) {
        auto const children = population_.tables[place.from].rows;
        auto &table = population_.tables[place.to];
        std::vector<std::uint32_t> offsets(table.rows + 1, 0);
        for (std::size_t i = 0; i < children && !place.link->many; ++i)
            ++offsets[i * table.rows / children + 1];
        for (std::size_t i = 0; i < table.rows; ++i) offsets[i + 1] += offsets[i];
        at(table.relations, place.reverse_index) = {place.from, std::move(offsets), {}, {}};
    }

    pack::Pack const &pack_;
    cel::Schema const &schema_;
    cel::Population population_;
    std::mt19937_64 random_{seed};
    std::vector<std::int32_t> identities_, texts_;
};

double seconds(auto const &work) {
    auto const start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Of the processor, all threads together: what a machine that is busy with others still tells.
double busy(auto const &work) {
    auto const start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

double best(int rounds, auto const &work) {
    double least = seconds(work);
    for (int round = 1; round < rounds; ++round) least = std::min(least, seconds(work));
    return least;
}

void dearest(pack::Pack const &pack, cel::Schema const &schema, cel::Population const &population) {
    std::vector<std::pair<double, std::string>> costs;
    for (auto const &rule : pack.rules) {
        if (rule.kind == pack::RuleKind::measure || rule.uses_outcomes) continue;
        check::RuleSet const one(pack, schema, {rule.id});
        auto copy = population;
        costs.emplace_back(seconds([&] { one.run(copy, as_of, area, 2); }), rule.id);
    }
    std::ranges::sort(costs, std::greater{});
    fmt::print("dearest alone, two threads:\n");
    for (auto const &[time, id] : costs | std::views::take(12))
        fmt::print("  {:8.1f} ms  {}\n", time * 1000, id);
}

} // namespace

int main(int count, char **words) {
    std::string const folder = count > 1 ? words[1] : base::shipped("packs/china");
    auto const households = count > 2 ? std::stoul(words[2]) : 100'000UL;
    int const rounds = count > 3 ? std::stoi(words[3]) : 3;
    auto const pack = pack::load_or_throw(folder);
    auto const schema = pack::make_schema(pack);
    check::RuleSet const rules(pack, schema);
    auto population = Maker(pack, schema, households).make(rules.used_fields());
    std::size_t rows = 0, answers = 0;
    for (auto const &table : population.tables) rows += table.rows;
    for (int const threads : {1, 2}) {
        auto const run = [&] {
            auto const results = rules.run(population, as_of, area, threads);
            answers = 0;
            for (auto const &result : results) answers += population.tables[result.record].rows;
        };
        auto const time = best(rounds, run);
        fmt::print("{} rules, {} households, {} rows, {} answers, {} threads: {:.3f} s "
                   "(processor {:.3f} s)\n",
                   pack.rules.size(), households, rows, answers, threads, time, busy(run));
    }
    dearest(pack, schema, population);
}
