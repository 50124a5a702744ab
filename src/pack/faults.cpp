// Collecting faults, and finding the name that was meant.
#include "pack/faults.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <tuple>

namespace jingzhun::pack {
namespace {

constexpr std::size_t candidates_shown = 6;

std::string near_or_first(std::string const &name, std::span<std::string const> candidates) {
    if (auto near = base::nearest(name, candidates)) return *near;
    std::string shown;
    for (auto const &candidate : candidates.first(std::min(candidates.size(), candidates_shown)))
        shown += (shown.empty() ? "" : ", ") + candidate;
    if (candidates.size() > candidates_shown) shown += ", …";
    return shown.empty() ? "–" : shown;
}

auto order_of(base::Problem const &problem) {
    return std::tie(problem.place.file, problem.place.line, problem.place.column, problem.code);
}

} // namespace

void Faults::add(std::string_view code, base::Place const &place, base::Arguments arguments) {
    problems_.push_back({std::string(code), place, std::move(arguments)});
}

void Faults::add_unknown(std::string_view code, base::Place const &place, std::string const &name,
                         std::span<std::string const> candidates, base::Arguments more) {
    more.emplace_back("name", name);
    more.emplace_back("near", near_or_first(name, candidates));
    add(code, place, std::move(more));
}

void Faults::add(std::vector<base::Problem> problems) {
    for (auto &problem : problems) problems_.push_back(std::move(problem));
}

std::string written_at(base::Place const &place) {
    return place.file + ":" + std::to_string(place.line);
}

std::vector<base::Problem> Faults::take() {
    std::ranges::stable_sort(
        problems_, [](auto const &a, auto const &b) { return order_of(a) < order_of(b); });
    auto const same = [](auto const &a, auto const &b) {
        return order_of(a) == order_of(b) && a.arguments == b.arguments;
    };
    problems_.erase(std::unique(problems_.begin(), problems_.end(), same), problems_.end());
    return std::move(problems_);
}

} // namespace jingzhun::pack
