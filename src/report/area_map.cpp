// GeoJSON into rings, rings into rows.
#include "report/area_map.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace jingzhun::report {
namespace {

using base::Json;

constexpr double parts = 100'000;
constexpr std::size_t points_least = 4; // a triangle that is closed
constexpr std::array<char const *, 5> code_names = {"code", "adcode", "area", "area_code",
                                                    "区划代码"};
constexpr auto sheet_sql =
    "CREATE TABLE map_sheet (county INTEGER NOT NULL, id INTEGER NOT NULL, approval TEXT NOT NULL, "
    "PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID";
constexpr auto shape_sql =
    "CREATE TABLE map_shape (county INTEGER NOT NULL, id INTEGER NOT NULL, area TEXT NOT NULL, "
    "rings TEXT NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID";

std::string as_code(Json const *value) {
    if (value == nullptr) return "";
    if (auto const *text = std::get_if<std::string>(&value->value)) return *text;
    if (auto const *number = std::get_if<std::int64_t>(&value->value))
        return std::to_string(*number);
    return "";
}

std::string code_of(Json const &feature) {
    auto const *properties = feature.find("properties");
    for (auto const *name : code_names)
        if (auto code = as_code(properties == nullptr ? nullptr : properties->find(name));
            !code.empty())
            return base::shorten(code);
    return base::shorten(as_code(feature.find("id")));
}

std::optional<double> number_of(Json const &value) {
    if (auto const *real = std::get_if<double>(&value.value)) return *real;
    if (auto const *whole = std::get_if<std::int64_t>(&value.value))
        return static_cast<double>(*whole);
    return std::nullopt;
}

Ring ring_of(Json const &points, std::string const &code) {
    Ring ring;
    auto const faulty = [&] { return base::Error("map_shape_faulty", {{"area", code}}); };
    if (points.array() == nullptr) throw faulty();
    for (auto const &point : *points.array()) {
        auto const *pair = point.array();
        if (pair == nullptr || pair->size() < 2) throw faulty();
        auto const x = number_of((*pair)[0]), y = number_of((*pair)[1]);
        if (!x || !y || std::abs(*x) > 180 || std::abs(*y) > 90) throw faulty();
        std::pair const next(static_cast<std::int32_t>(std::lround(*x * parts)),
                             static_cast<std::int32_t>(std::lround(*y * parts)));
        if (ring.empty() || ring.back() != next) ring.push_back(next);
    }
    if (ring.size() < points_least) throw faulty();
    return ring;
}

void add_polygon(AreaShape &shape, Json const &polygon) {
    if (polygon.array() == nullptr) throw base::Error("map_shape_faulty", {{"area", shape.area}});
    for (auto const &ring : *polygon.array()) shape.rings.push_back(ring_of(ring, shape.area));
}

AreaShape shape_of(Json const &feature, std::string const &code) {
    AreaShape shape{code, {}};
    auto const *geometry = feature.find("geometry");
    auto const *type = geometry == nullptr ? nullptr : geometry->text("type");
    auto const *coordinates = geometry == nullptr ? nullptr : geometry->find("coordinates");
    if (type == nullptr || coordinates == nullptr || coordinates->array() == nullptr)
        throw base::Error("map_shape_faulty", {{"area", code}});
    if (*type == "Polygon") add_polygon(shape, *coordinates);
    else if (*type == "MultiPolygon")
        for (auto const &polygon : *coordinates->array()) add_polygon(shape, polygon);
    else throw base::Error("map_shape_faulty", {{"area", code}});
    return shape;
}

// "x,y x,y;x,y …": rings apart by semicolons.
std::string text_of(std::vector<Ring> const &rings) {
    std::string text;
    for (auto const &ring : rings) {
        if (!text.empty()) text += ';';
        auto first = true;
        for (auto const &[x, y] : ring) {
            text += fmt::format("{}{},{}", first ? "" : " ", x, y);
            first = false;
        }
    }
    return text;
}

std::vector<Ring> rings_of(std::string_view text) {
    std::vector<Ring> rings;
    for (auto const piece : base::split(text, ';')) {
        Ring ring;
        for (auto const point : base::split(piece, ' ')) {
            auto const comma = point.find(',');
            if (comma == std::string_view::npos) continue;
            std::pair<std::int32_t, std::int32_t> at;
            std::from_chars(point.data(), point.data() + comma, at.first);
            std::from_chars(point.data() + comma + 1, point.data() + point.size(), at.second);
            ring.push_back(at);
        }
        rings.push_back(std::move(ring));
    }
    return rings;
}

void clear(store::Database &database, int county) {
    for (auto const *table : {"map_sheet", "map_shape"}) {
        auto statement =
            database.prepare(std::string("DELETE FROM ") + table + " WHERE county = $1");
        statement->bind(1, county);
        statement->run();
    }
}

void insert_shapes(store::Database &database, int county, AreaMap const &map) {
    auto statement =
        database.prepare("INSERT INTO map_shape (county, id, area, rings) VALUES ($1, $2, $3, $4)");
    std::int64_t id = 0;
    for (auto const &shape : map.shapes) {
        statement->bind(1, county);
        statement->bind(2, ++id);
        statement->bind(3, shape.area);
        statement->bind(4, text_of(shape.rings));
        statement->run();
    }
}

} // namespace

