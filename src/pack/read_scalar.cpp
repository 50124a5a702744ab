// Reading one scalar of TOML by the type it has to have.
#include "base/money.hpp"
#include "pack/readers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace jingzhun::pack {
namespace {

std::optional<base::Value> wrong(Node const &node, std::string_view expected, Faults &faults) {
    report_type(node, expected, faults);
    return std::nullopt;
}

std::optional<base::Value> read_text(Pack const &pack, cel::Type const &type, Node const &node,
                                     Faults &faults) {
    bool const is_text = node.kind == Node::Kind::text || node.kind == Node::Kind::time;
    if (!is_text) return wrong(node, "string", faults);
    auto const *list = type.name.empty() ? nullptr : pack.find_codes(type.name);
    if (list == nullptr || list->find(node.text) != nullptr) return node.text;
    std::vector<std::string> codes;
    for (auto const &code : list->codes) codes.push_back(code.code);
    faults.add_unknown("pack_unknown_code", node.place(), node.text, codes, {{"list", list->name}});
    return std::nullopt;
}

std::optional<base::Value> read_texts(Pack const &pack, cel::Type const &type, Node const &node,
                                      Faults &faults) {
    if (node.kind != Node::Kind::array) return wrong(node, "array", faults);
    std::string joined;
    for (auto const &item : node.items) {
        auto const value = read_text(pack, type, item, faults);
        if (!value) return std::nullopt;
        joined += (joined.empty() ? "" : " ") + base::as_text(*value);
    }
    return joined;
}

// Yuan: 3218, 12.35 (two decimals at most, the nearest fen) or "3218.00".
std::optional<base::Value> read_money(Node const &node, Faults &faults) {
    std::optional<base::Money> money;
    if (node.kind == Node::Kind::text) money = base::read_money(node.text);
    if (node.kind == Node::Kind::integer) money = base::read_money(std::to_string(node.integer));
    if (node.kind == Node::Kind::real && std::abs(node.real) < 1e12) {
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%.6f", node.real);
        money = base::read_money(text.data());
    }
    if (!money) return wrong(node, "money (yuan, two decimals at most)", faults);
    return money->fen;
}

} // namespace

std::optional<base::Value> read_scalar(Pack const &pack, cel::Type const &type, Node const &node,
                                       Faults &faults) {
    switch (type.kind) {
    case cel::Kind::text:
        return read_text(pack, type, node, faults);
    case cel::Kind::list:
        return read_texts(pack, type.arguments.at(0), node, faults);
    case cel::Kind::money:
        return read_money(node, faults);
    case cel::Kind::boolean:
        if (node.kind != Node::Kind::boolean) return wrong(node, "boolean", faults);
        return std::int64_t{node.truth};
    case cel::Kind::integer:
        if (node.kind != Node::Kind::integer) return wrong(node, "integer", faults);
        return node.integer;
    case cel::Kind::date:
        if (node.kind != Node::Kind::date) return wrong(node, "date", faults);
        return std::int64_t{node.date.days};
    case cel::Kind::real:
        if (node.kind == Node::Kind::integer) return static_cast<double>(node.integer);
        if (node.kind != Node::Kind::real) return wrong(node, "float", faults);
        return node.real;
    case cel::Kind::dyn:
        return base::Value{}; // its expression is faulty, and that is reported
    default:
        return wrong(node, cel::to_string(type), faults);
    }
}

} // namespace jingzhun::pack
