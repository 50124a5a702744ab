// Running the program by fork and exec, its output in files.
#include "app/program.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/wait.h>
#include <unistd.h>

namespace jingzhun::testing {
namespace fs = std::filesystem;
namespace {

void send_to(int descriptor, std::string const &file) {
    auto const opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(opened, descriptor);
    ::close(opened);
}

pid_t launch(std::string const &program, Arguments const &arguments, Arguments const &environment,
             std::string const &out, std::string const &err) {
    std::vector<char *> words;
    words.push_back(const_cast<char *>(program.c_str()));
    for (auto const &argument : arguments) words.push_back(const_cast<char *>(argument.c_str()));
    words.push_back(nullptr);
    auto const process = ::fork();
    if (process != 0) return process;
    ::setenv("JINGZHUN_HOME", source_folder().c_str(), 1);
    ::setenv("LC_ALL", "zh_CN.UTF-8", 1);
    for (auto const &one : environment) ::putenv(const_cast<char *>(one.c_str()));
    send_to(1, out);
    send_to(2, err);
    ::execv(program.c_str(), words.data());
    ::_exit(127);
}

} // namespace

int wait_for(pid_t process) {
    int state = 0;
    ::waitpid(process, &state, 0);
    return WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
}

Outcome run(Arguments const &arguments, Arguments const &environment) {
    return run_program(JINGZHUN_PROGRAM, arguments, environment);
}

Outcome run_program(std::string const &program, Arguments const &arguments,
                    Arguments const &environment) {
    Folder const folder;
    auto const process = launch(program, arguments, environment, folder / "out", folder / "err");
    Outcome outcome;
    outcome.status = wait_for(process);
    outcome.out = read_bytes(folder / "out");
    outcome.err = read_bytes(folder / "err");
    return outcome;
}

pid_t start(Arguments const &arguments) {
    return launch(JINGZHUN_PROGRAM, arguments, {}, "/dev/null", "/dev/null");
}

base::Json run_json(Arguments arguments, int status) {
    arguments.emplace_back("--json");
    auto const outcome = run(arguments);
    CAPTURE(arguments.front());
    CAPTURE(outcome.err);
    CHECK(outcome.status == status);
    if (outcome.out.empty()) return {};
    return base::read_json(outcome.out, arguments.front());
}

Folder::Folder() {
    auto pattern = (fs::temp_directory_path() / "jingzhun-app-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string read_bytes(std::string const &file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(std::string const &file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::vector<std::string> files_in(std::string const &folder) {
    std::vector<std::string> files;
    for (auto const &entry : fs::directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path().string());
    std::ranges::sort(files);
    return files;
}

void make_store(std::string const &store) {
    auto const outcome =
        run({"init", store, "--pack", source_folder() + "/packs/china", "--area", "431128"});
    CAPTURE(outcome.err);
    REQUIRE(outcome.status == 0);
}

void copy_store(std::string const &from, std::string const &to) {
    for (auto const *ending : {"", "-wal", "-shm"})
        if (fs::exists(from + ending))
            fs::copy_file(from + ending, to + ending, fs::copy_options::overwrite_existing);
}

base::Json import_all(std::string const &store, std::string const &folder) {
    Arguments arguments = {"import", store};
    for (auto const &file : files_in(folder)) arguments.push_back(file);
    return run_json(arguments);
}

County const &county() {
    static Folder const folder;
    static County const made = [] {
        County county{folder / "files", folder / "store.db"};
        REQUIRE(run({"demo", county.files, "--households", "3000", "--seed", "7"}).status == 0);
        make_store(county.store);
        import_all(county.store, county.files);
        REQUIRE(run({"check", county.store, "--as-of", as_of}).status == 0);
        return county;
    }();
    return made;
}

std::string text_of(base::Json const &object, std::string_view name) {
    auto const *text = object.text(name);
    CAPTURE(name);
    REQUIRE(text != nullptr);
    return *text;
}

std::int64_t number_of(base::Json const &object, std::string_view name) {
    auto const *member = object.find(name);
    CAPTURE(name);
    REQUIRE(member != nullptr);
    REQUIRE(std::holds_alternative<std::int64_t>(member->value));
    return std::get<std::int64_t>(member->value);
}

base::Json::Array const &array_of(base::Json const &object, std::string_view name) {
    auto const *member = object.find(name);
    CAPTURE(name);
    REQUIRE(member != nullptr);
    REQUIRE(member->array() != nullptr);
    return *member->array();
}

} // namespace jingzhun::testing
