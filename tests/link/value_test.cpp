// What a cell becomes: the same for all the ways in which people write the same.
#include "link/block.hpp"
#include "link/compare.hpp"
#include "link/han.hpp"
#include "link/value.hpp"

#include "base/identity.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace jingzhun;
using namespace jingzhun::link;

namespace {

Value read(Type type, std::string_view cell) {
    static Dictionary dictionary;
    return encode(type, cell, dictionary);
}

std::string some_identity(unsigned area, unsigned days, unsigned order) {
    auto const date = base::to_string(base::Date{static_cast<std::int32_t>(days % 18000)});
    auto text = "431199" + date.substr(0, 4) + date.substr(5, 2) + date.substr(8, 2);
    text += std::to_string(100 + (order + area) % 900);
    return text + base::check_character(text);
}

} // namespace

TEST_CASE("dates are read in the ways offices write them, and need not exist") {
    auto const day = read(Type::date, "1990-03-07");
    CHECK(year_of(day) == 1990);
    CHECK(month_of(day) == 3);
    CHECK(day_of(day) == 7);
    for (auto const *text : {"19900307", "1990/3/7", "1990.03.07", "1990年3月7日", "7/3/1990",
                             "1990-03-07 00:00:00", "１９９０-０３-０７"})
        CHECK(read(Type::date, text) == day);
    CHECK(read(Type::date, "19450931") == 19450931);
    CHECK(read(Type::date, "unknown") == 0);
    CHECK(read(Type::date, "1990") == 0);
}

TEST_CASE("an identity number is the same in every writing") {
    auto const valid = read(Type::identity, "43119919900307109X");
    auto const text = std::string("43119919900307109");
    auto const right = text + base::check_character(text);
    CHECK(identity_state(read(Type::identity, right)) == IdentityState::valid);
    CHECK(identity_text(read(Type::identity, right)) == right);
    CHECK(identity_state(valid) ==
          (right.back() == 'X' ? IdentityState::valid : IdentityState::invalid));
    CHECK(read(Type::identity, " " + right + " ") == read(Type::identity, right));
    CHECK(read(Type::identity, "431199900307109") == read(Type::identity, right));
    CHECK(birth_in_identity(read(Type::identity, right)) == 19900307);
    CHECK(read(Type::identity, "") == 0);
    CHECK(identity_state(read(Type::identity, right.substr(0, 17))) == IdentityState::shorter);
    CHECK(identity_state(read(Type::identity, "none")) == IdentityState::other);
}

TEST_CASE("a number is valid exactly where base says so") {
    rc::check([](unsigned days, unsigned order, unsigned at, char digit) {
        auto text = some_identity(0, days, order);
        text[at % 18] = static_cast<char>('0' + static_cast<unsigned char>(digit) % 10);
        auto const valid = identity_state(read(Type::identity, text)) == IdentityState::valid;
        RC_ASSERT(valid == base::valid_identity(text));
    });
}

TEST_CASE("whatever single slip was made, the right number is among the repairs") {
    Dictionary dictionary;
    rc::check([&](unsigned days, unsigned order, unsigned at, char digit, unsigned kind) {
        auto const right = some_identity(0, days, order);
        auto text = right;
        auto const c = static_cast<char>('0' + static_cast<unsigned char>(digit) % 10);
        auto const place = at % 17;
        if (kind % 4 == 0) text[place] = c;
        if (kind % 4 == 1) std::swap(text[place], text[place + 1]);
        if (kind % 4 == 2) text.erase(place, 1);
        if (kind % 4 == 3) text.insert(place, 1, c);
        auto const value = encode(Type::identity, text, dictionary);
        RC_PRE(identity_state(value) != IdentityState::valid);
        auto const repairs = repairs_of(value, dictionary);
        auto const wanted = valid_identity_value(right);
        RC_ASSERT(wanted != 0U);
        // A swapped X leaves no digit to swap it with.
        if (text.substr(0, text.size() - 1).find('X') == text.npos)
            RC_ASSERT(std::ranges::find(repairs, wanted) != repairs.end());
    });
}

TEST_CASE("names are compared by form, by sound and by the characters they share") {
    Dictionary dictionary;
    auto const name = [&](std::string_view text) {
        return encode(Type::chinese_name, text, dictionary);
    };
    auto const same = [&](Test test, std::string_view a, std::string_view b) {
        return same_name(test, name(a), name(b), dictionary);
    };
    CHECK(name("王 建国") == name("王建国"));
    CHECK(name("王　建国") == name("王建国"));
    CHECK(name("王建国") != name("王建國"));
    CHECK(same(Test::variant, "王建国", "王建國"));
    CHECK(same(Test::variant, "刘艳", "劉豔"));
    CHECK_FALSE(same(Test::variant, "张彬", "张斌"));
    CHECK(same(Test::loose, "张彬", "张斌"));
    CHECK(same(Test::homophone, "张伟", "章玮"));
    CHECK(same(Test::homophone, "单雄", "山熊")); // 单 as a surname is shan
    CHECK_FALSE(same(Test::homophone, "张伟", "王伟"));
    CHECK(same(Test::one_character, "王建国", "王建军"));
    CHECK(same(Test::one_character, "王建国", "王国"));
    CHECK_FALSE(same(Test::one_character, "王建国", "李建军"));
    CHECK(same(Test::surname, "欧阳娜", "欧红"));
    CHECK(is_long_name(name("买买提·阿卜杜拉")));
    CHECK(same(Test::variant, "买买提·阿卜杜拉", "买买提阿卜杜拉"));
    CHECK(same(Test::one_character, "买买提·阿卜杜拉", "买买提·阿不杜拉"));
    CHECK(decode(Type::chinese_name, name("王建国"), dictionary) == "王建国");
}

TEST_CASE("characters have readings without tones") {
    CHECK(pinyin("张伟") == "zhangwei");
    CHECK(pinyin("張偉") == "zhangwei");
    CHECK(pinyin("吕") == "lv");
    CHECK(pinyin("Ab1") == "Ab1");
    CHECK(sounds_alike(U'乐', U'勒'));
    CHECK(sounds_alike(U'乐', U'月'));
    CHECK_FALSE(sounds_alike(U'张', U'王'));
}

TEST_CASE("questions about dates") {
    auto const day = read(Type::date, "1990-03-07");
    CHECK(same_date(Test::month_day_swapped, 0, day, read(Type::date, "1990-07-03")));
    CHECK_FALSE(same_date(Test::month_day_swapped, 0, day, read(Type::date, "1991-07-03")));
    CHECK(same_date(Test::parts, 2, day, read(Type::date, "1991-03-07")));
    CHECK_FALSE(same_date(Test::parts, 2, day, read(Type::date, "1991-04-07")));
    CHECK(same_date(Test::days, 7, day, read(Type::date, "1990-02-28")));
    CHECK_FALSE(same_date(Test::days, 6, day, read(Type::date, "1990-02-28")));
    CHECK_FALSE(same_date(Test::days, 400, day, read(Type::date, "1990-02-30"))); // no such day
    CHECK(same_date(Test::years, 1, day, read(Type::date, "1991-12-31")));
}
