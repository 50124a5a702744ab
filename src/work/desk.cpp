// Cases opened and acted on, with their events.
#include "work/desk.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "pack/record_value.hpp"
#include "register/frozen.hpp"
#include "register/keys.hpp"
#include "store/request.hpp"
#include "work/apply.hpp"
#include "work/case_text.hpp"
#include "work/deadline.hpp"
#include "work/effect_writer.hpp"
#include "work/subject_facts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::work {
namespace {

// Leaves the transaction with nothing done.
struct Refused {
    std::vector<Refusal> refusals;
};

World world_of(Desk const &desk, SubjectFacts &facts, Case const &one) {
    World world;
    world.pack = &desk.pack;
    world.today = desk.today;
    world.evaluate = [&facts, &one](cel::Expression const &expression, Variables const &variables,
                                    base::Date on) {
        return facts.evaluate(one, expression, variables, on);
    };
    world.may = [&desk, &one](pack::Operation operation, std::string const &area) {
        return desk.may(operation, one.register_name, area);
    };
    world.show = [&facts, &one, &desk](std::string const &field, base::Date on) -> NoticeLine {
        auto const &procedure = procedure_of(desk.pack, one.procedure);
        auto const *record = procedure.find_record(field);
        if (record == nullptr) return facts.show(one, field, on);
        auto const *value = record_of(one, field);
        if (value == nullptr) return {record->title, {}};
        return {record->title,
                {pack::write_record(desk.pack, *record, *value, base::Language::zh),
                 pack::write_record(desk.pack, *record, *value, base::Language::en)}};
    };
    world.deeds = facts.authors(one);
    return world;
}

// One case on its way through an act.
struct Step {
    Case before, after;
    std::vector<std::pair<std::size_t, registry::Frozen>> frozen; // by index of acts
};

std::string details_of(Case const &one, Step const &step) {
    auto const &act = one.acts[step.before.acts.size()];
    base::JsonWriter json;
    json.begin_object()
        .member("procedure", one.procedure)
        .member("act", to_string(act.kind))
        .member("step", act.step)
        .member("outcome", to_string(act.outcome))
        .member("state", to_string(one.state))
        .member("next", one.step);
    for (auto const &[index, frozen] : step.frozen)
        json.member("frozen", frozen.id).member("frozen_sha256", frozen.hash);
    json.end_object();
    return json.take();
}

void freeze(Desk const &desk, SubjectFacts &facts, pack::Procedure const &procedure, Step &step) {
    for (auto i = step.before.acts.size(); i < step.after.acts.size(); ++i) {
        auto &act = step.after.acts[i];
        auto const *taken = procedure.find_step(act.step);
        if (act.kind != ActKind::step || taken == nullptr || !taken->freezes) continue;
        std::vector<registry::RecordName> names;
        for (auto const &[name, record] : facts.related(step.before, *taken->freezes, act.on))
            names.push_back({name, record});
        if (names.empty()) continue;
        registry::create_frozen_tables(desk.database);
        auto frozen = registry::freeze(desk.database, desk.pack, desk.county, act.on, names);
        act.frozen = frozen.id;
        step.frozen.emplace_back(i, std::move(frozen));
    }
}

void keep(Desk const &desk, Step &step) {
    auto &after = step.after;
    auto const position = store::append(
        desk.database, desk.actor,
        {desk.county, "case", fmt::format("case {}", after.id), details_of(after, step)});
    for (auto i = step.before.acts.size(); i < after.acts.size(); ++i) {
        auto &act = after.acts[i];
        act.position = position;
        if (!act.stated.empty())
            act.batch =
                write_effects(desk.database, desk.pack, desk.county, desk.actor, after, act);
    }
    save_case(desk.database, desk.county, step.before.acts.empty() ? nullptr : &step.before, after);
}

Act filled(Desk const &desk, Act act) {
    act.at = desk.now;
    act.account = desk.actor.name;
    act.person = desk.person.empty() ? desk.actor.name : desk.person;
    act.role = desk.actor.role;
    if (act.reason.empty()) act.reason = desk.actor.reason;
    return act;
}

std::vector<Case> after_all(std::vector<Step> &steps) {
    std::vector<Case> cases;
    for (auto &step : steps) cases.push_back(std::move(step.after));
    return cases;
}

using Work = std::function<std::vector<Step>()>;

// In one transaction, once where a request id is given.
Done in_transaction(Desk const &desk, std::string const &request, std::string const &content,
                    Work const &work) {
    try {
        store::Transaction transaction(desk.database);
        create_case_tables(desk.database);
        auto const run = [&](store::Database &) {
            auto steps = work();
            std::string ids;
            for (auto const &one : after_all(steps))
                ids += (ids.empty() ? "" : " ") + std::to_string(one.id);
            return ids;
        };
        auto const ids = request.empty() ? run(desk.database)
                                         : store::once(desk.database, desk.actor,
                                                       {desk.county, request, content}, run);
        transaction.commit();
        std::vector<Case> cases;
        for (auto const id : base::split(ids, ' '))
            if (!id.empty())
                cases.push_back(
                    require_case(desk.database, desk.county, std::stoll(std::string(id))));
        return cases;
    } catch (Refused &refused) {
        return std::move(refused.refusals);
    }
}

std::string content_of(ActRequest const &request) {
    auto const &act = request.act;
    auto text = fmt::format("act {} {} {} {} {} {} {} {}\n", fmt::join(request.cases, ","),
                            to_string(act.kind), act.step, to_string(act.outcome),
                            base::to_string(act.on), act.reason, act.name, act.text);
    for (auto const &[name, value] : act.records)
        text += fmt::format("{}={}\n", name, write(value));
    for (auto const &[id, values] : request.own)
        for (auto const &[name, value] : values)
            text += fmt::format("{} {}={}\n", id, name, write(value));
    return text;
}

Case new_case(Desk const &desk, pack::Procedure const &procedure, OpenRequest const &request,
              std::string const &key, std::int64_t id) {
    auto const &definition = *desk.pack.find_register(procedure.on);
    Case one;
    one.id = id;
    one.procedure = procedure.name;
    one.pack_hash = desk.pack.hash;
    one.register_name = procedure.on;
    one.key = key;
    auto const record =
        registry::read_record(desk.database, desk.pack, definition, desk.county, key);
    if (!record && !procedure.new_subject)
        throw base::Error("record_unknown", {{"register", definition.title.zh}, {"key", key}});
    one.area = record ? record->area : request.area;
    if (one.area.empty()) throw base::Error("case_area_missing", {{"key", key}});
    if (!record) return one;
    one.record = record->id;
    if (!definition.label.empty()) {
        auto const &label = record->values[definition.field_index(definition.label)];
        if (auto const *text = std::get_if<std::string>(&label)) one.label = *text;
    }
    return one;
}

std::vector<Step> open_all(Desk const &desk, OpenRequest const &request) {
    auto const &procedure = procedure_of(desk.pack, request.procedure);
    SubjectFacts facts(desk.database, desk.pack, procedure, desk.county);
    Act wanted;
    wanted.kind = ActKind::open;
    wanted.on = request.on;
    auto const act = filled(desk, wanted);
    std::vector<Step> steps;
    std::vector<Refusal> refusals;
    auto id = next_case(desk.database, desk.county);
    for (auto const &key : request.keys) {
        auto one = new_case(desk, procedure, request, key, id);
        auto const open =
            open_case_of(desk.database, desk.county, procedure.name, procedure.on, key);
        bool const repeated = std::ranges::count(request.keys, key) > 1;
        if (open || repeated) {
            refusals.push_back({0,
                                key,
                                {{"case_open_already",
                                  {},
                                  {{"key", key}, {"case", std::to_string(open.value_or(id))}}}}});
            continue;
        }
        auto applied = apply(world_of(desk, facts, one), procedure, one, act);
        if (auto *problems = std::get_if<std::vector<base::Problem>>(&applied))
            refusals.push_back({0, key, std::move(*problems)});
        else steps.push_back({std::move(one), std::get<Case>(std::move(applied)), {}});
        ++id;
    }
    if (!refusals.empty()) throw Refused{std::move(refusals)};
    for (auto &step : steps) keep(desk, step);
    return steps;
}

// The cases of one procedure, acted on together.
std::vector<Step> act_on_all(Desk const &desk, ActRequest const &request) {
    std::map<std::string, std::unique_ptr<SubjectFacts>> facts;
    std::vector<Step> steps;
    std::vector<Refusal> refusals;
    for (auto const id : request.cases) {
        auto one = require_case(desk.database, desk.county, id);
        auto const &procedure = procedure_of(desk.pack, one.procedure);
        auto &known = facts[procedure.name];
        if (known == nullptr)
            known =
                std::make_unique<SubjectFacts>(desk.database, desk.pack, procedure, desk.county);
        auto act = filled(desk, request.act);
        if (auto const own = request.own.find(id); own != request.own.end())
            for (auto const &[name, value] : own->second) {
                std::erase_if(act.records,
                              [&name = name](auto const &record) { return record.first == name; });
                act.records.emplace_back(name, value);
            }
        auto const *step = procedure.find_step(act.kind == ActKind::step ? act.step : one.step);
        bool const batch = act.kind == ActKind::post || (step != nullptr && step->batch);
        if (request.cases.size() > 1 && !batch) {
            refusals.push_back({id, one.key, {{"case_not_batch", {}, {}}}});
            continue;
        }
        auto applied = apply(world_of(desk, *known, one), procedure, one, act);
        if (auto *problems = std::get_if<std::vector<base::Problem>>(&applied))
            refusals.push_back({id, one.key, std::move(*problems)});
        else steps.push_back({std::move(one), std::get<Case>(std::move(applied)), {}});
    }
    if (!refusals.empty()) throw Refused{std::move(refusals)};
    for (auto &step : steps) {
        auto const &procedure = procedure_of(desk.pack, step.before.procedure);
        freeze(desk, *facts.at(procedure.name), procedure, step);
    }
    for (auto &step : steps) keep(desk, step);
    return steps;
}

} // namespace

