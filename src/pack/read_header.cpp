// Reading [pack] and the code lists.
#include "base/area.hpp"
#include "base/text.hpp"
#include "pack/languages.hpp"
#include "pack/readers.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace jingzhun::pack {
namespace {

Code read_code(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Code code{reader.required_text("code"), {}, {}, node.place()};
    code.title = read_languages(reader);
    code.also = reader.texts("also");
    reader.done();
    if (code.code.find(' ') != std::string::npos)
        faults.add("pack_code_blank", node.place_of("code"), {{"code", code.code}});
    return code;
}

// Each code once, and no word that means two of them.
void check_codes(CodeList const &list, Node const &values, Faults &faults) {
    std::set<std::string> codes;
    std::unordered_map<std::string, Code const *> words;
    for (std::size_t i = 0; i < list.codes.size(); ++i) {
        auto const &code = list.codes[i];
        if (!codes.insert(code.code).second) {
            faults.add("pack_twice", values.items[i].place_of("code"),
                       {{"name", code.code}, {"first", written_at(list.find(code.code)->place)}});
            continue;
        }
        auto all = code.also;
        all.insert(all.end(), {code.code, code.title.zh, code.title.en});
        for (auto const &word : all) {
            auto const [known, is_new] = words.emplace(base::fold(word), &code);
            if (word.empty() || is_new || known->second == &code) continue;
            faults.add("pack_code_word_twice", code.place,
                       {{"word", word}, {"one", known->second->code}, {"other", code.code}});
        }
    }
}

CodeList read_code_list(Entry const &entry, Faults &faults) {
    TableReader reader(entry.value, faults);
    CodeList list{entry.key, reader.title("title", true), {}, entry.place()};
    check_name(entry.key, entry.place(), faults);
    reader.text("source"); // an official table, whole by definition: remark_codes.hpp
    auto const *values = reader.array("values");
    auto const *separate = reader.array("value");
    if (values == nullptr) values = separate;
    reader.done();
    if (values == nullptr) {
        faults.add("pack_key_missing", entry.value.place(), {{"key", "values"}});
        return list;
    }
    for (auto const &item : values->items) list.codes.push_back(read_code(item, faults));
    list.index_words();
    check_codes(list, *values, faults);
    return list;
}

} // namespace

Pack read_header(Node const &tree, Faults &faults) {
    Pack pack;
    auto const *header = tree.find("pack");
    if (header == nullptr) {
        faults.add("pack_key_missing", tree.place(), {{"key", "pack"}});
        return pack;
    }
    TableReader reader(*header, faults);
    pack.name = reader.required_text("name");
    pack.version = reader.required_text("version");
    pack.title = reader.title("title", true);
    pack.area = reader.text("area");
    if (!base::level_of(pack.area))
        faults.add("pack_area_bad", reader.place_of("area"), {{"area", pack.area}});
    if (reader.required("from") != nullptr)
        pack.from = reader.date("from").value_or(base::date_min);
    pack.to = reader.date("to").value_or(base::date_max);
    if (pack.to <= pack.from) faults.add("pack_period_empty", reader.place_of("to"));
    pack.authority = reader.required_text("authority");
    reader.text("extends");
    reader.done();
    return pack;
}

std::vector<CodeList> read_code_lists(Node const &tree, Faults &faults) {
    std::vector<CodeList> lists;
    auto const *table = tree.find("codes");
    if (table == nullptr) return lists;
    for (auto const &entry : table->entries) lists.push_back(read_code_list(entry, faults));
    return lists;
}

std::optional<std::size_t> read_word(std::string const &word, base::Place const &place,
                                     std::span<std::string const> words, Faults &faults) {
    auto const found = std::ranges::find(words, word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    faults.add_unknown("pack_unknown_word", place, word, words);
    return std::nullopt;
}

std::vector<std::string> names_of(std::vector<Register> const &registers) {
    std::vector<std::string> names;
    for (auto const &one : registers) names.push_back(one.name);
    return names;
}

std::vector<std::string> names_of(std::vector<Field> const &fields) {
    std::vector<std::string> names;
    for (auto const &field : fields) names.push_back(field.name);
    return names;
}

} // namespace jingzhun::pack
