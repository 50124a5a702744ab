// Numbers and dates as workbooks keep them, turned into text.
//
// A date is a number of days with a number format that shows it as a date; only the format tells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jingzhun::source {

// How a number format shows a number.
enum class NumberStyle : unsigned char { plain, date, time };

// By the number of a built-in format (ECMA-376 part 1, 18.8.30, with the Chinese ones 27-36,
// 50-58).
NumberStyle style_of_builtin(int id);
// By the code of a custom format: yyyy"年"m"月"d"日", [h]:mm, #,##0.00.
NumberStyle style_of_code(std::string_view code);

// An integer of at most 15 digits without leading zeros: stands as its own text.
bool is_plain_integer(std::string_view text);
// Nothing where the text is no finite decimal number.
std::optional<double> parse_number(std::string_view text);
// The text of a stored number: the shortest decimal that reads back, an integer without exponent;
// from 1e15 on, where digits may have been lost, the text as stored, so that this can be noticed.
std::string number_text(std::string_view stored, double value);
// ISO 8601: a date, a date with a time, or (below one day, or by a format of time) a time. Nothing
// for numbers that are no day: 0, below, after 9999-12-31, and the 29 February 1900 that Excel
// invented.
std::optional<std::string> serial_text(double serial, NumberStyle style, bool epoch_1904);

// Text with _xHHHH_ (how workbooks write characters that XML cannot hold) put back.
std::string unescape(std::string_view text);
// The counterpart for text that merely looks like such an escape; NUL is left out.
std::string escape(std::string_view text);

} // namespace jingzhun::source
