// The words a model is written in, by the numbers they stand for. Inside this folder only.
#pragma once

#include "link/model.hpp"

#include <array>

namespace jingzhun::link {

inline constexpr std::array<std::string_view, types> type_words = {
    "text", "words", "code", "number", "date", "identity", "chinese_name"};

struct TestWord {
    std::string_view word;
    Test test;
    enum class Argument : std::uint8_t { none, optional, count, share, field } argument;
};

inline constexpr std::array test_words = {
    TestWord{"exact", Test::exact, TestWord::Argument::none},
    TestWord{"variant", Test::variant, TestWord::Argument::none},
    TestWord{"loose", Test::loose, TestWord::Argument::none},
    TestWord{"homophone", Test::homophone, TestWord::Argument::none},
    TestWord{"one_character", Test::one_character, TestWord::Argument::optional},
    TestWord{"surname", Test::surname, TestWord::Argument::none},
    TestWord{"jaro_winkler", Test::jaro_winkler, TestWord::Argument::share},
    TestWord{"jaro", Test::jaro, TestWord::Argument::share},
    TestWord{"edit", Test::edit, TestWord::Argument::count},
    TestWord{"prefix", Test::prefix, TestWord::Argument::count},
    TestWord{"sound", Test::sound, TestWord::Argument::none},
    TestWord{"words", Test::words, TestWord::Argument::share},
    TestWord{"contains", Test::contains, TestWord::Argument::optional},
    TestWord{"swapped", Test::swapped, TestWord::Argument::field},
    TestWord{"month_day_swapped", Test::month_day_swapped, TestWord::Argument::none},
    TestWord{"parts", Test::parts, TestWord::Argument::count},
    TestWord{"years", Test::years, TestWord::Argument::count},
    TestWord{"days", Test::days, TestWord::Argument::count},
    TestWord{"both_valid", Test::both_valid, TestWord::Argument::none},
};

struct PartWord {
    std::string_view word;
    Part part;
    bool has_argument = false;
};

inline constexpr std::array part_words = {PartWord{"pinyin", Part::pinyin},
                                          PartWord{"surname_pinyin", Part::surname_pinyin},
                                          PartWord{"prefix", Part::prefix, true},
                                          PartWord{"suffix", Part::suffix, true},
                                          PartWord{"sound", Part::sound},
                                          PartWord{"sorted", Part::sorted},
                                          PartWord{"year", Part::year},
                                          PartWord{"month_day", Part::month_day},
                                          PartWord{"day", Part::day},
                                          PartWord{"month", Part::month},
                                          PartWord{"one_out", Part::one_out}};

} // namespace jingzhun::link
