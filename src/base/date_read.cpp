// Reads dates as offices write them.
#include "base/date.hpp"

#include "base/scanner.hpp"
#include "base/text.hpp"

namespace jingzhun::base {
namespace {

constexpr Date excel_epoch{-25569}; // 1899-12-30
constexpr int days_between_epochs = 1462;

// "Z", "+08:00", "+0800", "PM", or nothing at all.
bool take_zone(Scanner &scanner) {
    if (scanner.take("Z") || scanner.take("AM") || scanner.take("PM") || scanner.done())
        return true;
    if (!scanner.take("+") && !scanner.take("-")) return false;
    auto const hours = scanner.digits().size();
    if (!scanner.take(":")) return hours == 4 || hours == 2;
    return hours == 2 && scanner.digits().size() == 2;
}

// Whether all that is left is a time: "12:30", "T12:30:59.5+08:00", "上午9时30分".
bool ends_with_time(Scanner scanner, bool after_word = false) {
    auto const apart = scanner.blanks() || scanner.take("T") || after_word;
    if (scanner.done()) return true;
    auto const half_day = scanner.take("上午") || scanner.take("下午");
    if (!apart && !half_day) return false;
    scanner.blanks();
    auto const hours = scanner.number(1, 2);
    if (hours < 0 || hours > 24) return false;
    if (!scanner.take(":") && !scanner.take("时") && !scanner.take("点")) return false;
    if (scanner.done()) return true;
    auto const minutes = scanner.number(1, 2);
    if (minutes < 0 || minutes > 59) return false;
    if (scanner.take(":") || scanner.take("分")) {
        auto const seconds = scanner.done() ? 0 : scanner.number(1, 2);
        if (seconds < 0 || seconds > 60) return false;
        if (scanner.take(".") && scanner.number(1, 9) < 0) return false;
        scanner.take("秒");
    }
    scanner.blanks();
    return take_zone(scanner) && scanner.done();
}

// 2019-7-1 2019/7/1 2019.7.1 2019年7月1日, blanks allowed around the separators.
std::optional<Date> read_separated(std::string_view text) {
    Scanner scanner(text);
    auto const year = scanner.number(4, 4);
    scanner.blanks();
    for (std::string_view const separator : {"-", "/", ".", "年"}) {
        if (year < 0 || !scanner.take(separator)) continue;
        scanner.blanks();
        auto const month = scanner.number(1, 2);
        scanner.blanks();
        auto const in_words = separator == "年";
        if (month < 0 || !scanner.take(in_words ? "月" : separator)) return std::nullopt;
        scanner.blanks();
        auto const day = scanner.number(1, 2);
        if (day < 0) return std::nullopt;
        auto const before = scanner;
        scanner.blanks();
        auto const closed = in_words && (scanner.take("日") || scanner.take("号"));
        if (!closed) scanner = before;
        return ends_with_time(scanner, closed) ? make_date(year, month, day) : std::nullopt;
    }
    return std::nullopt;
}

// 20190701, 20190701123000: years far from living memory are numbers that are no dates.
std::optional<Date> read_compact(std::string_view text) {
    Scanner scanner(text.substr(0, 8));
    auto const number = scanner.number(8, 8);
    if (number < 18000000 || number > 21991231) return std::nullopt;
    auto rest = text.substr(8);
    if (rest.size() == 6 && Scanner(rest).number(6, 6) >= 0) rest = {};
    if (!ends_with_time(Scanner(rest))) return std::nullopt;
    return make_date(number / 10000, number / 100 % 100, number % 100);
}

std::optional<Date> read_serial(std::string_view text, bool epoch_1904) {
    Scanner scanner(text);
    auto const number = scanner.number(5, 5);
    if (number < 0) return std::nullopt;
    if (scanner.take(".")) scanner.digits();
    if (!scanner.done()) return std::nullopt;
    auto const serial = epoch_1904 ? number + days_between_epochs : number;
    if (serial < 20000 || serial > 80000) return std::nullopt;
    return add_days(excel_epoch, serial);
}

} // namespace

std::optional<Date> read_date(std::string_view text, bool epoch_1904) {
    if (auto const date = parse_iso_date(text)) return date;
    auto const halved = half_width(text);
    auto plain = trim(halved);
    if (plain.starts_with('\'')) plain.remove_prefix(1); // how a spreadsheet marks text
    if (plain.size() < 5) return std::nullopt;
    if (auto const date = read_separated(plain)) return date;
    if (auto const date = read_compact(plain)) return date;
    return read_serial(plain, epoch_1904);
}

} // namespace jingzhun::base
