// Finding things in a pack by their names.
#include "pack/model.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::pack {
namespace {

template <class T, class Member>
T const *find_by(std::vector<T> const &items, Member member, std::string_view name) {
    auto const found = std::ranges::find(items, name, member);
    return found == items.end() ? nullptr : &*found;
}

} // namespace

Code const *CodeList::find(std::string_view code) const {
    return find_by(codes, &Code::code, code);
}

Code const *CodeList::read(std::string_view word) const {
    auto found = words.find(word);
    if (found == words.end()) found = words.find(base::fold(word));
    return found == words.end() ? nullptr : &codes[found->second];
}

void CodeList::index_words() {
    words.clear();
    auto const add = [this](std::string_view word, std::uint32_t position) {
        if (word.empty()) return;
        words.emplace(word, position);
        words.emplace(base::fold(word), position);
    };
    for (std::uint32_t i = 0; i < codes.size(); ++i) {
        add(codes[i].code, i);
        add(codes[i].title.zh, i);
        add(codes[i].title.en, i);
        for (auto const &word : codes[i].also) add(word, i);
    }
}

Field const *Register::find_field(std::string_view field) const {
    return find_by(fields, &Field::name, field);
}

std::size_t Register::field_index(std::string_view field) const {
    auto const *found = find_field(field);
    assert(found != nullptr);
    return static_cast<std::size_t>(found - fields.data());
}

Register const *Pack::find_register(std::string_view wanted) const {
    return find_by(registers, &Register::name, wanted);
}

CodeList const *Pack::find_codes(std::string_view wanted) const {
    return find_by(code_lists, &CodeList::name, wanted);
}

Source const *Pack::find_source(std::string_view wanted) const {
    return find_by(sources, &Source::name, wanted);
}

Rule const *Pack::find_rule(std::string_view wanted) const {
    return find_by(rules, &Rule::id, wanted);
}

Procedure const *Pack::find_procedure(std::string_view wanted) const {
    return find_by(procedures, &Procedure::name, wanted);
}

Linkage const *Pack::find_linkage(std::string_view wanted) const {
    return find_by(linkages, &Linkage::name, wanted);
}

std::size_t Pack::register_index(std::string_view wanted) const {
    auto const *found = find_register(wanted);
    assert(found != nullptr);
    return static_cast<std::size_t>(found - registers.data());
}

} // namespace jingzhun::pack
