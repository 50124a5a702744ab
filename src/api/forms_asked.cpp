// Finding form, subject and whoever fills it in.
#include "api/forms_asked.hpp"

#include "api/places.hpp"
#include "check/snapshot.hpp"
#include "register/keys.hpp"
#include "work/act.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

pack::Form const &form_of(std::vector<pack::Form> const &forms, std::string const &name) {
    auto const found = std::ranges::find(forms, name, &pack::Form::name);
    if (found == forms.end()) throw base::Error("form_unknown", {{"name", name}});
    return *found;
}

// One the caller may not read is not there.
std::uint32_t row_of(Asked const &asked, pack::Form const &form, std::string const &key) {
    auto const &view = asked.view;
    auto const table = view.pack.register_index(form.subject);
    auto const &definition = view.pack.registers[table];
    auto const record = registry::Keys(asked.database(), definition, view.county).find(key);
    auto const row =
        record == 0 ? std::nullopt : check::row_of(view.snapshot.population.tables[table], record);
    if (!row || !asked.reads(table).contains(view.area_at(table, *row)))
        throw unknown_record(asked, definition, key);
    return *row;
}

// Who the account is among the persons of the pack, where it is one of them.
work::Filler filler_of(Asked const &asked) {
    work::Filler filler;
    filler.account = asked.caller.actor().name;
    if (asked.caller.session() == nullptr) return filler;
    try {
        work::FindingDesk const desk{asked.database(), asked.view.pack, asked.view.areas,
                                     asked.view.county};
        work::People const people(asked.database(), asked.view.pack, asked.view.areas,
                                  asked.view.county, base::today());
        if (auto const *self = work::person_of(desk, people, filler.account)) {
            filler.key = self->key;
            filler.name = self->name;
        }
    } catch (base::Error const &error) {
        if (error.code() != "pack_without_responsibility") throw;
    }
    return filler;
}

} // namespace

FormAsked::FormAsked(Asked const &asked, std::string const &name, std::string const &of,
                     base::Date on)
    : forms(pack::kept_forms(asked.view.pack)), form(form_of(*forms, name)), key(of),
      table(asked.view.pack.register_index(form.subject)),
      row(row_of(asked, form, of)), whole{asked.view.pack,
                                          *asked.view.snapshot.schema,
                                          asked.view.snapshot.population,
                                          {static_cast<std::uint32_t>(table), row},
                                          asked.view.area_at(table, row),
                                          on},
      seen(whole), filler(filler_of(asked)) {
    area = whole.area;
    seen.hidden = [&asked](cel::RecordReference at, pack::Register const &definition,
                           pack::Field const &field) {
        auto const &place = asked.view.area_at(at.table, at.row);
        return !asked.reads(at.table).contains(place) ||
               !asked.caller.sees(definition, field, place);
    };
}

} // namespace jingzhun::api
