// Comparing rows by key, cells by what is written.
#include "report/layout_diff.hpp"

#include "intake/key.hpp"
#include "intake/row_reader.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <unordered_map>

namespace jingzhun::report {
namespace {

std::optional<double> number_in(base::Value const &value) {
    if (auto const *integer = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*integer);
    if (auto const *real = std::get_if<double>(&value)) return *real;
    return std::nullopt;
}

// Within the column's tolerance, measured against the greater.
bool is_near(base::Value const &a, base::Value const &b, int percent) {
    auto const x = number_in(a), y = number_in(b);
    if (percent == 0 || !x || !y) return false;
    auto const greater = std::max(std::abs(*x), std::abs(*y));
    return std::abs(*x - *y) * 100 <= greater * percent;
}

class Comparison {
  public:
    Comparison(LayoutFiller const &filler, pack::Pack const &pack, intake::Layout const &layout,
               std::function<void(Difference const &)> const &take)
        : filler_(filler), pack_(pack), source_(filler.source()), take_(take) {
        for (auto const column : layout.columns)
            if (column >= 0) present_.push_back(static_cast<std::size_t>(column));
        std::ranges::sort(present_);
        for (auto const row : filler.rows()) ours_.emplace(filler.key(row), row);
        seen_.resize(filler.rows().empty() ? 0 : *std::ranges::max_element(filler.rows()) + 1);
    }

    void take(intake::RowStatement const &statement, int row) {
        if (statement.empty) return;
        auto const &last = *pack_.find_register(source_.registers.back());
        auto const key = intake::record_key(last, statement.values.back());
        if (statement.refused || key.empty()) {
            ++compared_.unread;
            return;
        }
        ++compared_.theirs;
        auto const found = ours_.find(key);
        if (found == ours_.end())
            return take_({DifferenceKind::there_only, key, "", "", statement.name, "", row});
        ++compared_.both;
        seen_[found->second] = true;
        for (auto const column : present_) compare(statement, column, found->second, key, row);
    }

    Compared finish() {
        compared_.ours = static_cast<std::int64_t>(filler_.rows().size());
        for (auto const row : filler_.rows())
            if (!seen_[row])
                take_({DifferenceKind::here_only, filler_.key(row), filler_.area(row), "", "", "",
                       0});
        return compared_;
    }

  private:
    std::size_t slot_of(std::string const &name) const {
        return static_cast<std::size_t>(std::ranges::find(source_.registers, name) -
                                        source_.registers.begin());
    }

    base::Value const &said(intake::RowStatement const &statement, std::size_t column) const {
        auto const &[name, field] = source_.columns[column].into.back();
        auto const slot = slot_of(name);
        return statement.values[slot][pack_.find_register(name)->field_index(field)];
    }

    void compare(intake::RowStatement const &statement, std::size_t column, std::uint32_t row,
                 std::string const &key, int file_row) {
        auto const &definition = source_.columns[column];
        if (definition.into.empty()) return; // a higher piece of the area says nothing of its own
        auto const &theirs = said(statement, column);
        auto const ours = filler_.value(row, column);
        if (base::is_missing(ours) || is_near(theirs, ours, definition.tolerance)) return;
        auto const their_text = filler_.written(column, theirs),
                   our_text = filler_.written(column, ours);
        if (their_text == our_text) return;
        // What concerns a household stands in the row of each of its members: it is said once.
        auto const &name = definition.into.back().first;
        auto const of_last = name == source_.registers.back();
        auto const place = of_last ? key
                                   : intake::record_key(*pack_.find_register(name),
                                                        statement.values[slot_of(name)]);
        if (!of_last && !said_.emplace(place, column).second) return;
        take_({DifferenceKind::differs, place, filler_.area(row), definition.headers.front(),
               their_text, our_text, file_row});
    }

    LayoutFiller const &filler_;
    pack::Pack const &pack_;
    pack::Source const &source_;
    std::function<void(Difference const &)> const &take_;
    std::vector<std::size_t> present_; // columns the file has
    std::unordered_map<std::string, std::uint32_t> ours_;
    std::vector<bool> seen_;
    std::set<std::pair<std::string, std::size_t>> said_; // of earlier registers: key, column
    Compared compared_;
};

} // namespace

std::string_view to_string(DifferenceKind kind) {
    switch (kind) {
    case DifferenceKind::here_only:
        return "here_only";
    case DifferenceKind::there_only:
        return "there_only";
    case DifferenceKind::differs:
        return "differs";
    }
    return "";
}

Compared compare_layout(LayoutFiller const &filler, pack::Pack const &pack,
                        base::AreaTree const &areas, std::string const &county, source::Book &book,
                        std::function<void(Difference const &)> const &take) {
    auto const found = intake::recognise_book(pack, book, {filler.source().name, {}});
    auto const &layout = found.layouts.front();
    intake::AreaReader area_reader(areas, county);
    intake::RowReader reader(pack, layout, area_reader);
    Comparison comparison(filler, pack, layout, take);
    auto const sheet = book.open(layout.sheet_index);
    source::Row row;
    while (sheet->next(row))
        if (row.number > layout.header_row) comparison.take(reader.read(row), row.number);
    return comparison.finish();
}

} // namespace jingzhun::report
