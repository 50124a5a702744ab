// Exact amounts.
#include "base/money.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdio>
#include <limits>
#include <string>
#include <utility>

using namespace jingzhun::base;

TEST_CASE("the ways offices write an amount are all understood") {
    std::pair<std::string_view, std::int64_t> const amounts[] = {
        {"0", 0},
        {"12000", 1200000},
        {"12000.5", 1200050},
        {"12000.50", 1200050},
        {"12,000.50", 1200050},
        {"1,234,567", 123456700},
        {"１２，０００．５０", 1200050},
        {"12 000", 1200000},
        {"1.2万", 1200000},
        {"1.2万元", 1200000},
        {"0.35万", 350000},
        {"2亿", 20000000000},
        {"3千元", 300000},
        {"5百万", 500000000},
        {"￥300元", 30000},
        {"¥300", 30000},
        {"人民币300元整", 30000},
        {"RMB 300", 30000},
        {"300圆", 30000},
        {"-0.5", -50},
        {"－300", -30000},
        {"−300", -30000},
        {"￥-300", -30000},
        {"-￥300", -30000},
        {"(300)", -30000},
        {"（1,300.25元）", -130025},
        {"+300", 30000},
        {".5", 50},
        {"5.", 500},
        {"007", 700},
        {"1.2E+3", 120000},
        {"1e2", 10000},
        {"1.234567万", 1234567},
    };
    for (auto const &[text, fen] : amounts) {
        auto const money = read_money(text);
        REQUIRE_MESSAGE(money, text);
        CHECK_MESSAGE(money->fen == fen, text);
    }
}

TEST_CASE("what is no amount is refused") {
    for (std::string_view const text :
         {"",       " ",     "-",       "元",      "万",      "￥",       ".",     ",",
          "()",     "无",    "约300",   "300左右", "300-400", "1,2",      "12,00", ",300",
          "1,,000", "1.2.3", "--5",     "(-5)",    "5-",      "3元2角",   "12a",   "1e",
          "1e+",    "0x10",  "1.2e1.5", "一百",    "1.2%",    "300元/月", "NaN",   "inf"}) {
        CHECK_MESSAGE(!read_money(text), text);
    }
}

TEST_CASE("more than two decimals are refused unless they are zeros") {
    CHECK(read_money("1.230") == Money{123});
    CHECK(read_money("1.2300000000000000000000") == Money{123});
    CHECK_FALSE(read_money("1.234"));
    CHECK_FALSE(read_money("1.2345"));
    CHECK_FALSE(read_money("0.001"));
    CHECK_FALSE(read_money("12.3333333333333"));
    CHECK_FALSE(read_money("12.333333333333334"));
    CHECK_FALSE(read_money("1.2345678万"));
}

TEST_CASE("the noise of a binary spreadsheet number is taken away") {
    CHECK(read_money("12.300000000000001") == Money{1230});
    CHECK(read_money("12.299999999999999") == Money{1230});
    CHECK(read_money("0.30000000000000004") == Money{30});
    CHECK(read_money("1.9999999999999998") == Money{200});
    CHECK(read_money("99.999999999999986") == Money{10000});
    CHECK(read_money("12345.679999999998") == Money{1234568});
    CHECK(read_money("-2.7755575615628914E-17") == Money{0});
    CHECK(read_money("1.2000000000000002E+3") == Money{120000});
}

TEST_CASE("every binary number near an amount is read as that amount") {
    CHECK(rc::check("17 digits", [] {
        auto const fen = *rc::gen::inRange<std::int64_t>(-100'000'000'000, 100'000'000'000);
        char text[64];
        std::snprintf(text, sizeof text, "%.17g", static_cast<double>(fen) / 100);
        RC_ASSERT(read_money(text) == Money{fen});
    }));
}

TEST_CASE("an amount is written with two decimals") {
    CHECK(to_string(Money{1200000}) == "12000.00");
    CHECK(to_string(Money{-50}) == "-0.50");
    CHECK(to_string(Money{-105}) == "-1.05");
    CHECK(to_string(Money{0}) == "0.00");
    CHECK(to_string(Money{7}) == "0.07");
    CHECK(to_string(Money{std::numeric_limits<std::int64_t>::min()}) == "-92233720368547758.08");
}

TEST_CASE("every amount is the same after writing and reading it") {
    CHECK(rc::check("round trip", [](std::int64_t fen) {
        if (fen == std::numeric_limits<std::int64_t>::min()) return;
        RC_ASSERT(read_money(to_string(Money{fen})) == Money{fen});
    }));
}

TEST_CASE("an amount too large for 64 bits is refused") {
    CHECK(read_money("92233720368547758.07") == Money{std::numeric_limits<std::int64_t>::max()});
    CHECK_FALSE(read_money("92233720368547758.08"));
    CHECK_FALSE(read_money("100000000000000000000"));
    CHECK_FALSE(read_money("1e30"));
    CHECK_FALSE(read_money("1e400"));
    CHECK_FALSE(read_money("92233720368547758万"));
    CHECK(read_money("0e300") == Money{0});
}

TEST_CASE("any text is either an amount or not, and never a fault") {
    CHECK(rc::check("no fault", [] {
        auto const text = *rc::gen::container<std::string>(
            rc::gen::elementOf(std::string("0123456789.,-+()eE9")));
        if (auto const money = read_money(text)) RC_ASSERT(read_money(to_string(*money)) == money);
    }));
}
