// The measures of a pack: a number for each record, by which pages and reports count and add up.
#pragma once

#include "cel/program.hpp"
#include "pack/model.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace jingzhun::check {

struct MeasureResult {
    pack::Rule const *rule = nullptr;
    std::size_t record = 0; // index into Schema::records
    cel::Column values;     // not present where unknown
};

class MeasureSet {
  public:
    // Requires: pack and schema outlive this. Throws Error "pack_faulty".
    MeasureSet(pack::Pack const &pack, cel::Schema const &schema);
    std::vector<cel::UsedField> const &used_fields() const { return used_; }
    std::vector<MeasureResult> run(cel::Population const &population, cel::Context const &context,
                                   int threads) const;

  private:
    struct Group {
        std::size_t record = 0;
        std::vector<pack::Rule const *> rules;
        cel::ProgramPointer program;
    };
    std::vector<Group> groups_;
    std::vector<cel::UsedField> used_;
};

// The value of a row as a whole number (money in fen); nothing where it is not known.
std::optional<std::int64_t> integer_at(cel::Column const &column, std::size_t row);

} // namespace jingzhun::check
