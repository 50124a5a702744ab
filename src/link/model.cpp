// The words of a model and its parts by name.
#include "link/model_words.hpp"

#include "base/file.hpp"

#include <algorithm>

namespace jingzhun::link {

std::string_view to_string(Type type) { return type_words[static_cast<std::size_t>(type)]; }

Model load_model(std::string const &file) {
    auto reading = read_model(base::read_file(file, std::size_t{1} << 20), file);
    if (!reading.faults.empty()) throw base::Error(reading.faults.front());
    return std::move(reading.model);
}

std::optional<std::size_t> find_field(Model const &model, std::string_view name) {
    auto const found = std::ranges::find(model.fields, name, &Field::name);
    if (found == model.fields.end()) return std::nullopt;
    return static_cast<std::size_t>(found - model.fields.begin());
}

std::optional<std::size_t> find_comparison(Model const &model, std::string_view name) {
    auto const found = std::ranges::find(model.comparisons, name, &Comparison::name);
    if (found == model.comparisons.end()) return std::nullopt;
    return static_cast<std::size_t>(found - model.comparisons.begin());
}

std::string_view outcome_text(Comparison const &comparison, std::size_t outcome) {
    if (outcome == 0) return "missing";
    if (outcome > comparison.levels.size()) return "else";
    return comparison.levels[outcome - 1].text;
}

} // namespace jingzhun::link
