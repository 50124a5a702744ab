// Counting linked rows by hashes of the values that registers link by.
#include "intake/linked.hpp"

#include "base/identity.hpp"
#include "register/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace jingzhun::intake {
namespace {

// Puts what the value is compared by behind `joined`; false where it links to nobody.
bool join(std::string &joined, pack::Field const &field, base::Value const &value) {
    auto const before = joined.size();
    if (auto const *text = std::get_if<std::string>(&value)) {
        if (field.type != pack::FieldType::identity) joined += *text;
        else if (auto const number = base::link_identity(*text)) joined += *number;
    } else if (auto const *number = std::get_if<std::int64_t>(&value)) {
        joined += std::to_string(*number);
    }
    if (joined.size() == before) return false;
    joined += '|';
    return true;
}

std::uint64_t hash_of(std::string_view joined) {
    auto const hash = std::hash<std::string_view>{}(joined);
    return hash == 0 ? 1 : hash;
}

} // namespace

std::uint64_t link_hash(pack::Register const &definition, pack::Link const &link,
                        std::vector<base::Value> const &values) {
    std::string joined;
    for (auto const &[own, theirs] : link.on) {
        auto const index = definition.field_index(own);
        if (!join(joined, definition.fields[index], values[index])) return 0;
    }
    return hash_of(joined);
}

pack::Link const *subject_link(pack::Register const &definition) {
    for (auto const &link : definition.links)
        if (link.to != definition.name) return &link;
    return nullptr;
}

std::vector<std::uint64_t> const &LinkTargets::targets(pack::Link const &link) {
    auto key = link.to;
    for (auto const &[own, theirs] : link.on) key += "|" + theirs;
    auto const [place, fresh] = loaded_.try_emplace(key);
    if (!fresh) return place->second;
    auto const &definition = *pack_.find_register(link.to);
    std::string columns;
    std::vector<pack::Field const *> fields;
    for (auto const &[own, theirs] : link.on) {
        fields.push_back(definition.find_field(theirs));
        columns += (columns.empty() ? "" : ", ") + registry::column_of(*fields.back());
    }
    auto query = database_.prepare(fmt::format("select {} from {} where county = $1", columns,
                                               registry::table_of(definition)));
    query->bind(1, county_);
    auto &hashes = place->second;
    std::string joined;
    while (query->step()) {
        joined.clear();
        bool whole = true;
        for (std::size_t i = 0; whole && i < fields.size(); ++i)
            whole = join(joined, *fields[i], query->value(static_cast<int>(i)));
        if (whole) hashes.push_back(hash_of(joined));
    }
    std::ranges::sort(hashes);
    auto const same = std::ranges::unique(hashes);
    hashes.erase(same.begin(), same.end());
    hashes.shrink_to_fit();
    return hashes;
}

std::int64_t LinkTargets::count(pack::Link const &link, std::vector<std::uint64_t> hashes) {
    auto const &known = targets(link);
    std::ranges::sort(hashes); // side by side with the known ones, both are read in order
    std::int64_t linked = 0;
    auto next = known.begin();
    for (auto const hash : hashes) {
        while (next != known.end() && *next < hash) ++next;
        linked += next != known.end() && *next == hash ? 1 : 0;
    }
    return linked;
}

} // namespace jingzhun::intake