pack::Procedure const &procedure_of(pack::Pack const &pack, std::string const &name) {
    if (auto const *found = pack.find_procedure(name)) return *found;
    std::vector<std::string> names;
    for (auto const &one : pack.procedures) names.push_back(one.name);
    auto const first = names.empty() ? std::string("–") : names.front();
    throw base::Error(
        "procedure_unknown",
        {{"procedure", name}, {"nearest", base::nearest(name, names).value_or(first)}});
}

Case require_case(store::Database &database, int county, std::int64_t id) {
    auto found = find_case(database, county, id);
    if (!found) throw base::Error("case_unknown", {{"id", std::to_string(id)}});
    return *std::move(found);
}

Done open_cases(Desk const &desk, OpenRequest const &request) {
    auto const content =
        fmt::format("open {} {} {} {}", request.procedure, fmt::join(request.keys, ","),
                    request.area, base::to_string(request.on));
    return in_transaction(desk, request.request, content, [&] { return open_all(desk, request); });
}

Done act(Desk const &desk, ActRequest const &request) {
    return in_transaction(desk, request.request, content_of(request),
                          [&] { return act_on_all(desk, request); });
}

Right right_needed(Desk const &desk, Case const &one, Act const &wanted) {
    auto const &procedure = procedure_of(desk.pack, one.procedure);
    SubjectFacts facts(desk.database, desk.pack, procedure, desk.county);
    return right_for(world_of(desk, facts, one), procedure, one, wanted);
}

