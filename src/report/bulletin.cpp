// Shares, points and ranks.
#include "report/bulletin.hpp"

#include <algorithm>

namespace jingzhun::report {
namespace {

// Rounded half up. Requires: below > 0, above not negative.
std::int64_t rounded(__int128 above, __int128 below) {
    return static_cast<std::int64_t>((2 * above + below) / (2 * below));
}

std::size_t index_of(pack::Bulletin const &bulletin, std::string const &id) {
    auto const found = std::ranges::find(bulletin.columns, id, &pack::BulletinColumn::id);
    return static_cast<std::size_t>(found - bulletin.columns.begin());
}

Share share_of(pack::Bulletin const &bulletin, pack::BulletinColumn const &column,
               BulletinLine const &line) {
    Share share;
    share.part = line.counts[index_of(bulletin, column.of)];
    share.whole = line.counts[index_of(bulletin, column.over)];
    if (share.whole <= 0) return share;
    share.hundredths = rounded(__int128{10'000} * share.part, share.whole);
    if (column.weight == 0) return share;
    auto const part = std::clamp<std::int64_t>(share.part, 0, share.whole);
    auto const good = column.low_is_good ? share.whole - part : part;
    share.points = rounded(__int128{100} * column.weight * good, share.whole);
    return share;
}

void complete_line(pack::Bulletin const &bulletin, BulletinLine &line) {
    std::int64_t points = 0, weights = 0;
    line.shares.assign(bulletin.columns.size(), {});
    for (std::size_t i = 0; i < bulletin.columns.size(); ++i) {
        if (!bulletin.columns[i].is_share()) continue;
        line.shares[i] = share_of(bulletin, bulletin.columns[i], line);
        if (!line.shares[i].points) continue;
        points += *line.shares[i].points;
        weights += bulletin.columns[i].weight;
    }
    if (bulletin.ranks() && weights > 0) line.total = rounded(__int128{100} * points, weights);
}

} // namespace

void complete(MadeBulletin &made) {
    for (auto &line : made.lines) complete_line(*made.bulletin, line);
    complete_line(*made.bulletin, made.all);
    made.all.total.reset();
    if (!made.bulletin->ranks()) return;
    std::ranges::stable_sort(made.lines, [](BulletinLine const &a, BulletinLine const &b) {
        return a.total.value_or(-1) > b.total.value_or(-1);
    });
    for (std::size_t i = 0; i < made.lines.size(); ++i) {
        auto &line = made.lines[i];
        if (!line.total) continue;
        auto const as_before = i > 0 && made.lines[i - 1].total == line.total;
        line.rank = as_before ? made.lines[i - 1].rank : static_cast<int>(i) + 1;
        line.tied = as_before;
        if (as_before) made.lines[i - 1].tied = true;
    }
}

} // namespace jingzhun::report
