// Compiling a pack's statistics and running them area by area.
#include "survey/pack_statistics.hpp"

#include "base/error.hpp"
#include "cel/check.hpp"
#include "survey/deprivation.hpp"
#include "survey/sample_values.hpp"
#include "survey/statistic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace jingzhun::survey {
namespace {

using pack::ExpressionPointer;
using pack::Statistic;
using AllValues = std::map<cel::Expression const *, Values>;

std::vector<ExpressionPointer> measured(Statistic const &statistic) {
    auto const &item = statistic.item;
    std::vector<ExpressionPointer> all{item.value, item.line.amount, statistic.weight};
    if (statistic.per_on.empty()) all.push_back(item.per);
    for (auto const &dimension : item.dimensions)
        for (auto const &indicator : dimension.indicators) all.push_back(indicator.deprived);
    std::erase(all, nullptr);
    return all;
}

// What a program found for each row of its register.
struct Found {
    AllValues values;
    std::vector<std::vector<std::string>> groups; // by `across`, by row
    std::vector<std::string> areas;
    std::size_t rows = 0;
};

std::string area_of(cel::Population const &population, cel::Table const &table, std::size_t row,
                    std::string const &county) {
    if (row >= table.areas.size()) return county;
    auto const area = std::string(population.strings.text(table.areas[row]));
    return area.empty() ? county : area;
}

// A code or text as it stands, a condition as yes or no; empty where it is not known.
std::string group_text(cel::Population const &population, cel::Column const &column, cel::Kind kind,
                       std::size_t row) {
    if (!cel::bit(column.present, row)) return "";
    return std::visit(
        [&](auto const &all) -> std::string {
            if (row >= all.size()) return "";
            if (kind == cel::Kind::text)
                return std::string(population.strings.text(static_cast<std::int32_t>(all[row])));
            if (kind == cel::Kind::boolean) return all[row] != 0 ? "true" : "false";
            return fmt::format("{}", static_cast<std::int64_t>(all[row]));
        },
        column.values);
}

// The rows of one figure, taken out of all.
struct Part {
    std::vector<std::uint32_t> rows;
    std::size_t left_out = 0;
};

class Running {
  public:
    Running(Statistic const &statistic, Found const &found, Found const *denominator,
            std::string const &county, std::size_t digits, base::Date as_of)
        : statistic_(statistic), found_(found), denominator_(denominator), county_(county),
          digits_(digits), as_of_(as_of) {}

    void run(std::vector<Figure> &figures) {
        share_line();
        for (auto const &[place, part] : parts()) add(place.first, place.second, part, figures);
    }

  private:
    using Place = std::pair<std::string, std::vector<std::string>>;

    Values const &of(ExpressionPointer const &expression) const {
        return found_.values.at(expression.get());
    }

    bool looked_at(std::uint32_t row) const {
        auto const &where = statistic_.item.where;
        return !where || !of(where).known[row] || of(where).numbers[row] != 0;
    }
    bool known(std::uint32_t row) const {
        auto const &where = statistic_.item.where;
        if (where && !of(where).known[row]) return false;
        return std::ranges::all_of(measured(statistic_),
                                   [&](auto const &each) { return of(each).known[row]; });
    }

    std::map<Place, Part> parts() const {
        std::map<Place, Part> all;
        all[{county_, {}}];
        for (std::uint32_t row = 0; row < found_.rows; ++row) {
            if (!looked_at(row)) continue;
            auto const good = known(row);
            auto const area = found_.areas[row].substr(0, digits_);
            std::vector<std::string> groups;
            for (auto const &each : found_.groups) groups.push_back(each[row]);
            std::vector<Place> places{{county_, {}}};
            if (area != county_) places.push_back({area, {}});
            if (!groups.empty()) places.push_back({county_, groups});
            if (!groups.empty() && area != county_) places.push_back({area, groups});
            for (auto const &place : places) {
                auto &part = all[place];
                if (good) part.rows.push_back(row);
                else ++part.left_out;
            }
        }
        return all;
    }

