// An import that is under way: how far it has come, and what it needs to go on
// after a crash.
//
// A large file is written in chunks, each a transaction of its own with the
// event "load"; its batches are loading until the last commit makes all of them
// visible. Killed in between, nothing is visible, and the batch says how far it
// came: it is resumed or cancelled.
#pragma once

#include "intake/import.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::intake {

struct Load {
    std::int64_t batch = 0; // the number that stands for all parts
    std::int64_t run = 0;   // the first batch of the import call
    int last_row = 0;       // of the file, written
    int percent = 0;        // of the sheet, read
    std::string options;    // of the first batch: what the call was asked to do
};
std::optional<Load> find_load(store::Database &database, int county, std::int64_t batch);
// Requires: the write transaction is open, and an event follows in it.
void put_load(store::Database &database, int county, Load const &load);

// What the call needs to be made again, but for the actor: options, and the
// files by their kept copies with their names.
struct KeptFile {
    std::string kept, name; // below the folder of kept files; as it was sent
};
std::string write_options(ImportOptions const &options, std::vector<KeptFile> const &files);
struct KeptOptions {
    ImportOptions options;
    std::vector<KeptFile> files;
};
KeptOptions read_options(std::string_view text);

// Goes on with an import that broke off. Throws Error "batch_unknown",
// "batch_not_loading", "import_running" (a program is at it), and what
// `import_files` throws.
ImportReport resume_import(store::Database &database, pack::Pack const &pack,
                           base::AreaTree const &areas, int county, std::int64_t batch,
                           ImportOptions const &options);

// Takes back an import that is under way or broke off, with everything its call
// has begun; a program that is at it stops at its next chunk. Answers the
// batches. Throws Error "batch_unknown", "batch_not_loading".
std::vector<std::int64_t> cancel_import(store::Database &database, store::Actor const &actor,
                                        int county, std::int64_t batch);

// Held while an import writes in chunks: one at a time. Let go when the program
// ends, however; its file, STORE.loading, is taken away then, unless the program
// was killed.
class LoadLock {
  public:
    // Whether it was got.
    bool take(std::string const &store_address);
    ~LoadLock();
    LoadLock() = default;
    LoadLock(LoadLock const &) = delete;
    LoadLock &operator=(LoadLock const &) = delete;

  private:
    std::string file_;
    int descriptor_ = -1;
};
// Whether some program is writing in chunks now.
bool is_loading(std::string const &store_address);

} // namespace jingzhun::intake
