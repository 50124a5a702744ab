// Cutting the facts of a form out of the frames.
#include "work/form_facts.hpp"

#include "base/text.hpp"
#include "cel/evaluate.hpp"
#include "cel/stored_value.hpp"
#include "pack/reads.hpp"
#include "pack/schema.hpp"

#include <algorithm>

namespace jingzhun::work {
namespace {

using cel::FieldSource;

// One row stands for each register: what is followed is where expressions may lead.
class Reading {
  public:
    Reading(pack::Pack const &pack, cel::Schema const &schema) : pack_(pack), schema_(schema) {}

    void read(std::shared_ptr<cel::Expression const> const &expression,
              std::string const &register_name) {
        if (expression == nullptr) return;
        pack::follow_reads(
            *expression, schema_, {pack_.register_index(register_name), 0},
            [&](pack::RowAt row, cel::Field const &field) { return at(row, field); });
        look_for_parameters(*expression->root);
    }
    void use(std::string const &register_name, std::string const &name) {
        auto const record = pack_.register_index(register_name);
        if (auto const *field = schema_.records[record].find(name)) add(record, *field);
    }

    std::vector<cel::UsedField> fields;
    cel::FactsWanted wanted;

  private:
    void add(std::size_t record, cel::Field const &field) {
        cel::UsedField const used{record, field.source, field.index};
        if (field.source != FieldSource::derived && std::ranges::find(fields, used) == fields.end())
            fields.push_back(used);
    }
    std::optional<std::vector<pack::RowAt>> at(pack::RowAt row, cel::Field const &field) {
        if (field.source == FieldSource::derived) {
            wanted.derived.emplace(schema_.records[row.record].name, field.name);
            look_for_parameters(*field.derived->root);
            return std::nullopt;
        }
        add(row.record, field);
        if (field.source != FieldSource::relation && field.source != FieldSource::reference)
            return std::vector<pack::RowAt>{};
        auto const &target =
            field.type.kind == cel::Kind::list ? field.type.arguments.at(0).name : field.type.name;
        return std::vector<pack::RowAt>{{schema_.index_of(target), 0}};
    }
    void look_for_parameters(cel::Node const &node) {
        if (node.kind == cel::NodeKind::call && !node.is_member)
            for (auto const &parameter : schema_.parameters)
                if (parameter.name == node.name) wanted.parameters.push_back(parameter.name);
        for (auto const &child : node.children) look_for_parameters(*child);
    }

