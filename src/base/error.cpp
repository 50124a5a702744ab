// Problems described in words, and the exception that carries one.
#include "base/error.hpp"

#include "base/catalogue.hpp"

#include <cassert>

namespace jingzhun::base {
namespace {

// "file[sheet]:12:3: ", leaving out what is not known.
std::string prefix(Place const &place) {
    std::string text = place.file;
    if (!place.sheet.empty()) text += "[" + place.sheet + "]";
    if (place.line > 0) text += ":" + std::to_string(place.line);
    if (place.line > 0 && place.column > 0) text += ":" + std::to_string(place.column);
    if (!text.empty()) text += ": ";
    return text;
}

Entry const &entry_of(std::string_view code) {
    auto const *entry = find_entry(code);
    assert(entry != nullptr && "the code is in no chapter of the catalogue");
    return *entry;
}

} // namespace

std::string describe(Problem const &problem, Language language) {
    auto const &entry = entry_of(problem.code);
    auto const text = language == Language::zh ? entry.zh : entry.en;
    return prefix(problem.place) + fill(text, problem.arguments);
}

Error::Error(std::string_view code, Arguments arguments, Place place)
    : problem_{std::string(code), std::move(place), std::move(arguments)},
      english_(describe(problem_, Language::en)) {}

Status Error::status() const { return entry_of(problem_.code).status; }

int Error::http_status() const { return entry_of(problem_.code).http; }

} // namespace jingzhun::base
