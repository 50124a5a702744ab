// Words for what a case is made of.
#include "work/case.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::work {
namespace {

constexpr std::array<std::string_view, 4> states = {"open", "done", "rejected", "withdrawn"};
constexpr std::array<std::string_view, 8> kinds = {"open",   "step",    "post",     "object",
                                                   "uphold", "dismiss", "withdraw", "skip"};
constexpr std::array<std::string_view, 3> outcomes = {"pass", "return", "reject"};
constexpr std::array<std::string_view, 3> objection_states = {"open", "upheld", "dismissed"};

template <class Enum, std::size_t count>
std::optional<Enum> parse_in(std::array<std::string_view, count> const &words,
                             std::string_view word) {
    auto const found = std::ranges::find(words, word);
    if (found == words.end()) return std::nullopt;
    return static_cast<Enum>(found - words.begin());
}

} // namespace

std::string_view to_string(CaseState state) { return states.at(static_cast<std::size_t>(state)); }
std::string_view to_string(ActKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }
std::string_view to_string(Outcome outcome) {
    return outcomes.at(static_cast<std::size_t>(outcome));
}
std::string_view to_string(ObjectionState state) {
    return objection_states.at(static_cast<std::size_t>(state));
}

std::optional<ActKind> parse_act(std::string_view word) {
    auto const kind = parse_in<ActKind>(kinds, word);
    if (kind == ActKind::step || kind == ActKind::skip) return std::nullopt;
    return kind;
}

std::optional<Outcome> parse_outcome(std::string_view word) {
    return parse_in<Outcome>(outcomes, word);
}

pack::Title const &title_of(CaseState state) {
    static std::array<pack::Title, 4> const titles = {{{"办理中", "under way"},
                                                       {"办结", "done"},
                                                       {"不予通过", "rejected"},
                                                       {"已撤回", "withdrawn"}}};
    return titles.at(static_cast<std::size_t>(state));
}

pack::Title const &title_of(ActKind kind) {
    static std::array<pack::Title, 8> const titles = {{{"立案", "opened"},
                                                       {"办理", "step taken"},
                                                       {"张贴公示", "notice posted"},
                                                       {"提出异议", "objection"},
                                                       {"异议成立", "objection upheld"},
                                                       {"异议不成立", "objection dismissed"},
                                                       {"撤回", "withdrawn"},
                                                       {"不适用，略过", "step fell away"}}};
    return titles.at(static_cast<std::size_t>(kind));
}

pack::Title const &title_of(Outcome outcome) {
    static std::array<pack::Title, 3> const titles = {
        {{"通过", "passed"}, {"退回", "returned"}, {"不予通过", "rejected"}}};
    return titles.at(static_cast<std::size_t>(outcome));
}

Notice const *standing_notice(Case const &one) {
    for (auto const &notice : one.notices)
        if (notice.standing && notice.step == one.step) return &notice;
    return nullptr;
}

int open_objections(Case const &one) {
    return static_cast<int>(
        std::ranges::count(one.objections, ObjectionState::open, &Objection::state));
}

std::vector<access::Deed> deeds_of(pack::Procedure const &procedure, Case const &one) {
    std::vector<access::Deed> deeds;
    for (auto const &act : one.acts) {
        auto operation = pack::Operation::record; // opening
        auto const *step = procedure.find_step(act.step);
        bool const decides = act.kind == ActKind::uphold || act.kind == ActKind::dismiss;
        if (act.kind == ActKind::step || act.kind == ActKind::post) {
            if (step == nullptr) continue;
            operation = step->operation;
        } else if (decides && step != nullptr && step->notice) {
            operation = step->notice->objection_operation;
        } else if (act.kind != ActKind::open) {
            continue;
        }
        deeds.push_back({act.account, operation, act.role, act.at});
    }
    return deeds;
}

std::string area_at(std::string const &area, base::AreaLevel level) {
    static constexpr std::array<std::size_t, 7> digits = {0, 2, 4, 6, 9, 12, 14};
    return area.substr(0, digits.at(static_cast<std::size_t>(level)));
}

} // namespace jingzhun::work
