// Whether layouts can be recognised, fill every key, and say each thing once.
#include "base/text.hpp"
#include "pack/readers.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

namespace jingzhun::pack {
namespace {

base::Place place_of_item(Node const &table, std::string_view key, std::size_t position) {
    auto const *value = table.find(key);
    if (value == nullptr) return table.place();
    return position < value->items.size() ? value->items[position].place() : value->place();
}

class SourceCheck {
  public:
    SourceCheck(Pack const &pack, Source const &source, Node const &node, Faults &faults)
        : pack_(pack), source_(source), node_(node), faults_(faults) {}

    void run() {
        check_columns();
        check_needs();
        check_registers_fed();
        check_after();
        check_authorisation();
        auto const required = [](SourceColumn const &column) { return column.required; };
        if (!source_.columns.empty() && std::ranges::none_of(source_.columns, required))
            faults_.add("pack_source_unrecognisable", source_.place, {{"source", source_.name}});
    }

  private:
    void check_columns() {
        std::map<std::string, base::Place> headers;
        for (std::size_t i = 0; i < source_.columns.size(); ++i) {
            auto const &column = source_.columns[i];
            auto const &node = node_.find("column")->items[i];
            std::set<std::string> own;
            for (std::size_t j = 0; j < column.headers.size(); ++j) {
                auto const header = base::fold(column.headers[j]);
                auto const place = place_of_item(node, "header", j);
                if (!own.insert(header).second) continue;
                auto const [first, is_new] = headers.emplace(header, place);
                if (is_new) continue;
                faults_.add("pack_header_twice", place,
                            {{"header", column.headers[j]}, {"first", written_at(first->second)}});
            }
            for (std::size_t j = 0; j < column.into.size(); ++j)
                claim(column, column.into[j], place_of_item(node, "into", j));
        }
        for (auto const &[name, value] : source_.set) fed_.emplace(name, SourceColumn{});
    }

    // Pieces of an area may come from several columns; every other field from one.
    void claim(SourceColumn const &column, std::pair<std::string, std::string> const &name,
               base::Place const &place) {
        auto const [first, is_new] = fed_.emplace(name, column);
        bool const are_pieces = !column.area_part.empty() && !first->second.area_part.empty();
        if (is_new || are_pieces) return;
        faults_.add("pack_field_claimed_twice", place,
                    {{"field", name.first + "." + name.second},
                     {"first", written_at(first->second.place)}});
    }

    void check_needs() const {
        for (std::size_t i = 0; i < source_.needs.size(); ++i) {
            auto const &need = source_.needs[i];
            auto const dot = std::min(need.find('.'), need.size());
            if (fed_.contains({need.substr(0, dot), need.substr(std::min(dot + 1, need.size()))}))
                continue;
            std::vector<std::string> names;
            for (auto const &[name, column] : fed_) names.push_back(name.first + "." + name.second);
            faults_.add_unknown("pack_source_need_unfed", place_of_item(node_, "needs", i), need,
                                names);
        }
    }

    void check_registers_fed() const {
        for (std::size_t i = 0; i < source_.registers.size(); ++i) {
            auto const &name = source_.registers[i];
            auto const place = place_of_item(node_, "registers", i);
            auto const *fed = pack_.find_register(name);
            if (fed == nullptr) {
                faults_.add_unknown("pack_unknown_register", place, name,
                                    names_of(pack_.registers));
                continue;
            }
            auto const is_unfed = [&](std::string const &key) {
                return fed->find_field(key) != nullptr && !fed_.contains({name, key});
            };
            auto const unfed = std::ranges::find_if(fed->key, is_unfed);
            if (unfed != fed->key.end())
                faults_.add("pack_source_key_unfed", place, {{"field", name + "." + *unfed}});
        }
    }

    void check_after() const {
        auto const names = base::split(source_.after, ',');
        for (std::size_t i = 0; i < names.size() && !source_.after.empty(); ++i) {
            if (names[i] != source_.name && pack_.find_source(names[i]) != nullptr) continue;
            std::vector<std::string> known;
            for (auto const &other : pack_.sources) {
                if (other.name != source_.name) known.push_back(other.name);
            }
            faults_.add_unknown("pack_unknown_source", place_of_item(node_, "after", i),
                                std::string(names[i]), known);
        }
    }

    // A date of a register.
    void check_authorisation() const {
        auto const &name = source_.needs_authorisation;
        if (name.empty()) return;
        auto const place = node_.place_of("needs_authorisation");
        auto const dot = std::min(name.find('.'), name.size());
        auto const *asked = pack_.find_register(name.substr(0, dot));
        if (asked == nullptr) {
            faults_.add_unknown("pack_unknown_register", place, name.substr(0, dot),
                                names_of(pack_.registers));
            return;
        }
        auto const field_name = name.substr(std::min(dot + 1, name.size()));
        auto const *field = asked->find_field(field_name);
        if (field != nullptr && field->type == FieldType::date) return;
        std::vector<std::string> names;
        for (auto const &one : asked->fields)
            if (one.type == FieldType::date) names.push_back(one.name);
        faults_.add_unknown("pack_unknown_field", place, field_name, names,
                            {{"register", asked->name}});
    }

    Pack const &pack_;
    Source const &source_;
    Node const &node_;
    Faults &faults_;
    std::map<std::pair<std::string, std::string>, SourceColumn> fed_;
};

// Whether every required column of one has a header in common with a required column of the other.
bool required_in(Source const &one, Source const &other) {
    std::set<std::string> headers;
    for (auto const &column : other.columns) {
        if (!column.required) continue;
        for (auto const &header : column.headers) headers.insert(base::fold(header));
    }
    return std::ranges::all_of(one.columns, [&](SourceColumn const &column) {
        return !column.required || std::ranges::any_of(column.headers, [&](auto const &header) {
            return headers.contains(base::fold(header));
        });
    });
}

bool has_required(Source const &source) {
    return std::ranges::any_of(source.columns, [](auto const &column) { return column.required; });
}

void check_ambiguous(Pack const &pack, Faults &faults) {
    for (auto one = pack.sources.begin(); one != pack.sources.end(); ++one) {
        if (!has_required(*one)) continue;
        for (auto other = pack.sources.begin(); other != one; ++other) {
            if (one->sheet != other->sheet || !has_required(*other)) continue;
            if (!required_in(*one, *other) || !required_in(*other, *one)) continue;
            faults.add("pack_sources_alike", one->place,
                       {{"one", other->name}, {"other", one->name}});
        }
    }
}

enum class Visit { unseen, under_way, finished };

// Depth first along `after`; true where the walk comes back to a source it is under way from.
bool comes_back(Pack const &pack, Source const &source, std::map<std::string, Visit> &seen) {
    auto &state = seen[source.name];
    if (state != Visit::unseen) return state == Visit::under_way;
    state = Visit::under_way;
    for (auto const name : base::split(source.after, ',')) {
        auto const *next = pack.find_source(name);
        if (next != nullptr && next != &source && comes_back(pack, *next, seen)) return true;
    }
    seen[source.name] = Visit::finished;
    return false;
}

} // namespace

void check_sources(Pack const &pack, Node const &tree, Faults &faults) {
    std::map<std::string, Visit> seen;
    for (auto const &source : pack.sources) {
        auto const &node = *tree.find("source")->find(source.name);
        if (node.kind != Node::Kind::table) continue;
        SourceCheck(pack, source, node, faults).run();
        if (comes_back(pack, source, seen))
            faults.add("pack_sources_in_circle", node.place_of("after"), {{"source", source.name}});
    }
    check_ambiguous(pack, faults);
}

} // namespace jingzhun::pack
