// Taking in one recognised sheet: its rows become statements of one batch.
#pragma once

#include "intake/import.hpp"
#include "intake/limit.hpp"
#include "intake/linked.hpp"
#include "intake/row_reader.hpp"

#include <span>
#include <vector>

namespace jingzhun::intake {

class BatchRun {
  public:
    // Requires: a transaction is open. Writes the batch's row at once, its counts at the end.
    BatchRun(store::Database &database, pack::Pack const &pack, int county, Layout const &layout,
             std::string const &file_hash, AreaReader &areas, ImportOptions const &options);

    // Reads all rows of the sheet below its header. A file damaged half way: what was read stands
    // in the report with `failure`, and Error is thrown only where `all_or_nothing`.
    BatchReport take_all(source::Book &book);
    // What each accepted row's last register links by (linked.hpp).
    std::vector<std::uint64_t> take_hashes() { return std::move(hashes_); }

  private:
    void take(source::Row const &row);
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
    std::vector<std::uint64_t> hashes_;
    std::vector<base::Value> completed_; // valid until the next row
};

} // namespace jingzhun::intake
