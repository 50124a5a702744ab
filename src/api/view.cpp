// What a view knows of its rows.
#include "api/view.hpp"

#include <algorithm>

namespace jingzhun::api {

View::View(std::shared_ptr<Ground const> on)
    : ground(std::move(on)), pack(ground->pack), areas(ground->areas), county(ground->county),
      county_code(ground->county_code), as_of(ground->as_of), snapshot(ground->snapshot),
      household(ground->household), person(ground->person) {}

check::MeasureResult const *View::find_measure(std::string_view id) const {
    for (auto const &measure : snapshot.measures)
        if (measure.rule->id == id) return &measure;
    return nullptr;
}

std::optional<std::int64_t> View::measure(std::string_view id, std::size_t row) const {
    auto const *one = find_measure(id);
    return one == nullptr ? std::nullopt : check::integer_at(one->values, row);
}

std::optional<std::uint32_t> View::find_household(std::string_view key) const {
    auto const number = snapshot.population.strings.find(key);
    auto const &keys = snapshot.population.tables[household].keys;
    auto const one = std::ranges::find(keys, number);
    if (number < 0 || one == keys.end()) return std::nullopt;
    return static_cast<std::uint32_t>(one - keys.begin());
}

std::optional<std::uint32_t> View::household_of(std::size_t table, std::uint32_t row) const {
    if (table == household) return row;
    for (auto const &place : ground->links) {
        if (place.from != table || place.link->many ||
            (place.to != household && place.to != person))
            continue;
        if (place.to == table) continue;
        auto const &references = snapshot.population.tables[table].references;
        if (place.own_index >= references.size() || row >= references[place.own_index].rows.size())
            continue;
        auto const target = references[place.own_index].rows[row];
        if (target < 0) continue;
        if (place.to == household) return static_cast<std::uint32_t>(target);
        return household_of(person, static_cast<std::uint32_t>(target));
    }
    return std::nullopt;
}

std::string View::remembered(std::string const &name,
                             std::function<std::string()> const &make) const {
    {
        std::scoped_lock const lock(remembering_);
        if (auto const one = remembered_.find(name); one != remembered_.end()) return one->second;
    }
    auto made = make();
    constexpr std::size_t kept_most = 200;
    std::scoped_lock const lock(remembering_);
    if (remembered_.size() >= kept_most) remembered_.clear();
    return remembered_[name] = std::move(made);
}

} // namespace jingzhun::api
