// String literals of the sources that begin with CREATE TABLE, put together as the compiler does.
#include "app/source_tables.hpp"

#include "app/program.hpp"
#include "source_folder.hpp"

#include <filesystem>
#include <regex>

namespace jingzhun::testing {
namespace {

namespace fs = std::filesystem;

std::size_t skip_blanks(std::string const &text, std::size_t at) {
    return std::min(text.find_first_not_of(" \n", at), text.size());
}

// From within a literal to the end of the last one beside it.
std::string joined_literals(std::string const &text, std::size_t at) {
    std::string joined;
    while (at < text.size()) {
        auto const end = std::min(text.find('"', at), text.size());
        joined += text.substr(at, end - at);
        auto const next = skip_blanks(text, end + 1);
        if (next >= text.size() || text[next] != '"') break;
        at = next + 1;
    }
    return joined;
}

void add_tables(std::string const &text, std::vector<SourceTable> &found) {
    static std::regex const begin(
        R"((CREATE TABLE|create table)( IF NOT EXISTS| if not exists)? )");
    for (std::sregex_iterator at(text.begin(), text.end(), begin), none; at != none; ++at) {
        auto const body = static_cast<std::size_t>(at->position() + at->length());
        auto sql = joined_literals(text, body);
        sql = sql.substr(0, sql.find(';'));
        auto const open = sql.find('(');
        // Those of registers are put together from the pack.
        if (open == std::string::npos ||
            !std::regex_search(sql, std::regex("primary key", std::regex::icase)))
            continue;
        auto name = sql.substr(0, open);
        name.erase(name.find_last_not_of(" \n") + 1);
        found.push_back({name, "CREATE TABLE IF NOT EXISTS " + sql});
    }
}

} // namespace

std::vector<SourceTable> source_tables() {
    std::vector<SourceTable> found;
    for (auto const &entry : fs::recursive_directory_iterator(source_folder() + "/src"))
        if (entry.path().extension() == ".cpp") add_tables(read_bytes(entry.path()), found);
    return found;
}

} // namespace jingzhun::testing
