// Recognising a table: which layout of the pack it is, where its header stands, which column is
// which.
#pragma once

#include "intake/header_match.hpp"
#include "source/sheet.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::intake {

// A sheet that was recognised.
struct Layout {
    std::string file, sheet;
    std::size_t sheet_index = 0;
    pack::Source const *source = nullptr;
    int header_row = 0;               // as the user's spreadsheet counts
    std::vector<std::string> headers; // as they stand in the file
    std::vector<int> columns;         // by cell: index into source->columns, -1: kept aside
    std::vector<std::string> aside;   // headers nobody claims
    std::vector<ColumnGuess> guesses; // what some of them may stand for
};

// What the user says of a file before it is read.
struct Reading {
    std::string as = {}; // a source's name: no other layout is looked at; empty: all
    ColumnMap map = {};
};

// Looks for the header in the first rows (title rows above it are allowed): the layout all of whose
// required columns are there and which explains most of the headers. Nothing where no layout fits.
std::optional<Layout> recognise(pack::Pack const &pack, std::vector<source::Row> const &first_rows,
                                Reading const &reading = {});

// Why nothing was recognised: the nearest layout and what it lacks ("header_unrecognised").
base::Problem why_not(pack::Pack const &pack, std::vector<source::Row> const &first_rows,
                      std::string const &file, std::string const &sheet,
                      Reading const &reading = {});

// What a book holds.
struct Recognised {
    std::vector<Layout> layouts;
    std::vector<base::Problem> passed_over; // sheets that nearly fit: why they are not taken
};

// The layouts of all sheets of a book; sheets that fit nothing (explanations, sums) are passed
// over. Throws Error "header_unrecognised" where no sheet fits, "source_unknown" for a wrong `as`,
// "sheet_unknown" for a wrong `only_sheet`.
Recognised recognise_book(pack::Pack const &pack, source::Book &book, Reading const &reading = {},
                          std::string_view only_sheet = {});

// Sorts so that what others depend on comes first: Source::after, then the pack's order, then as
// given.
void order_layouts(pack::Pack const &pack, std::vector<Layout> &layouts);

} // namespace jingzhun::intake
