// Each deed: from which states, by whom, with what; and what it makes of the finding.
#include "finding/life.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace jingzhun::finding {
namespace {

constexpr base::Instant clock_slack = 60'000'000; // a clock set right by a minute is no jump

constexpr std::array<std::string_view, 5> state_names = {"open", "assigned", "rectified",
                                                         "verified", "closed"};
constexpr std::array<std::string_view, deeds> deed_names = {
    "raise", "assign", "transfer", "rectify", "verify",      "reject",
    "close", "extend", "escalate", "reopen",  "found_again", "holds_again"};

constexpr unsigned in(State state) { return 1u << static_cast<unsigned>(state); }
constexpr unsigned unclosed =
    in(State::open) | in(State::assigned) | in(State::rectified) | in(State::verified);

constexpr std::array<unsigned, deeds> from_states = {0,
                                                     in(State::open),
                                                     in(State::assigned) | in(State::rectified),
                                                     in(State::assigned),
                                                     in(State::rectified),
                                                     in(State::rectified) | in(State::verified),
                                                     in(State::verified),
                                                     unclosed,
                                                     unclosed,
                                                     in(State::closed),
                                                     ~0u,
                                                     ~0u};

bool by_check(Deed deed) { return deed == Deed::found_again || deed == Deed::holds_again; }
// Deciding on the work of others, or on the finding itself.
std::string titles_of(std::vector<Deed> const &all, base::Language language) {
    std::vector<std::string> names;
    for (auto const deed : all) names.push_back(title_of(deed).in(language));
    return fmt::format("{}", fmt::join(names, language == base::Language::zh ? "、" : ", "));
}

Refusal refuse(std::string code, Life const &life, Act const &act, base::Arguments more = {}) {
    base::Arguments arguments = {{"id", std::to_string(life.id)},
                                 {"act", title_of(act.deed).zh},
                                 {"act_en", title_of(act.deed).en},
                                 {"by", act.by}};
    for (auto &one : more) arguments.push_back(std::move(one));
    return {std::move(code), std::move(arguments)};
}

Refusal out_of_order(Life const &life, Act const &act) {
    auto const next = possible(life.state);
    return refuse("finding_out_of_order", life, act,
                  {{"state", title_of(life.state).zh},
                   {"state_en", title_of(life.state).en},
                   {"next", titles_of(next, base::Language::zh)},
                   {"next_en", titles_of(next, base::Language::en)}});
}

bool needs_reason(Deed deed) {
    return deed == Deed::transfer || deed == Deed::verify || deed == Deed::reject ||
           deed == Deed::extend || deed == Deed::reopen;
}

// What is still wanting before the deed can be done at all.
std::optional<Refusal> incomplete(Life const &life, Act const &act) {
    if (needs_reason(act.deed) && act.reason.empty()) return Refusal{"reason_missing", {}};
    if (act.deed == Deed::assign || act.deed == Deed::transfer) {
        if (act.to == 0) return refuse("finding_person_missing", life, act);
        if (act.to == life.assignee) return refuse("finding_person_same", life, act);
    }
    if (act.deed == Deed::rectify && (act.measure.empty() || act.evidence.empty())) {
        auto const none = act.measure.empty(), bare = act.evidence.empty();
        return refuse("finding_proof_missing", life, act,
                      {{"missing", none && bare ? "整改措施、佐证"
                                   : none       ? "整改措施"
                                                : "佐证"},
                       {"missing_en", none && bare ? "the measure and the evidence"
                                      : none       ? "the measure"
                                                   : "the evidence"}});
    }
    if (act.deed == Deed::extend && (!act.due || *act.due <= life.due))
        return refuse("finding_due_not_later", life, act, {{"due", base::to_string(life.due)}});
    if (act.deed == Deed::escalate && act.on <= life.due)
        return refuse("finding_not_late", life, act, {{"due", base::to_string(life.due)}});
    return std::nullopt;
}

// What must not meet in one hand.
std::optional<Refusal> in_one_hand(Life const &life, Act const &act) {
    if (!decides(act.deed)) return std::nullopt;
    if (act.concerned) return refuse("finding_concerned", life, act);
    auto const own_work = !life.rectified_by.empty() && life.rectified_by == act.by;
    auto const own_task = life.assignee != 0 && life.assignee == act.by_person;
    if (own_work || own_task) return refuse("finding_same_hand", life, act);
    return std::nullopt;
}

// What counts from the day it was closed or sent back: the work begins anew.
void forget_work(Life &life) {
    life.rectified_by.clear();
    life.verified_by.clear();
    life.evidence = 0;
}

void open_again(Life &life, Act const &act, bool was_false) {
    life.state = State::open;
    life.closed.reset();
    life.assignee = 0;
    life.level = 0;
    life.overseer = 0;
    ++life.times_reopened;
    if (was_false) ++life.false_closures;
    life.opened = act.on;
    if (act.due) life.due = *act.due;
    forget_work(life);
}

void send_back(Life &life) {
    life.state = State::assigned;
    ++life.times_returned;
    forget_work(life);
}

void see_failing(Life &life, Act const &act) {
    if (life.state == State::closed) open_again(life, act, !life.verified_by.empty());
    // Data follow the work with a delay; when the time is over they should have.
    else if (life.state == State::verified && act.on > life.due) send_back(life);
}

void see_holding(Life &life, Act const &act) {
    if (life.state == State::closed || !life.by_rule) return;
    life.state = State::closed;
    life.closed = act.on;
}

void do_deed(Life &life, Act const &act) {
    switch (act.deed) {
    case Deed::assign:
    case Deed::transfer:
        life.state = State::assigned;
        life.assignee = act.to;
        forget_work(life);
        break;
    case Deed::rectify:
        life.state = State::rectified;
        life.rectified_by = act.by;
        life.evidence = static_cast<int>(act.evidence.size());
        break;
    case Deed::verify:
        life.state = State::verified;
        life.verified_by = act.by;
        break;
    case Deed::close:
        life.state = State::closed;
        life.closed = act.on;
        break;
    case Deed::reject:
        return send_back(life);
    case Deed::extend:
        life.due = *act.due;
        break;
    case Deed::escalate:
        ++life.level;
        life.overseer = act.to;
        break;
    case Deed::reopen:
        return open_again(life, act, true);
    case Deed::found_again:
        return see_failing(life, act);
    case Deed::holds_again:
        return see_holding(life, act);
    case Deed::raise:
        break;
    }
}

} // namespace

