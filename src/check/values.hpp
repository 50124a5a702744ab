// Values of expressions for every record of a register, as of a day: what draws, counts and
// bulletins are made of. Writes nothing.
#pragma once

#include "cel/program.hpp"
#include "pack/model.hpp"
#include "register/records.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::check {

class Values {
  public:
    // With a period given, expressions may say `period`.
    // A value of `expressions` each, in their order; fields are loaded as they are read. Throws
    // Error of the expression that does not check, with its place; "register_unknown".
    Values(store::Database &database, pack::Pack const &pack, std::string const &register_name,
           int county, registry::Moment const &moment,
           std::span<cel::Expression const *const> expressions, base::Period const &period = {});

    std::size_t rows() const;
    std::string key(std::size_t row) const;
    std::string area(std::size_t row) const; // the county's code where it is not known
    std::int64_t record(std::size_t row) const;
    // Nothing where it is not known.
    std::optional<bool> truth(std::size_t expression, std::size_t row) const;
    std::optional<std::int64_t> whole(std::size_t expression, std::size_t row) const; // money: fen
    // Whatever it is, as text; "" where it is not known.
    std::string text(std::size_t expression, std::size_t row) const;
    bool is_money(std::size_t expression) const;

  private:
    int county_;
    std::size_t table_;
    cel::Population population_;
    std::vector<cel::Kind> kinds_;
    std::vector<cel::Column> columns_;
};

} // namespace jingzhun::check
