// A sample made ready for estimates: the design by row, and every expression of the plan by row.
#pragma once

#include "pack/estimate_plan.hpp"
#include "survey/design.hpp"
#include "survey/sample_table.hpp"

#include <map>
#include <vector>

namespace jingzhun::survey {

// A number for each row; not known where a column it reads says nothing.
struct Values {
    std::vector<double> numbers;
    std::vector<bool> known;
};

class Sample {
  public:
    // Throws Error with file, line and column: what expressions throw, "estimate_column_unknown",
    // "estimate_not_number", "estimate_value_kind", "estimate_weight_bad", "estimate_cell_empty",
    // "estimate_cluster_torn", "estimate_fpc_bad".
    Sample(SampleTable table, pack::EstimatePlan const &plan);

    // Everything counted and every value there already: no strata, no clusters, no columns.
    Sample(std::vector<double> weights, std::map<cel::Expression const *, Values> values);

    SampleTable const &table() const { return table_; }
    Design const &design() const { return design_; }
    // Requires: an expression of the plan.
    Values const &of(pack::ExpressionPointer const &expression) const {
        return values_.at(expression.get());
    }
    // Rows in the plan's `where`, with weight.
    std::vector<std::uint32_t> const &rows() const { return rows_; }
    // Rows for which `where` is not known.
    std::size_t undecided() const { return undecided_; }

  private:
    void evaluate(pack::EstimatePlan const &plan);
    void take_weights(pack::EstimatePlan const &plan);
    void take_units(pack::EstimatePlan const &plan);
    void take_fpc(pack::EstimatePlan const &plan);
    void take_rows(pack::EstimatePlan const &plan);
    std::vector<std::int32_t> required_cells(std::string const &column) const;

    SampleTable table_;
    Design design_;
    std::map<cel::Expression const *, Values> values_;
    std::vector<std::uint32_t> rows_;
    std::size_t undecided_ = 0;
};

} // namespace jingzhun::survey
