// Stores that are damaged, cut off or of another version: what is wrong is said, what can still be
// trusted is served, and the file is left as it is.
#include "app/program.hpp"
#include "durable/load.hpp"

#include "store/open.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace durable;
using namespace jingzhun::testing;
namespace fs = std::filesystem;
namespace store = jingzhun::store;

namespace {

bool has(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// SQLite keeps what the application calls its version at byte 60 of the file.
void set_version(std::string const &file, unsigned char version) {
    auto bytes = read_bytes(file);
    bytes[63] = static_cast<char>(version);
    write_bytes(file, bytes);
}

// Every command refuses it alike, in both languages, and leaves it as it is.
void refused(std::string const &file, int status, std::string const &zh, std::string const &en) {
    auto const before = read_bytes(file);
    for (auto const *command : {"summary", "verify", "batches", "check"}) {
        auto const chinese = run({command, file}), english = run({command, file, "--lang", "en"});
        CHECK_MESSAGE(chinese.status == status, command << ": " << chinese.err);
        CHECK_MESSAGE(has(chinese.err + chinese.out, zh), command << ": " << chinese.err);
        CHECK_MESSAGE(has(english.err + english.out, en), command << ": " << english.err);
    }
    CHECK(run({"rollback", file, "1"}).status == status);
    CHECK(read_bytes(file) == before);
}

struct Made {
    Folder folder;
    std::string file = folder / "s.db";
    Made() {
        make_store(file);
        // Whatever a reader left open is closed: the file is whole by itself.
        store::open(file, store::Access::write)->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
};

// The store with a log that holds its last imports, as a kill leaves it.
struct WithLog {
    Folder folder;
    std::string file = folder / "killed.db", note = folder / "note.txt";
    std::int64_t events = 0, signed_events = 0;

    WithLog() {
        auto const live = folder / "live.db";
        make_store(live);
        auto const reader = store::open(live, store::Access::read);
        store::Snapshot const snapshot(*reader); // keeps the log from being written back
        for (auto const *name : {"1", "2", "3"}) {
            auto const roster = folder / std::string(name) + ".csv";
            write_bytes(roster, std::string("行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n") +
                                    "431128001001,H" + name + ",P" + name + ",张三,,户主\n");
            run_json({"import", live, roster});
        }
        auto const signed_note = run_json({"checkpoint", live, "--out", note});
        signed_events = number_of(signed_note, "size");
        copy_store(live, file);
        fs::remove(file + "-shm");
        for (auto const *ending : {".key", ".head"})
            if (fs::exists(live + ending)) fs::copy_file(live + ending, file + ending);
        fs::copy(live + ".files", file + ".files");
        events = number_of(run_json({"verify", file}), "events");
    }
};

} // namespace

TEST_CASE("a store of another version is refused, saying which and what to do") {
    Made const made;
    set_version(made.file, 250);
    refused(made.file, 4, "250", "newer version (250)");
    set_version(made.file, 0);
    refused(made.file, 4, "版本", "has version 0");
}

TEST_CASE("a damaged header is called damage, not a file of somebody else's") {
    Made const made;
    auto const whole = read_bytes(made.file);
    for (auto const at : {0, 16, 20, 100}) {
        auto bytes = whole;
        for (int i = 0; i < 16; ++i)
            bytes[static_cast<std::size_t>(at + i)] =
                static_cast<char>(bytes[static_cast<std::size_t>(at + i)] ^ 0x5A);
        write_bytes(made.file, bytes);
        CAPTURE(at);
        refused(made.file, 4, "已损坏", "is damaged or cut off");
    }
    write_bytes(made.file, whole.substr(0, whole.size() - 100));
    refused(made.file, 4, "已损坏", "is damaged or cut off");
}

TEST_CASE("a log that was cut off serves what came before, and says which events are missing") {
    WithLog const killed;
    auto const log = read_bytes(killed.file + "-wal");
    CHECK(run({"verify", killed.file, "--checkpoint", killed.note}).status == 0);
    int behind = 0;
    for (int part = 0; part < 8; ++part) {
        auto const cut = killed.folder / "cut.db";
        for (auto const *ending : {"", "-wal", "-shm"}) fs::remove(cut + ending);
        copy_store(killed.file, cut);
        for (auto const *ending : {".key", ".head"})
            if (fs::exists(killed.file + ending))
                fs::copy_file(killed.file + ending, cut + ending,
                              fs::copy_options::overwrite_existing);
        write_bytes(cut + "-wal", log.substr(0, log.size() * static_cast<std::size_t>(part) / 8));
        CHECK(run({"summary", cut}).status == 0); // what is there can be read
        auto const found = run_json({"verify", cut, "--checkpoint", killed.note}, 1);
        std::string codes;
        for (auto const &problem : array_of(found, "problems"))
            if (text_of(problem, "code") != "kept_file_missing")
                codes += text_of(problem, "code") + " ";
        // The file beside the store knows how far it was written, and so does the checkpoint.
        CHECK_MESSAGE(has(codes, "ledger_head_lost"), codes);
        auto const events = number_of(found, "events");
        CHECK_MESSAGE(has(codes, "ledger_behind") == (events < killed.signed_events), codes);
        behind += events < killed.events;
    }
    CHECK(behind == 8);
}

TEST_CASE("what is no store at all is left alone") {
    Folder const folder;
    write_bytes(folder / "letter.db", std::string(5000, 'a'));
    refused(folder / "letter.db", 3, "不是精准的数据库", "is not a store");
    fs::create_directory(folder / "folder.db");
    for (auto const *command : {"summary", "verify", "batches"})
        CHECK(run({command, folder / "folder.db"}).status != 0);
}
