// Loading what expressions read, and running them.
#include "check/values.hpp"

#include "base/text.hpp"
#include "cel/check.hpp"
#include "check/measures.hpp"
#include "check/snapshot.hpp"
#include "pack/schema.hpp"
#include "register/frames.hpp"

#include <fmt/format.h>

namespace jingzhun::check {
namespace {

constexpr int threads = 2;

void require_sound(std::vector<base::Problem> const &problems) {
    if (!problems.empty()) throw base::Error(problems.front());
}

} // namespace

Values::Values(store::Database &database, pack::Pack const &pack, std::string const &register_name,
               int county, registry::Moment const &moment,
               std::span<cel::Expression const *const> expressions, base::Period const &period)
    : county_(county) {
    auto const has_period = !period.name.empty();
    if (pack.find_register(register_name) == nullptr) {
        std::vector<std::string> names;
        for (auto const &one : pack.registers) names.push_back(one.name);
        throw base::Error(
            "register_unknown",
            {{"register", register_name},
             {"nearest", base::nearest(register_name, names).value_or(names.front())}});
    }
    auto const schema = pack::make_schema(pack);
    table_ = schema.index_of(register_name);
    for (auto const *expression : expressions) {
        auto const checked = cel::check(*expression, schema, register_name, has_period);
        require_sound(checked.problems);
        kinds_.push_back(checked.type.kind);
    }
    registry::FrameRequest request;
    request.county = county;
    request.moment = moment;
    request.threads = threads;
    request.keyed = {table_};
    auto const compiled = cel::compile_values(schema, register_name, expressions, has_period);
    require_sound(compiled.problems);
    request.fields = cel::used_fields(*compiled.program);
    population_ = registry::load_frames(database, pack, schema, request);
    columns_ =
        cel::run_values(*compiled.program, population_, {moment.as_of, period, county_code(county)},
                        threads, cel::deadline_in(run_time_max));
}

std::size_t Values::rows() const { return population_.tables[table_].rows; }

std::string Values::key(std::size_t row) const {
    return std::string(population_.strings.text(population_.tables[table_].keys[row]));
}

std::string Values::area(std::size_t row) const {
    return area_of(population_, table_, row, county_);
}

std::int64_t Values::record(std::size_t row) const {
    return population_.tables[table_].records[row];
}

std::optional<bool> Values::truth(std::size_t expression, std::size_t row) const {
    auto const number = whole(expression, row);
    return number ? std::optional(*number != 0) : std::nullopt;
}

std::optional<std::int64_t> Values::whole(std::size_t expression, std::size_t row) const {
    return integer_at(columns_[expression], row);
}

bool Values::is_money(std::size_t expression) const {
    return kinds_[expression] == cel::Kind::money;
}

std::string Values::text(std::size_t expression, std::size_t row) const {
    auto const number = whole(expression, row);
    if (!number) return "";
    switch (kinds_[expression]) {
    case cel::Kind::text:
        return std::string(population_.strings.text(static_cast<std::int32_t>(*number)));
    case cel::Kind::boolean:
        return *number != 0 ? "true" : "false";
    case cel::Kind::date:
        return base::to_string(base::Date{static_cast<std::int32_t>(*number)});
    default:
        return std::to_string(*number);
    }
}

} // namespace jingzhun::check
