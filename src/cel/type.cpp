// Types as people read them.
#include "cel/type.hpp"

#include <string_view>

namespace jingzhun::cel {
namespace {

std::string_view name_of(Kind kind) {
    switch (kind) {
    case Kind::dyn:
        return "dyn";
    case Kind::null:
        return "null";
    case Kind::boolean:
        return "bool";
    case Kind::integer:
        return "int";
    case Kind::unsigned_integer:
        return "uint";
    case Kind::real:
        return "double";
    case Kind::text:
        return "string";
    case Kind::bytes:
        return "bytes";
    case Kind::timestamp:
        return "timestamp";
    case Kind::duration:
        return "duration";
    case Kind::type:
        return "type";
    case Kind::list:
        return "list";
    case Kind::map:
        return "map";
    case Kind::record:
        return "record";
    case Kind::date:
        return "date";
    case Kind::money:
        return "money";
    case Kind::period:
        return "period";
    }
    return "dyn";
}

} // namespace

std::string to_string(Type const &type) {
    std::string text(name_of(type.kind));
    if (type.kind == Kind::record && !type.name.empty()) text = type.name;
    if (type.kind == Kind::text && !type.name.empty()) text = "code " + type.name;
    if (!type.arguments.empty()) {
        text += '(';
        for (Type const &argument : type.arguments) {
            if (&argument != &type.arguments.front()) text += ", ";
            text += to_string(argument);
        }
        text += ')';
    }
    if (!type.unit.empty()) text += " [" + type.unit + "]";
    return text;
}

} // namespace jingzhun::cel
