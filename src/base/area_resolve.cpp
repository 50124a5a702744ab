// Finds the area that people mean by a name.
#include "base/area.hpp"

#include "base/area_name.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace jingzhun::base {
namespace {

constexpr std::size_t suggestions_max = 3;
constexpr int successions_max = 16; // a table that leads in circles ends here

bool is_living(Area const &area) { return area.to == date_max; }

// The code that stands for this area now.
std::string current_code(AreaTree const &tree, Area const &area) {
    auto const *last = &area;
    for (auto i = 0; i < successions_max && !is_living(*last) && !last->successor.empty(); ++i) {
        auto const *next = tree.find(last->successor);
        if (next == nullptr) return last->successor;
        last = next;
    }
    return last->code;
}

// Where a name may have the names of higher areas before it: behind each of these.
constexpr std::string_view boundaries[] = {"省", "市", "州",   "县",     "区", "旗",
                                           "镇", "乡", "街道", "办事处", "村"};

} // namespace

std::vector<std::string> AreaTree::matches(std::string_view within, AreaLevel level,
                                           std::size_t form, std::string_view name) const {
    auto const found = by_folded_name_.find(area_key(level, form, name));
    if (found == by_folded_name_.end()) return {};
    std::set<std::string> living, ended;
    for (auto const place : found->second) {
        auto const &area = areas_[place];
        auto const code = current_code(*this, area);
        if (level_of(code) != level) continue;
        if (!contains(within, code) && !contains(within, area.code)) continue;
        (is_living(area) ? living : ended).insert(code);
    }
    auto const &best = living.empty() ? ended : living;
    return {best.begin(), best.end()};
}

std::optional<std::string> AreaTree::resolve_name(std::string_view within, AreaLevel level,
                                                  std::string_view name) const {
    auto const forms = name_forms(level, name);
    struct Attempt {
        std::size_t form;
        std::string const &text;
    };
    Attempt const attempts[] = {{full_form, forms[full_form]},
                                {plain_form, forms[plain_form]},
                                {stem_form, forms[plain_form]},
                                {stem_form, forms[stem_form]}};
    for (auto const &attempt : attempts) {
        auto const found = matches(within, level, attempt.form, attempt.text);
        if (found.size() == 1) return found.front();
        if (found.size() > 1) return std::nullopt;
    }
    return std::nullopt;
}

// 龙泉镇潭田村: the head must name an area above, the tail one inside it.
std::optional<std::string> AreaTree::resolve_path(std::string_view within, AreaLevel level,
                                                  std::string_view name) const {
    for (std::size_t at = 0; at < name.size(); ++at) {
        for (auto const &boundary : boundaries) {
            auto const end = at + boundary.size();
            if (end >= name.size() || !name.substr(at).starts_with(boundary)) continue;
            for (auto above = static_cast<int>(level) - 1; above > 0; --above) {
                auto const head =
                    resolve_name({}, static_cast<AreaLevel>(above), name.substr(0, end));
                if (!head || (!contains(within, *head) && !contains(*head, within))) continue;
                auto const inner = head->size() > within.size() ? std::string_view(*head) : within;
                if (auto tail = resolve(inner, level, name.substr(end))) return tail;
            }
        }
    }
    return std::nullopt;
}

std::optional<std::string> AreaTree::resolve(std::string_view within, AreaLevel level,
                                             std::string_view name) const {
    auto const folded = fold(name);
    if (folded.empty()) return std::nullopt;
    if (level_of(folded) == level && contains(within, folded)) {
        if (auto const *area = find(folded)) return current_code(*this, *area);
    }
    if (auto code = resolve_name(within, level, folded)) return code;
    return resolve_path(within, level, folded);
}

std::vector<std::string> AreaTree::suggestions(std::string_view within, AreaLevel level,
                                               std::string_view name) const {
    auto const wanted = name_forms(level, name)[stem_form];
    auto const length = to_code_points(wanted).size();
    struct Near {
        std::size_t far;
        std::string name;
        auto operator<=>(Near const &) const = default;
    };
    std::set<Near> near;
    for (auto const &area : areas_) {
        if (!is_living(area) || level_of(area.code) != level || !contains(within, area.code))
            continue;
        auto const stem = name_forms(level, area.name)[stem_form];
        auto const far = edit_distance(wanted, stem);
        auto const longer = std::max(length, to_code_points(stem).size());
        if (far <= std::max<std::size_t>(1, length / 2) && far < longer)
            near.insert({far, area.name});
    }
    std::vector<std::string> names;
    for (auto const &one : near) {
        if (names.size() == suggestions_max) break;
        names.push_back(one.name);
    }
    return names;
}

} // namespace jingzhun::base
