// Counting linked rows by hashes of the values that registers link by.
#include "intake/linked.hpp"

#include "base/identity.hpp"
#include "register/tables.hpp"

#include <fmt/format.h>

#include <functional>

namespace jingzhun::intake {
namespace {

std::string comparable(pack::Field const &field, base::Value const &value) {
    if (auto const *text = std::get_if<std::string>(&value)) {
        if (field.type != pack::FieldType::identity) return *text;
        return base::link_identity(*text).value_or("");
    }
    if (auto const *number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    return "";
}

std::uint64_t hash_of(std::vector<std::string> const &pieces) {
    std::string joined;
    for (auto const &piece : pieces) {
        if (piece.empty()) return 0;
        joined += piece;
        joined += '|';
    }
    auto const hash = std::hash<std::string>{}(joined);
    return hash == 0 ? 1 : hash;
}

} // namespace

std::uint64_t link_hash(pack::Register const &definition, pack::Link const &link,
                        std::vector<base::Value> const &values) {
    std::vector<std::string> pieces;
    for (auto const &[own, theirs] : link.on) {
        auto const index = definition.field_index(own);
        pieces.push_back(comparable(definition.fields[index], values[index]));
    }
    return hash_of(pieces);
}

pack::Link const *subject_link(pack::Register const &definition) {
    for (auto const &link : definition.links)
        if (link.to != definition.name) return &link;
    return nullptr;
}

std::unordered_set<std::uint64_t> const &LinkTargets::targets(pack::Link const &link) {
    auto key = link.to;
    for (auto const &[own, theirs] : link.on) key += "|" + theirs;
    auto const [place, fresh] = loaded_.try_emplace(key);
    if (!fresh) return place->second;
    auto const &definition = *pack_.find_register(link.to);
    std::string columns;
    for (auto const &[own, theirs] : link.on)
        columns += fmt::format("{}f_{}", columns.empty() ? "" : ", ", theirs);
    auto query = database_.prepare(fmt::format("select {} from {} where county = $1", columns,
                                               registry::table_of(definition)));
    query->bind(1, county_);
    while (query->step()) {
        std::vector<std::string> pieces;
        for (std::size_t i = 0; i < link.on.size(); ++i)
            pieces.push_back(comparable(*definition.find_field(link.on[i].second),
                                        query->value(static_cast<int>(i))));
        place->second.insert(hash_of(pieces));
    }
    place->second.erase(0);
    return place->second;
}

std::int64_t LinkTargets::count(pack::Link const &link, std::vector<std::uint64_t> const &hashes) {
    auto const &known = targets(link);
    std::int64_t linked = 0;
    for (auto const hash : hashes) linked += known.contains(hash) ? 1 : 0;
    return linked;
}

} // namespace jingzhun::intake