std::string_view to_string(State state) { return state_names[static_cast<std::size_t>(state)]; }

std::optional<State> parse_state(std::string_view text) {
    auto const found = std::ranges::find(state_names, text);
    if (found == state_names.end()) return std::nullopt;
    return static_cast<State>(found - state_names.begin());
}

pack::Title const &title_of(State state) {
    static std::array<pack::Title, 5> const titles = {{{"待分派", "open"},
                                                       {"整改中", "assigned"},
                                                       {"待复核", "rectified"},
                                                       {"已复核，待数据", "verified"},
                                                       {"已销号", "closed"}}};
    return titles[static_cast<std::size_t>(state)];
}

std::string_view to_string(Deed deed) { return deed_names[static_cast<std::size_t>(deed)]; }

std::optional<Deed> parse_deed(std::string_view text) {
    auto const found = std::ranges::find(deed_names, text);
    if (found == deed_names.end()) return std::nullopt;
    return static_cast<Deed>(found - deed_names.begin());
}

pack::Title const &title_of(Deed deed) {
    static std::array<pack::Title, deeds> const titles = {{{"提出", "raise"},
                                                           {"分派", "assign"},
                                                           {"转办", "transfer"},
                                                           {"整改", "rectify"},
                                                           {"复核", "verify"},
                                                           {"退回", "reject"},
                                                           {"销号", "close"},
                                                           {"延期", "extend"},
                                                           {"上报", "escalate"},
                                                           {"回头看推翻", "reopen"},
                                                           {"核查又发现", "found again"},
                                                           {"核查已符合", "holds again"}}};
    return titles[static_cast<std::size_t>(deed)];
}

Step step(Life const &life, Act const &act) {
    if (!by_check(act.deed)) {
        if (act.at + clock_slack < life.last)
            return refuse("finding_clock_back", life, act,
                          {{"last", base::to_string_instant(life.last)}});
        if ((from_states[static_cast<std::size_t>(act.deed)] & in(life.state)) == 0)
            return out_of_order(life, act);
        if (auto why = in_one_hand(life, act)) return *std::move(why);
        if (auto why = incomplete(life, act)) return *std::move(why);
        if (act.deed == Deed::close && life.by_rule && act.data != Data::agrees)
            return refuse("finding_contradicted", life, act);
    }
    auto next = life;
    do_deed(next, act);
    if (!by_check(act.deed)) next.last = std::max(life.last, act.at);
    return next;
}

bool decides(Deed deed) {
    return deed == Deed::verify || deed == Deed::reject || deed == Deed::close ||
           deed == Deed::extend || deed == Deed::reopen;
}

std::vector<Deed> possible(State state) {
    std::vector<Deed> all;
    for (std::size_t i = 0; i < deeds; ++i)
        if (!by_check(static_cast<Deed>(i)) && (from_states[i] & in(state)) != 0)
            all.push_back(static_cast<Deed>(i));
    return all;
}

} // namespace jingzhun::finding
