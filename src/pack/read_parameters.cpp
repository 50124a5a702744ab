// Reading parameters of policy with their dated, regional values.
#include "base/area.hpp"
#include "pack/readers.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::pack {
namespace {

using cel::Kind;

cel::Type read_type(TableReader &reader, Faults &faults) {
    static std::vector<std::string> const names = {"money", "integer", "number",
                                                   "text",  "boolean", "date"};
    static constexpr Kind kinds[] = {Kind::money, Kind::integer, Kind::real,
                                     Kind::text,  Kind::boolean, Kind::date};
    auto const word = reader.required_text("type");
    auto const found =
        word.empty() ? std::nullopt : read_word(word, reader.place_of("type"), names, faults);
    cel::Type type{kinds[found.value_or(0)]};
    if (found.value_or(0) < 3) type.unit = reader.text("unit");
    return type;
}

class ParameterReader {
  public:
    ParameterReader(Pack const &pack, Faults &faults) : pack_(pack), faults_(faults) {}

    void read(Entry const &entry) {
        check_name(entry.key, entry.place(), faults_);
        TableReader reader(entry.value, faults_);
        parameter.name = entry.key;
        title = reader.title("title", true);
        parameter.type = read_type(reader, faults_);
        if (auto const *keys = reader.array("keys")) {
            for (auto const &key : keys->items) read_key(key);
        }
        reader.required("value");
        if (auto const *values = reader.array("value")) {
            for (auto const &value : values->items) read_value(value);
        }
        reader.done();
    }

    cel::Parameter parameter;
    Title title;
    std::vector<std::string> sources;

  private:
    void read_key(Node const &node) {
        TableReader reader(node, faults_);
        cel::Type type{Kind::text};
        auto name = reader.required_text("name");
        check_name(name, reader.place_of("name"), faults_);
        type.name = reader.text("codes");
        reader.done();
        if (!type.name.empty() && pack_.find_codes(type.name) == nullptr) {
            std::vector<std::string> names;
            for (auto const &list : pack_.code_lists) names.push_back(list.name);
            faults_.add_unknown("pack_unknown_code_list", reader.place_of("codes"), type.name,
                                names);
        }
        parameter.key_names.push_back(std::move(name));
        parameter.key_types.push_back(std::move(type));
    }

    void read_value(Node const &node) {
        TableReader reader(node, faults_);
        cel::ParameterValue value;
        for (std::size_t i = 0; i < parameter.key_names.size(); ++i) {
            value.keys.push_back(reader.required_text(parameter.key_names[i]));
            auto const *key = node.find(parameter.key_names[i]);
            if (key != nullptr) read_scalar(pack_, parameter.key_types[i], *key, faults_);
        }
        value.area = reader.text("area");
        if (!base::level_of(value.area))
            faults_.add("pack_area_bad", reader.place_of("area"), {{"area", value.area}});
        value.from = reader.date("from").value_or(base::date_min);
        value.to = reader.date("to").value_or(base::date_max);
        if (value.to <= value.from) faults_.add("pack_period_empty", reader.place_of("to"));
        if (auto const *scalar = reader.required("value"))
            value.value =
                read_scalar(pack_, parameter.type, *scalar, faults_).value_or(base::Value{});
        sources.push_back(reader.required_text("source"));
        reader.flag("replaces");
        reader.done();
        parameter.values.push_back(std::move(value));
    }

    Pack const &pack_;
    Faults &faults_;
};

// Positions of the values for each keys and area, in order of `from`.
using Groups = std::map<std::pair<std::vector<std::string>, std::string>, std::vector<std::size_t>>;

Groups groups_of(cel::Parameter const &parameter) {
    Groups groups;
    for (std::size_t i = 0; i < parameter.values.size(); ++i)
        groups[{parameter.values[i].keys, parameter.values[i].area}].push_back(i);
    for (auto &[key, positions] : groups) {
        std::ranges::stable_sort(positions, {},
                                 [&](std::size_t i) { return parameter.values[i].from; });
    }
    return groups;
}

// A value without an end holds until the next one for the same keys and area begins.
void close_open_ends(cel::Parameter &parameter) {
    for (auto const &[key, positions] : groups_of(parameter)) {
        for (std::size_t i = 0; i + 1 < positions.size(); ++i) {
            auto &value = parameter.values[positions[i]];
            auto const next = parameter.values[positions[i + 1]].from;
            if (value.to == base::date_max && next > value.from) value.to = next;
        }
    }
}

} // namespace

Parameters read_parameters(Pack const &pack, Node const &tree, Faults &faults) {
    Parameters all;
    auto const *table = tree.find("parameter");
    if (table == nullptr) return all;
    for (auto const &entry : table->entries) {
        ParameterReader reader(pack, faults);
        reader.read(entry);
        close_open_ends(reader.parameter);
        all.parameters.push_back(std::move(reader.parameter));
        all.titles.push_back(std::move(reader.title));
        all.sources.push_back(std::move(reader.sources));
    }
    return all;
}

void check_parameters(Pack const &pack, Node const &tree, Faults &faults) {
    for (auto const &parameter : pack.parameters) {
        auto const *values = tree.find("parameter")->find(parameter.name)->find("value");
        for (auto const &[key, positions] : groups_of(parameter)) {
            for (std::size_t i = 1; i < positions.size(); ++i) {
                auto const &before = parameter.values[positions[i - 1]];
                auto const &after = parameter.values[positions[i]];
                if (before.to == after.from) continue;
                faults.add(before.to < after.from ? "pack_parameter_gap" : "pack_parameter_overlap",
                           values->items[positions[i]].place_of("from"),
                           {{"parameter", parameter.name},
                            {"one", base::to_string(before.from)},
                            {"end", base::to_string(before.to)},
                            {"other", base::to_string(after.from)}});
            }
        }
    }
}

} // namespace jingzhun::pack
