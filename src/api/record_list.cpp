// Conditions, order and pages over columns.
#include "api/record_list.hpp"

#include "api/masking.hpp"
#include "api/places.hpp"
#include "api/shown.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "pack/read_value.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

constexpr std::size_t columns_default = 8;

base::Error malformed(std::string const &what) {
    return base::Error("request_malformed", {{"what", what}});
}

std::partial_ordering compare(base::Value const &a, base::Value const &b) {
    if (auto const *text = std::get_if<std::string>(&a)) return *text <=> base::as_text(b);
    if (auto const *real = std::get_if<double>(&a)) return *real <=> std::get<double>(b);
    return base::as_integer(a) <=> base::as_integer(b);
}

} // namespace

RecordList::RecordList(Asked const &asked, pack::Register const &definition)
    : asked_(asked), definition_(definition),
      table_(asked.view.pack.register_index(definition.name)) {
    auto const &request = asked.request;
    places_ = places_within(asked.view, asked.reads(table_), request.parameter("area"));
    find_searched(std::string(base::trim(request.parameter("q"))));
    if (auto const &names = request.parameter("columns"); !names.empty()) {
        for (auto const name : base::split(names, ','))
            columns_.push_back(cells_of(std::string(base::trim(name))));
    } else {
        for (std::size_t i = 0; i < definition.fields.size() && i < columns_default; ++i)
            columns_.emplace_back(asked.view, table_, i);
    }
    for (auto const text : base::split(request.parameter("where"), ';'))
        if (!text.empty()) conditions_.push_back(condition_of(std::string(text)));
    auto sort = request.parameter("sort");
    descending_ = sort.starts_with('-');
    if (descending_) sort.erase(0, 1);
    if (!sort.empty()) sort_ = open_cells_of(sort);
}

Cells RecordList::cells_of(std::string const &field) const {
    if (definition_.find_field(field) == nullptr) {
        std::vector<std::string> names;
        for (auto const &one : definition_.fields) names.push_back(one.name);
        throw base::Error("field_unknown",
                          {{"field", field},
                           {"register", definition_.name},
                           {"nearest", base::nearest(field, names).value_or(names.front())}});
    }
    return {asked_.view, table_, definition_.field_index(field)};
}

// Conditions and orders tell what a field says as surely as showing it.
Cells RecordList::open_cells_of(std::string const &field) const {
    auto cells = cells_of(field);
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (places_[i] &&
            !asked_.caller.sees(definition_, *cells.definition, asked_.view.ground->places[i]))
            throw base::Error("field_hidden",
                              {{"field", cells.definition->title.in(asked_.language())}});
    return cells;
}

RecordList::Condition RecordList::condition_of(std::string const &text) const {
    auto const first = text.find(':');
    auto const second = first == std::string::npos ? first : text.find(':', first + 1);
    if (first == std::string::npos) throw malformed("where=" + text);
    Condition condition{
        open_cells_of(text.substr(0, first)),
        text.substr(first + 1, second == std::string::npos ? second : second - first - 1),
        second == std::string::npos ? "" : text.substr(second + 1), ""};
    condition.folded = base::fold(condition.value);
    auto const &how = condition.how;
    if (how == "known" || how == "unknown" || how == "has") return condition;
    if (how != "eq" && how != "min" && how != "max") throw malformed("where=" + text);
    if (how == "eq" && condition.cells.definition->type == pack::FieldType::code) return condition;
    auto const read =
        pack::read_cell(asked_.view.pack, *condition.cells.definition, condition.value);
    auto const *value = std::get_if<base::Value>(&read);
    if (value == nullptr || base::is_missing(*value)) throw malformed("where=" + text);
    if (auto const *real = std::get_if<double>(value)) condition.real = *real;
    else if (auto const *written = std::get_if<std::string>(value)) condition.value = *written;
    else condition.number = base::as_integer(*value);
    return condition;
}

bool RecordList::holds(Condition const &condition, std::uint32_t row) const {
    auto const value = condition.cells.value(asked_.view, row);
    auto const &how = condition.how;
    if (how == "unknown") return base::is_missing(value);
    if (base::is_missing(value)) return false;
    if (how == "known") return true;
    if (how == "has")
        return base::fold(condition.cells.text(asked_.view, row, asked_.language()))
                   .find(condition.folded) != std::string::npos;
    base::Value wanted = condition.number;
    if (std::holds_alternative<std::string>(value)) wanted = condition.value;
    else if (std::holds_alternative<double>(value)) wanted = condition.real;
    auto const order = compare(value, wanted);
    return how == "eq" ? order == 0 : how == "min" ? order >= 0 : order <= 0;
}

