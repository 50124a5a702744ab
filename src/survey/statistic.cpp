// The words of a plan and the functions they stand for.
#include "survey/statistic.hpp"

#include "base/error.hpp"
#include "survey/inequality.hpp"
#include "survey/poverty.hpp"
#include "survey/sum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <string_view>

namespace jingzhun::survey {
namespace {

using pack::EstimateItem;
using Numbers = std::span<double const>;

struct Request {
    Sample const &sample;
    EstimateItem const &item;
    Domain const &domain;
    Numbers values;
};

// Where logarithms are taken, or powers below 0, nobody may have nothing.
void require_positive(Request const &request, bool or_nothing) {
    for (auto const row : request.domain.rows)
        if (request.values[row] < 0 || (request.values[row] == 0 && !or_nothing))
            throw base::Error("estimate_not_positive",
                              {{"statistic", request.item.statistic},
                               {"value", fmt::format("{}", request.values[row])}},
                              request.sample.table().place(row));
}

Linear positive_entropy(Request const &request) {
    require_positive(request, request.item.aversion > 0);
    return entropy(request.domain, request.values, request.item.aversion);
}

Decomposed decomposed(Request const &request) {
    require_positive(request, request.item.aversion > 0);
    auto const &table = request.sample.table();
    return decompose_entropy(request.domain, request.values, request.item.aversion,
                             table.cells[table.find(request.item.groups)]);
}

Linear gini_of(Request const &request) {
    auto const &form = request.item.form;
    return gini(request.domain, request.values,
                form == "ranks"   ? GiniForm::ranks
                : form == "pairs" ? GiniForm::pairs
                                  : GiniForm::distinct_pairs);
}

Linear proportion(Request const &request) {
    return mean(request.domain, shares(request.sample, request.item.value, request.domain));
}

// The ends of what was found say nothing of the ends there are: no influence, so no error.
Linear extreme(Request const &request, double sign) {
    double most = -std::numeric_limits<double>::infinity();
    for (auto const row : request.domain.rows) most = std::max(most, sign * request.values[row]);
    return constant(sign * most);
}

using Plain = std::function<Linear(Request const &)>;
std::map<std::string_view, Plain> const plain = {
    {"total", [](Request const &r) { return total(r.domain, r.values); }},
    {"mean", [](Request const &r) { return mean(r.domain, r.values); }},
    {"ratio",
     [](Request const &r) {
         return total(r.domain, r.values) / total(r.domain, r.sample.of(r.item.per).numbers);
     }},
    {"proportion", proportion},
    {"quantile", [](Request const &r) { return quantile(r.domain, r.values, r.item.share); }},
    {"gini", gini_of},
    {"hoover", [](Request const &r) { return hoover(r.domain, r.values); }},
    {"variation", [](Request const &r) { return variation(r.domain, r.values); }},
    {"atkinson",
     [](Request const &r) {
         require_positive(r, r.item.aversion < 1);
         return atkinson(r.domain, r.values, r.item.aversion);
     }},
    {"entropy", positive_entropy},
    {"entropy_within", [](Request const &r) { return decomposed(r).within; }},
    {"entropy_between", [](Request const &r) { return decomposed(r).between; }},
    {"lorenz", [](Request const &r) { return lorenz(r.domain, r.values, r.item.share); }},
    {"quintile_ratio", [](Request const &r) { return quintile_ratio(r.domain, r.values); }},
    {"least", [](Request const &r) { return extreme(r, -1); }},
    {"greatest", [](Request const &r) { return extreme(r, 1); }}};

using UnderLine = std::function<Linear(Request const &, Line const &)>;
template <Linear (*function)(Domain const &, Numbers, Line const &)>
Linear under(Request const &r, Line const &line) {
    return function(r.domain, r.values, line);
}
std::map<std::string_view, UnderLine> const under_line = {
    {"poverty_line", [](Request const &, Line const &line) { return line.line; }},
    {"fgt", [](Request const &r,
               Line const &line) { return fgt(r.domain, r.values, line, r.item.power); }},
    {"income_gap_ratio", under<income_gap_ratio>},
    {"gap_inequality", under<gap_inequality>},
    {"median_gap", under<median_gap>},
    {"watts", under<watts>},
    {"watts_gap_ratio", under<watts_gap_ratio>},
    {"watts_inequality", under<watts_inequality>},
    {"sen", under<sen>},
    {"sen_shorrocks_thon", under<sen_shorrocks_thon>}};

void require_line(Request const &request, double line, std::uint32_t row) {
    if (line <= 0)
        throw base::Error("estimate_line_bad", {{"line", fmt::format("{}", line)}},
                          request.sample.table().place(row));
}

// One amount for all where it is the same in every row.
Line stated_line(Request const &request) {
    auto const &amounts = request.sample.of(request.item.line.amount).numbers;
    Line line;
    line.poor_at_line = request.item.poor_at_line;
    bool same = true;
    for (auto const row : request.domain.rows) {
        require_line(request, amounts[row], row);
        same = same && amounts[row] == amounts[request.domain.rows.front()];
    }
    if (request.domain.rows.empty()) return line;
    if (same) line.line = constant(amounts[request.domain.rows.front()]);
    else line.amounts = amounts;
    return line;
}

Line line_of(Request const &request, Domain const &whole) {
    auto const &wanted = request.item.line;
    if (wanted.amount) return stated_line(request);
    auto const &from = wanted.within_domain ? request.domain : whole;
    Line line;
    line.poor_at_line = request.item.poor_at_line;
    if (from.rows.empty()) return line;
    line.line = wanted.share *
                (wanted.of_mean ? mean(from, request.values) : quantile(from, request.values, 0.5));
    require_line(request, line.line.value, from.rows.front());
    return line;
}

} // namespace

Measured statistic_of(Sample const &sample, EstimateItem const &item, Domain const &domain,
                      Domain const &whole) {
    Request const request{sample, item, domain, sample.of(item.value).numbers};
    if (auto const found = plain.find(item.statistic); found != plain.end())
        return {found->second(request), true, {}};
    auto const line = line_of(request, whole);
    if (!line.amounts.empty() && item.statistic != "fgt" && item.statistic != "watts")
        throw base::Error("estimate_lines_differ", {{"statistic", item.statistic}}, item.place);
    auto const relative = !line.line.influence.empty();
    auto const is_sen = item.statistic == "sen" || item.statistic == "sen_shorrocks_thon";
    Measured statistic{under_line.at(item.statistic)(request, line), !(relative && is_sen), {}};
    if (line.amounts.empty()) statistic.line = line.line.value;
    return statistic;
}

std::vector<double> shares(Sample const &sample, pack::ExpressionPointer const &expression,
                           Domain const &domain) {
    auto const &values = sample.of(expression).numbers;
    for (auto const row : domain.rows)
        if (values[row] != 0 && values[row] != 1)
            throw base::Error(
                "estimate_not_share",
                {{"expression", expression->text}, {"value", fmt::format("{}", values[row])}},
                sample.table().place(row));
    return values;
}

std::optional<double> design_effect(Sample const &sample, EstimateItem const &item,
                                    Domain const &domain, double variance) {
    auto const is_total = item.statistic == "total";
    if (!is_total && item.statistic != "mean" && item.statistic != "proportion")
        return std::nullopt;
    auto const rows = static_cast<double>(domain.rows.size());
    auto const &values = sample.of(item.value).numbers;
    auto const whole = size(domain).value;
    auto const middle = mean(domain, values).value;
    Sum squares;
    for (auto const row : domain.rows) {
        auto const off = values[row] - middle;
        squares.add(domain.weight(row) * off * off);
    }
    if (rows < 2 || whole <= rows || squares.value() == 0) return std::nullopt;
    auto const spread = squares.value() / whole * rows / (rows - 1);
    auto const simple = spread * (whole - rows) / (whole * rows);
    return variance / (is_total ? simple * whole * whole : simple);
}

} // namespace jingzhun::survey
