// The style of the house as a test: floors, cycles, sizes, headers, third-party libraries.
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t file_lines_max = 400;
constexpr std::size_t function_lines_max = 70;
constexpr std::size_t line_columns_max = 120;

std::map<std::string, int> const floors = {
    {"base", 0},     {"store", 1},   {"source", 1}, {"cel", 1},    {"link", 1},  {"pack", 2},
    {"register", 3}, {"finding", 3}, {"access", 3}, {"intake", 4}, {"check", 5}, {"work", 6},
    {"survey", 6},   {"report", 7},  {"demo", 7},   {"api", 8},    {"app", 9},   {"verifier", 9}};

// A library and the folders that may include it; nothing else may, and no header may that others
// could include.
std::vector<std::pair<std::string, std::set<std::string>>> const libraries = {
    {"sqlite3.h", {"store"}},
    {"libpq-fe.h", {"store"}},
    {"toml++/", {"pack", "link"}},
    {"zip.h", {"source"}},
    {"zlib.h", {"source"}},
    {"expat.h", {"source"}},
    {"boost/json", {"base"}},
    {"boost/beast", {"api"}},
    {"boost/asio", {"api"}},
    {"unicode/", {"base", "source", "cel", "link"}},
    {"openssl/", {"base", "store"}},
    {"re2/", {"cel"}},
    {"CLI/", {"app"}},
    {"sodium.h", {"access"}},
    {"sodium/", {"store"}},
    {"cairo", {"report"}},
    {"pango", {"report"}},
    {"qrencode.h", {"report"}},
    {"boost/math", {"survey"}}};

struct File {
    std::string path; // "src/base/date.hpp"
    std::string folder;
    bool header = false;
    std::vector<std::string> lines;
    std::vector<std::string> includes; // "base/date.hpp", "sqlite3.h"
};

File read(fs::path const &root, fs::path const &path) {
    File file;
    file.path = fs::relative(path, root).generic_string();
    file.folder = path.parent_path().filename().string();
    file.header = path.extension() == ".hpp";
    std::ifstream in(path);
    std::regex const include(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
    for (std::string line; std::getline(in, line);) {
        std::smatch match;
        if (line.starts_with("#") && std::regex_search(line, match, include))
            file.includes.push_back(match[1]);
        file.lines.push_back(std::move(line));
    }
    return file;
}

std::vector<File> files_in(std::string const &folder) {
    fs::path const root = source_folder();
    std::vector<File> files;
    if (!fs::exists(root / folder)) return files;
    for (auto const &entry : fs::recursive_directory_iterator(root / folder)) {
        auto const ending = entry.path().extension();
        if (ending == ".hpp" || ending == ".cpp") files.push_back(read(root, entry.path()));
    }
    std::ranges::sort(files, {}, &File::path);
    return files;
}

std::vector<File> const &sources() {
    static auto const files = files_in("src");
    return files;
}

std::string folder_of(std::string const &include) {
    auto const slash = include.find('/');
    return slash == std::string::npos ? "" : include.substr(0, slash);
}

// A definition starts on a line without a closing `;`, at the left edge or one step in, that ends
// with `{` and has a parameter list; it ends with a `}` at the same indentation.
std::string longest_function_problem(File const &file) {
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        auto const &line = file.lines[i];
        auto const indent = line.find_first_not_of(' ');
        if (indent == std::string::npos || indent > 4 || !line.ends_with("{")) continue;
        if (line.find(')') == std::string::npos) continue; // no parameter list: data or a type
        static std::regex const other(
            R"(^\s*(namespace|struct|class|enum|union|extern|constexpr .*= *\{|.*[^=!<>]= *\{))");
        if (std::regex_search(line, other)) continue;
        auto const end = std::string(indent, ' ') + "}";
        for (std::size_t j = i + 1; j < file.lines.size(); ++j) {
            if (!file.lines[j].starts_with(end)) continue;
            if (j - i + 1 > function_lines_max)
                return fmt::format("{}:{}: a function of {} lines (at most {})", file.path, i + 1,
                                   j - i + 1, function_lines_max);
            break;
        }
    }
    return "";
}

} // namespace

