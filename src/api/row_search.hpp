// Labels and keys of every register, to search in by name or number.
#pragma once

#include "api/words.hpp"
#include "cel/population.hpp"
#include "pack/model.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace jingzhun::api {

// Each part is made when it is first asked for, and kept as long as this. May be asked from several
// threads. `pack` and `population` outlive it and do not change.
class RowSearch {
  public:
    RowSearch(pack::Pack const &pack, cel::Population const &population);

    // Rows whose label contains `folded` (base::fold); whose key does as it is, and as it is shown
    // to those who may not see it (masking.hpp). Ascending.
    std::vector<std::uint32_t> labels_with(std::size_t table, std::string_view folded) const;
    std::vector<std::uint32_t> keys_with(std::size_t table, std::string_view text) const;
    std::vector<std::uint32_t> masked_keys_with(std::size_t table, std::string_view text) const;

  private:
    struct Parts {
        std::unique_ptr<Words> labels, keys, masked;
    };
    template <class Make>
    Words const &part(std::size_t table, std::unique_ptr<Words> Parts::*which,
                      Make const &make) const;
    std::unique_ptr<Words> make_labels(std::size_t table) const;
    std::unique_ptr<Words> make_keys(std::size_t table, bool masked) const;

    pack::Pack const &pack_;
    cel::Population const &population_;
    mutable std::mutex making_;
    mutable std::vector<Parts> parts_; // by table
};

// What either holds; both ascend, and so does the answer.
std::vector<std::uint32_t> in_either(std::vector<std::uint32_t> const &a,
                                     std::vector<std::uint32_t> const &b);

} // namespace jingzhun::api
