// A test case as a population of records, and what of it was given: for the pack's own tests.
//
// The subject is row 0 of its register. Records lie nested in a case, so links hold both ways: a
// child knows its parent, a parent given by a child has that child (besides those the case lists).
#pragma once

#include "cel/population.hpp"
#include "cel/schema.hpp"
#include "pack/model.hpp"
#include "pack/reads.hpp"
#include "pack/schema.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace jingzhun::pack {

// A derived field that a case sets directly: register and name.
using SetFields = std::set<std::pair<std::string, std::string>>;
SetFields derived_set_by(TestCase const &test, cel::Schema const &schema);
// The schema in which those are plain columns, after the others.
cel::Schema with_columns(cel::Schema schema, SetFields const &fields);

struct CaseRow {
    std::size_t record = 0;
    Given const *given = nullptr;                                     // names stated, `?` too
    std::map<std::string, std::vector<std::uint32_t>> relations = {}; // by field
    std::map<std::string, std::int32_t> references = {};              // -1 nobody, -2 not known who
};

class CasePopulation {
  public:
    // Requires: schema made for the case by with_columns; both outlive this.
    CasePopulation(TestCase const &test, cel::Schema const &schema,
                   std::vector<LinkPlace> const &links);

    cel::Population const &population() const { return population_; }
    std::vector<CaseRow> const &rows(std::size_t record) const { return rows_[record]; }
    // Given, declared unknown, or following from how records are nested.
    bool is_stated(RowAt row, cel::Field const &field) const;
    // The rows a relation or reference leads to.
    std::vector<RowAt> rows_of(RowAt row, cel::Field const &field) const;

  private:
    std::uint32_t add(std::size_t record, Given const &given);
    void add_field(std::size_t record, std::uint32_t row, cel::Field const &field,
                   Given const &given);
    // Child of `parent` by that field: the link's other side is told.
    void tie(RowAt parent, cel::Field const &field, RowAt child);
    void fill();
    void fill_field(cel::Table &table, std::size_t record, cel::Field const &field);
    void fill_column(cel::Column &column, std::size_t record, cel::Field const &field);

    cel::Schema const &schema_;
    std::vector<LinkPlace> const &links_;
    std::vector<std::vector<CaseRow>> rows_;
    cel::Population population_;
};

} // namespace jingzhun::pack
