// Copying a store out.
#include "register/backup.hpp"

#include "base/file.hpp"
#include "base/json.hpp"
#include "register/backup_files.hpp"
#include "store/areas.hpp"
#include "store/copy.hpp"
#include "store/ledger_tree.hpp"
#include "store/open.hpp"

#include <filesystem>
#include <unistd.h>

namespace jingzhun::registry {
namespace {

namespace fs = std::filesystem;

// False where the disk does not let the store be written: then a copy is needed all the more.
bool record(std::string const &store, std::string const &file, store::Actor const &actor) {
    try {
        auto const database = store::open(store, store::Access::write);
        store::Transaction transaction(*database);
        base::JsonWriter details;
        details.begin_object().member("file", file).end_object();
        for (auto const county : store::counties(*database))
            store::append(*database, actor, {county, "backup", file, details.text()});
        transaction.commit();
        return true;
    } catch (base::Error const &error) {
        for (auto const *code :
             {"disk_full", "store_failed", "store_unwritable", "file_unwritable"})
            if (error.code() == code) return false;
        throw;
    }
}

} // namespace

std::string newest_note(store::Database &database, int county) {
    auto const checkpoints = store::stored_checkpoints(database, county);
    return checkpoints.empty() ? "" : checkpoints.back().note;
}

std::int64_t copy_kept_files(store::Database &database, std::string const &from,
                             std::string const &to, Progress const &progress) {
    std::int64_t copied = 0;
    for (auto const county : store::counties(database))
        for (auto const &batch : list_batches(database, county)) {
            if (batch.file_hash.empty()) continue;
            auto const name = batch.file_hash + fs::path(batch.file).extension().string();
            auto const source = from + "/" + name, target = to + "/" + name;
            if (!fs::exists(source)) continue; // verifying tells
            if (fs::exists(target) && base::sha256_file(target) == batch.file_hash) continue;
            progress(batch.file);
            if (fs::create_directories(to)) base::sync_folder_of(to);
            base::copy_file(source, target);
            ++copied;
        }
    return copied;
}

Backup back_up(std::string const &store, std::string const &file, store::Actor const &actor,
               Progress const &progress) {
    for (auto const *ending : {"", ".files"})
        if (fs::exists(file + ending))
            throw base::Error("backup_exists", {{"file", file + ending}}, {file});
    Backup made;
    made.recorded = record(store, file, actor);
    auto const making = file + ".part";
    store::remove_store(making);
    progress(store);
    auto const source = store::open(store, store::Access::read);
    store::copy_store(*source, making);
    made.files = copy_kept_files(*source, store + ".files", file + ".files", progress);
    if (::rename(making.c_str(), file.c_str()) != 0)
        throw base::Error("file_unwritable", {{"file", file}, {"what", "rename"}});
    base::sync_folder_of(file);
    auto const copy = store::open(file, store::Access::read);
    VerifyOptions options;
    options.kept_files = file + ".files";
    options.progress = progress;
    made.verified = verify(*copy, options);
    for (auto const county : store::counties(*copy)) made.note = newest_note(*copy, county);
    return made;
}

} // namespace jingzhun::registry
