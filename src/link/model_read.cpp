// Reading a model: every key known, every name resolved, every fault with its place.
#include "link/compare.hpp"
#include "link/model_nodes.hpp"
#include "link/model_words.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace jingzhun::link {
namespace {

class Reader {
  public:
    explicit Reader(std::string const &file) { reading_.model.file = file; }

    ModelReading read(std::string_view text) {
        model().digest = base::sha256(text);
        auto const root = read_toml(text, model().file, faults());
        if (!faults().empty()) return std::move(reading_);
        nodes_.known(root, {"id", "title", "source", "field", "compare", "block", "adjust", "exact",
                            "score", "one_to_one", "clusters", "block_most", "matches"});
        model().ids = nodes_.texts(root, "id", true);
        fields(root);
        for (auto const *table : nodes_.tables(root, "compare")) comparison(*table);
        if (model().comparisons.empty() && faults().empty())
            nodes_.fault("model_key_missing", root.place, {{"key", "compare"}});
        for (auto const *table : nodes_.tables(root, "block")) block(*table);
        for (auto const *table : nodes_.tables(root, "adjust")) adjustment(*table);
        exact(root);
        settings(root);
        if (model().blocks.empty() && !model().exact && faults().empty())
            nodes_.fault("model_key_missing", root.place, {{"key", "block"}});
        std::ranges::stable_sort(faults(), {}, [](base::Problem const &problem) {
            return std::pair(problem.place.line, problem.place.column);
        });
        return std::move(reading_);
    }

  private:
    Model &model() { return reading_.model; }
    std::vector<base::Problem> &faults() { return reading_.faults; }

    void fields(TomlNode const &root) {
        auto const *const node = root.find("field");
        if (node == nullptr || node->table() == nullptr) {
            nodes_.fault("model_key_missing", root.place, {{"key", "field"}});
            return;
        }
        for (auto const &entry : *node->table()) {
            Field field{.name = entry.key, .columns = {entry.key}, .place = entry.place};
            nodes_.known(entry.value, {"type", "column", "required"});
            auto const type = nodes_.texts(entry.value, "type", true);
            if (!type.empty()) {
                auto const found = std::ranges::find(type_words, type.front());
                if (found == type_words.end())
                    nodes_.unknown("类型", "type", type.front(),
                                   {type_words.begin(), type_words.end()},
                                   entry.value.find("type")->place);
                else field.type = static_cast<Type>(found - type_words.begin());
            }
            if (entry.value.find("column") != nullptr)
                field.columns = nodes_.texts(entry.value, "column", false);
            field.required = nodes_.flag(entry.value, "required", false);
            model().fields.push_back(std::move(field));
        }
    }

    std::vector<std::string> field_names() const {
        std::vector<std::string> names;
        for (auto const &field : reading_.model.fields) names.push_back(field.name);
        return names;
    }

    std::optional<std::size_t> field(std::string const &name, base::Place const &place) {
        auto const found = find_field(model(), name);
        if (!found) nodes_.unknown("字段", "field", name, field_names(), place);
        return found;
    }

    void comparison(TomlNode const &table) {
        nodes_.known(table, {"field", "name", "levels", "frequency", "else"});
        Comparison comparison;
        auto const name = nodes_.texts(table, "field", true);
        if (name.empty()) return;
        auto const number_of_field = field(name.front(), table.find("field")->place);
        if (!number_of_field) return;
        comparison.field = *number_of_field;
        auto const named = nodes_.texts(table, "name", false);
        comparison.name = named.empty() ? name.front() : named.front();
        if (find_comparison(model(), comparison.name))
            nodes_.fault("model_twice", table.place, {{"name", comparison.name}});
        auto const *const levels = table.find("levels");
        if (levels == nullptr || levels->array() == nullptr || levels->array()->empty() ||
            levels->array()->size() > levels_max) {
            nodes_.fault("model_levels", levels == nullptr ? table.place : levels->place,
                         {{"most", std::to_string(levels_max)}});
            return;
        }
        for (auto const &item : *levels->array())
            if (auto level = read_level(item, comparison.field))
                comparison.levels.push_back(*level);
        comparison.frequency = nodes_.flag(table, "frequency", false);
        check_frequency(table, comparison);
        if (auto const *const other = table.find("else")) {
            nodes_.known(*other, {"m", "u"});
            comparison.m_else = nodes_.number(*other, "m", 1e-12, 1);
            comparison.u_else = nodes_.number(*other, "u", 1e-12, 1);
        }
        if (comparison.levels.empty()) return;
        if (model().comparisons.size() == comparisons_max)
            nodes_.fault("model_comparisons", table.place,
                         {{"most", std::to_string(comparisons_max)}});
        else model().comparisons.push_back(std::move(comparison));
    }

