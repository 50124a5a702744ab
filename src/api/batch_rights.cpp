// Rights to a whole batch.
#include "api/batch_rights.hpp"

#include "register/records.hpp"

#include <algorithm>
#include <charconv>

namespace jingzhun::api {
namespace {

// May the caller do that to every record of the batch, of every register it feeds?
bool may_all(Asked const &asked, registry::Batch const &batch, pack::Operation operation) {
    if (!asked.caller.accounts()) return true;
    auto const *source = asked.view.pack.find_source(batch.source);
    if (source == nullptr) return false;
    auto areas = registry::areas_of_batch(asked.database(), asked.view.pack, batch);
    if (areas.empty()) areas.push_back(asked.view.county_code);
    return std::ranges::all_of(source->registers, [&](std::string const &name) {
        return std::ranges::all_of(areas, [&](std::string const &area) {
            return asked.caller.may(operation, name, area);
        });
    });
}

} // namespace

registry::Batch batch_of(Asked const &asked) {
    auto const &text = asked.argument(0);
    std::int64_t id = 0;
    auto const *end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, id);
    auto const unknown = base::Error("batch_unknown", {{"batch", text}});
    if (read.ec != std::errc{} || read.ptr != end) throw unknown;
    auto batch = registry::find_batch(asked.database(), asked.view.county, id);
    if (!batch) throw unknown;
    return std::move(*batch);
}

void require_readable(Asked const &asked, registry::Batch const &batch) {
    if (asked.caller.accounts() && batch.actor != asked.caller.name() &&
        !may_all(asked, batch, pack::Operation::read))
        throw base::Error("batch_unknown", {{"batch", asked.argument(0)}});
}

store::Actor require_whole_batch(Asked const &asked, registry::Batch const &batch,
                                 pack::Operation operation, std::string const &reason) {
    require_readable(asked, batch);
    auto const *source = asked.view.pack.find_source(batch.source);
    auto actor = asked.caller.require_somewhere(operation, "*", reason);
    if (source == nullptr || may_all(asked, batch, operation)) return actor;
    for (auto const &name : source->registers)
        for (auto const &area : registry::areas_of_batch(asked.database(), asked.view.pack, batch))
            actor = asked.caller.require(operation, name, area, reason);
    return actor;
}

} // namespace jingzhun::api
