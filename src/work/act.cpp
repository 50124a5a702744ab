// One transaction for all of a request.
#include "work/act.hpp"

#include "access/account.hpp"
#include "access/separation.hpp"
#include "base/json.hpp"
#include "pack/describe.hpp"
#include "store/request.hpp"
#include "work/kin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace jingzhun::work {

using finding::Deed;

namespace {

bool asks_data(Deed deed) { return deed == Deed::verify || deed == Deed::close; }

std::string subject_text(std::int64_t id) { return fmt::format("finding {}", id); }

// The same words for the same request, however it was typed.
std::string content_of(FindingRequest const &request) {
    base::JsonWriter json;
    json.begin_object()
        .member("deed", finding::to_string(request.deed))
        .member("on", base::to_string(request.on))
        .member("to", request.to)
        .member("measure", request.measure)
        .member("due", request.due ? base::to_string(*request.due) : "");
    json.key("evidence").begin_array();
    for (auto const &one : request.evidence) json.value(one);
    json.end_array().key("ids").begin_array();
    for (auto const id : request.ids) json.value(id);
    json.end_array().end_object();
    return json.take();
}

class Doer {
  public:
    Doer(FindingDesk const &desk, store::Actor const &actor, FindingRequest const &request)
        : desk_(desk), actor_(actor), request_(request), rules_(responsibility_of(desk.pack)),
          people_(desk.database, desk.pack, desk.areas, desk.county, request.on),
          self_(person_of(desk, people_, actor.name)) {
        if (!request.to.empty()) to_ = &people_.require(request.to);
    }

    finding::Life act(finding::Finding const &found, finding::Data data) const {
        refuse_grievance(found);
        separate(found.id);
        auto const subject =
            subject_of(desk_.database, desk_.pack, desk_.county, found.register_name, found.subject,
                       found.area, request_.on);
        auto act = act_for(found, subject, data);
        auto life = finding::perform(desk_.database, actor_, desk_.county, found.id, act);
        if (act.deed == Deed::verify &&
            (data == finding::Data::none || data == finding::Data::agrees)) {
            act.deed = Deed::close;
            life = finding::perform(desk_.database, actor_, desk_.county, found.id, act);
        }
        return life;
    }
    std::string name_of(std::int64_t record) const { return people_.name_of(record); }

  private:
    // Who answers a grievance, and who rates it, is asked where it is known who it is about.
    void refuse_grievance(finding::Finding const &found) const {
        auto const &register_name = desk_.pack.grievances.register_name;
        if (register_name.empty() || found.register_name != register_name) return;
        auto const deed = request_.deed;
        if (deed == Deed::assign || deed == Deed::transfer || deed == Deed::escalate) return;
        throw base::Error("finding_is_grievance",
                          {{"id", std::to_string(found.id)}, {"number", found.subject}});
    }
    finding::Act act_for(finding::Finding const &found, Subject const &subject,
                         finding::Data data) const {
        finding::Act act;
        act.deed = request_.deed;
        act.on = request_.on;
        act.by_person = self_ == nullptr ? 0 : self_->record;
        act.concerned = finding::decides(act.deed) && is_close(subject);
        act.measure = request_.measure;
        act.evidence = request_.evidence;
        act.due = request_.due;
        act.data = data;
        if (act.deed == Deed::assign || act.deed == Deed::transfer)
            act.to = receiver(found, subject);
        if (act.deed == Deed::escalate) act.to = overseer(found, subject);
        return act;
    }
    bool is_close(Subject const &subject) const {
        if (self_ == nullptr) return false;
        if (!close_)
            close_ = close_to(desk_.database, desk_.pack, desk_.county, self_->key, request_.on);
        return close_->holds(subject);
    }
    std::int64_t receiver(finding::Finding const &found, Subject const &subject) const {
        if (to_ != nullptr) return to_->record;
        auto const life = finding::life_of(desk_.database, desk_.county, found.id);
        auto const way = route(people_, rules_, found.owner, subject, life.assignee);
        if (way.person == nullptr)
            throw base::Error(
                "finding_nobody",
                {{"id", std::to_string(found.id)},
                 {"owner", way.role == nullptr ? found.owner : way.role->title.zh},
                 {"owner_en", way.role == nullptr ? found.owner : way.role->title.en}});
        return way.person->record;
    }
    std::int64_t overseer(finding::Finding const &found, Subject const &subject) const {
        auto const life = finding::life_of(desk_.database, desk_.county, found.id);
        auto const way = route_above(people_, rules_, found.owner, subject, life.level + 1);
        return way.person == nullptr ? 0 : way.person->record;
    }
    // Of one finding recording, reviewing, approving and inspecting take different accounts.
    void separate(std::int64_t id) const {
        if (actor_.role.empty()) return;
        auto const operation = operation_of(request_.deed);
        auto const subject = subject_text(id);
        auto const deeds = access::deeds_on(desk_.database, desk_.county, subject);
        access::require_separate(desk_.pack.access, deeds, actor_.name, operation, subject);
        access::note_deed(desk_.database, desk_.county, subject,
                          {actor_.name, operation, actor_.role, base::now()});
    }

