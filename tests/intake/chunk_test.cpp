// Large files in chunks: invisible until the last commit, killed at any moment, resumed or
// cancelled.
#include "intake/china.hpp"
#include "intake/load.hpp"
#include "register/fold.hpp"
#include "register/rollback.hpp"
#include "register/tables.hpp"
#include "register/verify.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace intake = jingzhun::intake;
namespace registry = jingzhun::registry;
namespace store = jingzhun::store;
namespace base = jingzhun::base;
using registry::BatchState;

namespace {

constexpr int code = 431128;
constexpr int rows = 97;

// Households told of in two tables, with rows that share a key, are refused, or repeat.
std::string list_of_cars(int first, int count) {
    std::string text = "所有人,身份证号,号牌号码,车辆类型,使用性质,购置价格\n";
    for (int i = first; i < first + count; ++i)
        text += fmt::format("车主{},,湘M{:05},小型轿车,非营运,{}\n", i / 3, i / 2, 1000 * i);
    return text + ",,,,,\n合计,,,,,\n";
}

struct County {
    Scratch scratch;
    std::string address = scratch / "county.db";
    std::unique_ptr<store::Database> database = store::open(address, store::Access::create);

    County() {
        store::Transaction transaction(*database);
        registry::create_tables(*database, china::policy());
        store::append(*database, {"tester", "", ""}, {code, "init", "county", "{}"});
        transaction.commit();
    }

    std::string file(std::string const &name, std::string const &text) {
        write_bytes(scratch / name, text);
        return scratch / name;
    }

    intake::ImportOptions options(std::int64_t chunk) {
        intake::ImportOptions made;
        made.valid_from = base::make_date(2020, 12, 31).value();
        made.actor = {"clerk", "", ""};
        made.keep_in = scratch / "files";
        made.chunk_rows = chunk;
        return made;
    }

    intake::ImportReport import(std::string const &file, std::int64_t chunk) {
        return intake::import_files(*database, china::policy(), china::areas(), code, {file},
                                    options(chunk));
    }

    // What stands about cars, whatever batch it came with.
    std::string statements(bool visible = true) {
        std::string text;
        auto const view = registry::BatchView(registry::list_batches(*database, code), {});
        auto select =
            database->prepare("SELECT record, valid_from, batch, row, f_name, f_plate_no, "
                              "f_price FROM r_vehicle ORDER BY record, valid_from, row");
        while (select->step())
            if (!visible || view.source(select->integer(2)) >= 0)
                text += fmt::format("{} {} {} {} {} {}\n", select->integer(0), select->integer(1),
                                    select->integer(3), select->text(4), select->text(5),
                                    select->integer(6));
        return text;
    }

    bool is_sound() { return registry::verify(*database, {}).problems.empty(); }

