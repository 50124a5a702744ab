// As it was on a day, as it was known then: every question the program answers, asked again later.
#include "app/program.hpp"

#include "store/ledger.hpp"
#include "store/open.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::testing;

namespace {

std::string roster(std::string const &phone) {
    return "行政村代码,户编号,人编号,姓名,身份证号,与户主关系,联系电话\n"
           "431128001001,H1,P1,张三,431199198001010011,户主," +
           phone + "\n";
}

std::string survey(std::string const &grade) {
    return "户编号,核查日期,工资性收入,住房安全等级\nH1,2020-10-01,20000," + grade + "\n";
}

// A household whose house was surveyed as dangerous, then corrected; the moments in between.
struct Corrected {
    Folder folder;
    std::string store = folder / "s.db";
    std::string early, late; // after the first survey, after its correction

    Corrected() {
        make_store(store);
        import(roster("13800138001"));
        import(survey("D"));
        run({"check", store, "--as-of", as_of});
        early = position();
        import(survey("A"), {"--correction", "--reason", "看错了"});
        run({"check", store, "--as-of", as_of});
        late = position();
    }
    void import(std::string const &text, Arguments const &more = {}) const {
        write_bytes(folder / "f.csv", text);
        Arguments arguments = {"import", store, folder / "f.csv"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        run_json(arguments);
    }
    std::string position() const {
        auto const database = store::open(store, store::Access::read);
        return "#" + std::to_string(store::read_events(*database, 431128).size());
    }
    base::Json ask(Arguments arguments, std::string const &known_at) const {
        if (!known_at.empty()) arguments.insert(arguments.end(), {"--known-at", known_at});
        return run_json(arguments);
    }
    std::string grade(std::string const &known_at) const {
        auto const shown = ask({"show", store, "household", "H1"}, known_at);
        return text_of(*shown.find("values"), "house_grade");
    }
    std::string answer(std::string const &known_at) const {
        auto const explained =
            ask({"explain", store, "household", "H1", "--rule", "unsafe_house", "--as-of", as_of},
                known_at);
        return text_of(array_of(explained, "rules").at(0), "answer");
    }
    std::int64_t unmet(std::string const &known_at) const {
        auto const checked =
            ask({"check", store, "--as-of", as_of, "--rule", "unsafe_house"}, known_at);
        return number_of(array_of(checked, "rules").at(0), "unmet");
    }
};

std::size_t size_of(base::Json const &list) {
    REQUIRE(list.array() != nullptr);
    return list.array()->size();
}

} // namespace

TEST_CASE("records, explanations and checks answer by what was known then") {
    Corrected const county;
    CHECK(county.grade("") == "A");
    CHECK(county.grade(county.early) == "D");
    CHECK(county.grade(county.late) == "A");
    CHECK(county.answer("") == "met");
    CHECK(county.answer(county.early) == "unmet");
    CHECK(county.unmet("") == 0);
    CHECK(county.unmet(county.early) == 1);
}

TEST_CASE("a check by what was known then writes nothing") {
    Corrected const county;
    auto const before = county.position();
    auto const outcome = run({"check", county.store, "--as-of", as_of, "--known-at", county.early});
    CHECK(outcome.status == 0);
    CHECK(outcome.out.find("没有写入") != std::string::npos);
    CHECK(county.position() == before);
    CHECK(run({"check", county.store, "--as-of", as_of, "--known-at", county.early, "--fail-on",
               "unsafe_house"})
              .status == 1);
}

TEST_CASE("a correction is told from a change, with batch and time, in the history") {
    Corrected const county;
    county.import(roster("13900139000"), {"--valid-from", "2021-01-01"});
    auto const house = run_json({"show", county.store, "household", "H1", "--history"});
    auto const &versions = array_of(house, "versions");
    auto const saying = [&](std::size_t i) { return text_of(versions.at(i), "saying"); };
    REQUIRE(versions.size() >= 3);
    CHECK(saying(1) == "first");
    CHECK(saying(2) == "correction");
    CHECK(text_of(versions[2], "reason") == "看错了");
    CHECK(text_of(versions[2], "valid_from") == "2020-10-01");
    CHECK(text_of(array_of(versions[1], "known").at(0), "to") ==
          text_of(array_of(versions[2], "known").at(0), "from"));
    auto const person = run_json({"show", county.store, "person", "P1", "--history"});
    auto const &said = array_of(person, "versions");
    REQUIRE(said.size() == 2);
    CHECK(text_of(said[1], "saying") == "change");
    CHECK(text_of(said[0], "valid_to") == "2021-01-01");
    auto const words = run({"show", county.store, "household", "H1", "--history"}).out;
    CHECK(words.find("更正") != std::string::npos);
    CHECK(words.find("初次") != std::string::npos);
    auto const batches = run_json({"batches", county.store});
    CHECK(std::get<bool>(batches.array()->at(2).find("correction")->value));
}

TEST_CASE("findings are listed as they were known then") {
    Corrected const county;
    auto const open = [&](std::string const &known_at) {
        return size_of(county.ask({"findings", county.store, "--rule", "unsafe_house"}, known_at));
    };
    CHECK(open("") == 0); // found and closed on one decision day
    CHECK(open(county.early) == 1);
    CHECK(open(county.late) == 0);
    CHECK(open("#0") == 0);
    run({"rollback", county.store, "3"});
    run({"check", county.store, "--as-of", "2021-01-31"});
    CHECK(open("") == 1);
    CHECK(open(county.late) == 0);
    county.import(survey("A"), {"--correction"});
    run({"check", county.store, "--as-of", "2021-02-28"});
    CHECK(open("") == 0);
    auto const before = "#" + std::to_string(std::stoi(county.position().substr(1)) - 1);
    CHECK(open(before) == 1); // not closed yet
    CHECK(size_of(county.ask(
              {"findings", county.store, "--rule", "unsafe_house", "--state", "closed"}, before)) ==
          0);
    auto const total = [&](std::string const &known_at) {
        return number_of(county.ask({"summary", county.store}, known_at), "open");
    };
    CHECK(total(before) == total("") + 1);
}

TEST_CASE("what people did about a finding is known from when they did it") {
    Corrected const county;
    run({"rollback", county.store, "3"});
    run({"check", county.store, "--as-of", "2021-01-31"});
    auto const found = county.ask({"findings", county.store, "--rule", "unsafe_house"}, "");
    auto const id = std::to_string(number_of(found.array()->at(0), "id"));
    auto const before = county.position();
    REQUIRE(run({"finding", "extend", county.store, id, "--due", "2021-12-31", "--reason", "汛期"})
                .status == 0);
    auto const due = [&](std::string const &known_at) {
        auto const then =
            county.ask({"findings", county.store, "--rule", "unsafe_house"}, known_at);
        return text_of(then.array()->at(0), "due");
    };
    CHECK(due("") == "2021-12-31");
    CHECK(due(before) != "2021-12-31");
}

TEST_CASE("before the store was there nothing was known, and that is said") {
    Corrected const county;
    for (auto const *early : {"#0", "1999-12-31T00:00:00Z"}) {
        auto const outcome =
            run({"show", county.store, "household", "H1", "--known-at", early, "--lang", "en"});
        CHECK(outcome.status == 1);
        CHECK(outcome.err.find("the store was not there then") != std::string::npos);
        CHECK(outcome.err.find("event 1") != std::string::npos);
    }
}

TEST_CASE("batches are listed as they stood then") {
    Corrected const county;
    CHECK(size_of(county.ask({"batches", county.store}, "")) == 3);
    CHECK(size_of(county.ask({"batches", county.store}, county.early)) == 2);
    CHECK(size_of(county.ask({"batches", county.store}, "#0")) == 0);
    run({"rollback", county.store, "3"});
    auto const state = [&](std::string const &known_at) {
        return text_of(county.ask({"batches", county.store}, known_at).array()->at(2), "state");
    };
    CHECK(state("") == "rolled_back");
    CHECK(state(county.late) == "accepted");
}

TEST_CASE("a moment that is none is refused") {
    Corrected const county;
    for (auto const *wrong : {"yesterday", "#", "#x", "#-1", "#1x"}) {
        auto const outcome = run({"show", county.store, "household", "H1", "--known-at", wrong});
        CHECK(outcome.status == 2);
        CHECK(outcome.err.find("不是时刻") != std::string::npos);
    }
}

TEST_CASE("findings on a day are those found by then and not closed by it") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    auto const import = [&](std::string const &text) {
        write_bytes(folder / "f.csv", text);
        run_json({"import", store, folder / "f.csv"});
    };
    import(roster("13800138001"));
    import(survey("D"));
    run({"check", store, "--as-of", "2020-11-01", "--rule", "unsafe_house"});
    write_bytes(folder / "f.csv",
                "户编号,核查日期,工资性收入,住房安全等级\nH1,2020-12-01,20000,A\n");
    run_json({"import", store, folder / "f.csv"});
    run({"check", store, "--as-of", "2020-12-31", "--rule", "unsafe_house"});
    auto const open = [&](std::string const &day) {
        return size_of(run_json({"findings", store, "--rule", "unsafe_house", "--as-of", day}));
    };
    CHECK(open("2020-10-31") == 0);
    CHECK(open("2020-11-01") == 1);
    CHECK(open("2020-12-30") == 1);
    CHECK(open("2020-12-31") == 0);
}