AreaMap read_map(std::string_view geojson, base::AreaTree const &areas) {
    auto const whole = base::read_json(geojson, "GeoJSON");
    auto const *features = whole.find("features");
    if (features == nullptr || features->array() == nullptr || features->array()->empty())
        throw base::Error("map_no_features");
    AreaMap map;
    for (auto const &feature : *features->array()) {
        auto const code = code_of(feature);
        if (code.empty() || areas.find(code) == nullptr) {
            map.unknown.push_back(code);
            continue;
        }
        if (std::ranges::find(map.shapes, code, &AreaShape::area) != map.shapes.end())
            throw base::Error("map_area_twice", {{"area", code}});
        map.shapes.push_back(shape_of(feature, code));
    }
    if (map.shapes.empty()) throw base::Error("map_no_areas");
    return map;
}

void keep_map(store::Database &database, store::Actor const &actor, int county,
              AreaMap const &map) {
    if (database.columns("map_sheet").empty()) {
        database.execute(sheet_sql);
        database.execute(shape_sql);
    }
    clear(database, county);
    auto statement =
        database.prepare("INSERT INTO map_sheet (county, id, approval) VALUES ($1, 1, $2)");
    statement->bind(1, county);
    statement->bind(2, map.approval);
    statement->run();
    insert_shapes(database, county, map);
    base::JsonWriter details;
    details.begin_object()
        .member("areas", map.shapes.size())
        .member("unknown", map.unknown.size())
        .member("approval", map.approval)
        .end_object();
    store::append(database, actor, {county, "map", "map", details.take()});
}

void drop_map(store::Database &database, store::Actor const &actor, int county) {
    if (!database.columns("map_sheet").empty()) clear(database, county);
    store::append(database, actor, {county, "map", "map", R"({"areas":0})"});
}

std::optional<AreaMap> load_map(store::Database &database, int county) {
    if (database.columns("map_sheet").empty()) return std::nullopt;
    auto sheet = database.prepare("SELECT approval FROM map_sheet WHERE county = $1");
    sheet->bind(1, county);
    if (!sheet->step()) return std::nullopt;
    AreaMap map;
    map.approval = sheet->text(0);
    auto select =
        database.prepare("SELECT area, rings FROM map_shape WHERE county = $1 ORDER BY id");
    select->bind(1, county);
    while (select->step())
        map.shapes.push_back({std::string(select->text(0)), rings_of(select->text(1))});
    return map;
}

} // namespace jingzhun::report
