// /api/households: the list, from the snapshot's columns.
#include "api/handlers.hpp"

#include "api/places.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "check/message.hpp"
#include "pack/read_value.hpp"

#include <functional>

namespace jingzhun::api {
namespace {

constexpr std::int64_t page_default = 50, page_max = 500;

struct Filter {
    std::string kind;
    bool open = false;
    std::vector<bool> places; // by index of the view's places: may it stand there?
};

// Measures, looked up once a request.
struct Measures {
    check::MeasureResult const *registered, *general;
    static std::int64_t at(check::MeasureResult const *measure, std::size_t row) {
        return measure == nullptr ? 0 : check::integer_at(measure->values, row).value_or(0);
    }
};

std::string field_text(View const &view, std::size_t row, std::string_view name,
                       base::Language language) {
    auto const &definition = view.pack.registers[view.household];
    if (definition.find_field(name) == nullptr) return "";
    return check::shown(view.pack, view.snapshot.population, view.household, row,
                        definition.field_index(name), language);
}

std::string head_of(View const &view, std::size_t row) {
    auto const &label = view.pack.registers[view.household].label;
    return label.empty() ? "" : field_text(view, row, label, base::Language::zh);
}

bool fits(View const &view, Measures const &measures, std::size_t row, Filter const &filter) {
    if (!filter.places[view.ground->place_of[view.household][row]]) return false;
    if (filter.kind == "registered" && Measures::at(measures.registered, row) == 0) return false;
    if (filter.kind == "general" && Measures::at(measures.general, row) == 0) return false;
    return !filter.open || view.open_by_household[row] != 0;
}

// Every row that may be meant, in order, by number and name of its head; all where neither is asked
// for.
void each_candidate(View const &view, std::string const &search,
                    std::function<void(std::size_t row)> const &take) {
    auto const rows = view.snapshot.population.tables[view.household].rows;
    if (search.empty()) {
        for (std::size_t row = 0; row < rows; ++row) take(row);
        return;
    }
    auto const &in = *view.ground->search;
    for (auto const row : in_either(in.keys_with(view.household, search),
                                    in.labels_with(view.household, base::fold(search))))
        take(row);
}

void write_row(base::JsonWriter &json, View const &view, std::size_t row, base::Language language) {
    auto const &area = view.area_at(view.household, row);
    auto const net = view.measure("household_net_income", row),
               size = view.measure("household_size", row);
    json.begin_object()
        .member("key", view.household_key(row))
        .member("head", head_of(view, row))
        .member("area", area);
    json.member("place", view.areas.path_of(area)).member("size", size.value_or(0));
    json.member("kind", view.is("households_registered", row) ? "registered" : "general");
    json.member("status", field_text(view, row, "poverty_status", language)).key("income_per_head");
    if (net && size && *size > 0) json.value(base::to_string(base::Money{*net / *size}));
    else json.null();
    json.member("open", view.open_by_household[row])
        .member("hard", view.hard_by_household[row])
        .end_object();
}

} // namespace

Response list_households(Asked const &asked) {
    auto const *const view = &asked.view;
    auto const &request = asked.request;
    Filter const filter{
        request.parameter("kind"), request.parameter("open") == "1",
        places_within(*view, asked.reads(view->household), request.parameter("area"))};
    Measures const measures{view->find_measure("households_registered"),
                            view->find_measure("households_general")};
    auto const limit = request.number("limit", page_default, 1, page_max);
    auto const &after = request.parameter("after");
    auto const before = after.empty() ? std::nullopt : view->find_household(after);
    base::JsonWriter json;
    json.begin_object().key("items").begin_array();
    std::int64_t total = 0, shown = 0;
    std::string last;
    auto more = false;
    each_candidate(*view, std::string(base::trim(request.parameter("q"))), [&](std::size_t row) {
        if (!fits(*view, measures, row, filter)) return;
        ++total;
        if (!after.empty() && (!before || row <= *before)) return;
        if (shown == limit) {
            more = true;
            return;
        }
        write_row(json, *view, row, request.language);
        last = view->household_key(row);
        ++shown;
    });
    json.end_array().member("total", total).key("next");
    if (more) json.value(last);
    else json.null();
    json.end_object();
    return {200, "application/json; charset=utf-8", json.take(), {}};
}

} // namespace jingzhun::api
