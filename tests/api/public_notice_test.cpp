// Notices without signing in: at an address nobody guesses, as long as they stand, with no number
// that could be a person's.
#include "api/small_county.hpp"

#include "api/public_notice.hpp"
#include "report/notice_page.hpp"
#include "work/case_store.hpp"
#include "work/notice_address.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

// A case of the small county whose notice stands from today for some days.
struct Posted {
    Scratch scratch;
    std::string address;
    std::int64_t id = 0;

    explicit Posted(int days) : address(scratch / "n.db") {
        small::fill(scratch, address);
        auto const database = store::open(address, store::Access::write);
        store::Transaction transaction(*database);
        work::create_case_tables(*database);
        auto const on = base::today();
        work::Case one;
        one.procedure = "identify_household";
        one.register_name = "household";
        one.key = "H1";
        one.label = "张三";
        one.area = "431128001001";
        one.step = "notice";
        one.since = one.opened = one.last_on = on;
        one.id = id = work::next_case(*database, 431128);
        auto const position =
            store::append(*database, small::tester(), {431128, "case", "case 1", "{}"});
        work::ActTaken act;
        act.number = 1;
        act.kind = work::ActKind::post;
        act.step = "notice";
        act.on = on;
        act.position = position;
        one.acts.push_back(act);
        one.notices.push_back({1,
                               "notice",
                               base::add_days(on, -days),
                               base::add_days(on, 7 - days),
                               true,
                               {"拟将张三户识别为贫困户，身份证 431199198001010011", "Zhang San"},
                               {{{"户主", "Head"}, {"张三", "Zhang San"}}}});
        work::save_case(*database, 431128, nullptr, one);
        transaction.commit();
    }
    std::string path() const {
        auto const database = store::open(address, store::Access::read);
        auto const one = work::find_case(*database, 431128, id);
        return "/notice/" + work::notice_address(*database, 431128, *one, one->notices.front());
    }
};

api::Response get(api::County &county, std::string const &path) {
    auto request = api::make_request("GET", path, {{"host", "county.example"}});
    request.origin = "203.0.113.7";
    return api::answer(county, "", request);
}

} // namespace

TEST_CASE("a standing notice is read by anybody at its address, and kept by no search engine") {
    Posted const posted(0);
    api::County county(posted.address, {});
    auto const page = get(county, posted.path());
    CHECK(page.status == 200);
    CHECK(page.body.find("张三") != std::string::npos);
    CHECK(page.body.find("noindex") != std::string::npos);
    CHECK(page.body.find("431199198001010011") == std::string::npos);
    auto told = false;
    for (auto const &[name, value] : page.headers)
        told = told || (name == "X-Robots-Tag" && value.find("noindex") != std::string::npos);
    CHECK(told);
}

TEST_CASE("an address that is guessed shows nothing; one whose time is over is gone") {
    Posted const posted(0);
    api::County county(posted.address, {});
    auto const path = posted.path();
    CHECK(path.size() > 30);
    CHECK(get(county, "/notice/1").status == 404);
    CHECK(get(county, "/notice/1-").status == 404);
    CHECK(get(county, path.substr(0, path.size() - 1)).status == 404);
    CHECK(get(county, "/notice/2" + path.substr(9)).status == 404);
    Posted const over(8);
    api::County later(over.address, {});
    auto const gone = get(later, over.path());
    CHECK(gone.status == 410);
    CHECK(gone.body.find("张三") == std::string::npos);
}

TEST_CASE("long runs of digits are no part of a public page") {
    CHECK(report::without_long_numbers("2020-12-31 共 123456 元") == "2020-12-31 共 123456 元");
    CHECK(report::without_long_numbers("号 13912345678。") == "号 ***********。");
    CHECK(report::without_long_numbers("43119919800101001X") == "*****************X");
}
