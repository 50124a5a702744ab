// Finds records and fields by name.
#include "cel/schema.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::cel {

Field const *RecordSchema::find(std::string_view field) const {
    auto const found = std::find_if(fields.begin(), fields.end(),
                                    [&](Field const &each) { return each.name == field; });
    return found == fields.end() ? nullptr : &*found;
}

RecordSchema const *Schema::find(std::string_view record) const {
    auto const found = std::find_if(records.begin(), records.end(),
                                    [&](RecordSchema const &each) { return each.name == record; });
    return found == records.end() ? nullptr : &*found;
}

std::size_t Schema::index_of(std::string_view record) const {
    RecordSchema const *found = find(record);
    assert(found != nullptr);
    return static_cast<std::size_t>(found - records.data());
}

} // namespace jingzhun::cel
