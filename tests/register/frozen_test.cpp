// What a decision saw: shown again and checked, whatever happens afterwards.
#include "register/county.hpp"
#include "register/frozen.hpp"
#include "register/pack_files.hpp"

#include "pack/load.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace county;
namespace base = jingzhun::base;

namespace {

constexpr auto tiny_pack = R"toml([pack]
name = "tiny"
version = "1"
title = { zh = "小", en = "Tiny" }
from = 2014-01-01
authority = "县"
[register.household]
title = { zh = "农户", en = "Household" }
key = "household_no"
label = "head_name"
[register.household.field]
household_no = { type = "text", title = { zh = "户编号", en = "Number" } }
head_name = { type = "text", title = { zh = "户主", en = "Head" } }
)toml";

// A store whose pack lies in it, as `init` makes it.
struct Decided {
    Scratch scratch;
    std::string folder = write_pack("nation", tiny_pack);
    pack::Pack pack = pack::load_or_throw(folder);
    std::unique_ptr<store::Database> database =
        store::open(scratch / "county.db", store::Access::create);

    Decided() {
        store::Transaction transaction(*database);
        registry::create_tables(*database, pack);
        registry::put_pack(*database, code, folder, pack, base::date_min);
        store::append(*database, {}, {code, "init", "county", "{}"});
        transaction.commit();
    }

    std::string write_pack(std::string const &name, std::string const &text) {
        std::filesystem::create_directories(scratch / name);
        write_bytes(scratch / name + "/pack.toml", text);
        return scratch / name;
    }

    std::int64_t import(std::string const &key, std::string const &head, Date from,
                        bool correction = false) {
        store::Transaction transaction(*database);
        registry::Batch batch;
        batch.county = code;
        batch.source = "roster";
        batch.recorded_at = base::now();
        batch.valid_from = from;
        batch.correction = correction;
        batch.id = registry::insert_batch(*database, batch);
        auto const &household = *pack.find_register("household");
        registry::Writer writer(*database, pack, household, batch);
        std::vector<Value> values(household.fields.size());
        values[household.field_index("household_no")] = key;
        values[household.field_index("head_name")] = head;
        writer.state(key, {}, 1, values);
        store::append(*database, {}, {code, "import", "batch", "{}"});
        transaction.commit();
        return batch.id;
    }

    registry::Frozen freeze(Date as_of, std::vector<std::int64_t> const &records = {1}) {
        std::vector<registry::RecordName> names;
        for (auto const record : records) names.push_back({"household", record});
        store::Transaction transaction(*database);
        auto frozen = registry::freeze(*database, pack, code, as_of, names);
        store::append(*database, {}, {code, "decision", "frozen", frozen.hash});
        transaction.commit();
        return frozen;
    }

    std::string head(registry::Frozen const &frozen) {
        auto const then = registry::load_pack(*database, code, frozen.pack_hash);
        auto const records = registry::show_frozen(*database, then, frozen);
        if (!records.at(0)) return "-";
        return base::as_text(
            records[0]->values[then.find_register("household")->field_index("head_name")]);
    }

    std::string problems(registry::Frozen const &frozen) {
        std::string codes;
        for (auto const &problem : registry::check_frozen(*database, frozen))
            codes += (codes.empty() ? "" : " ") + problem.code;
        return codes;
    }
};

} // namespace

TEST_CASE("what a decision saw is kept with day, event, pack and hashes, and found again") {
    Decided store;
    store.import("H1", "李明", Date{18000});
    auto const frozen = store.freeze(Date{18500});
    auto const found = registry::find_frozen(*store.database, code, frozen.id);
    REQUIRE(found);
    CHECK(found->as_of == Date{18500});
    CHECK(found->position == 2);
    CHECK(found->pack_hash == store.pack.hash);
    CHECK(found->hash == frozen.hash);
    REQUIRE(found->records.size() == 1);
    CHECK(found->records[0].key == "H1");
    CHECK(store.head(*found) == "李明");
    CHECK(store.problems(*found) == "");
    CHECK_FALSE(registry::find_frozen(*store.database, code, 99));
}

