// Reading who plays in scenarios, and the scenarios.
#include "base/area.hpp"
#include "pack/readers.hpp"
#include "pack/record_value.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::pack {
namespace {

constexpr std::array<std::string_view, 6> other_acts = {"open",   "post",    "object",
                                                        "uphold", "dismiss", "withdraw"};
// Keys of an act; a record of a step may not be called so.
constexpr std::array<std::string_view, 9> own_keys = {
    "do", "on", "today", "by", "outcome", "reason", "name", "text", "refused"};

class ScenarioReader {
  public:
    ScenarioReader(Pack const &pack, cel::Schema const &schema, Faults &faults)
        : pack_(pack), schema_(schema), faults_(faults) {}

    Scenario read(Node const &node) {
        TableReader reader(node, faults_);
        scenario_.place = scenario_.subject.place = node.place();
        scenario_.subject.name = reader.required_text("name");
        scenario_.procedure = reader.required_text("procedure");
        find_procedure(node);
        scenario_.subject.area = reader.required_text("area");
        if (!base::level_of(scenario_.subject.area))
            faults_.add("pack_area_bad", node.place_of("area"), {{"area", scenario_.subject.area}});
        reader.required("given");
        if (auto const *given = reader.table("given")) read_given(*given);
        reader.required("acts");
        if (auto const *acts = reader.array("acts"))
            for (auto const &act : acts->items) scenario_.acts.push_back(read_act(act));
        scenario_.ends = reader.required_text("ends");
        if (auto const *states = reader.table("states"))
            for (auto const &entry : states->entries) {
                if (entry.value.kind != Node::Kind::text)
                    report_type(entry.value, "string", faults_);
                scenario_.states.emplace_back(entry.key, entry.value.text);
            }
        reader.flag("replaces");
        reader.done();
        return std::move(scenario_);
    }

  private:
    void find_procedure(Node const &node) {
        procedure_ = pack_.find_procedure(scenario_.procedure);
        if (procedure_ != nullptr) return;
        std::vector<std::string> names;
        for (auto const &one : pack_.procedures) names.push_back(one.name);
        faults_.add_unknown("pack_unknown_procedure", node.place_of("procedure"),
                            scenario_.procedure, names);
    }

    void read_given(Node const &given) {
        if (procedure_ == nullptr || schema_.find(procedure_->on) == nullptr) return;
        scenario_.subject.on = procedure_->on;
        scenario_.subject.given =
            read_given_record(pack_, schema_, *schema_.find(procedure_->on), given, faults_);
    }

    ScenarioAct read_act(Node const &node) {
        TableReader reader(node, faults_);
        ScenarioAct act;
        act.place = node.place();
        act.what = reader.required_text("do");
        reader.required("on");
        act.on = reader.date("on").value_or(base::Date{});
        act.today = reader.date("today").value_or(act.on);
        act.by = reader.required_text("by");
        act.outcome = reader.text("outcome");
        act.reason = reader.text("reason");
        act.name = reader.text("name");
        act.text = reader.text("text");
        act.refused = reader.text("refused");
        check_what(act, node);
        check_by(act, node);
        for (auto const &entry : node.entries)
            if (std::ranges::find(own_keys, entry.key) == own_keys.end()) read_record(act, entry);
        return act;
    }

    void check_what(ScenarioAct const &act, Node const &node) {
        if (procedure_ == nullptr || act.what.empty()) return;
        if (std::ranges::find(other_acts, act.what) != other_acts.end() ||
            procedure_->find_step(act.what) != nullptr)
            return;
        std::vector<std::string> names(other_acts.begin(), other_acts.end());
        for (auto const &step : procedure_->steps) names.push_back(step.id);
        faults_.add_unknown("pack_unknown_word", node.place_of("do"), act.what, names);
    }

    void check_by(ScenarioAct const &act, Node const &node) {
        if (std::ranges::find(pack_.cast, act.by, &CastMember::name) != pack_.cast.end()) return;
        std::vector<std::string> names;
        for (auto const &one : pack_.cast) names.push_back(one.name);
        faults_.add_unknown("pack_unknown_word", node.place_of("by"), act.by, names);
    }

    // A record the procedure does not have is kept: that it is refused may be what is tried.
    void read_record(ScenarioAct &act, Entry const &entry) {
        auto const *record = procedure_ == nullptr ? nullptr : procedure_->find_record(entry.key);
        RecordValue value;
        if (record == nullptr) {
            value.value = entry.value.text;
        } else if (auto const type = type_of(*record); type.kind == cel::Kind::list) {
            if (entry.value.kind != Node::Kind::array) report_type(entry.value, "array", faults_);
            for (auto const &item : entry.value.items) value.items.push_back(item.text);
        } else if (auto read = read_scalar(pack_, type, entry.value, faults_)) {
            value.value = std::move(*read);
        }
        act.records.emplace_back(entry.key, std::move(value));
    }

    Pack const &pack_;
    cel::Schema const &schema_;
    Faults &faults_;
    Procedure const *procedure_ = nullptr;
    Scenario scenario_;
};

} // namespace

std::span<std::string_view const> scenario_words() { return own_keys; }

std::vector<CastMember> read_cast(Pack const &pack, Node const &tree, Faults &faults) {
    static std::vector<std::string> const levels = {"nation",   "province", "prefecture", "county",
                                                    "township", "village",  "group"};
    std::vector<CastMember> cast;
    auto const *all = tree.find("cast");
    if (all == nullptr) return cast;
    for (auto const &entry : all->entries) {
        TableReader reader(entry.value, faults);
        CastMember member;
        member.place = entry.place();
        member.name = entry.key;
        reader.required("role");
        member.roles = reader.texts("role");
        for (auto const &role : member.roles)
            if (pack.access.find_role(role) == nullptr) {
                std::vector<std::string> names;
                for (auto const &one : pack.access.roles) names.push_back(one.name);
                faults.add_unknown("pack_unknown_role", reader.place_of("role"), role, names);
            }
        auto const level = reader.required_text("level");
        if (!level.empty())
            member.level = static_cast<base::AreaLevel>(
                read_word(level, reader.place_of("level"), levels, faults).value_or(0));
        reader.done();
        cast.push_back(std::move(member));
    }
    return cast;
}

std::vector<Scenario> read_scenarios(Pack const &pack, cel::Schema const &schema, Node const &tree,
                                     Faults &faults) {
    std::vector<Scenario> scenarios;
    auto const *list = tree.find("scenario");
    if (list == nullptr) return scenarios;
    for (auto const &node : list->items) {
        auto one = ScenarioReader(pack, schema, faults).read(node);
        auto const same = std::ranges::find(
            scenarios, one.subject.name,
            [](Scenario const &other) -> std::string const & { return other.subject.name; });
        if (same != scenarios.end())
            faults.add("pack_twice", node.place_of("name"),
                       {{"name", one.subject.name}, {"first", written_at(same->place)}});
        scenarios.push_back(std::move(one));
    }
    return scenarios;
}

} // namespace jingzhun::pack
