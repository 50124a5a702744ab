// The write transactions of one import call: one, or for large files one after
// the other (load.hpp).
//
// While only one was needed the batches are written as they will be. From the
// first cut on they are loading, and the last transaction makes them what they
// will be.
#pragma once

#include "intake/load.hpp"

#include <memory>
#include <string>
#include <vector>

namespace jingzhun::intake {

class Chunks {
  public:
    // Opens the first transaction. `options_text`: what a resumed call needs
    // (write_options).
    Chunks(store::Database &database, int county, ImportOptions const &options,
           std::string options_text);

    // A batch was inserted, or is gone on with.
    void begin(registry::Batch const &batch);
    // One more row was written; whether it is time to cut.
    bool count_row();
    // Commits what was written of this batch, opens the next transaction and
    // answers the further part that rows go to from here on; 0 where there is no
    // cut, because another program is writing in chunks. Throws Error
    // "import_cancelled".
    std::int64_t cut(registry::Batch const &batch, int last_row, double share);
    // All rows of the batch are written: its counts are kept, should the call break off later.
    void done(registry::Batch const &batch);
    // The part that a batch which is gone on with writes to.
    std::int64_t next_part(registry::Batch const &batch);

    bool is_cut() const { return cut_; }
    std::vector<std::int64_t> const &begun() const { return begun_; }
    // The last commit. Requires: the batches are as they shall be, and their
    // events are appended.
    void commit();
    // Takes back what earlier transactions wrote; the open one is undone.
    void cancel();

  private:
    void open();
    // The number of the call, in the table of loads: its first batch.
    std::int64_t run() const { return options_.resume != 0 ? options_.resume : begun_.front(); }
    void mark_loading(std::int64_t batch);

    store::Database &database_;
    int county_;
    ImportOptions const &options_;
    std::string options_text_;
    std::unique_ptr<store::Transaction> transaction_;
    LoadLock lock_;
    std::vector<std::int64_t> begun_; // the first is the run's number
    std::int64_t rows_ = 0;           // in the open transaction
    bool cut_ = false, refused_ = false;
};

} // namespace jingzhun::intake
