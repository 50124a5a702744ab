// From the fields that programs read to the tables, fields and links to load.
#include "register/frame_plan.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::registry {
namespace {

class Planner {
  public:
    explicit Planner(pack::Pack const &pack) : pack_(pack), places_(pack::link_places(pack)) {
        for (auto const &definition : pack.registers) {
            auto const fields = definition.fields.size();
            plan_.tables.push_back(
                {false, false, std::vector<bool>(fields), std::vector<bool>(fields)});
        }
    }

    void need(cel::UsedField const &used) {
        if (used.record >= plan_.tables.size())
            return; // the answers of rules: attached, not loaded
        load(used.record);
        switch (used.source) {
        case cel::FieldSource::column:
            ask(used.record, used.index);
            break;
        case cel::FieldSource::items:
            ask(used.record, field_of_items(used.record, used.index));
            break;
        case cel::FieldSource::reference:
            link(used, false);
            break;
        case cel::FieldSource::relation:
            link(used, true);
            break;
        case cel::FieldSource::derived:
            break;
        }
    }

    void key(std::size_t table) {
        load(table);
        plan_.tables[table].keyed = true;
    }

    FramePlan take() { return std::move(plan_); }

  private:
    void load(std::size_t table) {
        if (plan_.tables[table].load) return;
        plan_.tables[table].load = true;
        auto const &definition = pack_.registers[table];
        if (definition.find_field(definition.area) != nullptr) want(table, definition.area);
        for (auto const &place : places_)
            if (place.from == table && place.link->name == definition.area) join(place);
    }

    void ask(std::size_t table, std::size_t field) {
        assert(field < plan_.tables[table].asked.size());
        plan_.tables[table].asked[field] = plan_.tables[table].wanted[field] = true;
    }

    void want(std::size_t table, std::string const &field) {
        if (!field.empty())
            plan_.tables[table].wanted[pack_.registers[table].field_index(field)] = true;
    }

    std::size_t field_of_items(std::size_t table, std::size_t index) const {
        auto const &fields = pack_.registers[table].fields;
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (is_several(fields[i].type) && index-- == 0) return i;
        assert(false); // the schema was made from another pack
        return 0;
    }

    LinkPlan &join(pack::LinkPlace const &place) {
        auto const found = std::ranges::find(plan_.links, place.link,
                                             [](LinkPlan const &one) { return one.place.link; });
        if (found != plan_.links.end()) return *found;
        auto const at = plan_.links.size();
        plan_.links.push_back({place});
        plan_.links[at].authorised_by = authorisation_of(pack_, places_, place);
        load(place.from);
        load(place.to);
        for (auto const &[own, theirs] : place.link->on) {
            want(place.from, own);
            want(place.to, theirs);
        }
        if (auto const by = plan_.links[at].authorised_by) { // a copy: more links may be added
            load(by->table);
            plan_.tables[by->table].wanted[by->field] = true;
            if (by->way) join(*by->way);
        }
        return plan_.links[at];
    }

    void link(cel::UsedField const &used, bool relation) {
        for (auto const &place : places_) {
            auto const own = place.from == used.record && place.link->many == relation &&
                             place.own_index == used.index;
            auto const reverse = relation && place.to == used.record &&
                                 !place.link->reverse.empty() && place.reverse_index == used.index;
            if (own) join(place).own = true;
            if (reverse) join(place).reverse = true;
            if (auto const &year = pack_.registers[place.from].covers_year;
                reverse && !year.empty())
                want(place.from, year);
            if ((reverse || (own && relation)) && !place.link->possible_name.empty()) {
                want(place.from, place.link->possible_name);
                want(place.to, place.link->possible_their_name);
            }
            if ((reverse || (own && relation)) && !place.link->possible_identity.empty()) {
                want(place.from, place.link->possible_identity);
                want(place.to, place.link->possible_their_identity);
            }
        }
    }

    pack::Pack const &pack_;
    std::vector<pack::LinkPlace> places_;
    FramePlan plan_;
};

} // namespace

bool is_several(pack::FieldType type) {
    return type == pack::FieldType::codes || type == pack::FieldType::areas;
}

FramePlan make_plan(pack::Pack const &pack, FrameRequest const &request) {
    Planner planner(pack);
    for (auto const &used : request.fields) planner.need(used);
    for (auto const table : request.keyed) planner.key(table);
    return planner.take();
}

} // namespace jingzhun::registry
