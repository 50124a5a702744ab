// Building and renewing the view of a county.
#include "api/view.hpp"

#include "finding/finding.hpp"
#include "register/pack_files.hpp"
#include "store/areas.hpp"
#include "store/ledger.hpp"
#include "store/open.hpp"

#include <algorithm>
#include <ranges>

namespace jingzhun::api {
namespace {

// Fields the pages show that no rule need read.
std::vector<cel::UsedField> page_fields(pack::Pack const &pack, cel::Schema const &schema) {
    std::vector<cel::UsedField> fields;
    for (std::string_view const name : {"village", "official"})
        if (auto const *definition = pack.find_register(name);
            definition != nullptr && !definition->label.empty())
            fields.push_back({schema.index_of(name), cel::FieldSource::column,
                              definition->field_index(definition->label)});
    auto const &household = *pack.find_register("household");
    for (std::string_view const name : {"main_cause", "poverty_status"})
        if (household.find_field(name) != nullptr)
            fields.push_back({schema.index_of("household"), cel::FieldSource::column,
                              household.field_index(name)});
    // Everything that hangs on a household or its members is shown on its page.
    for (auto const &place : pack::link_places(pack)) {
        auto const &to = pack.registers[place.to].name;
        if (place.link->reverse.empty() || (to != "household" && to != "person")) continue;
        fields.push_back({place.to, cel::FieldSource::relation, place.reverse_index});
    }
    return fields;
}

void count_findings(store::Database &database, View &view) {
    auto const rows = view.snapshot.population.tables[view.household].rows;
    view.open_by_household.assign(rows, 0);
    view.hard_by_household.assign(rows, 0);
    std::unordered_map<std::string, std::size_t> tables;
    for (std::size_t i = 0; i < view.pack.registers.size(); ++i)
        tables[view.pack.registers[i].name] = i;
    finding::Query query;
    query.county = view.county;
    query.open_only = true;
    finding::list(database, query, [&](finding::Finding const &finding) {
        auto const table = tables.find(finding.register_name);
        if (table == tables.end()) return;
        auto const row =
            check::row_of(view.snapshot.population.tables[table->second], finding.record);
        if (!row) return;
        auto const home = view.household_of(table->second, *row);
        if (!home) return;
        ++view.open_by_household[*home];
        if (finding.severity == pack::Severity::hard) ++view.hard_by_household[*home];
    });
}

} // namespace

std::optional<std::int64_t> View::measure(std::string_view id, std::size_t row) const {
    for (auto const &measure : snapshot.measures)
        if (measure.rule->id == id) return check::integer_at(measure.values, row);
    return std::nullopt;
}

std::optional<std::uint32_t> View::find_household(std::string_view key) const {
    auto const number = snapshot.population.strings.find(key);
    auto const &keys = snapshot.population.tables[household].keys;
    auto const found = std::ranges::find(keys, number);
    if (number < 0 || found == keys.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - keys.begin());
}

std::optional<std::uint32_t> View::household_of(std::size_t table, std::uint32_t row) const {
    if (table == household) return row;
    for (auto const &place : pack::link_places(pack)) {
        if (place.from != table || place.link->many ||
            (place.to != household && place.to != person))
            continue;
        if (place.to == table) continue;
        auto const &references = snapshot.population.tables[table].references;
        if (place.own_index >= references.size() || row >= references[place.own_index].rows.size())
            continue;
        auto const target = references[place.own_index].rows[row];
        if (target < 0) continue;
        if (place.to == household) return static_cast<std::uint32_t>(target);
        return household_of(person, static_cast<std::uint32_t>(target));
    }
    return std::nullopt;
}

County::County(std::string address, std::optional<base::Date> as_of, int threads)
    : address_(std::move(address)), as_of_(as_of), threads_(threads) {}

store::Database &County::database() const {
    thread_local std::unordered_map<std::string, std::unique_ptr<store::Database>> connections;
    auto &connection = connections[address_];
    if (!connection) connection = store::open(address_, store::Access::read);
    return *connection;
}

std::int64_t County::sequence() const {
    auto query = database().prepare("select coalesce(max(sequence), 0) from event");
    query->step();
    return query->integer(0);
}

std::shared_ptr<View const> County::view() {
    auto const newest = sequence();
    {
        std::scoped_lock const lock(reading_);
        if (view_ && view_->sequence == newest) return view_;
    }
    std::scoped_lock const lock(building_);
    {
        std::scoped_lock const inner(reading_);
        if (view_ && view_->sequence == newest) return view_; // another request built it meanwhile
    }
    auto built = build(newest);
    std::scoped_lock const inner(reading_);
    view_ = std::move(built);
    return view_;
}

std::shared_ptr<View const> County::build(std::int64_t newest) const {
    auto &connection = database();
    auto view = std::make_shared<View>();
    auto const counties = store::counties(connection);
    if (counties.empty()) throw base::Error("store_without_pack", {{"store", address_}});
    view->county = counties.front();
    view->county_code = check::county_code(view->county);
    view->areas = base::AreaTree(store::load_areas(connection, view->county));
    auto const last = base::parse_iso_date(store::meta(connection, "last_check"));
    view->checked = last.has_value();
    view->as_of = as_of_ ? *as_of_ : last.value_or(base::today());
    view->sequence = newest;
    view->pack = registry::load_pack(connection, view->county, view->as_of);
    view->household = view->pack.register_index("household");
    view->person = view->pack.register_index("person");

    check::Selection selection;
    selection.county = view->county;
    selection.as_of = view->as_of;
    selection.threads = threads_;
    selection.measures = true;
    selection.kept = true;
    auto const schema = pack::make_schema(view->pack);
    selection.extra = page_fields(view->pack, schema);
    view->snapshot = check::take_snapshot(connection, view->pack, selection);
    count_findings(connection, *view);
    return view;
}

} // namespace jingzhun::api