    pack::Pack const &pack_;
    cel::Schema const &schema_;
};

pack::Link const *link_to_subject(pack::Register const &states, pack::Form const &form) {
    auto const found = std::ranges::find(states.links, form.subject, &pack::Link::to);
    return found == states.links.end() ? nullptr : &*found;
}

} // namespace

cel::Value to_language(pack::Field const &field, base::Value const &value) {
    if (base::is_missing(value)) return {cel::Unknown{}};
    auto const type = pack::type_of(field);
    if (type.kind == cel::Kind::list) {
        cel::List items;
        for (auto const item : base::split(base::as_text(value), ' '))
            if (!item.empty()) items.push_back({std::string(item)});
        return {std::make_shared<cel::List const>(std::move(items))};
    }
    if (auto const *text = std::get_if<std::string>(&value)) return {*text};
    if (auto const *real = std::get_if<double>(&value)) return {*real};
    auto const number = base::as_integer(value);
    switch (type.kind) {
    case cel::Kind::boolean:
        return {number != 0};
    case cel::Kind::date:
        return {base::Date{static_cast<std::int32_t>(number)}};
    case cel::Kind::money:
        return {base::Money{number}};
    case cel::Kind::real:
        return {static_cast<double>(number)};
    default:
        return {number};
    }
}

base::Value to_stored(cel::Value const &value) {
    if (auto const *text = value.as<std::string>()) return {*text};
    if (auto const *real = value.as<double>()) return {*real};
    if (auto const *truth = value.as<bool>()) return {std::int64_t{*truth ? 1 : 0}};
    if (auto const *number = value.as<std::int64_t>()) return {*number};
    if (auto const *date = value.as<base::Date>()) return {std::int64_t{date->days}};
    if (auto const *money = value.as<base::Money>()) return {money->fen};
    auto const *list = value.as<std::shared_ptr<cel::List const>>();
    if (list == nullptr || (*list)->empty()) return {};
    std::string joined;
    for (auto const &item : **list)
        if (auto const *text = item.as<std::string>())
            joined += (joined.empty() ? "" : " ") + *text;
    return {joined};
}

FormFacts::Reads FormFacts::reads_of(FormGround const &ground, pack::Form const &form) {
    Reading reading(ground.pack, ground.schema);
    for (auto const &section : form.sections)
        for (auto const &ask : section.asks) {
            reading.read(ask.when, form.states);
            reading.read(ask.known, form.subject);
            reading.use(form.states, ask.field);
        }
    for (auto const &check : form.checks) reading.read(check.must, form.states);
    auto const &states = *ground.pack.find_register(form.states);
    if (auto const *link = link_to_subject(states, form); link != nullptr) {
        if (!link->many) reading.use(form.states, link->name);
        for (auto const &[own, theirs] : link->on) {
            reading.use(form.states, own);
            reading.use(form.subject, theirs);
        }
    }
    return {std::move(reading.fields), std::move(reading.wanted)};
}

cel::CutWanted FormFacts::cut_of(FormGround const &ground, Reads const &reads) {
    cel::CutWanted wanted;
    wanted.roots = {ground.subject};
    wanted.fields = reads.fields;
    if (!ground.hidden) return wanted;
    wanted.hidden = [&ground](cel::RecordReference row, cel::UsedField const &used) {
        if (used.source != FieldSource::column && used.source != FieldSource::items) return false;
        auto const &record = ground.schema.records[used.record];
        auto const field = std::ranges::find_if(record.fields, [&](cel::Field const &one) {
            return one.source == used.source && one.index == used.index;
        });
        auto const *definition = ground.pack.find_register(record.name);
        auto const *plain = field == record.fields.end() || definition == nullptr
                                ? nullptr
                                : definition->find_field(field->name);
        return plain != nullptr && ground.hidden(row, *definition, *plain);
    };
    return wanted;
}

FormFacts::FormFacts(FormGround const &ground, pack::Form const &form)
    : ground_(ground), form_(form), reads_(reads_of(ground, form)),
      cut_(ground.population, ground.schema, cut_of(ground, reads_)),
      subject_(cut_.at(ground.subject)), self_(subject_) {
    if (form.states == form.subject) return;
    auto const table = ground.pack.register_index(form.states);
    self_ = cut_.add_row(table);
    auto const &states = ground.pack.registers[table];
    auto const *link = link_to_subject(states, form);
    auto const &record = ground.schema.records[table];
    if (auto const *reference = record.find(link->name);
        reference != nullptr && reference->source == FieldSource::reference)
        cut_.refer(self_, *reference, subject_);
    for (auto const &[own, theirs] : link->on) {
        auto const *from = ground.schema.records[subject_.table].find(theirs);
        if (from != nullptr && from->source != FieldSource::derived)
            cut_.set(self_, *record.find(own),
                     cel::stored_value(ground.population, ground.subject, *from));
    }
}

base::Value FormFacts::known(pack::FormAsk const &ask) const {
    if (ask.known != nullptr) return to_stored(on(subject_, *ask.known));
    if (form_.states != form_.subject) return {};
    auto const *field = ground_.schema.records[subject_.table].find(ask.field);
    return to_stored(cel::stored_value(cut_.population, subject_, *field));
}

std::vector<std::pair<std::string, base::Value>> FormFacts::from_subject() const {
    std::vector<std::pair<std::string, base::Value>> fields;
    if (form_.states == form_.subject) return fields;
    auto const &record = ground_.schema.records[self_.table];
    for (auto const &[own, theirs] :
         link_to_subject(ground_.pack.registers[self_.table], form_)->on)
        if (auto const *field = record.find(own))
            fields.emplace_back(own, to_stored(cel::stored_value(cut_.population, self_, *field)));
    return fields;
}

void FormFacts::answer(std::string const &field, base::Value const &value) {
    auto const &states = ground_.pack.registers[self_.table];
    cut_.set(self_, *ground_.schema.records[self_.table].find(field),
             to_language(*states.find_field(field), value));
}

cel::Value FormFacts::evaluate(cel::Expression const &expression) const {
    return on(self_, expression);
}

cel::Value FormFacts::on(cel::RecordReference self, cel::Expression const &expression) const {
    cel::Scope scope;
    scope.schema = &ground_.schema;
    scope.population = &cut_.population;
    scope.context = {ground_.on, {}, ground_.area};
    scope.self = self;
    return cel::evaluate(expression, scope);
}

std::string FormFacts::json() const {
    auto wanted = reads_.wanted;
    wanted.self = self_;
    return cel::facts_json(cut_.population, ground_.schema, {ground_.on, {}, ground_.area}, wanted);
}

} // namespace jingzhun::work
