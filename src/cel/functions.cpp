// The lookup of functions, and the values they fail with.
#include "cel/functions.hpp"

#include "cel/compare.hpp"

namespace jingzhun::cel {
namespace {

struct Styles {
    Function global = nullptr, member = nullptr;
};

std::unordered_map<std::string_view, Styles> make_table() {
    std::unordered_map<std::string_view, Styles> table;
    for (auto const chapter : {operator_functions(), text_functions(), conversion_functions(),
                               time_functions(), list_functions(), register_functions()}) {
        for (FunctionEntry const &entry : chapter) {
            Styles &styles = table[entry.name];
            if (entry.style != CallStyle::member) styles.global = entry.function;
            if (entry.style != CallStyle::global) styles.member = entry.function;
        }
    }
    return table;
}

} // namespace

Function find_function(std::string_view name, bool is_member) {
    static std::unordered_map<std::string_view, Styles> const table = make_table();
    auto const found = table.find(name);
    if (found == table.end()) return nullptr;
    return is_member ? found->second.member : found->second.global;
}

Value make_error(std::string_view code, std::string detail) {
    return {EvaluationError{std::string(code), std::move(detail)}};
}

Value no_overload(std::string_view name, Values arguments) {
    std::string detail(name);
    detail += '(';
    for (Value const &argument : arguments) {
        if (&argument != &arguments.front()) detail += ", ";
        detail += type_name(argument);
    }
    return make_error("cel_no_such_overload", detail + ")");
}

Value cost_error() { return make_error("cel_cost"); }

Value make_list(List list) { return {std::make_shared<List const>(std::move(list))}; }

} // namespace jingzhun::cel
