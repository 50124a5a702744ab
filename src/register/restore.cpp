// The way back: prepared and verified beside the store, then put in its place.
#include "register/backup_files.hpp"

#include "base/file.hpp"
#include "base/json.hpp"
#include "store/areas.hpp"
#include "store/checkpoint.hpp"
#include "store/copy.hpp"
#include "store/ledger_tree.hpp"
#include "store/open.hpp"
#include "store/seal_check.hpp"

#include <algorithm>
#include <filesystem>

namespace jingzhun::registry {
namespace {

namespace fs = std::filesystem;

std::int64_t events_of(store::Database &database, int county) {
    auto select =
        database.prepare("SELECT coalesce(max(sequence), 0) FROM event WHERE county = $1");
    select->bind(1, county);
    select->step();
    return select->integer(0);
}

// How far a checkpoint goes that stands in a note; 0 where it cannot be read. Whether it was signed
// is another question.
std::int64_t size_in(std::string_view note) {
    auto const end = note.find("\n\n");
    auto const checkpoint =
        end == note.npos ? std::nullopt : store::read_checkpoint(note.substr(0, end + 1));
    return checkpoint ? static_cast<std::int64_t>(checkpoint->size) : 0;
}

// What the store that is there knows beyond the backup.
struct Present {
    std::int64_t events = 0;
    bool differs = false; // its history is not the backup's
};

Present look_at(std::string const &store, store::Database &copy, int county) {
    Present present;
    auto const head = store + ".head";
    if (fs::exists(head)) present.events = size_in(base::read_file(head, 1 << 16));
    if (!store::begins_like_a_store(store)) return present;
    try {
        auto const database = store::open(store, store::Access::read);
        present.events = std::max(present.events, events_of(*database, county));
        auto const theirs = newest_note(*database, county), ours = newest_note(copy, county);
        if (theirs.empty() || ours.empty()) return present;
        store::Trust trust;
        for (auto *one : {database.get(), &copy})
            for (auto const &checkpoint : store::stored_checkpoints(*one, county))
                trust.log_keys.push_back(checkpoint.public_key);
        auto &longer = size_in(theirs) > size_in(ours) ? *database : copy;
        auto const &shorter = size_in(theirs) > size_in(ours) ? ours : theirs;
        present.differs = !store::check_note(longer, county, shorter, trust).empty();
    } catch (base::Error const &) { // too damaged to be read: that is why it is replaced
    }
    return present;
}

void prepare_key(std::string const &file, std::string const &store, std::string const &making,
                 bool new_key) {
    auto const prepared = store::key_file_of(making);
    for (auto const &key : {store::key_file_of(store), store::key_file_of(file)})
        if (fs::exists(key)) {
            base::copy_file(key, prepared);
            return fs::permissions(prepared, fs::perms::owner_read | fs::perms::owner_write);
        }
    if (!new_key) throw base::Error("restore_without_key", {{"key", store::key_file_of(store)}});
}

void record(std::string const &making, std::string const &file, Restored const &restored,
            store::Actor const &actor) {
    auto const database = store::open(making, store::Access::write);
    store::Transaction transaction(*database);
    base::JsonWriter details;
    details.begin_object().member("file", file).member("events", restored.events);
    if (restored.known > restored.events)
        details.member("missing_from", restored.events + 1).member("missing_to", restored.known);
    details.end_object();
    for (auto const county : store::counties(*database))
        store::append(*database, actor, {county, "restore", file, details.text()});
    transaction.commit();
}

// Everything that can be wrong is found here, before anything is replaced.
void examine(std::string const &making, std::string const &file, std::string const &store,
             RestoreOptions const &options, Restored &restored) {
    auto const copy = store::open(making, store::Access::read);
    VerifyOptions verifying;
    verifying.kept_files = file + ".files";
    verifying.note = options.note;
    verifying.trust = options.trust;
    // Whoever holds the note tells by it whether this is the ledger he knows, key and all.
    for (auto const county : store::counties(*copy))
        for (auto const &checkpoint : store::stored_checkpoints(*copy, county))
            verifying.trust.log_keys.push_back(checkpoint.public_key);
    verifying.progress = options.progress;
    restored.verified = verify(*copy, verifying);
    std::erase_if(restored.verified.problems, [](base::Problem const &problem) {
        return problem.code == "ledger_behind"; // told below, with what is missing
    });
    if (!restored.verified.problems.empty()) return;
    auto const county = restored.verified.counties.front();
    auto const present = look_at(store, *copy, county);
    restored.events = events_of(*copy, county);
    restored.known = std::max(present.events, size_in(options.note));
    if (options.accept_loss) return;
    if (present.differs) throw base::Error("restore_differs", {{"store", store}, {"file", file}});
    if (restored.known > restored.events)
        throw base::Error("restore_loses", {{"file", file},
                                            {"events", std::to_string(restored.events)},
                                            {"from", std::to_string(restored.events + 1)},
                                            {"to", std::to_string(restored.known)}});
}

} // namespace

Restored restore(std::string const &file, std::string const &store, RestoreOptions const &options) {
    Restored restored;
    auto const making = store + ".restoring";
    store::remove_store(making);
    struct Remove {
        std::string store;
        ~Remove() { store::remove_store(store); }
    } const remove{making};
    {
        options.progress(file);
        auto const source = store::open(file, store::Access::read);
        store::copy_store(*source, making);
    }
    examine(making, file, store, options, restored);
    if (!restored.verified.problems.empty()) return restored;
    prepare_key(file, store, making, options.new_key);
    record(making, file, restored, options.actor);
    {
        auto const copy = store::open(making, store::Access::read);
        copy_kept_files(*copy, file + ".files", store + ".files", options.progress);
    }
    restored.aside = store::replace_store(making, store);
    return restored;
}

} // namespace jingzhun::registry