    FindingDesk const &desk_;
    store::Actor const &actor_;
    FindingRequest const &request_;
    pack::Responsibility const &rules_;
    People people_;
    Person const *self_;
    Person const *to_ = nullptr;
    mutable std::optional<Close> close_; // read where it is asked for
};

finding::Finding require_finding(FindingDesk const &desk, std::int64_t id) {
    auto found = finding::find(desk.database, desk.county, id);
    if (!found) throw base::Error("finding_unknown", {{"id", std::to_string(id)}});
    return *std::move(found);
}

} // namespace

std::vector<FindingDone>
act_on_findings(FindingDesk const &desk, store::Actor const &actor, FindingRequest const &request,
                std::function<finding::Data(finding::Finding const &)> const &says) {
    store::Transaction transaction(desk.database);
    Doer const doer(desk, actor, request);
    auto const work = [&](store::Database &database) {
        for (auto const id : request.ids) {
            auto const found = require_finding(desk, id);
            doer.act(found, asks_data(request.deed) ? says(found) : finding::Data::none);
        }
        finding::log_acts(database, actor, desk.county, request.deed, request.ids, request.on);
        return std::string();
    };
    if (request.ids.empty()) return {};
    if (request.request.empty()) work(desk.database);
    else
        store::once(desk.database, actor, {desk.county, request.request, content_of(request)},
                    work);
    std::vector<FindingDone> done;
    for (auto const id : request.ids) {
        auto life = finding::life_of(desk.database, desk.county, id);
        auto name = doer.name_of(life.assignee);
        done.push_back({id, std::move(life), std::move(name)});
    }
    transaction.commit();
    return done;
}

std::int64_t raise_finding(FindingDesk const &desk, store::Actor const &actor,
                           RaiseRequest const &request) {
    auto raised = request.raised;
    auto const &rules = responsibility_of(desk.pack);
    if (rules.find_owner(raised.owner) == nullptr) {
        std::vector<std::string> names;
        for (auto const &one : rules.owners) names.push_back(one.name);
        throw base::Error("owner_unknown", {{"owner", raised.owner},
                                            {"owners", fmt::format("{}", fmt::join(names, " "))}});
    }
    if (raised.due == base::date_min) {
        auto const days = due_days(desk.pack, raised.severity, raised.area, raised.opened);
        if (!days) throw base::Error("finding_due_unknown", {{"parameter", rules.due}});
        raised.due = base::add_days(raised.opened, *days);
    }
    store::Transaction transaction(desk.database);
    std::int64_t id = 0;
    auto const work = [&](store::Database &database) {
        id = finding::raise(database, actor, desk.county, raised);
        if (!actor.role.empty())
            access::note_deed(database, desk.county, subject_text(id),
                              {actor.name, operation_of(Deed::raise), actor.role, base::now()});
        finding::log_acts(database, actor, desk.county, Deed::raise, {id}, raised.opened);
        return std::to_string(id);
    };
    if (request.request.empty()) work(desk.database);
    else {
        auto const content = fmt::format("{} {} {} {} {}", raised.register_name, raised.subject,
                                         raised.area, raised.owner, raised.text);
        auto const answer =
            store::once(desk.database, actor, {desk.county, request.request, content}, work);
        std::from_chars(answer.data(), answer.data() + answer.size(), id);
    }
    transaction.commit();
    return id;
}

bool goes_up(pack::Responsibility const &rules, finding::Life const &life, base::Date on) {
    auto const level = static_cast<std::size_t>(life.level);
    return level < rules.escalate_days.size() &&
           on > base::add_days(life.due, rules.escalate_days[level]);
}

pack::Operation operation_of(Deed deed) {
    switch (deed) {
    case Deed::rectify:
        return pack::Operation::record;
    case Deed::extend:
        return pack::Operation::approve;
    case Deed::raise:
    case Deed::verify:
    case Deed::reject:
    case Deed::close:
    case Deed::reopen:
        return pack::Operation::inspect;
    default:
        return pack::Operation::review;
    }
}

Person const *person_of(FindingDesk const &desk, People const &people, std::string const &actor) {
    if (auto const *one = people.find_key(actor)) return one;
    auto name = actor;
    if (auto const account = access::find_account(desk.database, desk.county, actor);
        account && !account->display_name.empty())
        name = account->display_name;
    Person const *found = nullptr;
    for (auto const &one : people.all()) {
        if (one.name != name) continue;
        if (found != nullptr) return nullptr;
        found = &one;
    }
    return found;
}

std::optional<int> due_days(pack::Pack const &pack, pack::Severity severity, std::string_view area,
                            base::Date on) {
    auto const &rules = responsibility_of(pack);
    std::vector<std::string> const keys = {std::string(pack::name_of(severity))};
    for (auto const &parameter : pack.parameters) {
        if (parameter.name != rules.due) continue;
        auto const *value = cel::find_value(parameter, keys, area, on);
        if (value == nullptr) return std::nullopt;
        if (auto const *days = std::get_if<std::int64_t>(value)) return static_cast<int>(*days);
    }
    return std::nullopt;
}

} // namespace jingzhun::work
