// Whether what procedures name exists and their expressions have the types they need.
#include "cel/check.hpp"
#include "cel/cost.hpp"
#include "pack/readers.hpp"
#include "pack/record_value.hpp"
#include "pack/schema.hpp"

#include <algorithm>
#include <initializer_list>

namespace jingzhun::pack {
namespace {

using cel::Kind;

constexpr std::string_view bodies = "body"; // the code list of those who act

base::Place place_of_item(Node const &table, std::string_view key, std::string_view text) {
    auto const *value = table.find(key);
    if (value == nullptr) return table.place();
    auto const found = std::ranges::find(value->items, text, &Node::text);
    return found == value->items.end() ? value->place() : found->place();
}

class ProcedureCheck {
  public:
    ProcedureCheck(Pack const &pack, cel::Schema const &schema, Procedure const &procedure,
                   Node const &node, Faults &faults)
        : pack_(pack), schema_(schema), procedure_(procedure), node_(node), faults_(faults) {}

    void run() {
        subject_ = pack_.find_register(procedure_.on);
        if (subject_ == nullptr) {
            if (!procedure_.on.empty())
                faults_.add_unknown("pack_unknown_register", node_.place_of("on"), procedure_.on,
                                    names_of(pack_.registers));
            return;
        }
        variables_ = {
            {"area", {Kind::text}}, {"opened_on", {Kind::date}}, {"objections", {Kind::integer}}};
        if (procedure_.starts != nullptr) expect(*procedure_.starts, {Kind::boolean}, "bool");
        check_deadline(procedure_.within);
        gather_records();
        auto const &steps = node_.find("step")->items;
        for (std::size_t i = 0; i < procedure_.steps.size(); ++i)
            check_step(procedure_.steps[i], steps[i]);
        check_order(procedure_, node_, faults_);
    }

  private:
    void gather_records() {
        std::vector<ProcedureRecord const *> seen;
        for (auto const &step : procedure_.steps)
            for (auto const &record : step.records) {
                auto const first =
                    std::ranges::find(seen, record.name, [](auto const *one) { return one->name; });
                auto const words = scenario_words();
                if (first != seen.end())
                    faults_.add("pack_twice", record.place,
                                {{"name", record.name}, {"first", written_at((*first)->place)}});
                else if (std::ranges::find(words, record.name) != words.end() ||
                         record.name == "opened_on" || record.name == "area" ||
                         record.name == "objections")
                    faults_.add("pack_record_word", record.place, {{"name", record.name}});
                seen.push_back(&record);
                check_codes(record);
                variables_.push_back({record.name, type_of(record)});
            }
    }

    void check_codes(ProcedureRecord const &record) {
        bool const wants = record.type == RecordType::code;
        if (wants == !record.codes.empty() && (!wants || pack_.find_codes(record.codes) != nullptr))
            return;
        std::vector<std::string> names;
        for (auto const &list : pack_.code_lists) names.push_back(list.name);
        faults_.add_unknown("pack_unknown_code_list", record.place, record.codes, names);
    }

    void check_step(Step const &step, Node const &node) {
        auto const *list = pack_.find_codes(bodies);
        if (!step.by.empty() && (list == nullptr || list->find(step.by) == nullptr)) {
            std::vector<std::string> codes;
            if (list != nullptr)
                for (auto const &code : list->codes) codes.push_back(code.code);
            faults_.add_unknown("pack_unknown_code", node.place_of("by"), step.by, codes,
                                {{"list", std::string(bodies)}});
        }
        if (step.when != nullptr) expect(*step.when, {Kind::boolean}, "bool");
        for (auto const &condition : step.must)
            if (condition.that != nullptr) expect(*condition.that, {Kind::boolean}, "bool");
        for (auto const &names : step.excludes) expect(*names, {Kind::list}, "list");
        check_deadline(step.within);
        if (step.notice) check_notice(*step.notice, *node.find("notice"));
        if (step.freezes) check_freezes(step, node);
        for (auto const &effect : step.effects) check_effect(effect);
    }

    void check_deadline(Deadline const &deadline) {
        if (deadline.days != nullptr) check_days(*deadline.days, deadline.counted, deadline.place);
    }

    void check_days(cel::Expression const &days, CountedIn counted, base::Place const &place) {
        expect(days, {Kind::integer}, "int");
        if (counted == CountedIn::working_days && pack_.calendar.from == pack_.calendar.to)
            faults_.add("pack_calendar_missing", place);
    }

