// Lists of numbers.
#include "api/body_ids.hpp"

#include "base/error.hpp"

#include <charconv>
#include <string>

namespace jingzhun::api {
namespace {

constexpr std::size_t at_once = 500;

} // namespace

std::vector<std::int64_t> ids_member(base::Json const &body, std::string_view name) {
    auto const *list = body.find(name);
    if (list == nullptr || list->array() == nullptr)
        throw base::Error("member_missing", {{"name", std::string(name)}});
    std::vector<std::int64_t> ids;
    for (auto const &one : *list->array())
        if (auto const *id = std::get_if<std::int64_t>(&one.value)) ids.push_back(*id);
    if (ids.empty() || ids.size() > at_once)
        throw base::Error("request_malformed", {{"what", std::string(name)}});
    return ids;
}

bool flag_member(base::Json const &body, std::string_view name) {
    auto const *member = body.find(name);
    auto const *flag = member == nullptr ? nullptr : std::get_if<bool>(&member->value);
    return flag != nullptr && *flag;
}

std::int64_t number_in_address(std::string_view text) {
    std::int64_t number = 0;
    auto const *end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end)
        throw base::Error("not_found", {{"what", std::string(text)}});
    return number;
}

} // namespace jingzhun::api
