// Values of rows out of the frames, as lists need them: without a look into the store.
#pragma once

#include "api/asked.hpp"
#include "base/value.hpp"

#include <compare>

namespace jingzhun::api {

// Where a field of a register stands in its table.
struct Cells {
    std::size_t table = 0, field = 0;
    pack::Field const *definition = nullptr;
    std::size_t list = 0; // of codes, areas: which list

    Cells(View const &view, std::size_t of_table, std::size_t of_field);
    // Missing where it is not known. Lists are their items joined by blanks.
    base::Value value(View const &view, std::size_t row) const;
    // Of two rows' values, both of which are known: as values stand to each other, without making
    // them.
    bool known(View const &view, std::size_t row) const;
    std::partial_ordering order(View const &view, std::size_t a, std::size_t b) const;
    // As people read it; areas with their path.
    std::string text(View const &view, std::size_t row, base::Language language) const;
};

} // namespace jingzhun::api