    std::vector<double> weights(std::vector<std::uint32_t> const &rows) const {
        std::vector<double> result;
        for (auto const row : rows)
            result.push_back(statistic_.weight ? of(statistic_.weight).numbers[row] : 1);
        return result;
    }

    Sample sample_of(Part const &part) const {
        AllValues values;
        for (auto const &expression : measured(statistic_)) {
            auto &taken = values[expression.get()];
            for (auto const row : part.rows) taken.numbers.push_back(of(expression).numbers[row]);
            taken.known.assign(part.rows.size(), true);
        }
        if (line_) {
            values[line_.get()] = {std::vector<double>(part.rows.size(), shared_line_),
                                   std::vector<bool>(part.rows.size(), true)};
        }
        return {weights(part.rows), std::move(values)};
    }

    // A relative line for all is found once and then stands as an amount.
    void share_line() {
        auto const &wanted = statistic_.item.line;
        if (wanted.share == 0 || wanted.within_domain) return;
        Part everybody;
        for (std::uint32_t row = 0; row < found_.rows; ++row)
            if (looked_at(row) && known(row)) everybody.rows.push_back(row);
        if (everybody.rows.empty()) return;
        auto const sample = sample_of(everybody);
        Domain const whole{&sample.design(), sample.rows()};
        auto const &values = sample.of(statistic_.item.value).numbers;
        shared_line_ = wanted.share *
                       (wanted.of_mean ? mean(whole, values) : quantile(whole, values, 0.5)).value;
        line_ = std::make_shared<cel::Expression>();
    }

    Figure start(std::string const &area, std::vector<std::string> const &groups,
                 Part const &part) const {
        Figure figure;
        figure.statistic = &statistic_;
        figure.as_of = as_of_;
        figure.area = area;
        figure.groups = groups;
        figure.rows = part.rows.size();
        figure.left_out = part.left_out;
        for (auto const weight : weights(part.rows)) figure.base += weight;
        return figure;
    }

    void finish(Figure &figure, double value) const {
        if (!std::isfinite(value)) return;
        figure.value = statistic_.unit == "%" ? 100 * value : value;
    }

    void add(std::string const &area, std::vector<std::string> const &groups, Part const &part,
             std::vector<Figure> &figures) const {
        auto const sample = sample_of(part);
        Domain const domain{&sample.design(), sample.rows()};
        auto item = statistic_.item;
        if (line_) item.line = {line_, 0, false, false};
        if (item.statistic == "alkire_foster") {
            std::vector<std::vector<double>> deprived;
            for (auto const &dimension : item.dimensions)
                for (auto const &indicator : dimension.indicators)
                    deprived.push_back(shares(sample, indicator.deprived, domain));
            for (auto const &each : alkire_foster(domain, item, deprived)) {
                auto figure = start(area, groups, part);
                figure.measure = each.measure;
                figure.of = each.of;
                figure.cutoff = each.cutoff;
                if (!part.rows.empty()) finish(figure, each.value.value);
                figures.push_back(std::move(figure));
            }
            return;
        }
        auto figure = start(area, groups, part);
        if (denominator_ != nullptr) {
            figure.base = denominator_total(area, figure.left_out);
            finish(figure, total(domain, sample.of(item.value).numbers).value / figure.base);
        } else if (!part.rows.empty() || item.statistic == "total") {
            auto const found = statistic_of(sample, item, domain, domain);
            figure.line = found.line;
            finish(figure, found.value.value);
        }
        figures.push_back(std::move(figure));
    }

