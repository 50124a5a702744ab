// What a full list does not hold any more has ended.
#include "register/writer_state.hpp"

#include "register/tables.hpp"

#include <algorithm>

namespace jingzhun::registry {
namespace {

constexpr int ended_row = 0;

// The fields that tell whose record it is, those of the key too.
Candidate candidate_of(pack::Register const &definition, std::vector<base::Value> const &values) {
    Candidate candidate;
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        auto const *text = std::get_if<std::string>(&values[i]);
        if (text == nullptr) continue;
        auto const &field = definition.fields[i];
        if (field.name == definition.label) candidate.name = *text;
        else if (field.type == pack::FieldType::identity && candidate.identity.empty())
            candidate.identity = *text;
    }
    return candidate;
}

} // namespace

std::vector<std::int64_t> Writer::State::unnamed() {
    std::vector<std::int64_t> records;
    if (!spoke_before) return records;
    auto select = database.prepare("SELECT record, batch, row FROM " + table_of(definition) +
                                   " WHERE county = $1 AND valid_from <= $2 ORDER BY record, "
                                   "valid_from, batch, row");
    select->bind(1, batch.county);
    select->bind(2, batch.valid_from.days);
    std::int64_t record = 0;
    bool stands = false;
    auto const take = [&] {
        if (stands && !named(record)) records.push_back(record);
        stands = false;
    };
    while (select->step()) {
        if (select->integer(0) != record) take();
        record = select->integer(0);
        if (ours[static_cast<std::size_t>(select->integer(1))])
            stands = select->integer(2) != ended_row;
    }
    take();
    return records;
}

Named Writer::State::all_named() const { return {named_now, years}; }

std::int64_t Writer::State::end_unnamed(std::vector<Candidate> const &doubtful,
                                        std::span<Named const> others) {
    auto records = unnamed();
    auto all_years = years;
    for (auto const &other : others) {
        std::erase_if(records, [&](std::int64_t record) {
            auto const at = static_cast<std::size_t>(record);
            return at < other.records.size() && other.records[at];
        });
        all_years.insert(other.years.begin(), other.years.end());
    }
    if (year_field) // a yearly list says nothing of a year it has no row of
        std::erase_if(records, [&](std::int64_t record) {
            auto const &year = said_now(record, batch.valid_from).merged(*year_field);
            auto const *number = std::get_if<std::int64_t>(&year);
            return number == nullptr || !all_years.contains(*number);
        });
    std::vector<Candidate> candidates;
    if (!doubtful.empty())
        for (auto const record : records)
            candidates.push_back(
                candidate_of(definition, said_now(record, batch.valid_from).all()));
    auto const spared = could_be(candidates, doubtful);
    std::vector<base::Value> const nothing(definition.fields.size());
    std::int64_t ended = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (!doubtful.empty() && spared[i]) continue;
        insert(records[i], from_of(said_now(records[i], batch.valid_from), std::nullopt), ended_row,
               nothing);
        ++ended;
    }
    return ended;
}

} // namespace jingzhun::registry
