// Cases at the command line: rights, records, documents.
#include "app/case_desk.hpp"

#include "access/account.hpp"
#include "api/masking.hpp"
#include "app/print.hpp"
#include "pack/record_value.hpp"

#include <fmt/format.h>

namespace jingzhun::app {
namespace {

std::string person_of(Session const &session, Acting const &acting, std::string const &account) {
    if (acting.holder() == nullptr) return account;
    auto const found = access::find_account(*session.database, session.county, account);
    return found && !found->display_name.empty() ? found->display_name : account;
}

std::vector<std::pair<std::string, std::string>> said_in(std::vector<std::string> const &set) {
    std::vector<std::pair<std::string, std::string>> said;
    for (auto const &one : set) {
        auto const equals = one.find('=');
        if (equals == one.npos || equals == 0)
            throw base::Error("case_set_malformed", {{"text", one}});
        said.emplace_back(one.substr(0, equals), one.substr(equals + 1));
    }
    return said;
}

work::Act act_of(CaseCommand const &command, Common const &common) {
    work::Act act;
    auto const kind = work::parse_act(command.what);
    act.kind = command.what == "act" || !kind ? work::ActKind::step : *kind;
    if (act.kind == work::ActKind::step) act.step = command.name;
    act.outcome = work::parse_outcome(command.outcome).value_or(work::Outcome::pass);
    act.on = command.on.value_or(base::today());
    act.reason = common.actor.reason;
    act.name = command.objector;
    act.text = command.text;
    act.objection = command.objection;
    return act;
}

} // namespace

CaseDesk::CaseDesk(std::string const &store, Common const &common, store::Access access)
    : session(open_session(store, access)), acting(session, common) {}

work::Desk CaseDesk::desk(store::Actor const &actor) const {
    return {*session.database,
            session.pack,
            session.county,
            actor,
            person_of(session, acting, actor.name),
            [this](pack::Operation operation, std::string const &register_name,
                   std::string const &area) { return acting.may(operation, register_name, area); }};
}

bool CaseDesk::sees_private(work::Case const &one) const {
    for (auto const operation : {pack::Operation::record, pack::Operation::review,
                                 pack::Operation::approve, pack::Operation::inspect})
        if (acting.may(operation, one.register_name, one.area)) return true;
    return false;
}

work::Case CaseDesk::require_readable(std::int64_t id) const {
    auto one = work::require_case(*session.database, session.county, id);
    if (!acting.may(pack::Operation::read, one.register_name, one.area)) {
        acting.require_some_register(pack::Operation::read);
        throw base::Error("case_unknown", {{"id", std::to_string(id)}});
    }
    return one;
}

std::string CaseDesk::records_text(pack::Procedure const &procedure, work::Taken const &act,
                                   work::Case const &one, Common const &common) const {
    std::string text;
    for (auto const &[name, value] : act.records) {
        auto const *record = procedure.find_record(name);
        if (record == nullptr) continue;
        auto const shown = record->is_private && !sees_private(one)
                               ? std::string("***")
                               : pack::write_record(session.pack, *record, value, common.language);
        text += fmt::format("{}{} {}", text.empty() ? "" : choose(common, "；", "; "),
                            choose(common, record->title), shown);
    }
    return text;
}

report::CaseFile CaseDesk::file(work::Case const &one) const {
    return {*session.database,
            session.pack,
            session.areas,
            session.county,
            sees_private(one),
            [this, area = one.area](pack::Register const &definition, pack::Field const &field,
                                    std::string const &text) {
                return acting.sees(definition, field, area) ? text : api::mask_value(field, text);
            }};
}

work::Done CaseDesk::open(CaseCommand const &command, Common const &common) const {
    work::OpenRequest const request{command.name, command.subjects, command.area,
                                    command.on.value_or(base::today()), command.request};
    auto const &procedure = work::procedure_of(session.pack, command.name);
    auto actor = common.actor;
    for (auto const &key : command.subjects)
        actor = acting.require(pack::Operation::record, procedure.on,
                               work::area_of_subject(desk(common.actor), request, key));
    return work::open_cases(desk(actor), request);
}

work::Done CaseDesk::act(CaseCommand const &command, Common const &common) const {
    work::ActRequest request;
    request.cases = command.cases;
    request.request = command.request;
    request.act = act_of(command, common);
    auto actor = common.actor;
    std::vector<work::Case> cases;
    for (auto const id : command.cases) {
        cases.push_back(require_readable(id));
        auto const right = work::right_needed(desk(common.actor), cases.back(), request.act);
        actor = acting.require(right.operation, cases.back().register_name, right.area);
    }
    auto const &procedure = work::procedure_of(session.pack, cases.front().procedure);
    request.act.records =
        records_of(session.address, session.pack, procedure, said_in(command.set));
    if (!command.table.empty())
        request.own =
            read_case_table(session.address, session.pack, procedure, cases, command.table);
    return work::act(desk(actor), request);
}

} // namespace jingzhun::app
