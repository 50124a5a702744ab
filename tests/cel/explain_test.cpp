// Explanations: the tree of what was computed, with the facts it read.
#include "cel/village.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

// One line a node, indented.
void print(cel::Explained const &part, int depth, std::string &out) {
    out += std::string(static_cast<std::size_t>(depth) * 2, ' ');
    if (!part.element.empty()) out += part.element + ": ";
    out += part.text + " = " + cel::to_string(part.value);
    if (part.fact)
        out += " <" + part.fact->field + " of " + std::to_string(part.fact->record.row) + ">";
    out += "\n";
    for (cel::Explained const &each : part.parts) print(each, depth + 1, out);
}

std::string explained(std::uint32_t row, std::string_view text, std::size_t elements_max = 8) {
    auto const expression = village::expression(text);
    std::string out;
    print(cel::explain(*expression, village::scope_of(0, row), elements_max), 0, out);
    return out;
}

} // namespace

TEST_CASE("an explanation shows each sub-expression with its value and the facts read") {
    CHECK(explained(0, "wage - cost > 9000") == "wage - cost > 9000 = true\n"
                                                "  wage - cost = 10000.00\n"
                                                "    wage = 12000.00 <wage of 0>\n"
                                                "    cost = 2000.00 <cost of 0>\n");
}

TEST_CASE("a derived field is explained by its own expression, once") {
    CHECK(explained(0, "net_income > 9000 && net_income < 20000") ==
          "net_income > 9000 && net_income < 20000 = true\n"
          "  net_income > 9000 = true\n"
          "    net_income = 10000.00 <net_income of 0>\n"
          "      wage - cost = 10000.00\n"
          "        wage = 12000.00 <wage of 0>\n"
          "        cost = 2000.00 <cost of 0>\n"
          "  net_income < 20000 = true\n"
          "    net_income = 10000.00 <net_income of 0>\n");
}

TEST_CASE("of a macro the elements that decide are kept, named") {
    CHECK(explained(0, "members.exists(m, m.months == 0)") ==
          "members.exists(m, m.months == 0) = true\n"
          "  members = [#1:0, #1:1, #1:2] <members of 0>\n"
          "  m = person 1: m.months == 0 = true\n"
          "    m.months = 0 <months of 1>\n"
          "      m = #1:1\n"
          "  m = person 2: m.months == 0 = true\n"
          "    m.months = 0 <months of 2>\n"
          "      m = #1:2\n");
    CHECK(explained(0, "members.all(m, m.months > 100)", 1) ==
          "members.all(m, m.months > 100) = false\n"
          "  members = [#1:0, #1:1, #1:2] <members of 0>\n"
          "  m = person 0: m.months > 100 = false\n"
          "    m.months = 9 <months of 0>\n"
          "      m = #1:0\n");
}

TEST_CASE("where nothing decides, what is not known is kept") {
    CHECK(explained(0, "members.exists(m, m.wage > 10000)") ==
          "members.exists(m, m.wage > 10000) = 未知\n"
          "  members = [#1:0, #1:1, #1:2] <members of 0>\n"
          "  m = person 2: m.wage > 10000 = 未知\n"
          "    m.wage = 未知 <wage of 2>\n"
          "      m = #1:2\n");
}

TEST_CASE("an explanation ends in the value that evaluation gives") {
    for (std::uint32_t row = 0; row < 3; ++row)
        for (char const *text :
             {"net_income_per_head > line('exit')", "members.count(m, m.present) >= 2",
              "members.all(m, has(m.birth) && age(m.birth, as_of) < 60)", "kind", "1",
              "members.map(m, m.vehicles.exists(v, v.use == 'farm'))"}) {
            auto const expression = village::expression(text);
            auto const scope = village::scope_of(0, row);
            CHECK(cel::to_string(cel::explain(*expression, scope).value) ==
                  cel::to_string(cel::evaluate(*expression, scope)));
        }
}
