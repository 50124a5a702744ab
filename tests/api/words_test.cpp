// Searching in the texts of many rows, against looking at each.
#include "api/words.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using jingzhun::api::Words;

namespace {

// Rows by their texts; an empty one: the row has none.
Words words_of(std::vector<std::string> const &rows) {
    std::vector<std::string> different;
    auto const number = [&](std::size_t row) {
        if (rows[row].empty()) return -1;
        auto const known = std::ranges::find(different, rows[row]);
        auto const at = known - different.begin();
        if (known == different.end()) different.push_back(rows[row]);
        return static_cast<std::int32_t>(at);
    };
    return Words(rows.size(), rows.size(), number, [&](std::size_t row) { return rows[row]; });
}

std::vector<std::uint32_t> one_by_one(std::vector<std::string> const &rows,
                                      std::string const &part) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t row = 0; row < rows.size(); ++row)
        if (!part.empty() && rows[row].find(part) != std::string::npos) found.push_back(row);
    return found;
}

} // namespace

TEST_CASE("rows are found by any part of their text, equal texts all of them") {
    std::vector<std::string> const rows = {"张三", "李四", "", "张三丰", "张三", "三张"};
    auto const words = words_of(rows);
    CHECK(words.rows_with("张三") == std::vector<std::uint32_t>{0, 3, 4});
    CHECK(words.rows_with("张") == std::vector<std::uint32_t>{0, 3, 4, 5});
    CHECK(words.rows_with("张三李四").empty()); // two rows are no text
    CHECK(words.rows_with("王").empty());
    CHECK(words.rows_with("").empty());
    CHECK(words_of({}).rows_with("张").empty());
}

TEST_CASE("searching from end to end finds what looking at each row finds") {
    CHECK(rc::check("as one by one", [] {
        auto const letter = rc::gen::element('a', 'b', '1');
        auto const text = rc::gen::container<std::string>(letter);
        auto const rows = *rc::gen::container<std::vector<std::string>>(60, text);
        auto const part = *text;
        RC_ASSERT(words_of(rows).rows_with(part) == one_by_one(rows, part));
    }));
}
