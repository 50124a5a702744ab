// Joins the chapters of the catalogue and finds an entry by its code.
#include "base/catalogue.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace jingzhun::base {
namespace {

using Index = std::unordered_map<std::string_view, Entry const *>;

Index make_index() {
    Index index;
    for (auto const chapter : chapters()) {
        for (auto const &entry : chapter) index.emplace(entry.code, &entry);
    }
    return index;
}

} // namespace

std::span<std::span<Entry const> const> chapters() {
    static std::array const all = {
        base_chapter(),    store_chapter(),    source_chapter(),   cel_chapter(),
        link_chapter(),    pack_chapter(),     register_chapter(), access_chapter(),
        intake_chapter(),  check_chapter(),    finding_chapter(),  work_chapter(),
        inspect_chapter(), form_chapter(),     estimate_chapter(), api_chapter(),      app_chapter(),
    };
    return all;
}

Entry const *find_entry(std::string_view code) {
    static Index const index = make_index();
    auto const found = index.find(code);
    return found == index.end() ? nullptr : found->second;
}

std::string fill(std::string_view text, Arguments const &arguments) {
    std::string filled;
    filled.reserve(text.size());
    while (!text.empty()) {
        auto const open = text.find('{');
        auto const close = open == text.npos ? text.npos : text.find('}', open);
        if (close == text.npos) break;
        auto const name = text.substr(open + 1, close - open - 1);
        auto const found = std::ranges::find(arguments, name, &Arguments::value_type::first);
        filled += text.substr(0, open);
        if (found != arguments.end()) filled += found->second;
        else filled += text.substr(open, close - open + 1);
        text.remove_prefix(close + 1);
    }
    filled += text;
    return filled;
}

} // namespace jingzhun::base
