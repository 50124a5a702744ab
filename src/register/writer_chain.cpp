// Rows with equal keys: which record of KEY, KEY~2, KEY~3 … a row is about.
#include "register/writer_state.hpp"

#include "base/identity.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace jingzhun::registry {
namespace {

std::size_t mix(std::size_t seed, std::size_t hash) {
    return (seed ^ (hash + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2))) *
           0xff51afd7ed558ccdULL;
}

std::size_t hash_of(std::span<base::Value const> values) {
    std::size_t hash = 0;
    for (auto const &value : values) hash = mix(hash, std::hash<base::Value>{}(value));
    return hash;
}

std::size_t hash_of_piece(char piece, std::string const &text) {
    return mix(static_cast<std::size_t>(piece), std::hash<std::string>{}(text));
}

std::string text_of(std::span<base::Value const> fields, std::optional<std::size_t> field) {
    auto const *text = field ? std::get_if<std::string>(&fields[*field]) : nullptr;
    return text == nullptr ? "" : *text;
}

bool both_and_different(std::string const &a, std::string const &b) {
    return !a.empty() && !b.empty() && a != b;
}

std::string double_key(std::string const &key, std::size_t position) {
    return position == 0 ? key : key + "~" + std::to_string(position + 1);
}

} // namespace

bool Subject::differs(Subject const &other) const {
    return both_and_different(identity, other.identity) || both_and_different(label, other.label);
}

void Writer::State::find_subject_fields() {
    auto const in_key = [&](std::string const &name) {
        return std::ranges::find(definition.key, name) != definition.key.end();
    };
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        auto const &field = definition.fields[i];
        if (in_key(field.name)) continue;
        if (field.type == pack::FieldType::identity && !identity_field) identity_field = i;
        if (field.name == definition.label && field.type == pack::FieldType::text) label_field = i;
    }
}

Subject Writer::State::subject_of(std::span<base::Value const> fields) const {
    return {base::clean_identity(text_of(fields, identity_field)),
            base::fold(text_of(fields, label_field))};
}

// Without folding: most further rows of a batch say the same, or nothing, about the subject.
bool Writer::State::surely_same_subject(std::int64_t record, base::Date day,
                                        std::span<base::Value const> fields) {
    for (auto const field : {identity_field, label_field}) {
        if (!field || base::is_missing(fields[*field])) continue;
        auto const &said = said_now(record, day).merged(*field);
        if (!base::is_missing(said) && said != fields[*field]) return false;
    }
    return true;
}

void Writer::State::join(Chain &chain, std::int64_t record,
                         std::span<base::Value const> fields) const {
    auto const position = chain.records.size();
    chain.records.push_back(record);
    if (list) {
        chain.positions.emplace(hash_of(fields), position);
        return;
    }
    auto const &subject = chain.subjects.emplace_back(subject_of(fields));
    chain.positions.emplace(hash_of_piece('i', subject.identity), position);
    chain.positions.emplace(hash_of_piece('l', subject.label), position);
}

Chain &Writer::State::chain_of(std::string const &key, base::Date day) {
    auto const [place, fresh] = chains.try_emplace(key);
    auto &chain = place->second;
    if (!fresh) return chain;
    for (std::size_t position = 0;; ++position) {
        auto const record = keys.find(double_key(key, position));
        if (record == 0) return chain;
        auto const &said = said_now(record, day);
        if (said.rows.empty()) join(chain, record, anybody_says(record, day));
        else join(chain, record, list ? said.rows.back().values : said.all());
    }
}

std::optional<std::size_t> Writer::State::find_equal(Chain const &chain, base::Date day,
                                                     std::span<base::Value const> fields) {
    std::optional<std::size_t> found;
    auto const [first, end] = chain.positions.equal_range(hash_of(fields));
    for (auto at = first; at != end; ++at) {
        auto const record = chain.records[at->second];
        auto const &said = said_now(record, day);
        auto const same = [&](SaidRow const &one) {
            return std::ranges::equal(one.values, fields);
        };
        if (!std::ranges::any_of(said.rows, same)) continue;
        found = at->second;
        if (!named(record)) break; // one that still waits to be named again
    }
    return found;
}

std::optional<std::size_t> Writer::State::find_subject(Chain const &chain,
                                                       Subject const &subject) const {
    std::optional<std::size_t> found;
    auto const look = [&](char piece, std::string const &text) {
        auto const [first, end] = chain.positions.equal_range(hash_of_piece(piece, text));
        for (auto at = first; at != end; ++at)
            if (!subject.differs(chain.subjects[at->second]) && (!found || at->second < *found))
                found = at->second;
    };
    if (!subject.identity.empty()) look('i', subject.identity);
    if (!found && !subject.label.empty()) look('l', subject.label);
    if (!found) look('i', "");
    if (!found) look('l', "");
    if (!found && subject.identity.empty() && subject.label.empty()) found = 0;
    return found;
}

std::optional<std::size_t> Writer::State::find(Chain const &chain, base::Date day,
                                               std::span<base::Value const> fields) {
    return list ? find_equal(chain, day, fields) : find_subject(chain, subject_of(fields));
}

Outcome Writer::State::state_in_chain(std::string const &key, std::optional<base::Date> valid_from,
                                      int row, std::span<base::Value const> fields) {
    auto const day = day_of(valid_from);
    auto &chain = chain_of(key, day);
    if (auto const found = find(chain, day, fields)) {
        auto const record = chain.records[*found];
        if (list) {
            name(record);
            return Outcome::unchanged;
        }
        return named(record) ? complete(record, valid_from, row, fields)
                             : change(record, valid_from, row, fields);
    }
    while (chain.first_open < chain.records.size() && named(chain.records[chain.first_open]))
        ++chain.first_open;
    if (chain.first_open == chain.records.size()) {
        auto const outcome = create(double_key(key, chain.records.size()), valid_from, row, fields);
        join(chain, keys.next() - 1, fields);
        return outcome;
    }
    auto const position = chain.first_open;
    auto const outcome = change(chain.records[position], valid_from, row, fields);
    if (list) {
        chain.positions.emplace(hash_of(fields), position);
    } else {
        auto const &subject = chain.subjects[position] = subject_of(fields);
        chain.positions.emplace(hash_of_piece('i', subject.identity), position);
        chain.positions.emplace(hash_of_piece('l', subject.label), position);
    }
    return outcome;
}

} // namespace jingzhun::registry
