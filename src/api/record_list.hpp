// A list of one register's records: narrowed, filtered, sorted, a page at a time, from the frames.
#pragma once

#include "api/cells.hpp"

#include <vector>

namespace jingzhun::api {

// What is asked for of a list, by the parameters of a request:
//   columns  names of fields, separated by commas; the first ones of the register unless given
//   area     a prefix
//   q        within the record's name or key
//   where    conditions separated by ";": field:eq:code, field:has:text, field:min:3,
//            field:max:2020-12-31, field:known, field:unknown; all must hold
//   sort     a field; "-" before it: the greatest first; unknown ones last
//   after    the record the page before ended with
// A field the caller does not see whole is neither a condition nor an order: Error "field_hidden".
// Throws Error "field_unknown", "request_malformed".
class RecordList {
  public:
    RecordList(Asked const &asked, pack::Register const &definition);

    std::vector<Cells> const &columns() const { return columns_; }
    // All that fit, in the order of the list.
    std::vector<std::uint32_t> rows() const;
    // The page after `after`, at most `limit` rows and one more where there are more.
    std::vector<std::uint32_t> page(std::size_t limit, std::size_t &total) const;
    // A cell as the caller may read it.
    std::string text(std::uint32_t row, Cells const &column) const;
    std::vector<std::string> keys(std::vector<std::uint32_t> const &rows) const;
    std::size_t table() const { return table_; }

  private:
    struct Condition {
        Cells cells;
        std::string how, value, folded;
        std::int64_t number = 0;
        double real = 0;
    };
    Cells cells_of(std::string const &field) const;
    Cells open_cells_of(std::string const &field) const;
    Condition condition_of(std::string const &text) const;
    bool holds(Condition const &condition, std::uint32_t row) const;
    bool fits(std::uint32_t row) const;
    void find_searched(std::string const &search);
    template <class Take> void each_candidate(Take const &take) const;
    bool before(std::uint32_t a, std::uint32_t b) const;
    std::optional<std::uint32_t> after() const;

    Asked const &asked_;
    pack::Register const &definition_;
    std::size_t table_;
    std::vector<Cells> columns_;
    std::vector<Condition> conditions_;
    std::optional<Cells> sort_;
    bool descending_ = false;
    std::vector<bool> places_;
    std::optional<std::vector<std::uint32_t>> searched_; // rows with what is searched; none: all
};

} // namespace jingzhun::api
