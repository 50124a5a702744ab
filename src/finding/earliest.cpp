// Each place is asked only for what comes before the last of those found so far.
#include "finding/earliest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace jingzhun::finding {
namespace {

// A deadline and the finding: the order of the list.
using Due = std::pair<std::int64_t, std::int64_t>;

class Earliest {
  public:
    Earliest(store::Database &database, int county, bool everywhere, State state, std::size_t limit)
        // Without `state <> 4` the indexes, which hold no closed ones, are not asked.
        : select_(database.prepare(fmt::format(
              "SELECT due, id FROM finding WHERE county = $1 AND owner = $2 AND state = $3 AND "
              "state <> 4 AND (due, id) < ($4, $5) {} ORDER BY due, id LIMIT $6",
              everywhere ? "" : "AND area = $7"))),
          everywhere_(everywhere), limit_(limit) {
        select_->bind(1, county);
        select_->bind(3, static_cast<std::int64_t>(state));
        select_->bind(6, static_cast<std::int64_t>(limit));
    }
    void add(std::string const &area, std::string const &owner) {
        auto const last = found_.size() < limit_ ? end_ : found_.back();
        select_->bind(2, owner);
        select_->bind(4, last.first);
        select_->bind(5, last.second);
        if (!everywhere_) select_->bind(7, area);
        auto const before = found_.size();
        while (select_->step()) found_.emplace_back(select_->integer(0), select_->integer(1));
        if (found_.size() == before) return;
        std::ranges::sort(found_);
        found_.resize(std::min(found_.size(), limit_));
    }
    std::vector<std::int64_t> ids() const {
        std::vector<std::int64_t> all;
        for (auto const &one : found_) all.push_back(one.second);
        return all;
    }

  private:
    static constexpr auto latest_ = std::numeric_limits<std::int64_t>::max();
    static constexpr Due end_ = {latest_, latest_};

    std::unique_ptr<store::Statement> select_;
    bool everywhere_;
    std::size_t limit_;
    std::vector<Due> found_; // in order, `limit_` at most
};

} // namespace

std::vector<Finding> earliest(store::Database &database, int county,
                              std::vector<std::string> const &areas,
                              std::vector<std::string> const &owners, State state,
                              std::size_t limit) {
    if (limit == 0) return {};
    Earliest list(database, county, areas.empty(), state, limit);
    for (auto const &owner : owners) {
        if (areas.empty()) list.add("", owner);
        for (auto const &area : areas) list.add(area, owner);
    }
    return find_all(database, county, list.ids());
}

} // namespace jingzhun::finding
