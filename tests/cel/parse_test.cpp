// The parser: trees with exact places, every fault in one pass, limits.
#include "cel/syntax.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace jingzhun;

namespace {

// The tree in prefix form: "(_+_ a (_*_ b c))".
std::string shape(cel::Node const &node) {
    using cel::NodeKind;
    if (node.kind == NodeKind::literal) return cel::to_string(node.literal);
    if (node.kind == NodeKind::identifier) return (node.is_absolute ? "." : "") + node.name;
    std::string text = "(";
    if (node.kind == NodeKind::select) text += "." + node.name;
    else if (node.kind == NodeKind::has) text += "has." + node.name;
    else if (node.kind == NodeKind::index) text += "[]";
    else if (node.kind == NodeKind::list) text += "list";
    else if (node.kind == NodeKind::map) text += "map";
    else if (node.kind == NodeKind::macro)
        text += "~" + node.name + " " + node.variable + (node.second_variable.empty() ? "" : ",") +
                node.second_variable;
    else text += (node.is_member ? "." : "") + node.name + "()";
    for (auto const &child : node.children) text += " " + shape(*child);
    return text + ")";
}

std::string shape(std::string_view text) {
    auto const parsed = cel::parse(text);
    if (parsed.expression == nullptr) return describe(parsed.problems.front(), base::Language::en);
    return shape(*parsed.expression->root);
}

// "code line:column" of each problem.
std::vector<std::string> faults(std::string_view text, cel::ParseLimits const &limits = {}) {
    std::vector<std::string> all;
    for (auto const &problem : cel::parse(text, {}, limits).problems)
        all.push_back(problem.code + " " + std::to_string(problem.place.line) + ":" +
                      std::to_string(problem.place.column));
    return all;
}
using Faults = std::vector<std::string>;

std::string repeated(std::string const &text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

} // namespace

TEST_CASE("operators bind as in the specification") {
    CHECK(shape("a + b * c - d") == "(_-_() (_+_() a (_*_() b c)) d)");
    CHECK(shape("a || b && c == d") == "(_||_() a (_&&_() b (_==_() c d)))");
    CHECK(shape("a ? b : c ? d : e") == "(_?_:_() a b (_?_:_() c d e))");
    CHECK(shape("!a.b && -c[0] < 1") == "(_&&_() (!_() (.b a)) (_<_() (-_() ([] c 0)) 1))");
    CHECK(shape("x in [1, 2,] || 'k' in {'k': 1,}") ==
          "(_||_() (@in() x (list 1 2)) (@in() k (map k 1)))");
    CHECK(shape("-5 - -3") == "(_-_() -5 -3)");
    CHECK(shape("-9223372036854775808") == "-9223372036854775808");
    CHECK(shape(".a.b(c)") == "(.b() .a c)");
    CHECK(shape("a // remark\n + b") == "(_+_() a b)");
    CHECK(shape("m.`a-b`.in_use") == "(.in_use (.a-b m))");
}

TEST_CASE("long chains of && and || become balanced trees") {
    CHECK(shape("a && b && c && d") == "(_&&_() (_&&_() a b) (_&&_() c d))");
    CHECK(faults("a" + repeated(" || a", 2000)).empty());
}

TEST_CASE("macros are nodes of their own") {
    CHECK(shape("l.all(x, x > 0)") == "(~all x l (_>_() x 0))");
    CHECK(shape("l.existsOne(i, v, i == v)") == "(~exists_one i,v l (_==_() i v))");
    CHECK(shape("l.map(x, x > 0, x * 2)") == "(~map x l (_>_() x 0) (_*_() x 2))");
    CHECK(shape("l.sum(x, x.a)") == "(~sum x l (.a x))");
    CHECK(shape("l.sum()") == "(.sum() l)");
    CHECK(shape("has(a.b)") == "(has.b a)");
    CHECK(shape("has(b)") == "(has.b self)");
    CHECK(shape("m.transformMap(k, v, v + 1)") == "(~transformMap k,v m (_+_() v 1))");
}

TEST_CASE("every node knows its place in the text") {
    std::string const text = "size(members) >= 2 && members.all(m, m.birth < as_of)";
    auto const parsed = cel::parse(text);
    REQUIRE(parsed.expression);
    cel::Node const &root = *parsed.expression->root;
    CHECK(cel::text_of(*parsed.expression, root) == text);
    CHECK(cel::text_of(*parsed.expression, *root.children[0]) == "size(members) >= 2");
    CHECK(cel::text_of(*parsed.expression, *root.children[0]->children[0]) == "size(members)");
    cel::Node const &macro = *root.children[1];
    CHECK(cel::text_of(*parsed.expression, macro) == "members.all(m, m.birth < as_of)");
    CHECK(cel::text_of(*parsed.expression, *macro.children[1]->children[0]) == "m.birth");
}

TEST_CASE("places count lines and characters from where the text stands in its file") {
    auto const parsed = cel::parse("'县' == x &&\n  y >", {"rules/exit.toml", 12, 9});
    REQUIRE(parsed.problems.size() == 1);
    CHECK(parsed.problems[0].place.file == "rules/exit.toml");
    CHECK(parsed.problems[0].place.line == 13);
    CHECK(parsed.problems[0].place.column == 6);
    auto const first = cel::parse("'县' = x", {"f", 12, 9});
    REQUIRE(first.problems.size() == 1);
    CHECK(first.problems[0].place.column == 13);
}

TEST_CASE("the caret stands under the mistake, ideographs counted double") {
    auto const parsed = cel::parse("name == '县' = x");
    REQUIRE(parsed.problems.size() == 1);
    std::string const text = describe(parsed.problems[0], base::Language::en);
    CHECK(text.find("\nname == '县' = x\n             ^") != std::string::npos);
    CHECK(text.find("use '=='") != std::string::npos);
}

TEST_CASE("all faults are found in one pass") {
    CHECK(faults("[1 +, foo(2 3), x = 4]") ==
          Faults{"cel_expected_value 1:5", "cel_expected 1:13", "cel_operator_spelling 1:19"});
    CHECK(faults("a b && c d") == Faults{"cel_trailing 1:3", "cel_trailing 1:10"});
    CHECK(faults("(a + ) && (b * )") ==
          Faults{"cel_expected_value 1:6", "cel_expected_value 1:16"});
    CHECK(faults("{'a': , 'b' 2}") == Faults{"cel_expected_value 1:7", "cel_expected 1:13"});
    CHECK(faults("l.all(x) || l.exists(1, true)") ==
          Faults{"cel_macro_arguments 1:1", "cel_macro_variable 1:22"});
}

TEST_CASE("an unfinished expression says what is missing") {
    CHECK(faults("a &&") == Faults{"cel_expected_value_at_end 1:5"});
    CHECK(faults("f(a") == Faults{"cel_expected_at_end 1:4"});
    CHECK(faults("a.") == Faults{"cel_expected_name_at_end 1:3"});
    CHECK(faults("") == Faults{"cel_expected_value_at_end 1:1"});
    CHECK(faults("'abc") == Faults{"cel_text_not_closed 1:1"});
    CHECK(faults("a ? b") == Faults{"cel_expected_at_end 1:6"});
}

TEST_CASE("wrong spellings are named with the right one") {
    CHECK(faults("a = b") == Faults{"cel_operator_spelling 1:3"});
    CHECK(faults("a & b | c") == Faults{"cel_operator_spelling 1:3", "cel_operator_spelling 1:7"});
    CHECK(faults("a <> b") == Faults{"cel_operator_spelling 1:3"});
    CHECK(faults("a ≥ 3") == Faults{"cel_operator_spelling 1:3"});
    CHECK(faults("kind == “registered”") == Faults{"cel_operator_spelling 1:9"});
    CHECK(faults("（a） && b") == Faults{"cel_operator_spelling 1:1", "cel_operator_spelling 1:3"});
}

TEST_CASE("what the language does not have is refused by name") {
    CHECK(faults("for > 1") == Faults{"cel_reserved_word 1:1"});
    CHECK(faults("a.for > 1").empty());
    CHECK(faults("T{a: 1}") == Faults{"cel_no_messages 1:1"});
    CHECK(faults("has(1)") == Faults{"cel_has_argument 1:1"});
    CHECK(faults("'\\q'") == Faults{"cel_bad_escape 1:2"});
    CHECK(faults("'\\ud800'") == Faults{"cel_bad_escape 1:2"});
    CHECK(faults("b'\\u0041'") == Faults{"cel_bad_escape 1:3"});
    CHECK(faults("9223372036854775808") == Faults{"cel_number_range 1:1"});
    CHECK(faults("18446744073709551616u") == Faults{"cel_number_range 1:1"});
    CHECK(faults("1e999") == Faults{"cel_number_range 1:1"});
    CHECK(faults("a # b") == Faults{"cel_operator_spelling 1:3"});
    CHECK(faults("'\xff'") == Faults{"cel_not_utf8 1:2"});
}

TEST_CASE("depth, length and number of nodes are bounded") {
    CHECK(faults(repeated("(", 40) + "1" + repeated(")", 40)).empty());
    for (char const *open : {"(", "[", "{1:", "!", "-", "f(", "a ? b : ", "a[", "a.b("}) {
        CAPTURE(open);
        Faults const found =
            faults(repeated(open, 60'000 / static_cast<int>(std::string(open).size())));
        REQUIRE(!found.empty());
        CHECK(found.front().starts_with("cel_too_deep"));
    }
    CHECK(faults("1" + repeated(" + 1", 200)).front().starts_with("cel_too_deep"));
    CHECK(faults("a" + repeated(".b", 200)).front().starts_with("cel_too_deep"));
    CHECK(faults("[" + repeated("1,", 30'000) + "]").front().starts_with("cel_too_many_nodes"));
    CHECK(faults(repeated(" ", 70'000)) == Faults{"cel_too_long 0:0"});
    CHECK(faults(repeated("= ", 2000)).size() <= 3000);
}

TEST_CASE("a part of an expression is shown with the brackets that belong to it") {
    auto const parsed = cel::parse("(a || b) && ((c)).d[(1)] == -(2 + x)");
    REQUIRE(parsed.expression != nullptr);
    cel::Node const &both = *parsed.expression->root;
    auto const text = [&](cel::Node const &node) { return cel::text_of(*parsed.expression, node); };
    CHECK(text(both) == "(a || b) && ((c)).d[(1)] == -(2 + x)");
    CHECK(text(*both.children[0]) == "a || b");
    CHECK(text(*both.children[1]) == "((c)).d[(1)] == -(2 + x)");
    CHECK(text(*both.children[1]->children[0]) == "((c)).d[(1)]");
    CHECK(text(*both.children[1]->children[1]) == "-(2 + x)");
}
