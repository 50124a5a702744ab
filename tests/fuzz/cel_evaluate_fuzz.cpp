// Any expression over the test village: it ends within its budget, and its explanation gives the
// same value. The first byte says for which record.
#include "../cel/village.hpp"
#include "cel/conformance.hpp"

#include <cstdint>
#include <cstdlib>

using namespace jingzhun;

namespace {

void demand(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size) {
    if (size == 0) return 0;
    auto const parsed = cel::parse({reinterpret_cast<char const *>(data + 1), size - 1});
    if (parsed.expression == nullptr) return 0;
    bool const is_person = (data[0] & 1) != 0;
    std::uint32_t const row = data[0] / 2U % (is_person ? 5U : 3U);
    cel::Scope const scope = village::scope_of(is_person ? 1 : 0, row);
    cel::EvaluateLimits limits;
    limits.steps_max = 20'000;
    limits.bytes_max = 1U << 20;
    cel::Value const value = cel::evaluate(*parsed.expression, scope, limits);
    demand(!cel::value_to_json(value).empty());
    auto const *error = value.as<cel::EvaluationError>();
    if (error != nullptr && error->code == "cel_cost") return 0;
    demand(cel::to_string(cel::explain(*parsed.expression, scope, 2).value) ==
           cel::to_string(value));
    return 0;
}