    double denominator_total(std::string const &area, std::size_t &left_out) const {
        auto const &per = denominator_->values.at(statistic_.item.per.get());
        auto const *where = statistic_.per_where.get();
        double sum = 0;
        for (std::size_t row = 0; row < denominator_->rows; ++row) {
            if (!denominator_->areas[row].starts_with(area)) continue;
            if (where != nullptr) {
                auto const &condition = denominator_->values.at(where);
                if (condition.known[row] && condition.numbers[row] == 0) continue;
                if (!condition.known[row]) ++left_out;
                if (!condition.known[row]) continue;
            }
            if (per.known[row]) sum += per.numbers[row];
            else ++left_out;
        }
        return sum;
    }

    Statistic const &statistic_;
    Found const &found_;
    Found const *denominator_;
    std::string const &county_;
    std::size_t digits_;
    base::Date as_of_;
    ExpressionPointer line_; // of all; null: none found
    double shared_line_ = 0;
};

} // namespace

PackStatistics::Program PackStatistics::compile(std::string const &on,
                                                std::vector<ExpressionPointer> expressions) {
    Program program;
    program.record = schema_.index_of(on);
    std::erase(expressions, nullptr);
    program.expressions = std::move(expressions);
    std::vector<cel::Expression const *> all;
    for (auto const &expression : program.expressions) {
        all.push_back(expression.get());
        program.is_money.push_back(cel::check(*expression, schema_, on).type.kind ==
                                   cel::Kind::money);
    }
    auto compiled = cel::compile_values(schema_, on, all);
    if (!compiled.problems.empty()) throw base::Error(compiled.problems.front());
    program.program = std::move(compiled.program);
    for (auto const &field : cel::used_fields(*program.program))
        if (std::ranges::find(used_, field) == used_.end()) used_.push_back(field);
    return program;
}

PackStatistics::PackStatistics(cel::Schema const &schema, std::vector<Statistic> const &statistics)
    : schema_(schema), statistics_(statistics) {
    for (auto const &statistic : statistics) {
        auto expressions = measured(statistic);
        expressions.push_back(statistic.item.where);
        expressions.insert(expressions.end(), statistic.across.begin(), statistic.across.end());
        programs_.push_back(compile(statistic.on, std::move(expressions)));
        if (statistic.per_on.empty()) denominators_.emplace_back();
        else
            denominators_.push_back(
                compile(statistic.per_on, {statistic.item.per, statistic.per_where}));
    }
}

std::vector<Figure> PackStatistics::run(cel::Population const &population, base::Date as_of,
                                        std::string const &county, std::size_t digits) const {
    cel::Context const context{as_of, {}, county};
    auto const evaluate = [&](Program const &program,
                              std::vector<ExpressionPointer> const &across) {
        auto const &table = population.tables[program.record];
        auto const columns = cel::run_values(*program.program, population, context);
        Found found;
        found.rows = table.rows;
        for (std::size_t i = 0; i < columns.size(); ++i)
            found.values.emplace(program.expressions[i].get(),
                                 values_of(columns[i], table.rows, program.is_money[i] ? 0.01 : 1));
        for (auto const &group : across) {
            auto const at =
                std::ranges::find(program.expressions, group) - program.expressions.begin();
            auto const kind =
                cel::check(*group, schema_, schema_.records[program.record].name).type.kind;
            std::vector<std::string> texts;
            for (std::size_t row = 0; row < table.rows; ++row)
                texts.push_back(
                    group_text(population, columns[static_cast<std::size_t>(at)], kind, row));
            found.groups.push_back(std::move(texts));
        }
        for (std::size_t row = 0; row < table.rows; ++row)
            found.areas.push_back(area_of(population, table, row, county));
        return found;
    };
    std::vector<Figure> figures;
    for (std::size_t i = 0; i < statistics_.size(); ++i) {
        auto const found = evaluate(programs_[i], statistics_[i].across);
        std::optional<Found> denominator;
        if (denominators_[i].program) denominator = evaluate(denominators_[i], {});
        Running(statistics_[i], found, denominator ? &*denominator : nullptr, county, digits, as_of)
            .run(figures);
    }
    return figures;
}

} // namespace jingzhun::survey
