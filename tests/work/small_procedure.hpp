// A procedure of five steps made by hand, with people who may act in it: what the tests of the
// transition run on.
#pragma once

#include "cel/evaluate.hpp"
#include "work/apply.hpp"

#include <memory>
#include <string>
#include <vector>

namespace small {

using namespace jingzhun;

inline pack::ExpressionPointer expression(std::string const &text) {
    auto parsed = cel::parse(text);
    return std::move(parsed.expression);
}

inline pack::ProcedureRecord record(std::string name, pack::RecordType type) {
    pack::ProcedureRecord made;
    made.title = {name, name};
    made.name = std::move(name);
    made.type = type;
    return made;
}

inline pack::Step step(std::string id, base::AreaLevel level, pack::Operation operation) {
    pack::Step made;
    made.title = {id, id};
    made.id = std::move(id);
    made.level = level;
    made.operation = operation;
    return made;
}

// apply, vote, notice, review, approve; and help at any time.
inline pack::Procedure procedure() {
    using base::AreaLevel;
    using pack::Operation;
    using pack::RecordType;
    pack::Procedure made;
    made.name = "small";
    made.title = {"小程序", "small"};
    made.on = "household";
    auto apply = step("apply", AreaLevel::village, Operation::record);
    apply.records = {record("application", RecordType::document)};
    apply.records[0].accept = {"pdf"};
    auto vote = step("vote", AreaLevel::village, Operation::record);
    vote.records = {record("eligible", RecordType::integer), record("present", RecordType::integer),
                    record("in_favour", RecordType::integer)};
    vote.must = {{"majority",
                  expression("in_favour * 2 > present && present <= eligible"),
                  {"未过半数", "no majority"},
                  {}}};
    vote.reject = true;
    vote.excludes = {expression("['亲属']")};
    auto notice = step("notice", AreaLevel::village, Operation::record);
    notice.notice.emplace();
    notice.notice->days = expression("7");
    notice.notice->shows = {"in_favour"};
    notice.notice->text = {"赞成{in_favour}票，到{until}", "{in_favour} until {until}"};
    notice.notice->objection = "vote";
    auto review = step("review", AreaLevel::township, Operation::review);
    review.return_to = "vote";
    review.within = {expression("10"), pack::CountedIn::days, AreaLevel::county, {}};
    auto approve = step("approve", AreaLevel::county, Operation::approve);
    approve.return_to = "review";
    approve.reject = true;
    auto help = step("help", AreaLevel::township, Operation::record);
    help.any_time = true;
    made.steps = {apply, vote, notice, review, approve, help};
    return made;
}

// Recording, reviewing, approving and inspecting one subject takes four people.
inline pack::Pack const &pack_of_small() {
    static auto const made = [] {
        pack::Pack pack;
        pack::Separation hands;
        hands.id = "four_hands";
        hands.title = {"须由不同的人", "takes different persons"};
        hands.operations = {pack::Operation::record, pack::Operation::review,
                            pack::Operation::approve, pack::Operation::inspect};
        pack.access.separations = {hands};
        return pack;
    }();
    return made;
}

// Who may do what: by name and the digits of the area they hold.
struct Person {
    std::string name;
    std::vector<pack::Operation> operations;
    std::string area;
};
inline std::vector<Person> const &people() {
    using pack::Operation;
    static std::vector<Person> const all = {
        {"村文书", {Operation::record}, "431128100200"},
        {"村会计", {Operation::record}, "431128100200"},
        {"乡录入", {Operation::record}, "431128100"},
        {"乡审核", {Operation::review}, "431128100"},
        {"县审核", {Operation::review}, "431128"},
        {"县审批", {Operation::approve}, "431128"},
        {"亲属", {Operation::record, Operation::review}, "431128"},
        {"一身二任", {Operation::record, Operation::review, Operation::approve}, "431128"}};
    return all;
}

constexpr base::Instant day_microseconds = 86'400'000'000;

inline work::World world(std::string const &who, base::Date today) {
    work::World made;
    made.pack = &pack_of_small();
    made.today = today;
    made.evaluate = [](cel::Expression const &text, work::Variables const &variables,
                       base::Date on) {
        cel::Scope scope;
        scope.context.as_of = on;
        scope.variables = variables;
        return cel::evaluate(text, scope);
    };
    made.may = [who](pack::Operation operation, std::string const &area) {
        for (auto const &person : people())
            if (person.name == who)
                return base::contains(person.area, area) &&
                       std::ranges::find(person.operations, operation) != person.operations.end();
        return false;
    };
    made.show = [](std::string const &name, base::Date) -> work::NoticeLine {
        return {{name, name}, {"20", "20"}};
    };
    return made;
}

inline work::Case fresh() {
    work::Case one;
    one.id = 1;
    one.procedure = "small";
    one.register_name = "household";
    one.key = "H1";
    one.area = "431128100200";
    return one;
}

inline work::Act act(work::ActKind kind, std::string const &who, base::Date on,
                     std::string step = {}) {
    work::Act made;
    made.kind = kind;
    made.step = std::move(step);
    made.on = on;
    made.at = on.days * day_microseconds;
    made.account = made.person = who;
    return made;
}

inline pack::RecordValues votes(std::int64_t eligible, std::int64_t present,
                                std::int64_t in_favour) {
    return {{"eligible", {base::Value{eligible}, {}}},
            {"present", {base::Value{present}, {}}},
            {"in_favour", {base::Value{in_favour}, {}}}};
}
inline pack::RecordValues application(std::string const &file) {
    return {{"application", {base::Value{file}, {}}}};
}

// Today is the day of the act.
inline work::Applied take(work::Case const &before, work::Act const &wanted) {
    static auto const made = procedure();
    return work::apply(world(wanted.account, wanted.on), made, before, wanted);
}
inline std::vector<std::string> codes(work::Applied const &applied) {
    std::vector<std::string> all;
    if (auto const *problems = std::get_if<std::vector<base::Problem>>(&applied))
        for (auto const &problem : *problems) all.push_back(problem.code);
    return all;
}

} // namespace small
