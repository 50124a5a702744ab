// The ways of evaluating held against each other on one case.
#include "cel/check.hpp"
#include "cel/column_agreement.hpp"
#include "cel/differential_case.hpp"
#include "cel/naive.hpp"
#include "cel/village.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

namespace differential {
namespace {

using agreement::Answer;

// What one case runs on.
struct Ground {
    cel::Schema const &schema;
    cel::Population population;
    cel::Context context;
    std::uint32_t table;
    int threads;
};

Ground make_ground(Case const &each) {
    static cel::Schema const schema = make_schema();
    Random random(each.seed);
    cel::Population population = make_population(schema, random);
    cel::Context context{
        *base::parse_iso_date("2003-03-01"),
        base::period_of(base::PeriodUnit::quarter, *base::parse_iso_date("2003-03-01")),
        random.chance(50) ? "43" : ""};
    return {schema, std::move(population), std::move(context),
            static_cast<std::uint32_t>(schema.index_of(each.record)), random.chance(10) ? 2 : 1};
}

struct Checked {
    std::shared_ptr<cel::Expression const> expression; // null: none
    cel::Checked types;
};
Checked checked(std::string const &text, Ground const &ground, std::string const &record) {
    if (text.empty()) return {};
    auto expression = village::expression(text);
    auto types = cel::check(*expression, ground.schema, record, true);
    return {std::move(expression), std::move(types)};
}

// Row mode and naive on one expression for one record; empty where they agree.
std::string difference(Checked const &each, Ground const &ground, std::uint32_t row,
                       cel::Value &by_row) {
    cel::Expression const &expression = *each.expression;
    cel::Scope scope{&ground.schema, &ground.population, ground.context,
                     cel::RecordReference{ground.table, row}};
    by_row = cel::evaluate(expression, scope);
    naive::World const world{ground.schema, ground.population, ground.context,
                             each.types,    ground.table,      row};
    naive::Value const plain = naive::evaluate(expression, world);
    if (naive::says_the_same(plain, by_row)) return {};
    std::string text = expression.text + "\n  on row " + std::to_string(row) + ": row mode " +
                       cel::to_string(by_row);
    if (auto const *unknown = by_row.as<cel::Unknown>())
        for (auto const &fact : unknown->facts)
            text += " ?" + std::to_string(fact.record.table) + ":" +
                    std::to_string(fact.record.row) + "." + fact.field;
    return text + "\n  naive " + naive::to_string(plain);
}

void count(cel::Value const &value, Tally &tally) {
    ++tally.cases;
    auto const *truth = value.as<bool>();
    tally.met += truth != nullptr && *truth;
    tally.unmet += truth != nullptr && !*truth;
    tally.unknown += value.is_unknown();
    tally.errors += value.is_error();
}

void note(std::string const &text, std::string const &record, Tally &tally) {
    static std::set<std::string> seen;
    for (std::string &construct : constructs_of(text, record)) seen.insert(std::move(construct));
    tally.seen.assign(seen.begin(), seen.end());
}

std::string verdicts(Case const &each, Ground const &ground, Tally &tally) {
    std::vector<Checked> musts, whens;
    std::vector<cel::RuleSource> rules;
    for (Rule const &rule : each.rules) {
        musts.push_back(checked(rule.must, ground, each.record));
        whens.push_back(checked(rule.when, ground, each.record));
        rules.push_back(
            {"rule", whens.back().expression.get(), musts.back().expression.get(), rule.must_hold});
    }
    auto const compiled = cel::compile(ground.schema, each.record, rules, true);
    if (!compiled.program) return describe(compiled.problems.front(), base::Language::en);
    auto const answers =
        cel::run(*compiled.program, ground.population, ground.context, ground.threads);
    for (std::size_t i = 0; i < rules.size(); ++i)
        for (std::uint32_t row = 0; row < ground.population.tables[ground.table].rows; ++row) {
            cel::Value when{true}, must;
            std::string found;
            if (rules[i].when != nullptr) found = difference(whens[i], ground, row, when);
            if (found.empty()) found = difference(musts[i], ground, row, must);
            if (!found.empty()) return found;
            auto const *applies = when.as<bool>();
            auto const *truth = must.as<bool>();
            Answer const expected = applies == nullptr             ? Answer::unknown
                                    : !*applies                    ? Answer::none
                                    : truth == nullptr             ? Answer::unknown
                                    : *truth == rules[i].must_hold ? Answer::met
                                                                   : Answer::unmet;
            Answer const column = agreement::answer_of(answers[i], row);
            if (expected != column)
                return rules[i].must->text +
                       (rules[i].when ? "\n  when " + rules[i].when->text : "") + "\n  on row " +
                       std::to_string(row) + ": row mode and naive " +
                       agreement::name_of(expected) + ", columns " + agreement::name_of(column);
            count(must, tally);
        }
    return {};
}

// Does the column hold row mode's value in this row? Where it is not known, nothing.
bool holds(cel::Column const &column, std::size_t row, cel::Value const &value,
           cel::Strings const &strings) {
    bool const is_there = cel::bit(column.present, row);
    if (value.is_unknown() || value.is_error()) return !is_there;
    auto const number = [&] {
        return std::visit(
            [&](auto const &cells) { return static_cast<std::int64_t>(cells.at(row)); },
            column.values);
    };
    auto const real = [&] { return std::get<cel::Array<double>>(column.values).at(row); };
    if (auto const *text = value.as<std::string>()) {
        std::int32_t const known = strings.find(*text);
        return known < 0 ? !is_there : is_there && number() == known;
    }
    if (!is_there) return false;
    if (auto const *truth = value.as<bool>()) return number() == (*truth ? 1 : 0);
    if (auto const *whole = value.as<std::int64_t>()) return number() == *whole;
    if (auto const *money = value.as<base::Money>()) return number() == money->fen;
    if (auto const *date = value.as<base::Date>()) return number() == date->days;
    if (auto const *x = value.as<double>())
        return real() == *x || (std::isnan(real()) && std::isnan(*x));
    auto const *ratio = value.as<cel::MoneyRatio>();
    if (ratio == nullptr) return false;
    double const yuan = static_cast<double>(ratio->fen) / static_cast<double>(ratio->divisor) / 100;
    return std::fabs(real() - yuan) <= 1e-9 * std::max(1.0, std::fabs(yuan));
}

std::string values(Case const &each, Ground const &ground, Tally &tally) {
    std::vector<Checked> kept;
    std::vector<cel::Expression const *> expressions;
    for (Rule const &rule : each.rules) {
        kept.push_back(checked(rule.must, ground, each.record));
        expressions.push_back(kept.back().expression.get());
    }
    auto const compiled = cel::compile_values(ground.schema, each.record, expressions, true);
    if (!compiled.program) return describe(compiled.problems.front(), base::Language::en);
    auto const columns =
        cel::run_values(*compiled.program, ground.population, ground.context, ground.threads);
    for (std::size_t i = 0; i < expressions.size(); ++i)
        for (std::uint32_t row = 0; row < ground.population.tables[ground.table].rows; ++row) {
            cel::Value value;
            std::string const found = difference(kept[i], ground, row, value);
            if (!found.empty()) return found;
            if (!holds(columns[i], row, value, ground.population.strings))
                return expressions[i]->text + "\n  on row " + std::to_string(row) +
                       ": row mode and naive " + cel::to_string(value) + ", columns otherwise";
            count(value, tally);
        }
    return {};
}

std::string general(Case const &each, Ground const &ground, Tally &tally) {
    for (Rule const &rule : each.rules) {
        Checked const expression = checked(rule.must, ground, each.record);
        if (!expression.types.problems.empty()) {
            ++tally.refused;
            continue;
        }
        auto const rows = std::min<std::size_t>(ground.population.tables[ground.table].rows, 10);
        for (std::uint32_t row = 0; row < rows; ++row) {
            cel::Value value;
            std::string const found = difference(expression, ground, row, value);
            if (!found.empty()) return found;
            count(value, tally);
        }
    }
    return {};
}

} // namespace

std::string disagreement(Case const &each, Tally &tally) {
    Ground const ground = make_ground(each);
    std::string const found = each.way == Way::verdicts ? verdicts(each, ground, tally)
                              : each.way == Way::values ? values(each, ground, tally)
                                                        : general(each, ground, tally);
    if (found.empty())
        for (Rule const &rule : each.rules) note(rule.must, each.record, tally);
    return found;
}

} // namespace differential