    registry::Batch batch(std::int64_t id) { return *registry::find_batch(*database, code, id); }
};

// Imports in a process of its own, which dies when it has come to its n-th chunk, or after a while.
void import_and_die(County &county, std::string const &file, int chunks, int microseconds = 0) {
    county.database.reset();
    auto const child = ::fork();
    if (child == 0) {
        auto const database = store::open(county.address, store::Access::write);
        auto options = county.options(7);
        int left = chunks;
        options.on_chunk = [&] {
            if (chunks > 0 && --left == 0) ::raise(SIGKILL);
        };
        intake::import_files(*database, china::policy(), china::areas(), code, {file}, options);
        ::_exit(0);
    }
    if (microseconds > 0) {
        ::usleep(static_cast<useconds_t>(microseconds));
        ::kill(child, SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
    county.database = store::open(county.address, store::Access::write);
}

} // namespace

TEST_CASE("in chunks or at once, the same stands in the store") {
    County at_once, in_chunks;
    for (auto *county : {&at_once, &in_chunks}) {
        auto const chunk = county == &at_once ? 20'000 : 7;
        auto const first = county->import(county->file("a.csv", list_of_cars(0, rows)), chunk);
        auto const second = county->import(county->file("b.csv", list_of_cars(5, rows)), chunk);
        CHECK(first.committed);
        CHECK(first.batches.at(0).batch.rows == rows + 1); // and the sum, which is refused
        CHECK(first.batches.at(0).batch.rejected == 1);
        CHECK(second.batches.at(0).ended > 0);
        CHECK(registry::list_refused(*county->database, code, first.batches[0].batch.id).size() ==
              1);
    }
    CHECK(at_once.statements() == in_chunks.statements());
    auto const whole = in_chunks.batch(1);
    CHECK(whole.state == BatchState::accepted);
    CHECK(registry::parts_of(*in_chunks.database, code, 1).size() > 10);
    CHECK(in_chunks.is_sound());
}

TEST_CASE("what is being imported is visible to nobody, and others write in between") {
    County county;
    auto const file = county.file("a.csv", list_of_cars(0, rows));
    auto other = store::open(county.address, store::Access::write);
    int chunks = 0;
    auto options = county.options(7);
    options.on_chunk = [&] {
        ++chunks;
        CHECK(county.batch(1).state == BatchState::loading);
        CHECK(intake::is_loading(county.address));
        if (chunks != 3) return;
        store::Transaction transaction(*other); // does not wait for the import
        store::append(*other, {"other", "", ""}, {code, "check", "county", "{}"});
        transaction.commit();
        CHECK(error_of([&] {
                  intake::import_files(*other, china::policy(), china::areas(), code, {file},
                                       county.options(7));
              }) == "import_unfinished");
    };
    intake::import_files(*county.database, china::policy(), china::areas(), code, {file}, options);
    CHECK(chunks > 10);
    CHECK(county.batch(1).state == BatchState::accepted);
    CHECK_FALSE(intake::is_loading(county.address));
    CHECK_FALSE(std::filesystem::exists(county.address + ".loading"));
}

TEST_CASE("killed at any chunk the store is as before; resumed it is as if nothing had happened") {
    County whole;
    whole.import(whole.file("a.csv", list_of_cars(0, rows)), 20'000);
    whole.import(whole.file("b.csv", list_of_cars(5, rows)), 20'000);
    for (int chunk = 1; chunk <= 13; chunk += 4) {
        CAPTURE(chunk);
        County county;
        county.import(county.file("a.csv", list_of_cars(0, rows)), 20'000);
        auto const before = county.statements();
        import_and_die(county, county.file("b.csv", list_of_cars(5, rows)), chunk);
        CHECK(county.statements() == before);
        CHECK(county.batch(2).state == BatchState::loading);
        CHECK_FALSE(intake::is_loading(county.address));
        auto const load = intake::find_load(*county.database, code, 2);
        REQUIRE(load);
        CHECK(load->last_row >= 7 * chunk);
        CHECK(county.is_sound());
        auto const report = intake::resume_import(*county.database, china::policy(), china::areas(),
                                                  code, 2, county.options(7));
        CHECK(report.committed);
        CHECK(report.batches.at(0).batch.rows == rows + 1);
        CHECK(report.batches.at(0).batch.rejected == 1);
        CHECK(report.batches.at(0).batch.file == "b.csv");
        CHECK(county.statements() == whole.statements());
        CHECK(county.batch(2).state == BatchState::accepted);
        CHECK(county.is_sound());
    }
}

TEST_CASE("killed at any moment the store is as before or as after, and the batch says which") {
    County whole;
    whole.import(whole.file("a.csv", list_of_cars(0, rows)), 20'000);
    auto const after = whole.statements();
    for (int i = 0; i < 12; ++i) {
        CAPTURE(i);
        County county;
        import_and_die(county, county.file("a.csv", list_of_cars(0, rows)), 0, 1500 * i);
        auto const batches = registry::list_batches(*county.database, code);
        auto const accepted = !batches.empty() && batches[0].state == BatchState::accepted;
        CHECK(county.statements() == (accepted ? after : ""));
        if (batches.empty() || accepted) continue;
        CHECK(batches[0].state == BatchState::loading);
        intake::cancel_import(*county.database, {"clerk", "", ""}, code, 1);
        CHECK(county.statements().empty());
        CHECK(county.batch(1).state == BatchState::rolled_back);
        county.import(county.scratch / "a.csv", 7); // the way is free
        CHECK(county.statements() == after);
    }
}

TEST_CASE("an import that is cancelled stops at its next chunk") {
    County county;
    auto const file = county.file("a.csv", list_of_cars(0, rows));
    auto other = store::open(county.address, store::Access::write);
    int chunks = 0;
    auto options = county.options(7);
    options.on_chunk = [&] {
        if (++chunks == 2) intake::cancel_import(*other, {"chief", "", ""}, code, 1);
    };
    CHECK(error_of([&] {
              intake::import_files(*county.database, china::policy(), china::areas(), code, {file},
                                   options);
          }) == "import_cancelled");
    CHECK(chunks == 2);
    CHECK(county.statements().empty());
    CHECK(county.batch(1).state == BatchState::rolled_back);
    CHECK(county.import(file, 7).committed);
}

TEST_CASE("a whole batch in parts is taken back, and staged in parts it is accepted, as one") {
    County county;
    auto const file = county.file("a.csv", list_of_cars(0, rows));
    auto options = county.options(7);
    options.stage = true;
    intake::import_files(*county.database, china::policy(), china::areas(), code, {file}, options);
    CHECK(county.batch(1).state == BatchState::staged);
    CHECK(county.statements().empty());
    registry::accept(*county.database, {"chief", "", ""}, code, 1);
    CHECK_FALSE(county.statements().empty());
    registry::roll_back(*county.database, {"chief", "", ""}, code, 1);
    CHECK(county.statements().empty());
}
