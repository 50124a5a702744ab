// The value of a parameter in force: most specific area first, then the latest start.
#include "cel/parameter.hpp"

#include <algorithm>

namespace jingzhun::cel {

base::Value const *find_value(Parameter const &parameter, std::span<std::string const> keys,
                              std::string_view area, base::Date date) {
    ParameterValue const *best = nullptr;
    for (ParameterValue const &value : parameter.values) {
        if (date < value.from || date >= value.to || !area.starts_with(value.area)) continue;
        if (!std::equal(keys.begin(), keys.end(), value.keys.begin(), value.keys.end())) continue;
        bool const is_better = best == nullptr || value.area.size() > best->area.size() ||
                               (value.area.size() == best->area.size() && value.from > best->from);
        if (is_better) best = &value;
    }
    return best == nullptr ? nullptr : &best->value;
}

} // namespace jingzhun::cel
