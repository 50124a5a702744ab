// Values owned, shared and seen.
#include "cel/array.hpp"
#include "cel/population.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;
using cel::Array;

TEST_CASE("a copy of an array shares its values until one of the two is changed") {
    Array<int> const first{1, 2, 3};
    Array<int> second = first;
    CHECK(second.data() == first.data());
    second[1] = 20;
    CHECK(second.data() != first.data());
    CHECK(first == Array<int>{1, 2, 3});
    CHECK(second == Array<int>{1, 20, 3});
    second.push_back(4);
    CHECK(second == Array<int>{1, 20, 3, 4});
}

TEST_CASE("an array sees memory where it lies, and keeps it there") {
    auto const keeper = std::make_shared<std::vector<int> const>(std::vector<int>{5, 6, 7});
    std::span<int const> const all(*keeper);
    Array<int> seen(all.subspan(1), keeper);
    CHECK(keeper.use_count() == 2);
    CHECK(seen.data() == keeper->data() + 1);
    auto changed = seen;
    changed[0] = 60;
    CHECK(keeper->at(1) == 6);
    CHECK(changed == Array<int>{60, 7});
    seen.clear();
    CHECK(keeper.use_count() == 1);
}

TEST_CASE("an array that was moved from is empty") {
    Array<int> first{1, 2};
    Array<int> const second = std::move(first);
    CHECK(first.empty());
    CHECK(second.size() == 2);
}

TEST_CASE("settled texts keep their numbers, and copies go their own ways") {
    CHECK(rc::check("settling anywhere changes no number",
                    [](std::vector<std::string> const &texts, std::vector<bool> const &settle) {
                        cel::Strings strings, plain;
                        for (std::size_t i = 0; i < texts.size(); ++i) {
                            RC_ASSERT(strings.intern(texts[i]) == plain.intern(texts[i]));
                            if (i < settle.size() && settle[i]) strings.settle();
                        }
                        strings.settle();
                        RC_ASSERT(strings.size() == plain.size());
                        cel::Strings const again(strings.settled());
                        for (std::size_t i = 0; i < plain.size(); ++i) {
                            auto const number = static_cast<std::int32_t>(i);
                            RC_ASSERT(strings.text(number) == plain.text(number));
                            RC_ASSERT(again.find(plain.text(number)) == number);
                        }
                        auto copy = strings;
                        auto const fresh = copy.intern("not there before, surely");
                        RC_ASSERT(copy.text(fresh) == "not there before, surely");
                        RC_ASSERT(strings.find("not there before, surely") == -1);
                    }));
}
