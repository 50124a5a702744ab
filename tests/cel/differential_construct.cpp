// Which constructs of the language an expression uses, by the rows of the overload table.
#include "cel/check.hpp"
#include "cel/check_overloads.hpp"
#include "cel/differential_case.hpp"

#include <algorithm>

namespace differential {
namespace {

constexpr char const *macros[] = {"all 1",
                                  "exists 1",
                                  "exists_one 1",
                                  "map 1",
                                  "filter 1",
                                  "count 1",
                                  "sum 1",
                                  "min 1",
                                  "max 1",
                                  "avg 1",
                                  "all 2",
                                  "exists 2",
                                  "exists_one 2",
                                  "transformList 2",
                                  "transformMap 2",
                                  "transformMapEntry 2",
                                  "map with condition"};
constexpr char const *relations[] = {"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"};
constexpr char const *others[] = {"select",         "has",          "index",
                                  "list",           "map",          "self",
                                  "parameter",      "literal null", "literal bool",
                                  "literal int",    "literal uint", "literal double",
                                  "literal string", "literal bytes"};

bool fits(char letter, cel::Type const &type) {
    using cel::Kind;
    constexpr std::string_view letters = "biudsytnT0DmprML";
    constexpr Kind kinds[] = {
        Kind::boolean, Kind::integer,   Kind::unsigned_integer, Kind::real,   Kind::text,
        Kind::bytes,   Kind::timestamp, Kind::duration,         Kind::type,   Kind::null,
        Kind::date,    Kind::money,     Kind::period,           Kind::record, Kind::map,
        Kind::list};
    if (letter == 'A' || letter == '*') return true;
    if (letter == 'N') return cel::is_number(type) && !cel::is_quotient(type);
    if (letter == 'q') return cel::is_quotient(type);
    auto const at = letters.find(letter);
    return at != std::string_view::npos && kinds[at] == type.kind && !cel::is_quotient(type);
}

class Collector {
  public:
    Collector(cel::Checked const &checked, std::vector<std::string> &out)
        : checked_(checked), out_(out) {}

    void visit(cel::Node const &node) {
        for (auto const &child : node.children) visit(*child);
        switch (node.kind) {
        case cel::NodeKind::call:
            return call(node);
        case cel::NodeKind::macro:
            if (node.name == "map" && node.children.size() == 3)
                out_.push_back("macro map with condition");
            else
                out_.push_back("macro " + node.name + (node.second_variable.empty() ? " 1" : " 2"));
            return;
        case cel::NodeKind::literal:
            out_.push_back("literal " + to_string(type_of(node)));
            return;
        case cel::NodeKind::identifier:
            if (node.name == "self") out_.push_back("self");
            return;
        case cel::NodeKind::select:
            return out_.push_back("select");
        case cel::NodeKind::has:
            return out_.push_back("has");
        case cel::NodeKind::index:
            return out_.push_back("index");
        case cel::NodeKind::list:
            return out_.push_back("list");
        case cel::NodeKind::map:
            return out_.push_back("map");
        }
    }

  private:
    cel::Type type_of(cel::Node const &node) const {
        auto const found = checked_.types.find(&node);
        return found == checked_.types.end() ? cel::Type{} : found->second;
    }

    void call(cel::Node const &node) {
        if (std::find(std::begin(relations), std::end(relations), node.name) != std::end(relations))
            out_.push_back(node.name);
        if (node.name == "line" || node.name == "quota") out_.push_back("parameter");
        for (cel::Overload const &overload : cel::overloads()) {
            auto const arguments = overload.signature.substr(0, overload.signature.find('>'));
            bool is_it = overload.name == node.name && arguments.size() == node.children.size();
            for (std::size_t i = 0; is_it && i < arguments.size(); ++i)
                is_it = fits(arguments[i], type_of(*node.children[i]));
            if (is_it)
                out_.push_back(std::string(overload.name) + " " + std::string(overload.signature));
        }
    }

    cel::Checked const &checked_;
    std::vector<std::string> &out_;
};

} // namespace

std::vector<std::string> constructs_of(std::string const &text, std::string const &record) {
    static cel::Schema const schema = make_schema();
    std::vector<std::string> out;
    auto const parsed = cel::parse(text);
    if (!parsed.expression) return out;
    auto const checked = cel::check(*parsed.expression, schema, record, true);
    Collector(checked, out).visit(*parsed.expression->root);
    return out;
}

std::vector<std::string> all_constructs() {
    std::vector<std::string> all(std::begin(relations), std::end(relations));
    all.insert(all.end(), std::begin(others), std::end(others));
    for (char const *macro : macros) all.push_back("macro " + std::string(macro));
    for (cel::Overload const &overload : cel::overloads())
        all.push_back(std::string(overload.name) + " " + std::string(overload.signature));
    return all;
}

} // namespace differential
