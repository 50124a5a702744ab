// Writing a form with what is known.
#include "api/form_json.hpp"

#include "api/cells.hpp"
#include "api/masking.hpp"
#include "api/shown.hpp"
#include "cel/check.hpp"
#include "cel/tree_json.hpp"
#include "pack/read_value.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::api {
namespace {

class FormWriter {
  public:
    FormWriter(base::JsonWriter &json, Asked const &asked, FormAsked const &form)
        : json_(json), asked_(asked), form_(form), facts_(form.seen, form.form),
          states_(*asked.view.pack.find_register(form.form.states)) {}

    void write() {
        json_.begin_object()
            .member("form", form_.form.name)
            .member("title", form_.form.title.in(asked_.language()))
            .member("source", form_.form.source)
            .member("phone", form_.form.phone)
            .member("on", base::to_string(form_.seen.on));
        write_subject();
        json_.key("sections").begin_array();
        for (auto const &section : form_.form.sections) write_section(section);
        json_.end_array().key("checks").begin_array();
        for (auto const &check : form_.form.checks) write_check(check);
        json_.end_array().key("facts").raw(facts_.json()).key("years");
        write_years(json_, asked_, form_.form.sheets, form_.table, form_.row);
        json_.end_object();
    }

  private:
    void write_subject() {
        auto const &view = asked_.view;
        auto const &definition = view.pack.registers[form_.table];
        std::string label;
        if (!definition.label.empty()) {
            auto const &field = *definition.find_field(definition.label);
            if (asked_.caller.sees(definition, field, form_.area))
                label = Cells(view, form_.table, definition.field_index(field.name))
                            .text(view, form_.row, asked_.language());
        }
        json_.key("subject")
            .begin_object()
            .member("register", definition.name)
            .member("title", definition.title.in(asked_.language()))
            .member("key", shown_key(asked_, definition, form_.key, form_.area))
            .member("label", label)
            .member("place", view.areas.path_of(form_.area))
            .end_object();
    }

    void write_section(pack::FormSection const &section) {
        json_.begin_object().member("title", section.title.in(asked_.language()));
        json_.key("asks").begin_array();
        for (auto const &ask : section.asks) write_ask(ask);
        json_.end_array().end_object();
    }

    void write_ask(pack::FormAsk const &ask) {
        auto const &field = *states_.find_field(ask.field);
        json_.begin_object()
            .member("field", field.name)
            .member("title", field.title.in(asked_.language()))
            .member("hint", ask.hint.in(asked_.language()))
            .member("type", pack_type(field))
            .member("unit", field.unit)
            .member("required", ask.required)
            .member("document", ask.document);
        if (!field.codes.empty()) write_codes(field);
        write_tree("when", ask.when);
        json_.member("filled", !base::is_missing(work::filled(ask, form_.filler, facts_)));
        auto const known = facts_.known(ask);
        json_.key("known");
        if (base::is_missing(known)) json_.null();
        else json_.value(as_sent(field, known));
        json_.member("shown", pack::write_cell(asked_.view.pack, field, known, asked_.language()));
        json_.end_object();
    }

    // As it is sent back to say the same: codes as codes, all else as it reads in English: yes,
    // 12000.00, 2020-12-31.
    std::string as_sent(pack::Field const &field, base::Value const &value) const {
        using enum pack::FieldType;
        if (field.type == code || field.type == codes || field.type == area || field.type == areas)
            return base::as_text(value);
        return pack::write_cell(asked_.view.pack, field, value, base::Language::en);
    }

    static std::string_view pack_type(pack::Field const &field) {
        static constexpr std::string_view names[] = {
            "text", "code", "codes",    "boolean", "integer", "number", "money",
            "date", "time", "identity", "phone",   "area",    "areas"};
        return names[static_cast<std::size_t>(field.type)];
    }

    void write_codes(pack::Field const &field) {
        json_.key("codes").begin_array();
        if (auto const *list = asked_.view.pack.find_codes(field.codes))
            for (auto const &code : list->codes)
                json_.begin_object()
                    .member("code", code.code)
                    .member("title", code.title.in(asked_.language()))
                    .end_object();
        json_.end_array();
    }

    void write_tree(std::string_view name,
                    std::shared_ptr<cel::Expression const> const &expression) {
        if (expression == nullptr) return;
        auto const checked =
            cel::check(*expression, *asked_.view.snapshot.schema, form_.form.states);
        json_.key(name).raw(cel::tree_json(*expression, checked));
    }

    void write_check(pack::FormCheck const &check) {
        json_.begin_object();
        write_tree("must", check.must);
        json_.member("message", check.message.in(asked_.language()))
            .member("field", check.field)
            .member("hard", check.hard)
            .end_object();
    }

    base::JsonWriter &json_;
    Asked const &asked_;
    FormAsked const &form_;
    work::FormFacts facts_;
    pack::Register const &states_;
};

} // namespace

void write_form(base::JsonWriter &json, Asked const &asked, FormAsked const &form) {
    FormWriter(json, asked, form).write();
}

void write_remarks(base::JsonWriter &json, std::vector<work::SheetRemark> const &remarks) {
    json.begin_array();
    for (auto const &remark : remarks)
        json.begin_object()
            .member("field", remark.field)
            .key("problems")
            .begin_array()
            .begin_object()
            .member("message", base::describe(remark.problem, base::Language::zh))
            .member("message_en", base::describe(remark.problem, base::Language::en))
            .end_object()
            .end_array()
            .end_object();
    json.end_array();
}

void write_years(base::JsonWriter &json, Asked const &asked, std::string const &sheets,
                 std::size_t table, std::uint32_t row) {
    struct Year {
        std::int64_t sheets = 0, asked = 0, typed = 0, confirmed = 0;
    };
    std::map<int, Year> years;
    auto const &view = asked.view;
    auto const household =
        table == view.household ? std::optional(row) : view.household_of(table, row);
    auto const of = view.pack.register_index(sheets);
    auto const &definition = view.pack.registers[of];
    auto const cells = [&](std::string_view name) {
        return Cells(view, of, definition.field_index(name));
    };
    auto const on = cells("on"), all = cells("asked"), typed = cells("typed"),
               confirmed = cells("confirmed");
    auto const number = [&](Cells const &cell, std::uint32_t at) {
        auto const value = cell.value(view, at);
        auto const *found = std::get_if<std::int64_t>(&value);
        return found == nullptr ? std::int64_t{0} : *found;
    };
    for (auto const &place : view.ground->links) {
        if (!household || place.from != of || place.to != view.household) continue;
        auto const &relation =
            view.snapshot.population.tables[view.household].relations[place.reverse_index];
        for (auto i = relation.offsets[*household]; i < relation.offsets[*household + 1]; ++i) {
            auto const sheet = relation.child(i);
            auto &year = years[base::Date{static_cast<std::int32_t>(number(on, sheet))}.year()];
            ++year.sheets;
            year.asked += number(all, sheet);
            year.typed += number(typed, sheet);
            year.confirmed += number(confirmed, sheet);
        }
    }
    json.begin_array();
    for (auto const &[year, sum] : years)
        json.begin_object()
            .member("year", year)
            .member("sheets", sum.sheets)
            .member("asked", sum.asked)
            .member("typed", sum.typed)
            .member("confirmed", sum.confirmed)
            .end_object();
    json.end_array();
}

} // namespace jingzhun::api
