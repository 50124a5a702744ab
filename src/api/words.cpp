// Three bytes of what is looked for are compared at sixty-four places at once; only where all three
// stand is looked closer.
#include "api/words.hpp"

#include <algorithm>
#include <cstring>

namespace jingzhun::api {
namespace {

constexpr std::size_t block = 64;

class Finder {
  public:
    explicit Finder(std::string_view part)
        : part_(part), middle_(part.size() / 2), last_(part.size() - 1) {}

    // The first place from `from` on at which it stands in `all`; npos where there is none.
    std::size_t find(std::string_view all, std::size_t from) const {
        if (all.size() < part_.size()) return std::string_view::npos;
        auto const places = all.size() - last_; // where it may begin
        for (; from + block <= places; from += block)
            if (any(all.data() + from))
                if (auto const at = find_in_block(all.data(), from, from + block); at != none)
                    return at;
        return from < places ? find_in_block(all.data(), from, places) : none;
    }

  private:
    static constexpr auto none = std::string_view::npos;

    bool any(char const *from) const {
        auto const first = part_[0], middle = part_[middle_], last = part_[last_];
        unsigned char found = 0;
        for (std::size_t i = 0; i < block; ++i)
            found = static_cast<unsigned char>(
                found |
                ((from[i] == first) & (from[i + middle_] == middle) & (from[i + last_] == last)));
        return found != 0;
    }
    std::size_t find_in_block(char const *all, std::size_t from, std::size_t to) const {
        for (; from < to; ++from)
            if (all[from] == part_[0] && std::memcmp(all + from, part_.data(), part_.size()) == 0)
                return from;
        return none;
    }

    std::string_view part_;
    std::size_t middle_, last_;
};

} // namespace

Words::Words(std::size_t rows, std::size_t numbers,
             std::function<std::int32_t(std::size_t)> const &number,
             std::function<std::string(std::size_t)> const &text) {
    std::vector<std::int32_t> known(numbers, -1);
    of_row_.assign(rows, -1);
    for (std::size_t row = 0; row < rows; ++row) {
        auto const own = number(row);
        if (own < 0) continue;
        auto &kept = known[static_cast<std::size_t>(own)];
        if (kept < 0) {
            kept = static_cast<std::int32_t>(ends_.size());
            bytes_ += text(row);
            bytes_ += '\0';
            ends_.push_back(bytes_.size());
        }
        of_row_[row] = kept;
    }
}

std::vector<std::uint32_t> Words::rows_with(std::string_view part) const {
    std::vector<std::uint32_t> rows;
    if (part.empty()) return rows;
    std::vector<bool> wanted(ends_.size(), false);
    Finder const finder(part);
    auto end = ends_.begin();
    for (auto at = finder.find(bytes_, 0); at != std::string_view::npos;) {
        end = std::upper_bound(end, ends_.end(), at);
        wanted[static_cast<std::size_t>(end - ends_.begin())] = true;
        at = finder.find(bytes_, *end); // once a text is enough
    }
    for (std::size_t row = 0; row < of_row_.size(); ++row)
        if (of_row_[row] >= 0 && wanted[static_cast<std::size_t>(of_row_[row])])
            rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
}

} // namespace jingzhun::api