    void check_frequency(TomlNode const &table, Comparison const &comparison) {
        if (!comparison.frequency || comparison.levels.empty()) return;
        auto const type = model().fields[comparison.field].type;
        auto const counted = type == Type::text || type == Type::words || type == Type::code ||
                             type == Type::chinese_name;
        if (!counted || comparison.levels.front().test != Test::exact)
            nodes_.fault("model_frequency", table.find("frequency")->place,
                         {{"name", comparison.name}});
    }

    std::optional<Level> read_level(TomlNode const &node, std::size_t of_field) {
        Level level;
        auto const *written = node.text();
        if (node.table() != nullptr) {
            nodes_.known(node, {"test", "m", "u"});
            level.m = nodes_.number(node, "m", 1e-12, 1);
            level.u = nodes_.number(node, "u", 1e-12, 1);
            auto const *const test = node.find("test");
            written = test == nullptr ? nullptr : test->text();
        }
        if (written == nullptr) {
            nodes_.fault("model_key_missing", node.place, {{"key", "test"}});
            return std::nullopt;
        }
        level.text = *written;
        auto const space = written->find(' ');
        auto const word = written->substr(0, space);
        auto const argument = space == written->npos ? std::string() : written->substr(space + 1);
        auto const found = std::ranges::find(test_words, word, &TestWord::word);
        if (found == test_words.end()) {
            std::vector<std::string> words;
            for (auto const &one : test_words) words.emplace_back(one.word);
            nodes_.unknown("比较方法", "test", word, words, node.place);
            return std::nullopt;
        }
        level.test = found->test;
        auto const type = model().fields[of_field].type;
        if (!suits(level.test, type))
            nodes_.fault("model_test_type", node.place,
                         {{"test", word}, {"type", std::string(to_string(type))}});
        return take_argument(level, *found, argument, node.place) ? std::optional(level)
                                                                  : std::nullopt;
    }

    bool take_argument(Level &level, TestWord const &word, std::string const &argument,
                       base::Place const &place) {
        using Argument = TestWord::Argument;
        if (word.argument == Argument::field) {
            auto const other = field(argument, place);
            if (other) level.other = *other;
            return other.has_value();
        }
        char *end = nullptr;
        level.argument = std::strtod(argument.c_str(), &end);
        bool right = argument.empty()
                         ? word.argument == Argument::none || word.argument == Argument::optional
                         : *end == '\0' && word.argument != Argument::none;
        if (word.argument == Argument::share)
            right = right && level.argument > 0 && level.argument <= 1;
        if (word.argument == Argument::count)
            right = right && level.argument >= 1 && level.argument <= 1000 &&
                    std::floor(level.argument) == level.argument;
        if (!right)
            nodes_.fault("model_argument", place,
                         {{"test", std::string(word.word)}, {"text", level.text}});
        return right;
    }

    void block(TomlNode const &table) {
        nodes_.known(table, {"key", "unordered"});
        Block block{.parts = {}, .unordered = nodes_.flag(table, "unordered", false), .text = {}};
        int many = 0;
        for (auto const &written : nodes_.texts(table, "key", true)) {
            auto const part = key_part(written, table.find("key")->place);
            if (!part) return;
            many += part->part == Part::one_out ? 1 : 0;
            block.text += (block.text.empty() ? "" : " + ") + written;
            block.parts.push_back(*part);
        }
        if (many > 1) nodes_.fault("model_one_out", table.find("key")->place, {});
        if (!block.parts.empty()) model().blocks.push_back(std::move(block));
    }

    std::optional<KeyPart> key_part(std::string const &written, base::Place const &place) {
        auto const words = base::split(written, ' ');
        auto const of = field(std::string(words.front()), place);
        if (!of) return std::nullopt;
        KeyPart part{.field = *of};
        if (words.size() == 1) return part;
        auto const found = std::ranges::find(part_words, words[1], &PartWord::word);
        if (found == part_words.end()) {
            std::vector<std::string> possible;
            for (auto const &one : part_words) possible.emplace_back(one.word);
            nodes_.unknown("键的部分", "part of a key", std::string(words[1]), possible, place);
            return std::nullopt;
        }
        part.part = found->part;
        if (words.size() > 2)
            part.argument = std::strtoul(std::string(words[2]).c_str(), nullptr, 10);
        if ((found->has_argument && part.argument == 0) || words.size() > 3 ||
            !part_suits(part.part, model().fields[*of].type)) {
            nodes_.fault("model_argument", place,
                         {{"test", std::string(words[1])}, {"text", written}});
            return std::nullopt;
        }
        return part;
    }

