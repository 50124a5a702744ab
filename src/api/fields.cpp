// Members kept, others left out.
#include "api/fields.hpp"

#include "base/text.hpp"

#include <set>

namespace jingzhun::api {
namespace {

using Names = std::set<std::string, std::less<>>; // full paths that are wanted

bool wanted(Names const &names, std::string const &path) {
    if (names.contains(path)) return true;
    auto const deeper = names.lower_bound(path + ".");
    return deeper != names.end() && deeper->starts_with(path + ".");
}

void keep(base::JsonWriter &json, base::Json const &value, Names const &names,
          std::string const &path) {
    if (names.contains(path)) {
        write(json, value);
    } else if (auto const *array = value.array()) {
        json.begin_array();
        for (auto const &one : *array) keep(json, one, names, path);
        json.end_array();
    } else if (auto const *object = value.object()) {
        json.begin_object();
        for (auto const &[name, member] : *object) {
            auto const below = path.empty() ? name : path + "." + name;
            if (!wanted(names, below)) continue;
            json.key(name);
            keep(json, member, names, below);
        }
        json.end_object();
    } else {
        write(json, value);
    }
}

} // namespace

void write(base::JsonWriter &json, base::Json const &value) {
    if (auto const *array = value.array()) {
        json.begin_array();
        for (auto const &one : *array) write(json, one);
        json.end_array();
    } else if (auto const *object = value.object()) {
        json.begin_object();
        for (auto const &[name, member] : *object) {
            json.key(name);
            write(json, member);
        }
        json.end_object();
    } else if (auto const *text = std::get_if<std::string>(&value.value)) {
        json.value(*text);
    } else if (auto const *truth = std::get_if<bool>(&value.value)) {
        json.value(*truth);
    } else if (auto const *integer = std::get_if<std::int64_t>(&value.value)) {
        json.value(*integer);
    } else if (auto const *real = std::get_if<double>(&value.value)) {
        json.value(*real);
    } else {
        json.null();
    }
}

void keep_fields(Response &response, std::string const &fields) {
    if (!response.type.starts_with("application/json")) return;
    Names names;
    for (auto const name : base::split(fields, ',')) names.emplace(base::trim(name));
    base::JsonWriter json;
    keep(json, base::read_json(response.body, "answer"), names, "");
    response.body = json.take();
}

} // namespace jingzhun::api
