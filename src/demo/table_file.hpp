// One file of a table while it is written, and a table that waits on disk for its turn.
#pragma once

#include "demo/layouts.hpp"
#include "source/write.hpp"

#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::demo {

// A workbook or CSV file; rows come as text (see `Batch`).
class TableFile {
  public:
    TableFile(Layout const &layout, std::string const &folder);
    void next_sheet(Layout const &layout); // goes on with another sheet
    void rows(std::string_view text);
    void close() { writer_->close(); }

  private:
    void start(Layout const &layout);
    std::unique_ptr<source::TableWriter> writer_;
    std::vector<source::OutCell> cells_;
    std::vector<bool> numbers_;
};

// Rows of a sheet that comes after another one of the same workbook. The file goes with the object.
class Spool {
  public:
    explicit Spool(std::string file);
    ~Spool();
    Spool(Spool const &) = delete;
    Spool &operator=(Spool const &) = delete;
    void add(std::string_view text);
    void replay(TableFile &table);

  private:
    std::string file_;
    std::ofstream stream_;
};

} // namespace jingzhun::demo
