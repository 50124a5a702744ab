// Explanations and records as JSON: the same for the command line and the web application.
#pragma once

#include "base/area.hpp"
#include "base/json.hpp"
#include "check/explain.hpp"
#include "register/records.hpp"

#include <functional>
#include <string>

namespace jingzhun::api {

// {rule, title, kind, answer, period, when, must, text, source, facts: [{register, key, label,
// field, title,
//  value, missing, origin: {source, file, sheet, batch, row, valid_from, recorded_at}}]}
void write(base::JsonWriter &json, check::Explanation const &explanation, base::Language language,
           pack::Pack const *mask_by);
// `mask_by`: keys that are identity numbers are shown in part; null: whole.
void write(base::JsonWriter &json, registry::Origin const &origin);

// {register, key, area, path, values: {field: value}, fields: [{name, title, value, text, origin}]}
// `masked`: identity numbers, phones and the like are shown in part.
void write(base::JsonWriter &json, pack::Pack const &pack, pack::Register const &definition,
           registry::Record const &record, base::AreaTree const &areas, base::Language language,
           bool masked);
// The same with the fields named by `hidden` shown in part, codes among them not at all.
using Hidden = std::function<bool(pack::Field const &)>;
void write(base::JsonWriter &json, pack::Pack const &pack, pack::Register const &definition,
           registry::Record const &record, base::AreaTree const &areas, base::Language language,
           Hidden const &hidden);

// What a value is in JSON: money as a decimal string in yuan, dates as ISO 8601, codes as the
// pack's codes.
void write_value(base::JsonWriter &json, pack::Field const &field, base::Value const &value);

} // namespace jingzhun::api
