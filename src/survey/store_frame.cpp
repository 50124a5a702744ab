// Making frames from registers.
#include "survey/store_frame.hpp"

#include "check/values.hpp"

#include <optional>

namespace jingzhun::survey {
namespace {

// The expressions of a plan, and where each stands among the values.
struct Wanted {
    std::vector<cel::Expression const *> expressions;
    std::optional<std::size_t> add(cel::Expression const *expression) {
        if (expression == nullptr) return std::nullopt;
        expressions.push_back(expression);
        return expressions.size() - 1;
    }
};

std::string group_of(check::Values const &values, std::size_t row, pack::Grouping const &grouping,
                     std::optional<std::size_t> place) {
    if (place) return values.text(*place, row);
    return values.area(row).substr(0, grouping.digits);
}

} // namespace

Frame frame_of(store::Database &database, pack::Pack const &pack, pack::DrawPlan const &plan,
               int county, std::int64_t position) {
    if (plan.register_name.empty()) throw base::Error("draw_needs_frame", {{"name", plan.name}});
    Wanted wanted;
    auto const where = wanted.add(plan.where.get()), size = wanted.add(plan.size.get()),
               cluster = wanted.add(plan.cluster.expression.get()),
               cluster_stratum = wanted.add(plan.cluster_stratum.expression.get()),
               stratum = wanted.add(plan.stratum.expression.get());
    registry::Moment moment;
    moment.as_of = plan.as_of;
    moment.position = position;
    check::Values const values(database, pack, plan.register_name, county, moment,
                               wanted.expressions);
    std::vector<Unit> units;
    for (std::size_t row = 0; row < values.rows(); ++row) {
        if (where && !values.truth(*where, row).value_or(false)) continue;
        units.push_back({values.key(row), group_of(values, row, plan.cluster, cluster),
                         group_of(values, row, plan.cluster_stratum, cluster_stratum),
                         group_of(values, row, plan.stratum, stratum),
                         size ? values.whole(*size, row).value_or(0) : 1});
    }
    return make_frame(std::move(units));
}

} // namespace jingzhun::survey
