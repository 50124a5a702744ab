// The table `column_map`: county, sender, header, column.
#include "intake/column_map.hpp"

#include "base/text.hpp"
#include "intake/header_match.hpp"

#include <algorithm>
#include <optional>

namespace jingzhun::intake {
namespace {

bool has_column(pack::Pack const &pack, std::string const &column) {
    auto const key = header_key(column);
    auto const spells = [&](pack::SourceColumn const &one) {
        return std::ranges::any_of(
            one.headers, [&](std::string const &header) { return header_key(header) == key; });
    };
    return std::ranges::any_of(pack.sources, [&](pack::Source const &source) {
        return std::ranges::any_of(source.columns, spells);
    });
}

void require_column(pack::Pack const &pack, std::string const &column) {
    if (has_column(pack, column)) return;
    std::vector<std::string> names;
    for (auto const &source : pack.sources)
        for (auto const &one : source.columns) names.push_back(one.headers.front());
    throw base::Error(
        "column_unknown",
        {{"column", column}, {"nearest", base::nearest(column, names).value_or(names.front())}});
}

bool has_table(store::Database &database) { return !database.columns("column_map").empty(); }

} // namespace

ColumnMap read_column_map(pack::Pack const &pack, std::vector<std::string> const &texts) {
    ColumnMap map;
    for (auto const &text : texts) {
        auto const equals = text.rfind('=');
        auto const header = std::string(base::trim(std::string_view(text).substr(0, equals)));
        auto const column =
            equals == std::string::npos
                ? std::string()
                : std::string(base::trim(std::string_view(text).substr(equals + 1)));
        if (header.empty() || column.empty())
            throw base::Error("column_map_malformed", {{"text", text}});
        require_column(pack, column);
        map.emplace_back(header, column);
    }
    return map;
}

ColumnMap remembered_map(store::Database &database, int county, std::string const &sender) {
    ColumnMap map;
    if (sender.empty() || !has_table(database)) return map;
    auto select = database.prepare("SELECT header, meaning FROM column_map WHERE county = $1 AND "
                                   "sender = $2 ORDER BY header");
    select->bind(1, county);
    select->bind(2, sender);
    while (select->step()) map.emplace_back(select->text(0), select->text(1));
    return map;
}

void remember_map(store::Database &database, int county, std::string const &sender,
                  ColumnMap const &map) {
    if (sender.empty() || map.empty()) return;
    if (!has_table(database))
        database.execute("CREATE TABLE column_map (county INTEGER NOT NULL, sender TEXT NOT NULL, "
                         "header TEXT NOT NULL, meaning TEXT NOT NULL, "
                         "PRIMARY KEY (county, sender, header)) STRICT, WITHOUT ROWID");
    auto upsert = database.prepare(
        "INSERT INTO column_map (county, sender, header, meaning) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (county, sender, header) DO UPDATE SET meaning = excluded.meaning");
    for (auto const &[header, column] : map) {
        upsert->bind(1, county);
        upsert->bind(2, sender);
        upsert->bind(3, header);
        upsert->bind(4, column);
        upsert->run();
    }
}

ColumnMap join_maps(ColumnMap map, ColumnMap const &more) {
    auto const said = map.size();
    for (auto const &one : more) {
        auto const key = header_key(one.first);
        auto const same = [&](auto const &other) { return header_key(other.first) == key; };
        if (std::none_of(map.begin(), map.begin() + static_cast<std::ptrdiff_t>(said), same))
            map.push_back(one);
    }
    return map;
}

} // namespace jingzhun::intake
