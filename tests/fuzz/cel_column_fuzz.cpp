// A rule in columns over a small population, held against row mode row by row. The first byte says
// on which register and population; the rest is the rule as text, or the choices from which the
// generator of the differential test writes one.
#include "../cel/column_agreement.hpp"
#include "../cel/differential_random.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace jingzhun;

namespace {

// The first few populations with at most six households.
std::vector<cel::Population> make_populations(cel::Schema const &schema) {
    std::vector<cel::Population> populations;
    for (std::uint64_t seed = 1; populations.size() < 8; ++seed) {
        differential::Random random(seed);
        cel::Population population = differential::make_population(schema, random);
        if (population.tables[1].rows <= 6) populations.push_back(std::move(population));
    }
    return populations;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size) {
    static cel::Schema const schema = differential::make_schema();
    static std::vector<cel::Population> const populations = make_populations(schema);
    static char const *const records[] = {"household", "person", "village", "household"};
    if (size < 2 || size > 2000) return 0;
    std::string const record = records[data[0] & 3];
    cel::Population const &population = populations[data[0] >> 3 & 7];
    std::string text(reinterpret_cast<char const *>(data + 1), size - 1);
    if ((data[0] & 4) != 0) {
        differential::Random random(std::span(data + 1, size - 1));
        text = differential::make_rule(random, record, 3);
    }
    auto const parsed = cel::parse(text);
    if (parsed.expression == nullptr) return 0;
    cel::RuleSource const rule{"rule", nullptr, parsed.expression.get(), true};
    auto const compiled = cel::compile(schema, record, std::span(&rule, 1));
    if (!compiled.program) return 0;
    cel::Context const context{*base::parse_iso_date("2003-03-01"), {}, "43"};
    auto const answers = cel::run(*compiled.program, population, context);
    auto const table = static_cast<std::uint32_t>(schema.index_of(record));
    for (std::uint32_t row = 0; row < population.tables[table].rows; ++row) {
        cel::Scope const scope{&schema, &population, context, cel::RecordReference{table, row}};
        auto const expected = agreement::by_row(rule, scope),
                   found = agreement::answer_of(answers[0], row);
        if (expected == found) continue;
        std::fprintf(stderr, "%s\n  on %s %u: row mode %s, columns %s\n", text.c_str(),
                     record.c_str(), row, agreement::name_of(expected), agreement::name_of(found));
        std::abort();
    }
    return 0;
}