TEST_CASE("a file includes only its own folder and lower floors") {
    REQUIRE(sources().size() > 20);
    for (auto const &file : sources()) {
        REQUIRE_MESSAGE(floors.contains(file.folder), file.path << ": a folder that is no floor");
        for (auto const &include : file.includes) {
            auto const target = folder_of(include);
            if (!floors.contains(target) || target == file.folder) continue;
            CHECK_MESSAGE(floors.at(target) < floors.at(file.folder),
                          file.path << " includes " << include);
        }
    }
}

TEST_CASE("no headers include each other in a circle") {
    std::map<std::string, std::vector<std::string>> edges;
    for (auto const &file : sources())
        if (file.header) edges[file.path.substr(4)] = file.includes;
    std::map<std::string, int> state; // 1: on the way, 2: done
    std::function<void(std::string const &)> visit = [&](std::string const &node) {
        state[node] = 1;
        for (auto const &next : edges[node]) {
            if (!edges.contains(next)) continue;
            CHECK_MESSAGE(state[next] != 1, node << " and " << next << " include each other");
            if (state[next] == 0) visit(next);
        }
        state[node] = 2;
    };
    auto const nodes = edges;
    for (auto const &[node, includes] : nodes)
        if (state[node] == 0) visit(node);
}

TEST_CASE("no file is over 400 lines, no function over 70, no line over 120 columns") {
    for (auto const *folder : {"src", "tests", "bench"})
        for (auto const &file : files_in(folder)) {
            CHECK_MESSAGE(file.lines.size() <= file_lines_max,
                          file.path << " has " << file.lines.size() << " lines");
            if (std::string_view(folder) == "src") CHECK(longest_function_problem(file) == "");
            for (std::size_t i = 0; i < file.lines.size(); ++i) {
                // Chinese characters are three bytes and two columns; a byte count would punish
                // them.
                auto const columns =
                    std::ranges::count_if(file.lines[i], [](char c) { return (c & 0xC0) != 0x80; });
                CHECK_MESSAGE(static_cast<std::size_t>(columns) <= line_columns_max,
                              file.path << ":" << i + 1 << " has " << columns << " columns");
            }
        }
}

TEST_CASE("each header opens with what it offers") {
    for (auto const &file : sources()) {
        REQUIRE(!file.lines.empty());
        CHECK_MESSAGE(file.lines[0].starts_with("// "),
                      file.path << " does not open with a sentence");
        if (!file.header) continue;
        auto const guard = std::ranges::find(file.lines, "#pragma once");
        CHECK_MESSAGE(guard != file.lines.end(), file.path << " has no #pragma once");
    }
}

TEST_CASE("a third-party library is included only in the folder that wraps it, and in no header") {
    for (auto const &file : sources())
        for (auto const &include : file.includes)
            for (auto const &[library, folders] : libraries) {
                if (!include.starts_with(library)) continue;
                CHECK_MESSAGE(folders.contains(file.folder), file.path << " includes " << include);
                // Nobody stands above `app`, so its headers spread nothing.
                CHECK_MESSAGE((!file.header || file.folder == "app"),
                              file.path << " is a header and includes " << include);
            }
}

TEST_CASE("nothing unfinished, no machine paths, no forbidden names") {
    std::regex const unfinished(R"(\b(TODO|FIXME|XXX|HACK)\b)");
    std::regex const machine("(/"
                             "root/|/"
                             "home/[a-z])");
    for (auto const &file : sources()) {
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            CHECK_MESSAGE(!std::regex_search(file.lines[i], unfinished), file.path << ":" << i + 1);
            CHECK_MESSAGE(!std::regex_search(file.lines[i], machine), file.path << ":" << i + 1);
        }
        auto const stem = fs::path(file.path).stem().string();
        for (auto const *name : {"utils", "helpers", "manager", "common", "misc"})
            CHECK_MESSAGE(stem.find(name) == std::string::npos,
                          file.path << ": a name that says nothing");
    }
}
