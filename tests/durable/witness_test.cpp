// A county and its witness as two programs, with HTTP between them.
#include "app/program.hpp"
#include "durable/server.hpp"

#include "store/checkpoint.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace durable;
using namespace jingzhun::testing;
namespace fs = std::filesystem;
namespace store = jingzhun::store;

namespace {

struct Town {
    Folder folder;
    std::string file = folder / "county.db", office = folder / "office",
                key = office + "/witness.pub";

    Town() {
        make_store(file);
        write_bytes(folder / "r.csv", "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n"
                                      "431128001001,H1,P1,张三,,户主\n");
        run_json({"witness", "init", office, "--name", "audit.example/xintian"});
        REQUIRE(run({"checkpoint", file}).status == 0);
        REQUIRE(run({"witness", "trust", office,
                     store::public_key_of(store::read_signing_keys(file + ".key").front())})
                    .status == 0);
    }
    Outcome ask(Server const &witness, Arguments const &more = {}) const {
        Arguments arguments = {"witness", "ask", file, witness.url(), "--lang", "en"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments);
    }
    void work() const { REQUIRE(run({"import", file, folder / "r.csv"}).status == 0); }
};

} // namespace

TEST_CASE("a county asks its witness over HTTP as it works on, and the witness outlives a kill") {
    Town const town;
    Server first({"witness", "serve", town.office});
    CHECK(town.ask(first).status == 1); // whose line that is nobody said yet
    CHECK(town.ask(first, {"--witness", town.key}).status == 0);
    town.work();
    CHECK(town.ask(first).status == 0);
    first.kill();
    CHECK(town.ask(first).status == 1);
    CHECK(town.ask(first).err.find("did not answer") != std::string::npos);
    town.work();
    Server const second({"witness", "serve", town.office});
    CHECK(town.ask(second, {"--witness", town.key}).status == 0);
    auto const shown = run_json({"checkpoint", town.file, "--cosigned"});
    CHECK(shown.find("cosigned_by")->array()->size() == 1);
    CHECK(run({"verify", town.file}).status == 0);
}

TEST_CASE("a restored old store is refused by the witness over HTTP") {
    Town const town;
    Server const witness({"witness", "serve", town.office});
    auto const old = town.folder / "old.db";
    copy_store(town.file, old);
    town.work();
    REQUIRE(town.ask(witness, {"--witness", town.key}).status == 0);
    fs::remove(town.file + ".head");
    fs::remove(town.file + "-wal");
    fs::copy_file(old, town.file, fs::copy_options::overwrite_existing);
    auto const behind = town.ask(witness);
    CHECK(behind.status == 2);
    CHECK(behind.err.find("old backup") != std::string::npos);
    // As long as the witness's, but with another history.
    for (int i = 0; i < 4; ++i) town.work();
    auto const forked = town.ask(witness);
    CHECK(forked.status == 1);
    CHECK(forked.out.find("inconsistent") != std::string::npos);
}
