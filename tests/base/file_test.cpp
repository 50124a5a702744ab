// Whole files, folders, and what the product ships.
#include "base/file.hpp"

#include "base/error.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

using namespace jingzhun::base;
namespace fs = std::filesystem;

namespace {

// A folder of its own for one test, gone when the test ends.
struct Folder {
    fs::path path = fs::temp_directory_path() / "jingzhun_file_test";
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    std::string operator/(char const *name) const { return (path / name).string(); }
};

template <class Action> std::string code_of(Action action) {
    try {
        action();
    } catch (Error const &error) {
        return error.code();
    }
    return "";
}

} // namespace

TEST_CASE("a file is read as it was written, zeros and line ends included") {
    Folder const folder;
    std::string const bytes("a\0b\r\n\xFF", 6);
    write_file(folder / "x", bytes);
    CHECK(read_file(folder / "x") == bytes);
    write_file(folder / "x", "");
    CHECK(read_file(folder / "x").empty());
}

TEST_CASE("writing replaces the old file and leaves nothing beside it") {
    Folder const folder;
    write_file(folder / "x", "old and longer");
    write_file(folder / "x", "new");
    CHECK(read_file(folder / "x") == "new");
    CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("a copy is whole or is not there") {
    Folder const folder;
    std::string bytes(3'000'000, 'x');
    bytes[2'999'999] = '\0';
    write_file(folder / "x", bytes);
    write_file(folder / "y", "old");
    copy_file(folder / "x", folder / "y");
    CHECK(read_file(folder / "y") == bytes);
    CHECK(code_of([&] { copy_file(folder / "missing", folder / "z"); }) == "file_missing");
    CHECK(code_of([&] { copy_file(folder / "x", folder / "no folder/z"); }) == "file_unwritable");
    CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 2);
}

TEST_CASE("a file of no known size is read to its end") {
    CHECK(read_file("/proc/self/status").find("Pid:") != std::string::npos);
}

TEST_CASE("what cannot be read says why") {
    Folder const folder;
    CHECK(code_of([&] { read_file(folder / "missing"); }) == "file_missing");
    CHECK(code_of([&] { read_file(folder.path.string()); }) == "file_unreadable");
    write_file(folder / "x", "12345");
    CHECK(code_of([&] { read_file(folder / "x", 4); }) == "file_too_large");
    CHECK(read_file(folder / "x", 5) == "12345");
}

TEST_CASE("what cannot be written says why and leaves nothing behind") {
    Folder const folder;
    CHECK(code_of([&] { write_file(folder / "missing/x", "1"); }) == "file_unwritable");
    fs::create_directories(folder.path / "full");
    CHECK(code_of([&] { write_file(folder / "full", "1"); }) == "file_unwritable");
    CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("files below a folder are listed by path") {
    Folder const folder;
    fs::create_directories(folder.path / "b");
    for (auto const *name : {"b/2.toml", "b/1.toml", "a.toml", "a.md", "toml"})
        write_file(folder / name, "");
    CHECK(files_below(folder.path.string(), ".toml") ==
          std::vector<std::string>{folder / "a.toml", folder / "b/1.toml", folder / "b/2.toml"});
    CHECK(files_below(folder.path.string(), ".csv").empty());
    CHECK(code_of([&] { files_below(folder / "missing", ""); }) == "folder_missing");
}

TEST_CASE("what the product ships is found under JINGZHUN_HOME first") {
    Folder const folder;
    fs::create_directories(folder.path / "packs/china");
    fs::create_directories(folder.path / "share/jingzhun/web");
    std::optional<std::string> before;
    if (auto const *home = std::getenv("JINGZHUN_HOME")) before = home;
    ::setenv("JINGZHUN_HOME", folder.path.c_str(), 1);
    CHECK(shipped("packs/china") == folder / "packs/china");
    CHECK(shipped("web") == folder / "share/jingzhun/web");
    CHECK(code_of([] { shipped("no/such/thing"); }) == "shipped_file_missing");
    if (before) ::setenv("JINGZHUN_HOME", before->c_str(), 1);
    else ::unsetenv("JINGZHUN_HOME");
}

TEST_CASE("what the product ships is found beside the program") {
    auto const program = fs::read_symlink("/proc/self/exe");
    CHECK(shipped(program.filename().string()) == program.string());
}
