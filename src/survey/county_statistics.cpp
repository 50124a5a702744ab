// Loading the frames of each day and running the statistics over them.
#include "survey/county_statistics.hpp"

#include "check/rule_set.hpp"
#include "check/snapshot.hpp"
#include "pack/reads.hpp"
#include "pack/schema.hpp"
#include "register/frames.hpp"

#include <algorithm>

namespace jingzhun::survey {
namespace {

using pack::Statistic;

bool reads_answers(Statistic const &statistic, cel::Schema const &schema) {
    auto const record = schema.index_of(statistic.on);
    auto const reads = [&](pack::ExpressionPointer const &each) {
        return each && pack::reads_outcomes(*each, schema, record);
    };
    return reads(statistic.item.value) || reads(statistic.item.where) || reads(statistic.weight) ||
           std::ranges::any_of(statistic.across, reads);
}

void add_all(std::vector<cel::UsedField> &fields, std::vector<cel::UsedField> const &more) {
    for (auto const &field : more)
        if (std::ranges::find(fields, field) == fields.end()) fields.push_back(field);
}

std::vector<Figure> on_day(store::Database &database, pack::Pack const &pack,
                           cel::Schema const &schema, std::vector<Statistic> const &statistics,
                           StatisticsOf const &of) {
    PackStatistics const programs(schema, statistics);
    auto const answers = std::ranges::any_of(
        statistics, [&](auto const &each) { return reads_answers(each, schema); });
    registry::FrameRequest request;
    request.county = of.county;
    request.moment = {of.as_of, of.known.at, of.known.position};
    request.threads = of.threads;
    request.fields = programs.used_fields();
    std::optional<check::RuleSet> rules;
    if (answers) {
        rules.emplace(pack, schema);
        add_all(request.fields, rules->used_fields());
    }
    auto population = registry::load_frames(database, pack, schema, request);
    auto const county = check::county_code(of.county);
    if (rules) {
        auto const results = rules->run(population, of.as_of, county, of.threads);
        std::vector<registry::OutcomeColumn> columns;
        for (auto const &result : results)
            columns.push_back({result.rule->id, result.record, &result.answers});
        registry::attach_outcomes(population, schema, columns);
    }
    return programs.run(population, of.as_of, county, of.digits);
}

} // namespace

std::vector<Figure> county_statistics(store::Database &database, pack::Pack const &pack,
                                      std::vector<Statistic> const &statistics,
                                      StatisticsOf const &of) {
    auto const schema = pack::make_schema(pack);
    int most = 0;
    for (auto const &statistic : statistics) most = std::max(most, statistic.years);
    std::vector<Figure> all;
    for (int back = most; back >= 0; --back) {
        std::vector<Statistic> wanted;
        std::vector<Statistic const *> originals;
        for (auto const &statistic : statistics) {
            if (back > statistic.years) continue;
            wanted.push_back(statistic);
            originals.push_back(&statistic);
        }
        auto day = of;
        if (back > 0) day.as_of = *base::make_date(of.as_of.year() - back, 12, 31);
        for (auto &figure : on_day(database, pack, schema, wanted, day)) {
            figure.statistic =
                originals[static_cast<std::size_t>(figure.statistic - wanted.data())];
            all.push_back(std::move(figure));
        }
    }
    return all;
}

} // namespace jingzhun::survey
