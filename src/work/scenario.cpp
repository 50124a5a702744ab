// A scenario's subject, people and acts, against the transition.
#include "work/scenario.hpp"

#include "access/may.hpp"
#include "cel/evaluate.hpp"
#include "pack/case_population.hpp"
#include "pack/read_value.hpp"
#include "pack/record_value.hpp"
#include "pack/schema.hpp"
#include "work/apply.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::work {
namespace {

constexpr base::Instant day_microseconds = 86'400'000'000;

access::Holder holder_of(pack::CastMember const &member, std::string const &area) {
    access::Holder holder{member.name, {}};
    for (auto const &role : member.roles) {
        access::Grant grant;
        grant.account = member.name;
        grant.role = role;
        grant.area = area_at(area, member.level);
        holder.grants.push_back(std::move(grant));
    }
    return holder;
}

class Play {
  public:
    Play(pack::Pack const &pack, cel::Schema const &schema, pack::Scenario const &scenario)
        : pack_(pack),
          schema_(pack::with_columns(schema, pack::derived_set_by(scenario.subject, schema))),
          links_(pack::link_places(pack)), scenario_(scenario),
          procedure_(*pack.find_procedure(scenario.procedure)),
          population_(scenario.subject, schema_, links_) {
        result_.scenario = &scenario;
        result_.end.procedure = procedure_.name;
        result_.end.register_name = procedure_.on;
        result_.end.area = scenario.subject.area;
        result_.end.key = "scenario";
        for (auto const &act : scenario.acts)
            for (auto const &[name, value] : act.records) latest_[name] = &value;
    }

    ScenarioResult run() {
        for (auto const &act : scenario_.acts) take(act);
        check("ends", scenario_.place, scenario_.ends, end());
        for (auto const &[name, expected] : scenario_.states)
            check("states " + name, scenario_.place, expected, stated(name, expected));
        return std::move(result_);
    }

  private:
    void check(std::string const &act, base::Place const &place, std::string const &expected,
               std::string const &got, std::vector<base::Problem> problems = {}) {
        ++result_.checked;
        if (expected != got)
            result_.differences.push_back({place, act, expected, got, std::move(problems)});
    }

    std::string end() const {
        auto const &one = result_.end;
        if (one.acts.empty()) return "not_opened";
        return one.state == CaseState::open ? one.step : std::string(to_string(one.state));
    }

    void take(pack::ScenarioAct const &written) {
        auto const world = world_for(written);
        auto applied = apply(world, procedure_, result_.end, act_of(written));
        auto const expected = written.refused.empty() ? "taken" : written.refused;
        if (auto *after = std::get_if<Case>(&applied)) {
            check(written.what, written.place, expected, "taken");
            result_.end = std::move(*after);
            return;
        }
        auto &problems = std::get<std::vector<base::Problem>>(applied);
        check(written.what, written.place, expected, name_of(problems, expected), problems);
    }

    // The refusal that is expected where it is among those given, else the first.
    static std::string name_of(std::vector<base::Problem> const &problems,
                               std::string const &expected) {
        auto const name = [](base::Problem const &problem) {
            for (auto const &[key, value] : problem.arguments)
                if (key == "condition") return value;
            return problem.code;
        };
        for (auto const &problem : problems)
            if (name(problem) == expected || problem.code == expected) return expected;
        return name(problems.front());
    }

    Act act_of(pack::ScenarioAct const &written) const {
        Act act;
        auto const kind = parse_act(written.what);
        act.kind = kind.value_or(ActKind::step);
        if (!kind) act.step = written.what;
        act.outcome = parse_outcome(written.outcome).value_or(Outcome::pass);
        act.on = written.on;
        act.at = written.today.days * day_microseconds;
        act.account = act.person = written.by;
        act.reason = written.reason;
        act.records = written.records;
        act.name = written.name;
        act.text = written.text;
        return act;
    }

    World world_for(pack::ScenarioAct const &written) const {
        World world;
        world.pack = &pack_;
        world.today = written.today;
        world.evaluate = [this](cel::Expression const &expression, Variables const &variables,
                                base::Date on) { return value_of(expression, variables, on); };
        world.may = [this, &written](pack::Operation operation, std::string const &area) {
            auto const member = std::ranges::find(pack_.cast, written.by, &pack::CastMember::name);
            auto const holder = holder_of(*member, scenario_.subject.area);
            return access::may(pack_.access, holder, operation, procedure_.on, area, written.on)
                .allowed;
        };
        world.show = [this](std::string const &field, base::Date on) { return show(field, on); };
        return world;
    }

    cel::Value value_of(cel::Expression const &expression, Variables const &variables,
                        base::Date on) const {
        cel::Scope scope;
        scope.schema = &schema_;
        scope.population = &population_.population();
        scope.context = {on, {}, scenario_.subject.area};
        scope.self =
            cel::RecordReference{static_cast<std::uint32_t>(schema_.index_of(procedure_.on)), 0};
        scope.variables = variables;
        return cel::evaluate(expression, scope);
    }

    NoticeLine show(std::string const &name, base::Date on) const {
        if (auto const *record = procedure_.find_record(name)) {
            auto const value = latest_.find(name);
            if (value == latest_.end()) return {record->title, {}};
            return {record->title,
                    {pack::write_record(pack_, *record, *value->second, base::Language::zh),
                     pack::write_record(pack_, *record, *value->second, base::Language::en)}};
        }
        auto const parsed = cel::parse(name);
        auto const value = value_of(*parsed.expression, {}, on);
        auto const text = value.is_unknown() ? std::string() : cel::to_string(value);
        return {{name, name}, {text, text}};
    }

    // As stated last; "–" where nothing was.
    // In the language of the scenario: Chinese, unless it is what is expected in English.
    std::string stated(std::string const &name, std::string const &expected) const {
        auto const dot = name.find('.');
        auto const wanted = dot == name.npos ? procedure_.on : name.substr(0, dot);
        auto const field = dot == name.npos ? name : name.substr(dot + 1);
        auto const *definition = pack_.find_register(wanted);
        std::string found = "–";
        for (auto const &act : result_.end.acts)
            for (auto const &one : act.stated)
                for (auto const &[own, value] : one.fields)
                    if (one.register_name == wanted && own == field && definition != nullptr) {
                        auto const &meant = *definition->find_field(own);
                        found = pack::write_cell(pack_, meant, value, base::Language::zh);
                        auto english = pack::write_cell(pack_, meant, value, base::Language::en);
                        if (english == expected) found = std::move(english);
                    }
        return found;
    }

    pack::Pack const &pack_;
    cel::Schema schema_;
    std::vector<pack::LinkPlace> links_;
    pack::Scenario const &scenario_;
    pack::Procedure const &procedure_;
    pack::CasePopulation population_;
    std::map<std::string, pack::RecordValue const *> latest_;
    ScenarioResult result_;
};

} // namespace

ScenarioResult run(pack::Pack const &pack, cel::Schema const &schema,
                   pack::Scenario const &scenario) {
    return Play(pack, schema, scenario).run();
}

std::vector<ScenarioResult> run_scenarios(pack::Pack const &pack) {
    auto const schema = pack::make_schema(pack);
    std::vector<ScenarioResult> results;
    for (auto const &scenario : pack.scenarios) results.push_back(run(pack, schema, scenario));
    return results;
}

} // namespace jingzhun::work
