// Records as rows of a few dozen bytes: what linkage works on, from a file or from memory.
//
// A `Space` is what the tables that are compared have in common: the model and the dictionaries. It
// must outlive its tables, and stays the same once `prepare` was called.
#pragma once

#include "link/large.hpp"
#include "link/model.hpp"
#include "link/value.hpp"

#include <array>
#include <cstring>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::link {

using RowNumber = std::uint32_t;

struct Space {
    explicit Space(Model const &of);
    // The number of a cell of the field, new values being added.
    Value encode(std::size_t field, std::string_view cell) {
        return link::encode(model->fields[field].type, cell, texts[field].dictionary);
    }
    std::string decode(std::size_t field, Value value) const {
        return link::decode(model->fields[field].type, value, texts[field].dictionary);
    }
    // Spells out the texts; to be called when the tables are filled, and again after adding more.
    void prepare();

    Model const *model;
    std::deque<FieldTexts> texts; // by field
};

// How a row's bytes are shared out; the widest fields come first.
struct Layout {
    explicit Layout(Model const &model);
    std::vector<std::uint32_t> offsets;
    std::vector<std::uint8_t> widths;
    std::uint32_t stride = 0;
};

class Table {
  public:
    explicit Table(Model const &model);
    Table(Table &&) = default;
    Table &operator=(Table &&) = default;

    // `values` by field, 0 where the record has none. Throws Error "link_too_many" beyond four
    // thousand million records or as many bytes of ids.
    void add(std::string_view id, std::span<Value const> values);
    // Adds cells as they stand in a file, by field.
    void add(Space &space, std::string_view id, std::span<std::string_view const> cells);
    void append(Table const &other);
    void reserve(std::size_t rows, std::size_t id_bytes);
    // Replaces every number of a dictionary by renumber[field][number].
    void renumber(Model const &model, std::vector<std::vector<std::uint32_t>> const &renumber);

    // Rows, ids and where these start, as they lie in memory; and a table over
    // what lies elsewhere, which must outlive it and to which nothing can be
    // added.
    struct View {
        std::span<unsigned char const> rows;
        std::string_view ids;
        std::span<std::uint32_t const> starts;
    };
    View view() const { return view_; }
    Table(Model const &model, View view);

    RowNumber size() const { return static_cast<RowNumber>(view_.starts.size() - 1); }
    std::string_view id(RowNumber row) const {
        auto const start = view_.starts[row];
        return view_.ids.substr(start, view_.starts[row + 1] - start);
    }
    // Tells memory that the row's id is going to be asked for.
    void expect_id(RowNumber row) const { __builtin_prefetch(&view_.starts[row]); }
    unsigned char const *bytes(RowNumber row) const {
        return view_.rows.data() + std::size_t{row} * layout_.stride;
    }
    Value value(RowNumber row, std::size_t field) const { return value_in(bytes(row), field); }
    Value value_in(unsigned char const *row, std::size_t field) const {
        auto const *const at = row + layout_.offsets[field];
        switch (layout_.widths[field]) {
        case 8:
            return load<std::uint64_t>(at);
        case 4:
            return load<std::uint32_t>(at);
        default:
            return load<std::uint16_t>(at);
        }
    }
    Layout const &layout() const { return layout_; }

    std::string id_column;     // the header of the records' numbers
    std::vector<bool> present; // by field: whether the file has such a column

  private:
    template <class Word> static Value load(unsigned char const *at) {
        Word word;
        std::memcpy(&word, at, sizeof word);
        return word;
    }
    void put(unsigned char *row, std::size_t field, Value value);
    void look() { view_ = {rows_, {ids_.data(), ids_.size()}, starts_}; }

    Layout layout_;
    LargeVector<unsigned char> rows_;
    LargeVector<char> ids_; // no string: moving a table must not move its bytes
    LargeVector<std::uint32_t> starts_ = {0};
    View view_;
};

// Throws Error "link_id_twice" or "link_id_missing", with the number of the record (1-based).
void check_ids(Table const &table, std::string const &file);

} // namespace jingzhun::link
