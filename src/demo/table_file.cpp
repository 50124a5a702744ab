// Text rows into the cells of the writers of `source`.
#include "demo/table_file.hpp"

#include "base/error.hpp"
#include "demo/world.hpp"

#include <cstdio>

namespace jingzhun::demo {

TableFile::TableFile(Layout const &layout, std::string const &folder) {
    auto const file = folder + "/" + std::string(layout.file);
    if (layout.file.ends_with(".xlsx")) {
        source::XlsxOptions options;
        options.created =
            std::int64_t{as_of.days} * 86'400; // not now: the same county, the same bytes
        options.sheet =
            layout.sheet.empty() ? layout.file.substr(0, layout.file.size() - 5) : layout.sheet;
        writer_ = source::write_xlsx(file, options);
    } else {
        writer_ = source::write_csv(file);
    }
    start(layout);
}

void TableFile::start(Layout const &layout) {
    cells_.clear();
    numbers_.clear();
    for (auto column : base::split(layout.header, ',')) {
        bool const number = column.ends_with('#');
        if (number) column.remove_suffix(1);
        numbers_.push_back(number);
        cells_.emplace_back().text = column;
    }
    writer_->row(cells_);
}

void TableFile::next_sheet(Layout const &layout) {
    writer_->sheet(std::string(layout.sheet));
    start(layout);
}

void TableFile::rows(std::string_view text) {
    std::size_t column = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = text.find('\t', at);
        auto &cell = cells_[column];
        cell.text.assign(text, at, end - at);
        cell.number = numbers_[column] && !cell.text.empty();
        ++column;
        at = end + 1;
        if (text[at] != '\n') continue;
        writer_->row(cells_);
        column = 0;
        ++at;
    }
}

Spool::Spool(std::string file)
    : file_(std::move(file)), stream_(file_, std::ios::binary | std::ios::trunc) {
    if (!stream_) throw base::Error("file_unwritable", {{"file", file_}});
}

Spool::~Spool() { std::remove(file_.c_str()); }

void Spool::add(std::string_view text) {
    stream_.write(text.data(), static_cast<std::streamsize>(text.size()));
}

void Spool::replay(TableFile &table) {
    stream_.close();
    if (!stream_) throw base::Error("disk_full", {{"file", file_}});
    std::ifstream in(file_, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        line += '\n';
        table.rows(line);
    }
}

} // namespace jingzhun::demo
