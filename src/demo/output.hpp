// The files of a county, written while it grows: two threads write, a bounded queue feeds them.
//
// Rows are handed over in batches of a village; the order within a file is that of the batches, so
// that the bytes do not depend on how the threads run.
#pragma once

#include "demo/layouts.hpp"

#include <array>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::demo {

// Rows of all tables, as text: cells end with a tab, rows with a line feed.
class Batch {
  public:
    // Requires: as many cells as the layout has columns, none with a tab or a line feed.
    void row(Table table, std::initializer_list<std::string_view> cells);
    // The rows of the survey's tables, which are no longer here.
    Batch take_survey();
    std::string const &text(Table table) const { return texts_[static_cast<std::size_t>(table)]; }

  private:
    std::array<std::string, tables> texts_;
};

class Output {
  public:
    // Opens all files in the folder. Throws Error as the writers of `source` do.
    explicit Output(std::string folder);
    ~Output();
    void write(Batch batch);
    // Closes the files and returns their paths. Throws what went wrong in a thread.
    std::vector<std::string> finish();

  private:
    struct Worker;
    std::string folder_;
    std::vector<std::unique_ptr<Worker>> workers_;
};

} // namespace jingzhun::demo
