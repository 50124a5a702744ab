// Taking in one recognised sheet: its rows become statements of one batch.
#pragma once

#include "intake/chunks.hpp"

#include "intake/import.hpp"
#include "intake/limit.hpp"
#include "intake/linked.hpp"
#include "intake/row_reader.hpp"

#include <span>
#include <vector>

namespace jingzhun::intake {

// One source within one call: several sheets of a full list are one edition of it.
struct Edition {
    int sheets_left = 0;
    bool broken = false;                             // a sheet could not be read: nothing ends
    std::vector<std::vector<registry::Named>> named; // by register of the source, by sheet
    std::vector<registry::Candidate> refused;        // whom refused rows may mean
};

class BatchRun {
  public:
    // Requires: the transaction of `chunks` is open. Writes the batch's row at once, or goes on
    // with one that broke off; its counts are written at the end.
    BatchRun(store::Database &database, pack::Pack const &pack, int county, Layout const &layout,
             std::string const &file_hash, AreaReader &areas, ImportOptions const &options,
             Chunks &chunks, Edition &edition, std::optional<registry::Batch> const &begun);

    // Reads all rows of the sheet below its header. A file damaged half way: what was read stands
    // in the report with `failure`, and Error is thrown only where `all_or_nothing`.
    BatchReport take_all(source::Book &book);
    // What each accepted row's last register links by (linked.hpp).
    std::vector<std::uint64_t> take_hashes() { return std::move(hashes_); }

  private:
    void take(source::Row const &row);
    // Writes nothing: an earlier run has.
    void remember(RowStatement const &statement, int row);
    void start(std::optional<registry::Batch> const &begun, std::string const &file_hash);
    void cut(int row, double share);
    std::int64_t conflicts() const; // so far
    // Of a full list: what it does not hold any more.
    void end_unnamed();
    void state(RowStatement const &statement, int row);
    std::span<base::Value const> with_what_was_known(RowStatement const &statement,
                                                     std::size_t slot, std::string const &key);
    // Refuses a row about records where the actor may not state anything.
    bool within_limit(RowStatement const &statement, source::Row const &row);
    void remark(RowStatement const &statement, source::Row const &row);

    store::Database &database_;
    pack::Pack const &pack_;
    Layout const &layout_;
    int county_;
    ImportOptions const &options_;
    BatchReport report_;
    RowReader reader_;
    Limit limit_;
    std::vector<pack::Register const *> registers_; // of Source::registers
    std::vector<registry::Writer> writers_;
    Chunks &chunks_;
    Edition &edition_;
    int written_row_ = 0;        // up to this one an earlier run has written
    std::int64_t part_ = 0;      // rows are kept under this number
    std::int64_t conflicts_ = 0; // of earlier runs
    std::vector<std::uint64_t> hashes_;
    std::vector<base::Value> completed_; // valid until the next row
};

} // namespace jingzhun::intake
