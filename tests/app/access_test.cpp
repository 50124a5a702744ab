// Accounts at the command line: the first account, who is refused and why, areas, masks, records.
#include "app/program.hpp"
#include "source_folder.hpp"

#include "store/ledger.hpp"
#include "store/open.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::testing;

namespace {

constexpr std::string_view town = "431128001", other_town = "431128002";

// One household with one person, in a village of the one town and of the other.
std::string roster(std::string const &village, std::string const &number) {
    return village + ",H" + number + ",P" + number + ",张" + number + ",43119919800101001" +
           number + ",户主,1380013800" + number + "\n";
}
constexpr auto header = "行政村代码,户编号,人编号,姓名,身份证号,与户主关系,联系电话\n";
constexpr auto here = "431128001001", there = "431128002001";

bool has(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// A store made with --actor founder, with accounts for most roles.
struct Staff {
    Folder folder;
    std::string store = folder / "store.db";
    std::string rows = folder / "r.csv";

    Staff() {
        auto const made = run({"init", store, "--pack", source_folder() + "/packs/china", "--area",
                               "431128", "--actor", "founder"});
        CAPTURE(made.err);
        REQUIRE(made.status == 0);
        CHECK(has(made.out, "第一个账号：founder（建库人）"));
        for (auto const *name : {"rec", "rec2", "rev", "office", "leader", "sector", "gone"})
            ok({"account", "add", store, name}, "founder");
        give("rec", "recorder", town);
        give("rec2", "recorder", other_town);
        give("rev", "reviewer", town);
        give("office", "office");
        give("leader", "leader", other_town);
        give("sector", "sector_office");
        ok({"account", "disable", store, "gone"}, "founder");
        write_bytes(rows, header + roster(here, "1") + roster(there, "2"));
    }

    Outcome as(std::string const &actor, Arguments arguments) const {
        arguments.insert(arguments.end(), {"--actor", actor});
        return run(arguments);
    }
    Outcome ok(Arguments const &arguments, std::string const &actor) const {
        auto outcome = as(actor, arguments);
        CAPTURE(arguments[0]);
        CAPTURE(outcome.out);
        CAPTURE(outcome.err);
        CHECK(outcome.status == 0);
        return outcome;
    }
    // Refused with exit 2 and these words.
    void refused(std::string const &actor, Arguments const &arguments,
                 std::string_view words) const {
        auto const outcome = as(actor, arguments);
        CAPTURE(actor);
        CAPTURE(arguments[0]);
        CAPTURE(outcome.out);
        CAPTURE(outcome.err);
        CHECK(outcome.status == 2);
        CHECK(has(outcome.err, words));
        CHECK(outcome.out.empty());
    }
    void give(std::string const &name, std::string const &role,
              std::string_view area = "431128") const {
        ok({"account", "grant", store, name, role, "--area", std::string(area), "--reason", "任命"},
           "founder");
    }
    std::vector<store::LoggedEvent> events(std::string_view kind) const {
        auto const database = store::open(store, store::Access::read);
        std::vector<store::LoggedEvent> found;
        for (auto &event : store::read_events(*database, 431128))
            if (event.event.kind == kind) found.push_back(std::move(event));
        return found;
    }
};

} // namespace

TEST_CASE("a store made without --actor has no accounts and asks nobody") {
    Folder const folder;
    make_store(folder / "store.db");
    CHECK(run({"summary", folder / "store.db", "--actor", "anybody"}).status == 0);
    auto const outcome = run({"account", "list", folder / "store.db"});
    CHECK(outcome.status == 2);
    CHECK(has(outcome.err, "没有账号"));
}

TEST_CASE("an unknown, a disabled and a roleless actor are refused with what is missing") {
    Staff const staff;
    staff.refused("nobody", {"import", staff.store, staff.rows}, "没有“nobody”这个账号");
    staff.refused("gone", {"import", staff.store, staff.rows}, "已停用");
    staff.refused("leader", {"import", staff.store, staff.rows}, "需要角色");
    staff.refused("rec", {"check", staff.store}, "需要角色：复核员、扶贫办");
    staff.refused("rev", {"check", staff.store}, "新田县");
    staff.refused("rec", {"account", "add", staff.store, "me"}, "系统管理员、建库人");
    staff.refused("rec", {"account", "grant", staff.store, "rec", "approver"}, "授权");
    staff.refused("rec", {"pack", "install", staff.store, source_folder() + "/packs/china"},
                  "换用政策包");
    staff.refused("founder", {"summary", staff.store}, "查看“行政村”");
    staff.refused("leader", {"serve", staff.store}, "维护系统");
    CHECK(run({"summary", staff.store}).status == 2); // the system user is no account
    auto const refusals = staff.events("refused");
    CHECK(refusals.size() == 8);
    CHECK(has(refusals[0].actor.name, "leader"));
    CHECK(has(refusals[0].event.details, "record"));
}

TEST_CASE("a recorder's rows about other areas are refused, the others are taken") {
    Staff const staff;
    auto const report = run_json({"import", staff.store, staff.rows, "--actor", "rec"});
    auto const &batch = array_of(report, "batches").at(0);
    CHECK(number_of(batch, "accepted") == 1);
    CHECK(number_of(batch, "rejected") == 1);
    CHECK(text_of(array_of(batch, "errors").at(0), "code") == "row_outside_area");
    run_json({"import", staff.store, staff.rows, "--actor", "rec2"});
    auto const record = [&](std::string const &key, int status) {
        CHECK(staff.as("office", {"show", staff.store, "household", key}).status == status);
    };
    record("H1", 0);
    record("H2", 0);
    // Moving a household of another town into one's own is no way around it.
    write_bytes(staff.rows, header + roster(here, "2"));
    auto const moved = run_json({"import", staff.store, staff.rows, "--actor", "rec"});
    CHECK(number_of(array_of(moved, "batches").at(0), "rejected") == 1);
}

TEST_CASE("what a layout feeds must be the actor's to record") {
    Staff const staff;
    staff.refused("sector", {"import", staff.store, staff.rows}, "录入“农户”");
}

TEST_CASE("every event says who, in which role, from where and why") {
    Staff const staff;
    staff.ok({"import", staff.store, staff.rows, "--reason", "入户"}, "rec");
    auto const imports = staff.events("import");
    REQUIRE(imports.size() == 1);
    CHECK(imports[0].actor.name == "rec");
    CHECK(imports[0].actor.role == "recorder");
    CHECK(imports[0].actor.reason == "入户");
    CHECK_FALSE(imports[0].actor.from.empty());
}

TEST_CASE("a record outside the actor's areas does not exist for him") {
    Staff const staff;
    staff.ok({"import", staff.store, staff.rows}, "rec");
    staff.ok({"import", staff.store, staff.rows}, "rec2");
    staff.ok({"show", staff.store, "person", "P1"}, "rec");
    auto const foreign = staff.as("rec", {"show", staff.store, "person", "P2"});
    auto const none = staff.as("rec", {"show", staff.store, "person", "P9"});
    CHECK(foreign.status == none.status);
    CHECK(foreign.status != 0);
    auto same = none.err;
    same.replace(same.find("P9"), 2, "P2");
    CHECK(foreign.err == same); // not a word more than of one that is not there
    auto const explained = staff.as("rec", {"explain", staff.store, "person", "P2"});
    CHECK(explained.status == none.status);
    CHECK_FALSE(has(explained.err, "张2"));
    CHECK(staff.as("rec", {"show", staff.store, "person", "P2", "--history"}).status ==
          none.status);
}

TEST_CASE("lists are narrowed to the actor's areas, and an area asked for by name is refused") {
    Staff const staff;
    staff.ok({"import", staff.store, staff.rows}, "rec");
    staff.ok({"import", staff.store, staff.rows}, "rec2");
    // Both houses are dangerous; a survey does not repeat where its household is.
    write_bytes(staff.rows, "户编号,核查日期,工资性收入,住房安全等级\n"
                            "H1,2020-10-01,20000,D\nH2,2020-10-01,20000,D\n");
    staff.ok({"import", staff.store, staff.rows}, "rec");
    staff.ok({"import", staff.store, staff.rows}, "rec2");
    staff.ok({"check", staff.store, "--as-of", "2020-12-31"}, "office");
    auto const count = [&](std::string const &actor) {
        auto const json = run_json({"findings", staff.store, "--state", "all", "--actor", actor});
        REQUIRE(json.array() != nullptr);
        for (auto const &one : *json.array())
            CHECK((actor == "office" ||
                   text_of(one, "area").starts_with(actor == "rec" ? town : other_town)));
        return json.array()->size();
    };
    auto const all = count("office"), mine = count("rec"), yours = count("rec2");
    CHECK(mine > 0);
    CHECK(mine + yours == all);
    staff.refused("rec", {"findings", staff.store, "--area", std::string(other_town)}, "需要角色");
    staff.refused("rec", {"check", staff.store, "--area", std::string(town)}, "核查");
    staff.ok({"check", staff.store, "--area", std::string(town)}, "rev");
    staff.refused("rev", {"check", staff.store, "--area", std::string(other_town)}, "核查");
}

TEST_CASE("taking a list out needs the right to, and is on record") {
    Staff const staff;
    staff.ok({"import", staff.store, staff.rows}, "rec");
    staff.ok({"check", staff.store, "--as-of", "2020-12-31"}, "office");
    auto const out = staff.folder / "out.csv";
    staff.refused("rec", {"findings", staff.store, "--format", "csv", "--out", out}, "导出");
    CHECK(read_bytes(out).empty());
    staff.ok({"findings", staff.store, "--format", "csv", "--out", out}, "office");
    auto const exports = staff.events("export");
    REQUIRE(exports.size() == 1);
    CHECK(has(exports[0].event.details, "\"rows\":"));
}

TEST_CASE("private fields are shown in part unless the role sees them; a reveal is on record") {
    Staff const staff;
    staff.ok({"import", staff.store, staff.rows}, "rec");
    auto const shown = [&](std::string const &actor, Arguments more = {}) {
        Arguments arguments = {"show", staff.store, "person", "P1"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return staff.ok(arguments, actor).out;
    };
    CHECK(has(shown("rec"), "431199198001010011"));
    CHECK_FALSE(has(shown("rev"), "431199198001010011"));
    CHECK_FALSE(has(shown("rev", {"--json"}), "431199198001010011"));
    CHECK_FALSE(has(shown("rev", {"--history"}), "431199198001010011"));
    CHECK_FALSE(has(shown("rev", {"--history", "--json"}), "431199198001010011"));
    CHECK(has(shown("rev"), "13800138001")); // reviewers see telephones
    staff.refused("rev", {"show", staff.store, "person", "P1", "--reveal"}, "--reason");
    CHECK(staff.events("reveal").empty());
    CHECK(has(shown("rev", {"--reveal", "--reason", "核对"}), "431199198001010011"));
    auto const reveals = staff.events("reveal");
    REQUIRE(reveals.size() == 1);
    CHECK(reveals[0].event.subject == "person P1");
    CHECK(reveals[0].event.details == R"({"fields":["identity"]})");
    CHECK(reveals[0].actor.reason == "核对");
    staff.ok({"account", "add", staff.store, "sec"}, "founder");
    staff.give("sec", "sector_office");
    staff.refused("sec", {"show", staff.store, "person", "P1", "--reveal", "--reason", "x"},
                  "查看完整号码");
}

TEST_CASE("a batch is taken back by who may wherever its records are") {
    Staff const staff;
    staff.ok({"import", staff.store, staff.rows}, "rec");
    staff.refused("rec2", {"rollback", staff.store, "1"}, "撤回批次");
    staff.refused("office", {"rollback", staff.store, "1"}, "撤回批次");
    staff.ok({"rollback", staff.store, "1"}, "rec");
}

TEST_CASE("the three administrators take over from the founder, and none does another's work") {
    Staff const staff;
    for (auto const *name : {"sys", "secu", "audi"})
        staff.ok({"account", "add", staff.store, name}, "founder");
    staff.give("sys", "system_administrator");
    staff.give("secu", "security_administrator");
    staff.give("audi", "audit_administrator");
    staff.refused("secu", {"account", "grant", staff.store, "sys", "audit_administrator"},
                  "不得兼任");
    staff.refused("secu", {"account", "grant", staff.store, "sys", "leader"}, "管理员不得办理业务");
    staff.refused("secu", {"account", "grant", staff.store, "secu", "leader"}, "不能给自己授权");
    staff.refused("sys", {"account", "grant", staff.store, "leader", "office"}, "安全管理员");
    staff.refused("secu", {"account", "add", staff.store, "x"}, "系统管理员");
    staff.refused("secu", {"account", "grant", staff.store, "rec", "reviewer"}, "不得兼任");
    auto const accounts = run_json({"account", "list", staff.store, "--actor", "audi"});
    std::int64_t founders = 0;
    for (auto const &account : *accounts.array())
        for (auto const &grant : array_of(account, "grants"))
            if (text_of(grant, "role") == "founder") founders = number_of(grant, "grant");
    staff.ok({"account", "revoke", staff.store, std::to_string(founders), "--reason", "移交"},
             "secu");
    staff.refused("founder", {"account", "add", staff.store, "y"}, "系统管理员");
    staff.refused("rec", {"account", "list", staff.store}, "管理账号");
}

TEST_CASE("another's password is drawn and shown once; one's own is read from standard input") {
    Staff const staff;
    auto const given = run_json({"account", "password", staff.store, "rec", "--actor", "founder"});
    CHECK(text_of(given, "once").size() == 19);
    staff.refused("rec2", {"account", "password", staff.store, "rec"}, "管理账号");
    auto const events = staff.events("password_reset");
    REQUIRE(events.size() == 1);
    CHECK_FALSE(has(events[0].event.details, text_of(given, "once")));
    auto const code = run_json({"account", "code", staff.store, "rec", "--actor", "rec"});
    CHECK(has(text_of(code, "address"), "otpauth://totp/Jingzhun:rec?secret="));
    staff.ok({"account", "code", staff.store, "rec", "--off"}, "rec");
}

TEST_CASE("a store with accounts verifies, sessions and attempts being transient") {
    Staff const staff;
    staff.ok({"import", staff.store, staff.rows}, "rec");
    CHECK(run({"verify", staff.store}).status == 0);
}

TEST_CASE("the log is for auditors; what one did oneself, for everybody") {
    Staff const staff;
    staff.ok({"import", staff.store, staff.rows, "--reason", "入户"}, "rec");
    staff.ok({"account", "add", staff.store, "audi"}, "founder");
    staff.give("audi", "audit_administrator");
    auto const log = run_json({"log", staff.store, "--kind", "import", "--actor", "audi"});
    REQUIRE(log.array() != nullptr);
    REQUIRE(log.array()->size() == 1);
    CHECK(text_of(log.array()->at(0), "actor") == "rec");
    CHECK(text_of(log.array()->at(0), "role") == "recorder");
    CHECK(text_of(log.array()->at(0), "reason") == "入户");
    staff.refused("rec", {"log", staff.store}, "审计管理员");
    auto const own = staff.ok({"log", staff.store, "--account", "rec"}, "rec").out;
    CHECK(has(own, "import"));
    CHECK_FALSE(has(own, "grant"));
}
