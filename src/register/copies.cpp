// Looking for copies.
#include "register/copies.hpp"

#include "base/error.hpp"
#include "base/json.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

namespace jingzhun::registry {
namespace {

namespace fs = std::filesystem;

// What lies beside a store and belongs to it.
bool is_part(std::string_view name) {
    for (auto const *ending : {"-wal", "-shm", ".head", ".key", ".files", ".frames"})
        if (name.ends_with(ending)) return true;
    return false;
}

std::set<std::string> put_aside(std::string const &store) {
    std::set<std::string> found;
    auto const folder = fs::absolute(store).parent_path();
    auto const start = fs::path(store).filename().string() + ".replaced-";
    std::error_code error;
    for (auto const &entry : fs::directory_iterator(folder, error)) {
        auto const name = entry.path().filename().string();
        if (name.starts_with(start) && !is_part(name)) found.insert(entry.path().string());
    }
    return found;
}

std::set<std::string> backups(store::Database &database, int county) {
    std::set<std::string> files;
    auto select = database.prepare("SELECT details FROM event WHERE county = $1 AND "
                                   "kind = 'backup' AND details IS NOT NULL");
    select->bind(1, county);
    while (select->step()) {
        try {
            auto const details = base::read_json(select->text(0), "event");
            if (auto const *file = details.text("file")) files.insert(*file);
        } catch (base::Error const &) { // the ledger's own check says that the event was changed
        }
    }
    return files;
}

} // namespace

std::vector<KnownCopy> known_copies(store::Database &database, int county) {
    std::vector<KnownCopy> copies;
    for (auto const &file : put_aside(database.address())) copies.push_back({file, true});
    std::error_code error;
    for (auto const &file : backups(database, county))
        copies.push_back({file, fs::exists(file, error)});
    return copies;
}

} // namespace jingzhun::registry
