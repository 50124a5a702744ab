// Grievances in a store: taken in, linked, handled; what is refused leaves the store as it was.
#include "work/grievance_desk.hpp"

#include "base/error.hpp"
#include "finding/acts.hpp"
#include "finding/finding.hpp"
#include "pack/load.hpp"
#include "register/batch.hpp"
#include "register/records.hpp"
#include "register/tables.hpp"
#include "source_folder.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace jingzhun;
using finding::State;
using work::Standing;

namespace {

constexpr int county = 431128;
constexpr auto station = "431199197001010033";

pack::Pack const &policy() {
    static auto const read = pack::load_or_throw(source_folder() + "/packs/china");
    return read;
}

base::Date day(char const *text) { return base::parse_iso_date(text).value(); }

struct Office {
    Scratch scratch;
    std::unique_ptr<store::Database> database =
        store::open(scratch / "s.db", store::Access::create);

    Office() {
        store::Transaction transaction(*database);
        registry::create_tables(*database, policy());
        finding::create_table(*database);
        state("official", station, {{"identity", station}, {"name", "周站长"}});
        state("person", "P1", {{"person_no", "P1"}, {"name", "张三"}, {"household_no", "H1"}});
        state("person", "P2", {{"person_no", "P2"}, {"name", "李四"}, {"household_no", "H2"}});
        state("person", "P3", {{"person_no", "P3"}, {"name", "李四"}, {"household_no", "H3"}});
        store::append(*database, {"tester", "", ""}, {county, "init", "county", "{}"});
        transaction.commit();
    }
    void state(std::string const &name, std::string const &key,
               std::vector<std::pair<std::string, std::string>> const &fields) {
        auto const &definition = *policy().find_register(name);
        registry::Batch batch;
        batch.county = county;
        batch.source = "national_roster";
        batch.recorded_at = batch.accepted_at = base::now();
        batch.id = registry::insert_batch(*database, batch);
        registry::Writer writer(*database, policy(), definition, batch);
        std::vector<base::Value> values(definition.fields.size());
        for (auto const &[field, text] : fields) values[definition.field_index(field)] = text;
        writer.state(key, std::nullopt, 1, values);
    }
    work::GrievanceDesk desk(std::string const &who, char const *today,
                             std::string const &reason = "电话回访") {
        return {*database, policy(), county, {who, reason, ""}, {who}, day(today)};
    }
    work::Taken told(char const *on, std::string const &content, std::string const &name = "",
                     std::string const &about = "") {
        return work::take_in(desk("接线员", on), {{"content", content},
                                                  {"claimant", name},
                                                  {"respondents", about},
                                                  {"level", "国家"},
                                                  {"channel", "热线"},
                                                  {"received_on", on}});
    }
    State state_of(std::string const &number) {
        return work::find_matter(desk("x", "2021-12-31"), number).life->state;
    }
};

std::string code_of(std::function<void()> const &act) {
    try {
        act();
    } catch (base::Error const &error) {
        return error.code();
    }
    return "";
}

} // namespace

TEST_CASE("a claimant is linked where one household has that name; several are left to a person") {
    Office office;
    auto const one = office.told("2020-11-02", "自来水断了三个月", "张三");
    CHECK(one.household == "H1");
    CHECK(one.candidates.empty());
    auto const two = office.told("2020-11-02", "低保没有评上", "李四");
    CHECK(two.household == "");
    CHECK(two.candidates == std::vector<std::string>{"H2", "H3"});
    auto const nameless = office.told("2020-11-02", "路没有修");
    CHECK(nameless.household == "");
    CHECK(nameless.standing == Standing::fresh);
    CHECK(nameless.due == day("2020-11-17"));
}

TEST_CASE("answered by one, rated by another, opened again by a second report") {
    Office office;
    auto const taken = office.told("2020-11-02", "自来水断了三个月没人管", "张三", "陈主任");
    auto const &number = taken.number;
    CHECK(office.state_of(number) == State::open);
    work::assign(office.desk("乡镇办", "2020-11-03"), number, station);
    auto const answer = [&](char const *who, std::vector<std::string> evidence) {
        return code_of([&] {
            work::answer(office.desk(who, "2020-11-09"), number, "管道已换", std::move(evidence));
        });
    };
    CHECK(answer("陈主任", {"a 照片.jpg"}) == "grievance_about_you");
    CHECK(answer("周站长", {}) == "finding_proof_missing");
    CHECK(answer("周站长", {"a 照片.jpg"}) == "");
    auto const rate = [&](char const *who, bool satisfied, char const *on) {
        return code_of([&] { work::rate(office.desk(who, on), number, satisfied); });
    };
    CHECK(rate("陈主任", true, "2020-11-10") == "grievance_about_you");
    CHECK(rate("周站长", true, "2020-11-10") == "finding_same_hand");
    CHECK(rate("回访员", true, "2020-11-10") == "");
    CHECK(office.state_of(number) == State::closed);
    auto const before = office.told("2020-12-20", "自来水又断了没人管", "张三");
    CHECK(before.standing == Standing::repeat);
    CHECK(before.first == number);
    CHECK(before.finding == taken.finding);
    CHECK(office.state_of(before.number) == State::open);
    auto const matter = work::find_matter(office.desk("x", "2020-12-31"), number);
    CHECK(matter.reports.size() == 2);
    CHECK(matter.reports.front().satisfied == true);
    CHECK(!work::days_to_solution(matter));
}

TEST_CASE("late ones go up, and nothing is taken in that cannot be read") {
    Office office;
    auto const taken = office.told("2020-11-02", "路没有修");
    CHECK(work::escalate_late(office.desk("值班员", "2020-11-17")).empty());
    CHECK(work::escalate_late(office.desk("值班员", "2020-11-18")).size() == 1);
    CHECK(work::escalate_late(office.desk("值班员", "2020-11-18")).empty());
    auto const events = store::last_sequence(*office.database, county);
    auto const take = [&](work::Told told) {
        return code_of([&] { work::take_in(office.desk("接线员", "2020-11-20"), told); });
    };
    CHECK(take({{"level", "县"}}) == "grievance_incomplete");
    CHECK(take({{"content", "水"}, {"level", "宇宙"}}) == "value_not_a_code");
    CHECK(take({{"content", "水"}, {"colour", "红"}}) == "grievance_field_unknown");
    CHECK(take({{"content", "水"}, {"grievance_no", taken.number}}) == "grievance_number_taken");
    CHECK(store::last_sequence(*office.database, county) == events);
}

TEST_CASE("what was imported is taken up once") {
    Office office;
    {
        store::Transaction transaction(*office.database);
        office.state("grievance", "XF1", {{"grievance_no", "XF1"}, {"content", "危房没有改造"}});
        store::append(*office.database, {"tester", "", ""}, {county, "import", "batch", "{}"});
        transaction.commit();
    }
    CHECK(work::take_up(office.desk("办公室", "2020-12-01")).size() == 1);
    CHECK(work::take_up(office.desk("办公室", "2020-12-01")).empty());
    CHECK(office.state_of("XF1") == State::open);
}
