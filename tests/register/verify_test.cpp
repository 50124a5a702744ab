// Verifying a store of registers: keys, kept files, and the names of what was changed.
#include "register/verify.hpp"

#include "base/hash.hpp"
#include "register/county.hpp"
#include "register/rollback.hpp"
#include "store/ledger_tree.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <random>

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

// Everything that stands in the tables, or what was thrown on the way.
std::string content(std::string const &file) {
    try {
        auto const database = store::open(file, store::Access::read);
        std::string all;
        std::vector<std::string> tables;
        auto names = database->prepare("SELECT name FROM sqlite_schema WHERE type = 'table'");
        while (names->step()) tables.emplace_back(names->text(0));
        for (auto const &table : tables) {
            auto rows = database->prepare("SELECT * FROM " + table);
            while (rows->step())
                for (int i = 0; i < rows->columns(); ++i)
                    all += std::string(rows->is_null(i) ? "-" : rows->text(i)) + '|';
        }
        return all;
    } catch (jingzhun::base::Error const &error) {
        return error.code();
    }
}

bool sound(std::string const &file, std::string const &kept_files) {
    try {
        registry::VerifyOptions options;
        options.kept_files = kept_files;
        return registry::verify(*store::open(file, store::Access::read), options).problems.empty();
    } catch (jingzhun::base::Error const &) {
        return false; // too damaged to be read
    }
}

// A store as it lies on the disk while it is in use: part of it in the file, part in its log, with
// original files beside it. `flip` changes one bit of all that.
struct OnDisk {
    Verified verified;
    std::string file = verified.county.scratch / "copy.db";
    std::string kept = verified.county.scratch / "copied files";
    std::vector<std::pair<std::string, std::string>> parts; // path, bytes

    OnDisk() {
        namespace fs = std::filesystem;
        auto const original = verified.county.scratch / "county.db";
        verified.county.database->execute("PRAGMA wal_checkpoint(TRUNCATE)");
        registry::roll_back(*verified.county.database, {"tester", "", ""}, code, 2);
        Import import(verified.county, "survey", Date{18100});
        import.row("person", {{"number", text("3")}, { "name", text("王芳") }});
        import.finish();
        parts.emplace_back(file, read_bytes(original));
        parts.emplace_back(file + "-wal", read_bytes(original + "-wal"));
        fs::create_directory(kept);
        for (auto const &one : fs::directory_iterator(verified.options.kept_files))
            parts.emplace_back(kept + "/" + one.path().filename().string(),
                               read_bytes(one.path().string()));
        for (auto const *ending : {".key", ".head"})
            write_bytes(file + ending, read_bytes(original + ending));
        lay_out();
    }
    void lay_out() {
        std::filesystem::remove(file + "-shm");
        for (auto const &[path, bytes] : parts) write_bytes(path, bytes);
    }
    void flip(std::size_t part, std::size_t bit) {
        auto &byte = parts[part].second[bit / 8];
        byte = static_cast<char>(byte ^ (1 << bit % 8));
    }
    std::string all() const {
        auto text = content(file);
        for (auto const &one : std::filesystem::directory_iterator(kept))
            text += read_bytes(one.path().string());
        return text;
    }
};

int long_or(int short_one, int long_one) {
    return std::getenv("JINGZHUN_LONG") == nullptr ? short_one : long_one;
}

} // namespace

TEST_CASE("of random bits flipped in the file, its log and the original files every one that "
          "changes content is found") {
    OnDisk disk;
    auto const before = disk.all();
    REQUIRE(sound(disk.file, disk.kept));
    std::mt19937 random(431128);
    std::vector<int> changed(disk.parts.size());
    for (int i = 0; i < long_or(300, 10'000); ++i) {
        auto const part = i % 8 == 0 ? 2 : static_cast<std::size_t>(i % 2); // the files are small
        auto bit = random() % (disk.parts[part].second.size() * 8);
        // Most of a small store is free space, where a bit changes nothing.
        while (random() % 8 != 0 && disk.parts[part].second[bit / 8] == 0)
            bit = random() % (disk.parts[part].second.size() * 8);
        disk.flip(part, bit);
        disk.lay_out();
        if (disk.all() != before) {
            ++changed[part];
            disk.lay_out(); // reading may have mended or shortened what lies there
            CHECK_MESSAGE(!sound(disk.file, disk.kept), disk.parts[part].first << " bit " << bit);
        }
        disk.flip(part, bit);
    }
    for (std::size_t part = 0; part < changed.size(); ++part)
        CHECK_MESSAGE(changed[part] > 0, disk.parts[part].first);
    disk.lay_out();
    CHECK(sound(disk.file, disk.kept));
}

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

TEST_CASE("an alarm whose details were changed is still told, and so is the change") {
    for (auto const *details : {"", "[", "[]", "{}", R"({"problems":[1]})", R"({"problems":[{}]})",
                                R"({"found":"x","problems":{}})"}) {
        Verified verified;
        verified.county.database->execute("INSERT INTO event VALUES (" + std::to_string(code) +
                                          ", 3, x'', 0, 'tampering', '', '', '', '', "
                                          "'store', '" +
                                          details + "', x'')");
        auto const problems = verified.check();
        REQUIRE(problems.size() == 2);
        CHECK(problems[0].code == "ledger_unsigned");
        CHECK(problems[1].code == "ledger_tampering");
    }
}
