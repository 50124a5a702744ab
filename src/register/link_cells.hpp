// Records as the rows that linkage compares. Not for others.
#pragma once

#include "cel/population.hpp"
#include "link/table.hpp"
#include "pack/schema.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::registry {

// How one register's records are laid out for one model.
class LinkCells {
  public:
    // `name` and `identity`: the register's fields that the link compares. Every other field of the
    // model is the register's field by one of its column names; "area" is where the record belongs,
    // where that is a village; a day of birth that no field has is taken from a valid number.
    LinkCells(link::Model const &model, pack::Register const &definition, std::string const &name,
              std::string const &identity);

    // By index of the register's fields: those to load.
    std::vector<std::size_t> fields() const;
    // By field of the model.
    std::vector<std::string> cells(cel::Population const &population, std::size_t table,
                                   std::size_t row) const;

  private:
    link::Model const &model_;
    pack::Register const &definition_;
    std::vector<std::optional<std::size_t>> fields_;    // by field of the model
    std::optional<std::size_t> area_, born_, identity_; // fields of the model
};

} // namespace jingzhun::registry
