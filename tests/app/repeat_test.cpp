// Importing again, breaking off, trying first, taking back: the store is what it was.
#include "app/program.hpp"
#include "app/scramble.hpp"
#include "app/truth.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <unistd.h>

using namespace jingzhun::testing;

namespace {

// What a user can see of a store: the county at a glance, the findings, the batches that count.
std::string seen(std::string const &store) {
    return run({"summary", store, "--json"}).out + run({"findings", store, "--json"}).out;
}

std::int64_t sum_of(jingzhun::base::Json const &report, std::string_view list,
                    std::string_view member) {
    std::int64_t sum = 0;
    for (auto const &one : array_of(report, list)) sum += number_of(one, member);
    return sum;
}

std::string small_roster(Folder const &folder, std::string const &second_row) {
    auto const file = folder / "roster.csv";
    write_bytes(file, "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n"
                      "431128001001,H1,P1,张三,431199198001010011,户主\n" +
                          second_row + "\n");
    return file;
}

} // namespace

TEST_CASE("importing the same files twice changes nothing and says so") {
    Folder const folder;
    auto const store = folder / "s.db";
    copy_store(county().store, store);
    auto const before = seen(store);
    auto const again = import_all(store, county().files);
    CHECK(number_of(again, "changed") == 0);
    CHECK(sum_of(again, "batches", "created") == 0);
    CHECK(sum_of(again, "batches", "updated") == 0);
    auto const checked = run_json({"check", store, "--as-of", as_of});
    CHECK(sum_of(checked, "rules", "opened") == 0);
    CHECK(sum_of(checked, "rules", "closed") == 0);
    CHECK(seen(store) == before);
    auto const said = run({"import", store, county().files + "/财政供养人员.xlsx"});
    CHECK(said.out.find("没有任何变化") != std::string::npos);
}

TEST_CASE("an import that is killed leaves the store as it was, and the next one works") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    auto const before = seen(store);
    Arguments arguments = {"import", store};
    for (auto const &file : files_in(county().files)) arguments.push_back(file);
    for (auto const delay : {5'000, 40'000, 120'000, 250'000}) {
        CAPTURE(delay);
        auto const process = start(arguments);
        ::usleep(static_cast<useconds_t>(delay));
        ::kill(process, SIGKILL);
        if (wait_for(process) != 128 + SIGKILL) return; // it was done before: a fast machine
        CHECK(seen(store) == before);
    }
    import_all(store, county().files);
    REQUIRE(run({"check", store, "--as-of", as_of}).status == 0);
    check_against_truth(store, county().files);
}

TEST_CASE("a dry run reports and writes nothing") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    auto const before = seen(store);
    auto const tried =
        run_json({"import", store, county().files + "/帮扶干部名册.xlsx", "--dry-run"});
    CHECK(sum_of(tried, "batches", "created") > 10);
    CHECK(seen(store) == before);
    CHECK(run_json({"batches", store}).array()->empty());
    CHECK_FALSE(std::filesystem::exists(store + ".files"));
}

TEST_CASE("with all-or-nothing one bad row keeps everything out; without it the others go on") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    auto const before = seen(store);
    auto const file = small_roster(folder, "431128001001,,,李四,431199198001010038,配偶");
    auto const refused = run_json({"import", store, file, "--all-or-nothing"}, 3);
    CHECK(seen(store) == before);
    CHECK(run_json({"batches", store}).array()->empty());
    auto const taken = run_json({"import", store, file});
    CHECK(sum_of(taken, "batches", "accepted") == 1);
    CHECK(sum_of(taken, "batches", "rejected") == 1);
    CHECK(number_of(run_json({"summary", store}), "persons") == 1);
}

TEST_CASE("taking a batch back brings back what was before it") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    auto const file = small_roster(folder, "431128001001,H1,P2,李四,431199198001010038,配偶");
    run_json({"import", store, file});
    auto const before = seen(store);
    auto const person = run({"show", store, "person", "P2", "--json"}).out;
    small_roster(folder, "431128001001,H1,P2,李四,431199198001010038,之女\n"
                         "431128001001,H2,P3,王五,,户主");
    auto const later = run_json({"import", store, file});
    CHECK(number_of(later, "changed") == 2);
    CHECK(number_of(run_json({"summary", store}), "persons") == 3);
    auto const batch = number_of(array_of(later, "batches").front(), "batch");
    run_json({"rollback", store, std::to_string(batch)});
    CHECK(seen(store) == before);
    CHECK(run({"show", store, "person", "P2", "--json"}).out == person);
    CHECK(run({"show", store, "person", "P3"}).status == 2);
    CHECK(run({"rollback", store, std::to_string(batch)}).status == 1); // once is enough
}
