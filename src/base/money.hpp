// Exact amounts of money: integer fen. Never a floating-point number.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jingzhun::base {

struct Money {
    std::int64_t fen = 0;
    auto operator<=>(Money const &) const = default;
};

// What offices write: "12000", "12,000.50", "1.2万", "￥300元", full-width digits, a leading minus
// or parentheses for a debit. More than two decimals are refused, except zeros and the noise a
// binary spreadsheet number leaves (12.300000000000001). Nothing where it is not an amount or
// overflows.
std::optional<Money> read_money(std::string_view text);
std::string to_string(Money money); // "12000.00", "-0.50"

} // namespace jingzhun::base
