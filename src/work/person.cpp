// Reading persons and pairings out of the frames, and finding the right ones.
#include "work/person.hpp"

#include "base/error.hpp"
#include "base/identity.hpp"
#include "pack/schema.hpp"
#include "register/frames.hpp"
#include "register/records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::work {
namespace {

// Fields of one register, to be loaded and then read row by row.
class Fields {
  public:
    Fields(cel::Schema const &schema, pack::Register const &definition)
        : schema_(schema), record_(schema.index_of(definition.name)) {}

    void want(std::string const &name, std::vector<cel::UsedField> &fields) const {
        if (auto const *field = find(name))
            fields.push_back({record_, field->source, field->index});
    }
    std::size_t record() const { return record_; }
    // The value as text; of a list its items.
    std::vector<std::string> texts(cel::Population const &population, std::string const &name,
                                   std::size_t row) const {
        auto const *field = find(name);
        if (field == nullptr) return {};
        auto const &table = population.tables[record_];
        std::vector<std::string> all;
        if (field->source == cel::FieldSource::items) {
            auto const &list = table.item_lists[field->index];
            if (list.offsets.size() <= row + 1) return {};
            for (auto i = list.offsets[row]; i < list.offsets[row + 1]; ++i)
                all.emplace_back(population.strings.text(list.items[i]));
            return all;
        }
        auto const &column = table.columns[field->index];
        if (!cel::bit(column.present, row)) return {};
        if (auto number = number_in(column, row))
            all.emplace_back(population.strings.text(*number));
        return all;
    }
    std::string text(cel::Population const &population, std::string const &name,
                     std::size_t row) const {
        auto all = texts(population, name, row);
        return all.empty() ? std::string() : std::move(all.front());
    }
    std::optional<base::Date> date(cel::Population const &population, std::string const &name,
                                   std::size_t row) const {
        auto const *field = find(name);
        if (field == nullptr) return std::nullopt;
        auto const &column = population.tables[record_].columns[field->index];
        if (!cel::bit(column.present, row)) return std::nullopt;
        auto const number = number_in(column, row);
        return number ? std::optional(base::Date{*number}) : std::nullopt;
    }

  private:
    cel::Field const *find(std::string const &name) const {
        return schema_.records[record_].find(name);
    }
    static std::optional<std::int32_t> number_in(cel::Column const &column, std::size_t row) {
        return std::visit(
            [&](auto const &values) -> std::optional<std::int32_t> {
                if (row >= values.size()) return std::nullopt;
                return static_cast<std::int32_t>(values[row]);
            },
            column.values);
    }

    cel::Schema const &schema_;
    std::size_t record_;
};

// A code as it is; of a name the area that is meant within the county.
std::vector<std::string> codes_of(std::vector<std::string> const &said, base::AreaTree const &areas,
                                  std::string const &county) {
    std::vector<std::string> codes;
    for (auto const &text : said) {
        if (text.empty()) continue;
        if (base::level_of(text)) codes.push_back(text);
        else if (auto found = areas.resolve(county, base::AreaLevel::township, text))
            codes.push_back(*std::move(found));
        else if (auto village = areas.resolve(county, base::AreaLevel::village, text))
            codes.push_back(*std::move(village));
    }
    return codes;
}

// The first field that says anything counts: villages before the township they lie in.
template <class Read>
std::vector<std::string> areas_of(pack::Responsibility const &rules, base::AreaTree const &areas,
                                  std::string const &county, Read const &read) {
    for (auto const &field : rules.areas) {
        auto codes = codes_of(read(field), areas, county);
        if (!codes.empty()) return codes;
    }
    return {};
}

std::string own_field(pack::Register const &definition, std::string const &link) {
    for (auto const &one : definition.links)
        if (one.name == link && !one.on.empty()) return one.on.front().first;
    return "";
}

bool in_force(Paired const &one, base::Date on) { return one.from <= on && on <= one.to; }

bool unit_fits(std::vector<std::string> const &units, std::string const &unit) {
    return units.empty() ||
           std::ranges::any_of(units, [&](std::string const &one) { return unit.ends_with(one); });
}

// The area itself and those above it, the smallest first; last "": the whole county.
std::vector<std::string> upwards(std::string_view area) {
    std::vector<std::string> all;
    for (std::size_t const digits : {14, 12, 9, 6, 4, 2})
        if (area.size() >= digits) all.emplace_back(area.substr(0, digits));
    all.emplace_back();
    return all;
}

} // namespace

pack::Responsibility const &responsibility_of(pack::Pack const &pack) {
    auto const found = pack::kept_responsibility(pack);
    if (found == nullptr) throw base::Error("pack_without_responsibility");
    return *found; // kept as long as the program runs
}

