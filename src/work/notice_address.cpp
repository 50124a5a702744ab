// Addresses from salts.
#include "work/notice_address.hpp"

#include "base/hash.hpp"
#include "work/case_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace jingzhun::work {
namespace {

constexpr std::size_t digits = 24;

std::string salt_of(store::Database &database, int county, std::int64_t position) {
    auto select = database.prepare("SELECT salt FROM event WHERE county = $1 AND sequence = $2");
    select->bind(1, county);
    select->bind(2, position);
    return select->step() ? std::string(select->blob(0)) : std::string();
}

bool same(std::string_view a, std::string_view b) {
    auto differs = a.size() ^ b.size();
    for (std::size_t i = 0; i < a.size(); ++i)
        differs |= static_cast<std::size_t>(a[i] ^ (i < b.size() ? b[i] : '\0'));
    return differs == 0;
}

} // namespace

std::string notice_address(store::Database &database, int county, Case const &one,
                           Notice const &notice) {
    auto const act = std::ranges::find(one.acts, notice.act, &ActTaken::number);
    auto const position = act == one.acts.end() ? 0 : act->position;
    auto const salt = salt_of(database, county, position);
    if (salt.empty()) return "";
    auto const hash = base::sha256(fmt::format("notice {} {} {}", one.id, notice.act, salt));
    return fmt::format("{}-{}", one.id, hash.substr(0, digits));
}

std::optional<PublicNotice> notice_at(store::Database &database, int county,
                                      std::string_view address, base::Date on) {
    std::int64_t id = 0;
    auto const read = std::from_chars(address.data(), address.data() + address.size(), id);
    if (read.ec != std::errc{} || id <= 0) return std::nullopt;
    auto one = find_case(database, county, id);
    if (!one) return std::nullopt;
    for (auto const &notice : one->notices) {
        if (!same(notice_address(database, county, *one, notice), address)) continue;
        auto const stands = notice.standing && one->state == CaseState::open && notice.from <= on &&
                            on <= notice.until;
        auto const found = notice;
        return PublicNotice{std::move(*one), found, stands};
    }
    return std::nullopt;
}

} // namespace jingzhun::work
