// Two expressions for every record of the register: is it meant, is it done.
#include "work/campaign.hpp"

#include "base/area.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "check/values.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::work {
namespace {

pack::Campaign const &campaign_of(pack::Pack const &pack, std::string const &name) {
    auto const &all = responsibility_of(pack).campaigns;
    for (auto const &one : all)
        if (one.name == name) return one;
    std::vector<std::string> names;
    for (auto const &one : all) names.push_back(one.name);
    throw base::Error("campaign_unknown",
                      {{"name", name}, {"nearest", base::nearest(name, names).value_or("-")}});
}

void add(Covered &row, std::optional<bool> done) {
    ++row.subjects;
    if (!done) ++row.unknown;
    else if (*done) ++row.covered;
}

} // namespace

Coverage coverage_of(FindingDesk const &desk, std::string const &name, base::Date on,
                     std::size_t area_digits, std::string const &area, std::size_t open) {
    auto const &campaign = campaign_of(desk.pack, name);
    Coverage coverage;
    coverage.campaign = &campaign;
    coverage.as_of = std::min(on, campaign.to);
    std::vector<cel::Expression const *> const expressions = {campaign.when.get(),
                                                              campaign.covered.get()};
    check::Values const values(desk.database, desk.pack, campaign.register_name, desk.county,
                               registry::Moment{coverage.as_of}, expressions);
    std::map<std::string, Covered> areas;
    for (std::size_t row = 0; row < values.rows(); ++row) {
        auto const where = values.area(row);
        if (!base::contains(area, where) || !values.truth(0, row).value_or(false)) continue;
        auto const done = values.truth(1, row);
        auto &place = areas[where.substr(0, area_digits)];
        add(place, done);
        add(coverage.total, done);
        if (!done.value_or(false) && coverage.open.size() < open)
            coverage.open.push_back(values.key(row));
    }
    for (auto &[code, row] : areas) {
        row.area = code;
        coverage.areas.push_back(row);
    }
    std::ranges::stable_sort(coverage.areas, [](Covered const &a, Covered const &b) {
        return a.covered * b.subjects < b.covered * a.subjects;
    });
    return coverage;
}

} // namespace jingzhun::work