People::People(store::Database &database, pack::Pack const &pack, base::AreaTree const &areas,
               int county, base::Date as_of)
    : as_of_(as_of) {
    auto const &rules = responsibility_of(pack);
    auto const schema = pack::make_schema(pack);
    auto const &definition = *pack.find_register(rules.persons);
    auto const *pairing = pack.find_register(rules.pairing.register_name);
    registry::FrameRequest request;
    request.county = county;
    request.moment.as_of = as_of;
    Fields const person(schema, definition);
    for (auto const &name : {definition.label, rules.post, rules.unit})
        person.want(name, request.fields);
    for (auto const &name : rules.areas) person.want(name, request.fields);
    request.keyed.push_back(person.record());
    std::optional<Fields> pair;
    std::string subject, helper;
    if (pairing != nullptr) {
        pair.emplace(schema, *pairing);
        subject = own_field(*pairing, rules.pairing.subject);
        helper = own_field(*pairing, rules.pairing.person);
        for (auto const &name : {subject, helper, rules.pairing.from, rules.pairing.to})
            pair->want(name, request.fields);
    }
    auto const population = registry::load_frames(database, pack, schema, request);
    auto const code = fmt::format("{:06}", county);
    auto const &table = population.tables[person.record()];
    for (std::size_t row = 0; row < table.rows; ++row) {
        Person one;
        one.record = table.records[row];
        one.key = population.strings.text(table.keys[row]);
        one.name = person.text(population, definition.label, row);
        one.post = person.text(population, rules.post, row);
        one.unit = person.text(population, rules.unit, row);
        one.areas = areas_of(rules, areas, code, [&](std::string const &field) {
            return person.texts(population, field, row);
        });
        by_key_.emplace(one.key, persons_.size());
        for (auto const &area : one.areas) by_area_[area].push_back(persons_.size());
        if (one.areas.empty()) by_area_[""].push_back(persons_.size());
        persons_.push_back(std::move(one));
    }
    if (!pair) return;
    auto const rows = population.tables[pair->record()].rows;
    for (std::size_t row = 0; row < rows; ++row) {
        Paired one;
        one.person = pair->text(population, helper, row);
        one.subject = pair->text(population, subject, row);
        one.from = pair->date(population, rules.pairing.from, row).value_or(base::date_min);
        one.to = pair->date(population, rules.pairing.to, row).value_or(base::date_max);
        by_subject_.emplace(one.subject, pairings_.size());
        by_person_.emplace(one.person, pairings_.size());
        pairings_.push_back(std::move(one));
    }
}

Person const *People::find(std::int64_t record) const {
    auto const found = std::ranges::lower_bound(persons_, record, {}, &Person::record);
    return found == persons_.end() || found->record != record ? nullptr : &*found;
}

Person const *People::find_key(std::string_view key) const {
    auto const found = by_key_.find(std::string(key));
    return found == by_key_.end() ? nullptr : &persons_[found->second];
}

Person const &People::require(std::string const &text) const {
    if (auto const *found = find_key(text)) return *found;
    std::vector<Person const *> named;
    for (auto const &one : persons_)
        if (one.name == text) named.push_back(&one);
    if (named.size() == 1) return *named.front();
    if (named.empty()) throw base::Error("person_unknown", {{"person", text}});
    std::vector<std::string> where;
    for (auto const *one : named)
        where.push_back(fmt::format("{} {}", base::mask_identity(one->key), one->unit));
    throw base::Error("person_several",
                      {{"person", text}, {"which", fmt::format("{}", fmt::join(where, "、"))}});
}

std::string People::name_of(std::int64_t record) const {
    auto const *found = find(record);
    return found == nullptr ? std::string() : found->name;
}

std::vector<Person const *> People::holders(std::vector<std::string> const &posts,
                                            std::vector<std::string> const &units,
                                            std::string_view area) const {
    std::vector<Person const *> all;
    for (auto const &place : upwards(area)) {
        auto const here = by_area_.find(place);
        if (here == by_area_.end()) continue;
        for (auto const &post : posts)
            for (auto const index : here->second)
                if (auto const &one = persons_[index];
                    one.post == post && unit_fits(units, one.unit))
                    all.push_back(&one);
    }
    return all;
}

std::vector<Person const *> People::holders_anywhere(std::vector<std::string> const &posts,
                                                     std::vector<std::string> const &units) const {
    std::vector<Person const *> all;
    for (auto const &post : posts)
        for (auto const &one : persons_)
            if (one.post == post && unit_fits(units, one.unit)) all.push_back(&one);
    return all;
}

std::vector<Paired const *> People::paired_with(std::string_view subject) const {
    std::vector<Paired const *> all;
    auto const range = by_subject_.equal_range(std::string(subject));
    for (auto at = range.first; at != range.second; ++at)
        if (in_force(pairings_[at->second], as_of_)) all.push_back(&pairings_[at->second]);
    return all;
}

std::vector<Paired const *> People::pairings_of(std::string_view person) const {
    std::vector<Paired const *> all;
    auto const range = by_person_.equal_range(std::string(person));
    for (auto at = range.first; at != range.second; ++at)
        if (in_force(pairings_[at->second], as_of_)) all.push_back(&pairings_[at->second]);
    return all;
}

std::optional<Person> read_person(store::Database &database, pack::Pack const &pack,
                                  base::AreaTree const &areas, int county, std::string const &key,
                                  base::Date as_of) {
    auto const &rules = responsibility_of(pack);
    auto const &definition = *pack.find_register(rules.persons);
    auto const record =
        registry::read_record(database, pack, definition, county, key, registry::Moment{as_of});
    if (!record) return std::nullopt;
    auto const text = [&](std::string const &field) {
        if (definition.find_field(field) == nullptr) return std::string();
        auto const *said = std::get_if<std::string>(&record->values[definition.field_index(field)]);
        return said == nullptr ? std::string() : *said;
    };
    Person one{record->id, key, text(definition.label), text(rules.post), text(rules.unit), {}};
    one.areas = areas_of(rules, areas, fmt::format("{:06}", county), [&](std::string const &field) {
        std::vector<std::string> words;
        auto const all = text(field);
        for (std::size_t at = 0; at < all.size();) {
            auto const end = std::min(all.find(' ', at), all.size());
            words.push_back(all.substr(at, end - at));
            at = end + 1;
        }
        return words;
    });
    return one;
}

} // namespace jingzhun::work
