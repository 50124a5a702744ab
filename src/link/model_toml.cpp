// TOML by toml++, as a tree of our own.
#include "link/model_toml.hpp"

// Some malformed documents trip the library's own assertions; without them it reports an error.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

namespace jingzhun::link {
namespace {

class Converter {
  public:
    explicit Converter(std::string const &file) : file_(file) {}

    base::Place place(toml::source_position const &at) const {
        return {.file = file_,
                .line = static_cast<int>(at.line),
                .column = static_cast<int>(at.column)};
    }

    TomlNode convert(toml::node const &from) const {
        TomlNode to{.value = {}, .place = place(from.source().begin)};
        if (auto const *text = from.as_string()) to.value = text->get();
        else if (auto const *whole = from.as_integer())
            to.value = static_cast<double>(whole->get());
        else if (auto const *real = from.as_floating_point()) to.value = real->get();
        else if (auto const *truth = from.as_boolean()) to.value = truth->get();
        else if (auto const *array = from.as_array()) to.value = items(*array);
        else if (auto const *table = from.as_table()) to.value = entries(*table);
        return to;
    }

  private:
    TomlNode::Array items(toml::array const &from) const {
        TomlNode::Array items;
        for (auto const &item : from) items.push_back(convert(item));
        return items;
    }

    TomlNode::Table entries(toml::table const &from) const {
        TomlNode::Table entries;
        for (auto const &[key, value] : from)
            entries.push_back({std::string(key.str()), place(key.source().begin), convert(value)});
        std::ranges::sort(entries, {}, [](TomlEntry const &entry) {
            return std::tuple(entry.place.line, entry.place.column);
        });
        return entries;
    }

    std::string const &file_;
};

} // namespace

TomlNode const *TomlNode::find(std::string_view key) const {
    auto const *const entries = table();
    if (entries == nullptr) return nullptr;
    auto const found = std::ranges::find(*entries, key, &TomlEntry::key);
    return found == entries->end() ? nullptr : &found->value;
}

TomlNode read_toml(std::string_view text, std::string const &file,
                   std::vector<base::Problem> &faults) {
    Converter const converter(file);
    try {
        return converter.convert(toml::parse(text));
    } catch (toml::parse_error const &error) {
        faults.push_back({"model_malformed",
                          converter.place(error.source().begin),
                          {{"what", std::string(error.description())}}});
        return {.value = TomlNode::Table{}, .place = {.file = file}};
    }
}

} // namespace jingzhun::link