TEST_CASE("later imports, corrections and rollbacks do not change what a decision saw") {
    Decided store;
    auto const first = store.import("H1", "李明", Date{18000});
    auto const frozen = store.freeze(Date{18500});
    auto const second = store.import("H1", "王芳", Date{18100});
    auto const third = store.import("H1", "赵强", Date{18200}, true);
    CHECK(store.head(frozen) == "李明");
    for (auto const batch : {third, second, first})
        registry::roll_back(*store.database, {}, code, batch);
    CHECK(store.head(frozen) == "李明");
    CHECK(store.problems(frozen) == "");
}

TEST_CASE("a decision about somebody not known yet says so for ever") {
    Decided store;
    auto const frozen = store.freeze(Date{18500});
    store.import("H1", "李明", Date{18000});
    CHECK(store.head(frozen) == "-");
    CHECK(store.problems(frozen) == "");
}

TEST_CASE("a row changed behind the program's back, or a list, is found") {
    Decided store;
    store.import("H1", "李明", Date{18000});
    store.import("H2", "王芳", Date{18000});
    auto const frozen = store.freeze(Date{18500}, {1, 2});
    store.database->execute("UPDATE r_household SET f_head_name = '李鬼' WHERE record = 1");
    auto const problems = registry::check_frozen(*store.database, frozen);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "frozen_differs");
    CHECK(base::describe(problems[0], base::Language::zh).find("H1") != std::string::npos);
    store.database->execute("UPDATE frozen SET as_of = as_of - 1000");
    CHECK(registry::check_frozen(*store.database,
                                 *registry::find_frozen(*store.database, code, frozen.id))
              .at(0)
              .code == "frozen_list_differs");
}

TEST_CASE("a new pack does not change what a decision saw") {
    Decided store;
    store.import("H1", "李明", Date{18000});
    auto const frozen = store.freeze(Date{18500});
    auto const folder = store.write_pack(
        "newer", std::string(tiny_pack) +
                     "later = { type = \"text\", title = { zh = \"后\", en = \"Later\" } }\n");
    auto const newer = pack::load_or_throw(folder);
    store::Transaction transaction(*store.database);
    registry::extend_tables(*store.database, newer);
    registry::put_pack(*store.database, code, folder, newer, base::date_min);
    store::append(*store.database, {}, {code, "pack_install", "pack", "{}"});
    transaction.commit();
    CHECK(registry::load_pack(*store.database, code, base::today()).hash == newer.hash);
    CHECK(registry::load_pack(*store.database, code, base::today(), {INT64_MAX, 2}).hash ==
          store.pack.hash);
    CHECK(store.head(frozen) == "李明");
    CHECK(store.problems(frozen) == "");
}

TEST_CASE("whatever is decided when, every decision can be shown again") {
    rc::check([](std::vector<std::uint16_t> const &steps) {
        Decided store;
        std::vector<std::int64_t> batches;
        std::vector<std::pair<registry::Frozen, std::string>> decisions;
        for (auto const one : steps) {
            if (one % 4 == 3 && !batches.empty()) {
                try {
                    registry::roll_back(*store.database, {}, code, batches[one % batches.size()]);
                } catch (base::Error const &) { // it was already
                }
            } else {
                batches.push_back(store.import("H1", std::to_string(one / 4 % 5),
                                               Date{18000 + one % 7 * 10}, one % 4 == 2));
            }
            auto frozen = store.freeze(Date{18000 + one % 9 * 10});
            auto saw = store.head(frozen);
            decisions.emplace_back(std::move(frozen), std::move(saw));
        }
        for (auto const &[frozen, saw] : decisions) {
            RC_ASSERT(store.head(frozen) == saw);
            RC_ASSERT(store.problems(frozen).empty());
        }
    });
}
