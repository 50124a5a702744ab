// A sheet as statements of one batch.
#include "work/form_sheet.hpp"

#include "access/refusal.hpp"
#include "intake/key.hpp"
#include "intake/limit.hpp"
#include "register/keys.hpp"
#include "register/records.hpp"

#include "base/json.hpp"

#include <fmt/format.h>

#include <optional>

namespace jingzhun::work {
namespace {

std::vector<base::Value> sheet_values(pack::Register const &sheets, pack::Form const &form,
                                      SheetPlace const &place, Sheet const &sheet,
                                      SheetChecked const &checked,
                                      std::map<std::string, base::Value> const &shared,
                                      base::Date on) {
    std::vector<base::Value> values(sheets.fields.size());
    for (auto const &[name, value] : shared)
        if (sheets.find_field(name) != nullptr) values[sheets.field_index(name)] = value;
    auto const put = [&](std::string_view name, base::Value value) {
        values[sheets.field_index(name)] = std::move(value);
    };
    put("sheet_no", {sheet.number});
    put("form", {form.name});
    put("on", {std::int64_t{on.days}});
    put("account", {place.actor.name});
    put("asked", {checked.asked});
    put("typed", {checked.typed});
    put("confirmed", {checked.confirmed});
    return values;
}

std::int64_t number_in(registry::Record const &record, pack::Register const &sheets,
                       std::string_view name) {
    auto const *number = std::get_if<std::int64_t>(&record.values[sheets.field_index(name)]);
    return number == nullptr ? 0 : *number;
}

// The sheet of that number, where it is here already.
std::optional<SheetTaken> taken_before(SheetPlace const &place, pack::Register const &sheets,
                                       pack::Form const &form, Sheet const &sheet) {
    auto const record =
        registry::read_record(place.database, place.pack, sheets, place.county, sheet.number);
    if (!record) return std::nullopt;
    auto const form_at = sheets.field_index("form"), account_at = sheets.field_index("account");
    auto const same = record->values[form_at] == base::Value{form.name} &&
                      record->values[account_at] == base::Value{place.actor.name};
    if (!same) throw base::Error("form_sheet_other", {{"sheet", sheet.number}});
    return SheetTaken{record->origins[form_at] ? record->origins[form_at]->batch : 0,
                      number_in(*record, sheets, "typed"), number_in(*record, sheets, "confirmed"),
                      true};
}

registry::Batch batch_of(SheetPlace const &place, pack::Form const &form, Sheet const &sheet,
                         base::Date on) {
    registry::Batch batch;
    batch.county = place.county;
    batch.file = form.title.zh;
    batch.sheet = sheet.number;
    batch.source = form.name;
    batch.actor = place.actor.name;
    batch.reason = place.actor.reason;
    batch.recorded_at = batch.accepted_at = base::now();
    batch.valid_from = on;
    batch.rows = batch.accepted = 1;
    return batch;
}

void log(SheetPlace const &place, pack::Form const &form, std::string const &subject,
         std::int64_t batch, SheetChecked const &checked) {
    base::JsonWriter json;
    json.begin_object()
        .member("form", form.name)
        .member("register", form.subject)
        .member("subject", subject)
        .member("typed", checked.typed)
        .member("confirmed", checked.confirmed)
        .end_object();
    store::append(place.database, place.actor,
                  {place.county, "form", "batch " + std::to_string(batch), json.take()});
}

} // namespace

SheetTaken take_sheet(SheetPlace const &place, pack::Form const &form, Sheet const &sheet,
                      SheetChecked const &checked, std::string const &subject,
                      std::map<std::string, base::Value> const &shared, base::Date on) {
    auto const &states = *place.pack.find_register(form.states),
               &sheets = *place.pack.find_register(form.sheets);
    if (auto before = taken_before(place, sheets, form, sheet)) return *before;
    auto const rows = sheet_values(sheets, form, place, sheet, checked, shared, on);
    auto values = checked.values;
    if (form.states == form.subject && states.key.size() == 1)
        values[states.field_index(states.key.front())] = {subject};
    auto const key = form.states == form.subject ? subject : intake::record_key(states, values);
    if (key.empty()) throw base::Error("form_key_missing", {{"form", form.name}});
    intake::Limit limit(place.database, place.pack, place.county, place.holder,
                        pack::Operation::record);
    if (place.holder != nullptr && place.areas != nullptr) {
        limit.require(*place.pack.find_source(form.name), *place.areas);
        if (!limit.allows({{&states, key, &values}, {&sheets, sheet.number, &rows}}))
            throw access::refusal(
                place.pack, *place.areas, place.actor.name, pack::Operation::record, form.states,
                registry::area_of(place.database, place.pack, states, place.county, values));
    }
    auto batch = batch_of(place, form, sheet, on);
    batch.id = registry::insert_batch(place.database, batch);
    log(place, form, subject, batch.id, checked);
    batch.accepted_after = registry::ledger_position(place.database, place.county);
    auto const outcome =
        registry::Writer(place.database, place.pack, states, batch).state(key, {}, 1, values);
    registry::Writer(place.database, place.pack, sheets, batch).state(sheet.number, {}, 1, rows);
    batch.created = outcome == registry::Outcome::created;
    batch.updated = outcome == registry::Outcome::updated;
    batch.unchanged = outcome == registry::Outcome::unchanged;
    registry::update_batch(place.database, batch);
    return {batch.id, checked.typed, checked.confirmed, false};
}

} // namespace jingzhun::work
