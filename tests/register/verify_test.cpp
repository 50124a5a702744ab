// Verifying a store of registers: keys, kept files, and the names of what was changed.
#include "register/verify.hpp"

#include "base/hash.hpp"
#include "register/county.hpp"
#include "register/rollback.hpp"
#include "store/ledger_tree.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace county;

namespace {

// Two batches about three persons; the first from a file that was kept.
struct Verified {
    Store county;
    registry::VerifyOptions options;
    std::string kept;

    Verified() {
        options.kept_files = county.scratch / "files";
        std::filesystem::create_directory(options.kept_files);
        auto const hash = jingzhun::base::sha256("original");
        kept = options.kept_files + "/" + hash + ".xlsx";
        write_bytes(kept, "original");
        {
            Import import(county, "roster");
            import.batch.file_hash = hash;
            registry::update_batch(*county.database, import.batch);
            for (auto const *number : {"1", "2", "3"})
                import.row("person", {{"number", text(number)}, { "name", text("李明") }});
            import.finish();
        }
        Import import(county, "survey", Date{18000});
        import.row("person", {{"number", text("2")},
                              {"name", text("李华")},
                              { "months",
                                Value(1.5) }});
        import.finish();
    }
    std::vector<jingzhun::base::Problem> check() {
        return registry::verify(*county.database, options).problems;
    }
    // "code first-argument", of the only problem there is.
    std::string only() {
        auto const problems = check();
        if (problems.size() != 1) return std::to_string(problems.size()) + " problems";
        return problems[0].code + " " + problems[0].arguments[0].second;
    }
};

} // namespace

TEST_CASE("a store as the program wrote it is sound, before and after a rollback") {
    Verified verified;
    auto const found = registry::verify(*verified.county.database, verified.options);
    CHECK(found.problems.empty());
    CHECK(found.counties == std::vector<int>{code});
    CHECK(found.events == 2);
    CHECK(found.files == 1);
    registry::roll_back(*verified.county.database, {"tester", "", ""}, code, 1);
    CHECK(verified.check().empty());
}

TEST_CASE("a changed value is named with register, batch, row and key") {
    Verified verified;
    verified.county.database->execute("UPDATE r_person SET f_months = 2 WHERE batch = 2");
    auto const found = verified.only();
    CHECK(found.starts_with("seal_row_changed r_person record=2"));
    CHECK(found.find("batch=2 row=2 key=2") != std::string::npos);
}

TEST_CASE("keys that are not those of the register are found") {
    Verified changed, removed, added;
    changed.county.database->execute("UPDATE k_person SET record = 3 WHERE key = '1'");
    CHECK(changed.check().size() == 2);
    removed.county.database->execute("DELETE FROM k_person WHERE key = '3'");
    CHECK(removed.only() == "register_key_differs k_person");
    added.county.database->execute("INSERT INTO k_person VALUES (" + std::to_string(code) +
                                   ", '4', 3)");
    CHECK(added.only() == "register_key_differs k_person");
}

TEST_CASE("rows of a county that has no ledger here are found") {
    Verified verified;
    verified.county.database->execute("INSERT INTO k_person VALUES (110101, '4', 3)");
    CHECK(verified.only() == "seal_county_unknown k_person");
}

TEST_CASE("an original file that was changed or is gone is found") {
    Verified verified;
    write_bytes(verified.kept, "0riginal");
    CHECK(verified.only() == "kept_file_changed roster.xlsx");
    std::filesystem::remove(verified.kept);
    CHECK(verified.only() == "kept_file_missing roster.xlsx");
}

TEST_CASE("a store without seals cannot be verified, and says so") {
    Store county;
    CHECK(registry::verify(*county.database, {}).problems.at(0).code == "store_unsealed");
}

TEST_CASE("fields that a newer pack adds leave the seals as they are") {
    Verified verified;
    auto pack = make_pack();
    pack.registers[1].fields.push_back(field("nickname", pack::FieldType::text));
    {
        store::Transaction transaction(*verified.county.database);
        CHECK(registry::extend_tables(*verified.county.database, pack) == 1);
        store::append(*verified.county.database, {"tester", "", ""},
                      {code, "pack_install", "", "{}"});
        transaction.commit();
    }
    CHECK(verified.check().empty());
}