std::string area_of_subject(Desk const &desk, OpenRequest const &request, std::string const &key) {
    auto const &procedure = procedure_of(desk.pack, request.procedure);
    return new_case(desk, procedure, request, key, 0).area;
}

Needs needs_of(Desk const &desk, Case const &one) {
    Needs needs;
    needs.procedure = &procedure_of(desk.pack, one.procedure);
    needs.step = needs.procedure->find_step(one.step);
    if (needs.step == nullptr) return needs;
    SubjectFacts facts(desk.database, desk.pack, *needs.procedure, desk.county);
    auto const world = world_of(desk, facts, one);
    Act act;
    act.step = one.step;
    act.on = desk.today;
    needs.area = right_for(world, *needs.procedure, one, act).area;
    needs.due = known(due_of(world, *needs.procedure, one, *needs.step));
    needs.whole_due = known(due_of_whole(world, *needs.procedure, one));
    needs.late = (needs.due && *needs.due < desk.today) ||
                 (needs.whole_due && *needs.whole_due < desk.today);
    auto const *notice = standing_notice(one);
    if (notice != nullptr) needs.notice_until = notice->until;
    needs.to_post = needs.step->notice && notice == nullptr;
    needs.open_objections = open_objections(one);
    for (auto const &record : needs.step->records)
        if (!record.optional) needs.records.push_back(&record);
    for (auto const &beside : needs.procedure->steps)
        if (beside.any_time &&
            std::ranges::find(one.acts, beside.id, &Taken::step) == one.acts.end())
            needs.beside.push_back(&beside);
    return needs;
}

} // namespace jingzhun::work