    static bool part_suits(Part part, Type type) {
        auto const is_text = type == Type::text || type == Type::words;
        switch (part) {
        case Part::whole:
            return true;
        case Part::surname_pinyin:
            return type == Type::chinese_name;
        case Part::pinyin:
            return type == Type::chinese_name || is_text;
        case Part::prefix:
        case Part::suffix:
            return is_text || type == Type::number;
        case Part::sound:
        case Part::sorted:
            return is_text;
        case Part::one_out:
            return is_text || type == Type::date || type == Type::identity;
        default:
            return type == Type::date;
        }
    }

    void adjustment(TomlNode const &table) {
        nodes_.known(table, {"when", "add", "because"});
        Adjustment adjustment;
        adjustment.add = nodes_.number(table, "add", -100, 100).value_or(0);
        auto const because = nodes_.texts(table, "because", true);
        if (!because.empty()) adjustment.because = because.front();
        auto const *const when = table.find("when");
        if (when == nullptr || when->table() == nullptr || when->table()->empty()) {
            nodes_.fault("model_key_missing", table.place, {{"key", "when"}});
            return;
        }
        for (auto const &entry : *when->table()) {
            auto const found = find_comparison(model(), entry.key);
            if (!found) {
                std::vector<std::string> names;
                for (auto const &one : model().comparisons) names.push_back(one.name);
                nodes_.unknown("比较", "comparison", entry.key, names, entry.place);
                continue;
            }
            Adjustment::Condition condition{.comparison = *found};
            for (auto const &word : nodes_.texts(*when, entry.key.c_str(), true))
                condition.levels |= outcomes(*found, word, entry.value.place);
            adjustment.when.push_back(condition);
        }
        model().adjustments.push_back(std::move(adjustment));
    }

    std::uint32_t outcomes(std::size_t of, std::string const &word, base::Place const &place) {
        auto const &comparison = model().comparisons[of];
        std::vector<std::string> words;
        for (std::size_t i = 0; i < comparison.levels.size() + 2; ++i) {
            words.emplace_back(outcome_text(comparison, i));
            if (words.back() == word) return std::uint32_t{1} << i;
        }
        nodes_.unknown("结果", "outcome", word, words, place);
        return 0;
    }

    void exact(TomlNode const &root) {
        auto const *const table = root.find("exact");
        if (table == nullptr) return;
        nodes_.known(*table, {"field", "agree"});
        auto const name = nodes_.texts(*table, "field", true);
        if (!name.empty()) model().exact = field(name.front(), table->find("field")->place);
        for (auto const &word : nodes_.texts(*table, "agree", false)) {
            auto const found = find_comparison(model(), word);
            if (found) model().exact_agree.push_back(*found);
            else nodes_.unknown("比较", "comparison", word, {}, table->find("agree")->place);
        }
    }

    void settings(TomlNode const &root) {
        if (auto const *const score = root.find("score")) {
            nodes_.known(*score, {"link", "review", "write", "join"});
            model().link = nodes_.number(*score, "link", -100, 100).value_or(model().link);
            model().review = nodes_.number(*score, "review", -100, 100).value_or(model().review);
            model().write = nodes_.number(*score, "write", -1000, 100).value_or(model().write);
            model().join = nodes_.number(*score, "join", -100, 100).value_or(model().link);
            if (model().review > model().link || model().write > model().review)
                nodes_.fault("model_scores", score->place, {});
        }
        model().block_most = static_cast<std::size_t>(
            nodes_.number(root, "block_most", 2, 1e6).value_or(double(model().block_most)));
        model().matches = nodes_.number(root, "matches", 1e-9, 1e6).value_or(0);
        model().clusters = nodes_.flag(root, "clusters", true);
        auto const one = nodes_.texts(root, "one_to_one", false);
        if (one.empty()) return;
        std::vector<std::string> const words = {"no", "right", "both"};
        auto const found = std::ranges::find(words, one.front());
        if (found == words.end())
            nodes_.unknown("取值", "value", one.front(), words, root.find("one_to_one")->place);
        else model().one_to_one = static_cast<OneToOne>(found - words.begin());
    }

    ModelReading reading_;
    Nodes nodes_{reading_.faults};
};

} // namespace

ModelReading read_model(std::string_view text, std::string const &file) {
    return Reader(file).read(text);
}

} // namespace jingzhun::link
