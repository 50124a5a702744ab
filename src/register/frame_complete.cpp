// Absence from a list counts only where no unlinked row of it could be the person.
#include "register/frame_complete.hpp"

#include "register/frame_table.hpp"

#include <algorithm>

namespace jingzhun::registry {
namespace {

cel::Bits all_bits(std::size_t rows) { return cel::Bits((rows + 63) / 64, ~std::uint64_t{0}); }

void clear(cel::Bits &bits, std::size_t row) {
    bits[row / 64] &= ~(std::uint64_t{1} << (row % 64));
}

constexpr std::size_t nowhere = SIZE_MAX; // the row of what was refused

bool feeds(pack::Source const &source, std::string const &name) {
    return std::ranges::find(source.registers, name) != source.registers.end();
}

} // namespace

bool Completeness::fed(std::string const &name) const {
    return std::ranges::any_of(batches_.batches(), [&](Batch const &batch) {
        auto const *source = pack_.find_source(batch.source);
        return batches_.source(batch.id) >= 0 && source != nullptr && feeds(*source, name);
    });
}

// A yearly list speaks of the years it has rows of.
bool Completeness::covers(std::size_t table) const {
    auto const &definition = pack_.registers[table];
    if (definition.covers_year.empty()) return true;
    auto const &column =
        population_.tables[table].columns[definition.field_index(definition.covers_year)];
    auto const *years = std::get_if<cel::Array<std::int64_t>>(&column.values);
    if (years == nullptr) return false;
    auto const year = request_.moment.as_of.year();
    for (std::size_t row = 0; row < years->size(); ++row)
        if ((*years)[row] == year && cel::bit(column.present, row)) return true;
    return false;
}

std::string_view Completeness::text(std::size_t table, std::string const &field,
                                    std::size_t row) const {
    if (field.empty()) return {};
    auto const &column =
        population_.tables[table].columns[pack_.registers[table].field_index(field)];
    auto const *texts = std::get_if<cel::Array<std::int32_t>>(&column.values);
    return texts == nullptr ? std::string_view() : population_.strings.text((*texts)[row]);
}

Resemblance const &Completeness::persons(pack::LinkPlace const &place) {
    auto const &name = place.link->possible_their_name,
               &identity = place.link->possible_their_identity;
    for (auto const &known : known_)
        if (known.table == place.to && known.name == name && known.identity == identity)
            return *known.persons;
    std::vector<Resemblance::Person> persons;
    persons.reserve(population_.tables[place.to].rows);
    for (std::size_t row = 0; row < population_.tables[place.to].rows; ++row)
        persons.push_back({text(place.to, name, row), text(place.to, identity, row)});
    known_.push_back({place.to, name, identity, std::make_unique<Resemblance>(std::move(persons))});
    return *known_.back().persons;
}

// Rows of the list that found nobody, and rows its batches refused: they still stand for somebody.
template <class Loose>
void Completeness::each_loose(pack::LinkPlace const &place, Matches const &own,
                              Loose const &loose) {
    for (std::size_t row = 0; row + 1 < own.offsets.size(); ++row)
        if (own.count(row) == 0)
            loose(row, text(place.from, place.link->possible_name, row),
                  text(place.from, place.link->possible_identity, row));
    auto select = database_.prepare("SELECT batch, name, identity FROM refused_row "
                                    "WHERE county = $1 AND refused = 1");
    select->bind(1, request_.county);
    while (select->step()) {
        auto const batch = select->integer(0);
        if (batches_.source(batch) < 0) continue;
        auto const *source = pack_.find_source(batches_.find(batch)->source);
        if (source != nullptr && feeds(*source, pack_.registers[place.from].name))
            loose(nowhere, select->text(1), select->text(2));
    }
}

cel::Bits Completeness::of_reverse(pack::LinkPlace const &place, Matches const &own,
                                   DecidedRows const &decided) {
    auto const rows = population_.tables[place.to].rows;
    if (!fed(pack_.registers[place.from].name) || !covers(place.from))
        return cel::Bits((rows + 63) / 64, 0);
    if (place.link->possible_name.empty() && place.link->possible_identity.empty()) return {};
    cel::Bits bits = all_bits(rows);
    bool cleared = false;
    auto const look = [&](std::size_t row, std::string_view name, std::string_view identity) {
        for (auto const person : persons(place).find(name, identity)) {
            if (decided.refuses(row, person)) continue;
            clear(bits, person);
            cleared = true;
        }
    };
    each_loose(place, own, look);
    return cleared ? bits : cel::Bits();
}

cel::Bits Completeness::of_own(pack::LinkPlace const &place, Matches const &own,
                               DecidedRows const &decided) {
    auto const rows = population_.tables[place.from].rows;
    if (!fed(pack_.registers[place.to].name)) return cel::Bits((rows + 63) / 64, 0);
    if (place.link->possible_name.empty() && place.link->possible_identity.empty()) return {};
    // Within one register every record resembles itself; whom else it may be the linker has said.
    if (place.from == place.to) return {};
    cel::Bits bits = all_bits(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        if (own.count(row) != 0) continue;
        auto const found =
            persons(place).find(text(place.from, place.link->possible_name, row),
                                text(place.from, place.link->possible_identity, row));
        if (std::ranges::any_of(found, [&](auto person) { return !decided.refuses(row, person); }))
            clear(bits, row);
    }
    return bits;
}

} // namespace jingzhun::registry
