// What the tests of this folder share: scratch files, whole tables, the code of an error.
#pragma once

#include "base/error.hpp"
#include "source/sheet.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace jingzhun::source::testing {

// A file of its own folder, gone with the object.
class ScratchFile {
  public:
    explicit ScratchFile(std::string const &name, std::string_view bytes = {}) {
        static int count = 0;
        folder_ = std::filesystem::temp_directory_path() /
                  ("jingzhun-source-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        std::filesystem::create_directories(folder_);
        path_ = (folder_ / name).string();
        if (!bytes.empty()) put(bytes);
    }
    ~ScratchFile() { std::filesystem::remove_all(folder_); }
    ScratchFile(ScratchFile &&) = delete;

    std::string const &path() const { return path_; }
    std::filesystem::path const &folder() const { return folder_; }
    void put(std::string_view bytes) const {
        std::ofstream(path_, std::ios::binary)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    std::string bytes() const {
        std::ifstream in(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

  private:
    std::filesystem::path folder_;
    std::string path_;
};

using Texts = std::vector<std::vector<std::string>>;

inline std::vector<Row> rows_of(Book &book, std::size_t sheet = 0) {
    std::vector<Row> rows;
    auto const reader = book.open(sheet);
    for (Row row; reader->next(row);) rows.push_back(row);
    return rows;
}

inline Texts texts_of(std::vector<Row> const &rows) {
    Texts texts;
    for (Row const &row : rows) {
        auto &cells = texts.emplace_back();
        for (Cell const &cell : row.cells) cells.push_back(cell.text);
    }
    return texts;
}

inline Texts read_texts(std::string const &file, Limits const &limits = {}) {
    return texts_of(rows_of(*open_book(file, limits)));
}

// The problem a reading ends with; an empty code where there is none.
inline base::Problem problem_of(std::string const &file, Limits const &limits = {}) {
    try {
        auto const book = open_book(file, limits);
        for (std::size_t i = 0; i < book->sheet_names().size(); ++i) rows_of(*book, i);
    } catch (base::Error const &error) {
        return error.problem();
    }
    return {};
}

} // namespace jingzhun::source::testing
