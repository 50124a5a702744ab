// Opening a store for a command.
#include "app/session.hpp"

#include "base/text.hpp"
#include "register/pack_files.hpp"
#include "store/areas.hpp"
#include "store/ledger.hpp"

#include <algorithm>
#include <charconv>
#include <thread>

namespace jingzhun::app {

Session open_session(std::string const &address, store::Access access, std::optional<base::Date> on,
                     registry::Known const &known) {
    auto database = store::open(address, access);
    auto const counties = store::counties(*database);
    if (counties.empty()) throw base::Error("store_without_pack", {{"store", address}});
    auto const county = counties.front();
    auto areas = base::AreaTree(store::load_areas(*database, county));
    auto pack = registry::load_pack(*database, county, on.value_or(base::today()), known);
    return {address, std::move(database), county, std::move(areas), std::move(pack)};
}

registry::Known known_of(std::string const &text) {
    registry::Known known;
    if (text.empty()) return known;
    if (text.front() == '#') {
        auto const *end = text.data() + text.size();
        auto const read = std::from_chars(text.data() + 1, end, known.position);
        if (read.ec == std::errc() && read.ptr == end && known.position >= 0) return known;
        throw base::Error("instant_malformed", {{"value", text}});
    }
    auto const time = base::parse_instant(text);
    if (!time) throw base::Error("instant_malformed", {{"value", text}});
    known.at = *time;
    return known;
}

pack::Register const &register_of(Session const &session, std::string const &name) {
    if (auto const *found = session.pack.find_register(name)) return *found;
    std::vector<std::string> names;
    for (auto const &one : session.pack.registers) names.push_back(one.name);
    throw base::Error(
        "register_unknown",
        {{"register", name}, {"nearest", base::nearest(name, names).value_or("household")}});
}

base::Date last_check(Session const &session) {
    auto const text = store::meta(*session.database, "last_check");
    return base::parse_iso_date(text).value_or(base::today());
}

check::Snapshot snapshot_of(Session const &session, base::Date as_of,
                            std::vector<std::string> const &rules, registry::Known const &known) {
    check::Selection selection;
    selection.known_at = known.at;
    selection.position = known.position;
    selection.county = session.county;
    selection.as_of = as_of;
    selection.rules = rules;
    selection.threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U));
    selection.kept = true;
    return check::take_snapshot(*session.database, session.pack, selection);
}

} // namespace jingzhun::app