bool RecordList::fits(std::uint32_t row) const {
    if (!places_[asked_.view.ground->place_of[table_][row]]) return false;
    for (auto const &condition : conditions_)
        if (!holds(condition, row)) return false;
    return true;
}

// By label, or by key as it is shown there: within what is hidden nobody searches.
void RecordList::find_searched(std::string const &search) {
    if (search.empty()) return;
    auto const &view = asked_.view;
    std::vector<bool> hidden;
    for (std::size_t i = 0; i < places_.size(); ++i)
        hidden.push_back(places_[i] && hides_identity(asked_, definition_, view.ground->places[i]));
    auto const &place_of = view.ground->place_of[table_];
    auto const in_places = [&](std::vector<std::uint32_t> rows, bool wanted) {
        std::erase_if(rows, [&](std::uint32_t row) { return hidden[place_of[row]] != wanted; });
        return rows;
    };
    auto const &in = *view.ground->search;
    auto found = in_either(in.labels_with(table_, base::fold(search)),
                           in_places(in.keys_with(table_, search), false));
    if (std::ranges::find(hidden, true) != hidden.end())
        found = in_either(found, in_places(in.masked_keys_with(table_, search), true));
    searched_ = std::move(found);
}

// Rows in order.
template <class Take> void RecordList::each_candidate(Take const &take) const {
    if (searched_) {
        for (auto const row : *searched_) take(row);
        return;
    }
    auto const count = asked_.view.snapshot.population.tables[table_].rows;
    for (std::uint32_t row = 0; row < count; ++row) take(row);
}

// Unknown ones last; equal ones in order of record.
bool RecordList::before(std::uint32_t a, std::uint32_t b) const {
    if (!sort_) return a < b;
    auto const known = sort_->known(asked_.view, a);
    if (known != sort_->known(asked_.view, b)) return known;
    if (!known) return a < b;
    auto const order = sort_->order(asked_.view, a, b);
    if (order == 0) return a < b;
    return descending_ ? order > 0 : order < 0;
}

std::vector<std::uint32_t> RecordList::rows() const {
    std::vector<std::uint32_t> found;
    each_candidate([&](std::uint32_t row) {
        if (fits(row)) found.push_back(row);
    });
    if (sort_) std::ranges::sort(found, [&](auto a, auto b) { return before(a, b); });
    return found;
}

std::optional<std::uint32_t> RecordList::after() const {
    if (asked_.request.parameter("after").empty()) return std::nullopt;
    auto const record = asked_.request.number("after", 0, 1, INT64_MAX);
    auto const row = check::row_of(asked_.view.snapshot.population.tables[table_], record);
    if (!row) throw malformed("after=" + asked_.request.parameter("after"));
    return row;
}

std::vector<std::uint32_t> RecordList::page(std::size_t limit, std::size_t &total) const {
    std::vector<std::uint32_t> found; // sorted: a heap, the last of the page on top
    auto const earlier = [&](std::uint32_t a, std::uint32_t b) { return before(a, b); };
    auto const last = after();
    total = 0;
    each_candidate([&](std::uint32_t row) {
        if (!fits(row)) return;
        ++total;
        if (last && !before(*last, row)) return;
        if (found.size() <= limit) {
            found.push_back(row);
            if (sort_) std::ranges::push_heap(found, earlier);
        } else if (sort_ && before(row, found.front())) {
            std::ranges::pop_heap(found, earlier);
            found.back() = row;
            std::ranges::push_heap(found, earlier);
        }
    });
    if (sort_) std::ranges::sort_heap(found, earlier);
    return found;
}

std::string RecordList::text(std::uint32_t row, Cells const &column) const {
    auto text = column.text(asked_.view, row, asked_.language());
    if (text.empty()) return text;
    auto const &area = asked_.view.area_at(table_, row);
    return asked_.caller.sees(definition_, *column.definition, area)
               ? text
               : mask_value(*column.definition, text);
}

std::vector<std::string> RecordList::keys(std::vector<std::uint32_t> const &rows) const {
    auto const &records = asked_.view.snapshot.population.tables[table_].records;
    std::vector<std::int64_t> wanted;
    for (auto const row : rows) wanted.push_back(records[row]);
    auto keys = registry::load_keys(asked_.database(), definition_, asked_.view.county, wanted);
    for (std::size_t i = 0; i < rows.size(); ++i)
        keys[i] = shown_key(asked_, definition_, keys[i], asked_.view.area_at(table_, rows[i]));
    return keys;
}

} // namespace jingzhun::api
