// Amounts, dates, times and places as text.
#include "demo/rows.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

struct Centre {
    std::string_view area;
    std::int64_t longitude, latitude; // thousandths of a degree
};
constexpr std::array<Centre, 11> centres = {{{"431128", 112210, 25910},
                                             {"411325", 111840, 33050},
                                             {"621202", 104930, 33390},
                                             {"621221", 105720, 33740},
                                             {"621222", 104680, 32940},
                                             {"621223", 104390, 34050},
                                             {"621224", 105610, 33330},
                                             {"621225", 105300, 34010},
                                             {"621226", 105180, 34190},
                                             {"621227", 106090, 33770},
                                             {"621228", 106310, 33910}}};

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string degrees(std::int64_t millionths) {
    auto const part = std::to_string(millionths % 1'000'000);
    return std::to_string(millionths / 1'000'000) + "." + std::string(6 - part.size(), '0') + part;
}

} // namespace

std::string money_text(Fen amount) {
    auto const fen = static_cast<int>(amount % 100);
    auto text = std::to_string(amount / 100);
    return fen == 0 ? text : text + "." + two(fen);
}

std::string slashed(base::Date date) {
    return std::to_string(date.year()) + "/" + std::to_string(date.month()) + "/" +
           std::to_string(date.day());
}

std::string packed(base::Date date) {
    return std::to_string(date.year()) + two(date.month()) + two(date.day());
}

std::string in_chinese(base::Date date) {
    return std::to_string(date.year()) + "年" + std::to_string(date.month()) + "月" +
           std::to_string(date.day()) + "日";
}

std::string clock_text(int minutes) { return two(minutes / 60) + ":" + two(minutes % 60); }

Point point_near(Names const &names, std::string const &village, Random &random) {
    auto centre = centres.front();
    for (auto const &one : centres)
        if (one.area == names.area) centre = one;
    Random place(1, 41, std::stoull(village));
    auto const longitude =
        centre.longitude * 1000 + place.between(-180'000, 180'000) + random.between(-6000, 6000);
    auto const latitude =
        centre.latitude * 1000 + place.between(-160'000, 160'000) + random.between(-6000, 6000);
    return {degrees(longitude), degrees(latitude)};
}

} // namespace jingzhun::demo