    void check_notice(NoticeRule const &notice, Node const &node) {
        if (notice.days != nullptr) check_days(*notice.days, notice.counted, notice.place);
        auto const &record = *schema_.find(procedure_.on);
        for (auto const &name : notice.shows) {
            auto const *own = procedure_.find_record(name);
            auto const *field = subject_->find_field(name);
            bool const is_private = (own != nullptr && own->is_private) ||
                                    (own == nullptr && field != nullptr && field->masked);
            auto const place = place_of_item(node, "shows", name);
            if (is_private) faults_.add("pack_notice_private", place, {{"name", name}});
            if (own != nullptr || record.find(name) != nullptr) continue;
            std::vector<std::string> names;
            for (auto const &one : record.fields) names.push_back(one.name);
            for (auto const &variable : variables_) names.push_back(variable.name);
            faults_.add_unknown("pack_unknown_field", place, name, names,
                                {{"register", procedure_.on}});
        }
        check_text(notice, node, "zh", notice.text.zh);
        check_text(notice, node, "en", notice.text.en);
    }

    void check_text(NoticeRule const &notice, Node const &node, std::string_view language,
                    std::string_view text) {
        std::vector<std::string> names = notice.shows;
        names.insert(names.end(), {"from", "until", "days"});
        for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
            auto const close = text.find('}', open);
            if (close == text.npos) return;
            std::string const name(text.substr(open + 1, close - open - 1));
            if (std::ranges::find(names, name) != names.end()) continue;
            faults_.add_unknown("pack_unknown_field", node.find("text")->place_of(language), name,
                                names, {{"register", "shows"}});
        }
    }

    void check_freezes(Step const &step, Node const &node) {
        auto const &record = *schema_.find(procedure_.on);
        std::vector<std::string> relations;
        for (auto const &field : record.fields)
            if (field.source == cel::FieldSource::relation && field.name != "outcomes")
                relations.push_back(field.name);
        for (auto const &name : *step.freezes)
            if (std::ranges::find(relations, name) == relations.end())
                faults_.add_unknown("pack_unknown_field", place_of_item(node, "freezes", name),
                                    name, relations, {{"register", procedure_.on}});
    }

    void check_effect(Effect const &effect) {
        auto const &name = effect.register_name.empty() ? procedure_.on : effect.register_name;
        auto const *definition = pack_.find_register(name);
        if (definition == nullptr) {
            faults_.add_unknown("pack_unknown_register", effect.place, name,
                                names_of(pack_.registers));
            return;
        }
        for (auto const &[field, value] : effect.fields) {
            auto const *found = definition->find_field(field);
            if (found == nullptr)
                faults_.add_unknown("pack_unknown_field", effect.place, field,
                                    names_of(definition->fields), {{"register", name}});
            else if (value != nullptr) check_value(*value, *found);
        }
        if (effect.register_name.empty()) return;
        for (auto const &key : definition->key)
            if (std::ranges::find(effect.fields, key,
                                  &std::pair<std::string, ExpressionPointer>::first) ==
                effect.fields.end())
                faults_.add("pack_effect_key", effect.place, {{"field", name + "." + key}});
    }

    void check_value(cel::Expression const &value, Field const &field) {
        auto const wanted = type_of(field);
        std::vector<Kind> kinds{wanted.kind, Kind::null};
        if (wanted.kind == Kind::real) kinds.push_back(Kind::integer);
        expect(value, kinds, cel::to_string(wanted));
    }

    void expect(cel::Expression const &expression, std::vector<Kind> const &kinds,
                std::string const &expected) {
        auto checked = cel::check(expression, schema_, procedure_.on, false, variables_);
        bool const sound = checked.problems.empty();
        faults_.add(std::move(checked.problems));
        if (!sound || checked.type.kind == Kind::dyn ||
            std::ranges::find(kinds, checked.type.kind) != kinds.end())
            return;
        faults_.add("pack_wrong_type", cel::place_of(expression, expression.root->span),
                    {{"expected", expected}, {"found", cel::to_string(checked.type)}});
    }

    Pack const &pack_;
    cel::Schema const &schema_;
    Procedure const &procedure_;
    Node const &node_;
    Faults &faults_;
    Register const *subject_ = nullptr;
    std::vector<cel::Variable> variables_;
};

} // namespace

void check_procedures(Pack const &pack, cel::Schema const &schema, Node const &tree,
                      Faults &faults) {
    for (auto const &procedure : pack.procedures) {
        auto const &node = *tree.find("procedure")->find(procedure.name);
        auto const *steps = node.find("step");
        if (steps == nullptr || steps->items.size() != procedure.steps.size()) continue;
        ProcedureCheck(pack, schema, procedure, node, faults).run();
    }
}

void check_calendar(Pack const &pack, Faults &faults) {
    auto const &calendar = pack.calendar;
    for (auto const &holiday : calendar.holidays) {
        bool const within = calendar.from <= holiday.from && holiday.to < calendar.to;
        if (!within)
            faults.add(
                "pack_holiday_outside", holiday.place,
                {{"from", base::to_string(calendar.from)}, {"to", base::to_string(calendar.to)}});
        for (auto const day : holiday.work) {
            Calendar const bare{calendar.from, calendar.to, {}, {}, {}};
            auto const works = works_on(bare, day);
            if (works && *works)
                faults.add("pack_holiday_work", holiday.place, {{"day", base::to_string(day)}});
        }
    }
}

} // namespace jingzhun::pack
