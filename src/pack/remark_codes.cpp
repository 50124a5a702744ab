// Comparing each list's codes with all words of the pack outside the lists.
#include "pack/remark_codes.hpp"

#include <utility>

namespace jingzhun::pack {
namespace {

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string text_of(Node const &item, std::string_view key) {
    auto const *value = item.find(key);
    return value == nullptr ? std::string() : value->text;
}

void remark_list(Entry const &list, Words const &words, Faults &faults) {
    if (list.value.find("source") != nullptr) return;
    auto const *values = list.value.find("values");
    if (values == nullptr) values = list.value.find("value");
    if (values == nullptr) return;
    std::string unnamed;
    base::Place first;
    for (auto const &item : values->items) {
        auto const code = text_of(item, "code");
        if (code.empty() || words.contains(code)) continue;
        if (unnamed.empty()) first = item.place();
        unnamed += (unnamed.empty() ? "" : ", ") + code;
    }
    if (!unnamed.empty())
        faults.add("pack_codes_unnamed", first, {{"name", list.key}, {"codes", unnamed}});
}

} // namespace

void words_in(Node const &node, Words &words) {
    std::string word;
    for (char const c : node.text + " ") {
        if (in_word(c)) word += c;
        else if (!word.empty()) words.insert(std::exchange(word, {}));
    }
    for (auto const &entry : node.entries) {
        words.insert(entry.key); // of a table of posts, say
        words_in(entry.value, words);
    }
    for (auto const &item : node.items) words_in(item, words);
}

void remark_codes(Node const &tree, Faults &faults) {
    auto const *codes = tree.find("codes");
    if (codes == nullptr) return;
    Words words;
    for (auto const &entry : tree.entries)
        if (entry.key != "codes") words_in(entry.value, words);
    for (auto const &list : codes->entries) remark_list(list, words, faults);
}

} // namespace jingzhun::pack
