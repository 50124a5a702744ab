// The statistics of a pack over the columns of a county: figures by area, by group and by year.
//
// Everything is counted, nothing drawn, so figures have no standard error. What is not known is
// left out and counted.
#pragma once

#include "cel/program.hpp"
#include "pack/model.hpp"
#include "pack/statistic.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::survey {

struct Figure {
    pack::Statistic const *statistic = nullptr;
    base::Date as_of;
    std::string area;                // code, cut to the digits asked for
    std::vector<std::string> groups; // of `across`, in that order; empty: all of them
    std::string measure, of, cutoff; // of alkire_foster
    std::optional<double> value;     // in the statistic's unit; none where there is nobody
    std::optional<double> line;      // where one line holds for all
    std::size_t rows = 0, left_out = 0;
    double base = 0; // the weight of the rows looked at
};

class PackStatistics {
  public:
    // Requires: schema and statistics outlive this. Throws Error with the place of an expression
    // that cannot run over columns.
    PackStatistics(cel::Schema const &schema, std::vector<pack::Statistic> const &statistics);

    std::vector<cel::UsedField> const &used_fields() const { return used_; }
    // For the county (its code), and by areas of so many digits where there are more. Requires: the
    // population holds `used_fields`.
    std::vector<Figure> run(cel::Population const &population, base::Date as_of,
                            std::string const &county, std::size_t digits) const;

  private:
    struct Program {
        std::size_t record = 0;
        std::vector<pack::ExpressionPointer> expressions;
        std::vector<bool> is_money; // whole fen
        cel::ProgramPointer program;
    };
    Program compile(std::string const &on, std::vector<pack::ExpressionPointer> expressions);

    cel::Schema const &schema_;
    std::vector<pack::Statistic> const &statistics_;
    std::vector<Program> programs_, denominators_; // by statistic
    std::vector<cel::UsedField> used_;
};

} // namespace jingzhun::survey
