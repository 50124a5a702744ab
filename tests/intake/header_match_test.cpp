// Headers against a layout's columns: the user's map, the pack's spellings, and guesses.
#include "intake/header_match.hpp"

#include "intake/china.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

// What each header of a row was taken for; "" where nobody claims it.
std::vector<std::string> meanings(std::vector<std::string> const &headers,
                                  intake::ColumnMap const &map = {}) {
    auto const &source = *china::policy().find_source("deaths");
    std::vector<std::string> said;
    for (auto const column : intake::match_header(source, china::row(1, headers), map).columns)
        said.push_back(
            column < 0 ? "" : source.columns[static_cast<std::size_t>(column)].headers.front());
    return said;
}

std::vector<std::pair<std::string, std::string>> guesses(std::vector<std::string> const &headers) {
    auto const &source = *china::policy().find_source("deaths");
    auto const row = china::row(1, headers);
    std::vector<std::pair<std::string, std::string>> said;
    for (auto const &[header, column] :
         intake::guess_columns(source, row, intake::match_header(source, row, {})))
        said.emplace_back(header, column);
    return said;
}

std::string code_of(std::vector<std::string> const &texts) {
    try {
        intake::read_column_map(china::policy(), texts);
    } catch (base::Error const &error) {
        return error.code();
    }
    return "";
}

} // namespace

TEST_CASE("what the user says a header means goes before what the pack knows") {
    using Said = std::vector<std::string>;
    CHECK(meanings({"姓名", "号码", "死亡日期"}) == Said{"姓名", "", "死亡日期"});
    CHECK(meanings({"姓名", "号码", "死亡日期"}, {{"号 码", "身份证号"}}) ==
          Said{"姓名", "身份证号", "死亡日期"});
    CHECK(meanings({"姓名", "曾用名", "死亡日期"}, {{"曾用名", "姓名"}}) ==
          Said{"", "姓名", "死亡日期"});
}

TEST_CASE("headers with glosses or in traditional characters are the pack's") {
    CHECK(meanings({"姓(xìng)名(míng)", "身份證號", "死亡日期"}) ==
          std::vector<std::string>{"姓名", "身份证号", "死亡日期"});
}

TEST_CASE("a header that is nearly a column is guessed, and only guessed") {
    using Said = std::vector<std::pair<std::string, std::string>>;
    CHECK(guesses({"姓名", "身份证", "死亡日期"}) == Said{{"身份证", "身份证号"}});
    CHECK(guesses({"姓名", "身份证号", "死亡日其"}) == Said{{"死亡日其", "死亡日期"}});
    CHECK(guesses({"姓名", "身份证号", "死亡日期", "备注"}) == Said{});
}

TEST_CASE("a map names a column some layout has") {
    CHECK(code_of({"号码=身份证号"}) == "");
    CHECK(code_of({"号码"}) == "column_map_malformed");
    CHECK(code_of({"=身份证号"}) == "column_map_malformed");
    CHECK(code_of({"号码=身份号证"}) == "column_unknown");
}
