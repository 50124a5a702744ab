// Reads JSON with Boost.JSON into our own tree.
#include "base/json.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace jingzhun::base {
namespace {

Json convert(boost::json::value const &from);

Json::Array convert_array(boost::json::array const &from) {
    Json::Array array;
    array.reserve(from.size());
    for (auto const &element : from) array.push_back(convert(element));
    return array;
}

Json::Object convert_object(boost::json::object const &from) {
    Json::Object object;
    for (auto const &member : from) {
        object.insert_or_assign(std::string(member.key()), convert(member.value()));
    }
    return object;
}

Json convert(boost::json::value const &from) {
    switch (from.kind()) {
    case boost::json::kind::null:
        break;
    case boost::json::kind::bool_:
        return {from.get_bool()};
    case boost::json::kind::int64:
        return {from.get_int64()};
    case boost::json::kind::uint64:
        return {static_cast<double>(from.get_uint64())};
    case boost::json::kind::double_:
        return {from.get_double()};
    case boost::json::kind::string:
        return {std::string(from.get_string())};
    case boost::json::kind::array:
        return {convert_array(from.get_array())};
    case boost::json::kind::object:
        return {convert_object(from.get_object())};
    }
    return {};
}

Place place_of(std::string_view text, std::size_t at, std::string const &name) {
    auto const before = text.substr(0, at);
    auto const line = std::ranges::count(before, '\n') + 1;
    auto const line_start = before.rfind('\n') + 1; // npos + 1 is 0: the first line
    return {name, static_cast<int>(line), static_cast<int>(at - line_start) + 1};
}

} // namespace

Json read_json(std::string_view text, std::string const &name) {
    boost::json::parse_options options;
    options.max_depth = 64;
    boost::json::monotonic_resource memory;
    boost::json::parser parser({}, options);
    parser.reset(&memory);
    boost::json::error_code error;
    auto const consumed = parser.write_some(text.data(), text.size(), error);
    auto at = std::min(consumed, text.size());
    if (!error) {
        at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
        if (at < text.size()) error = boost::json::error::extra_data;
    }
    if (error) {
        throw Error("json_malformed", {{"name", name}, {"what", error.message()}},
                    place_of(text, at, name));
    }
    return convert(parser.release());
}

} // namespace jingzhun::base
