// Lowering of functions and parameters.
#include "base/date.hpp"
#include "base/money.hpp"
#include "cel/check_overloads.hpp"
#include "cel/compile_state.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace jingzhun::cel {
namespace {

struct Simple {
    std::string_view name;
    Kind argument, result;
    Op op;
};

// Functions of one argument that are one instruction.
constexpr std::array simple{
    Simple{"year", Kind::date, Kind::integer, Op::year},
    Simple{"month", Kind::date, Kind::integer, Op::month},
    Simple{"day", Kind::date, Kind::integer, Op::day},
    Simple{"abs", Kind::integer, Kind::integer, Op::absolute},
    Simple{"abs", Kind::money, Kind::money, Op::absolute},
    Simple{"abs", Kind::real, Kind::real, Op::absolute_real},
    Simple{"size", Kind::text, Kind::integer, Op::text_size},
    Simple{"valid_identity", Kind::text, Kind::boolean, Op::valid_identity},
    Simple{"birth_of", Kind::text, Kind::date, Op::birth_of},
    Simple{"sex_of", Kind::text, Kind::text, Op::sex_of},
    Simple{"double", Kind::integer, Kind::real, Op::to_real},
    Simple{"int", Kind::real, Kind::integer, Op::to_integer},
};

struct TextTest {
    std::string_view name;
    Op op;
};
constexpr std::array text_tests{
    TextTest{"contains", Op::text_contains},
    TextTest{"startsWith", Op::text_starts},
    TextTest{"endsWith", Op::text_ends},
    TextTest{"matches", Op::text_matches},
};

bool is_list_method(std::string_view name) {
    return name == "sum" || name == "min" || name == "max" || name == "avg" || name == "count";
}

} // namespace

Term Lowering::function(Node const &node) {
    std::string_view const name = node.name;
    if (!node.is_member)
        for (std::size_t i = 0; i < schema_.parameters.size(); ++i)
            if (schema_.parameters[i].name == name) return parameter(node, i);
    if (node.is_member && is_list_method(name))
        return aggregate(node, name, list(*node.children[0], constants));
    if (name == "size" && is_list(*node.children[0]))
        return size(node, list(*node.children[0], constants));
    for (TextTest const &test : text_tests)
        if (test.name == name) return text_test(node, test.op);
    if (name == "date" || name == "money") return convert(node);
    std::vector<Term> arguments;
    for (auto const &child : node.children) arguments.push_back(lower(*child));
    if (name == "abs" && arguments.size() == 1 && arguments[0].divisor != no_register)
        return {quotient(), emit(Op::absolute, Lane::integer, {arguments[0].value}),
                emit(Op::absolute, Lane::integer, {arguments[0].divisor})};
    for (Term const &argument : arguments)
        if (argument.divisor != no_register) refuse(node, text_of(*expression_, node));
    if (arguments.size() == 1)
        for (Simple const &one : simple)
            if (one.name == name && one.argument == arguments[0].type.kind) {
                Type const type{one.result};
                return {type, emit(one.op, lane_of(type), {arguments[0].value})};
            }
    if ((name == "int" || name == "double") && arguments.size() == 1) {
        Kind const wanted = name == "int" ? Kind::integer : Kind::real;
        if (arguments[0].type.kind == wanted) return arguments[0];
    }
    if (arguments.size() == 2 && (name == "age" || name == "days_between")) {
        Register const a = arguments[0].value, b = arguments[1].value;
        bool const is_age = name == "age";
        return {{Kind::integer},
                is_age ? emit(Op::age, Lane::integer, {a, b})
                       : emit(Op::subtract, Lane::integer, {b, a})};
    }
    if (arguments.size() == 2 && (name == "add_months" || name == "add_years"))
        return {{Kind::date},
                emit(Op::add_months, Lane::integer, {arguments[0].value, arguments[1].value},
                     name == "add_years" ? 12 : 1)};
    if (name == "double" && arguments.size() == 1 && arguments[0].type.kind == Kind::money) {
        Register const hundred =
            emit(Op::real_constant, Lane::real, {}, std::bit_cast<std::int64_t>(100.0));
        Register const fen = emit(Op::to_real, Lane::real, {arguments[0].value});
        return {{Kind::real}, emit(Op::divide_real, Lane::real, {fen, hundred})};
    }
    if (name == "least" || name == "greatest")
        return extreme(node, name == "least", arguments[0], arguments[1]);
    if (name == "between" || name == "@in_range") {
        char const *const end = name == "between" ? "_<=_" : "_<_";
        Register const above = compare(node, "_>=_", arguments[0], arguments[1]).value;
        Register const below = compare(node, end, arguments[0], arguments[2]).value;
        Register result = both(above, below);
        for (Term const &argument : arguments) result = guarded(result, argument.value);
        return {{Kind::boolean}, result};
    }
    refuse(node, text_of(*expression_, node));
}

// Is this a list that can be walked? Texts have sizes too.
bool Lowering::is_list(Node const &node) const {
    auto const known = types_->find(&node);
    return known != types_->end() && known->second.kind == Kind::list;
}

Term Lowering::text_test(Node const &node, Op op) {
    Term const text = lower(*node.children[0]), other = lower(*node.children[1]);
    if (text.type.kind != Kind::text || other.type.kind != Kind::text)
        refuse(node, text_of(*expression_, node));
    if (op == Op::text_matches && domain_of(other.value) != constants) refuse(node, "matches(…)");
    return {{Kind::boolean}, emit(op, Lane::truth, {text.value, other.value})};
}

// date('2020-01-01') and money('12.50') of a text that stands in the rule; of other values as they
// are.
Term Lowering::convert(Node const &node) {
    bool const to_date = node.name == "date";
    Kind const wanted = to_date ? Kind::date : Kind::money;
    Node const &argument = *node.children[0];
    if (auto const *text = argument.literal.as<std::string>();
        argument.kind == NodeKind::literal && text) {
        auto const date = base::parse_iso_date(*text);
        auto const money = base::read_money(*text);
        if (to_date ? !date : !money)
            return {{wanted}, emit(Op::unknown_constant, Lane::integer, {})};
        return {{wanted}, integer_constant(to_date ? date->days : money->fen)};
    }
    if (to_date && node.children.size() == 3) {
        std::array<Register, 3> parts{};
        for (std::size_t i = 0; i < 3; ++i) parts[i] = lower(*node.children[i]).value;
        return {{Kind::date}, emit(Op::make_date, Lane::integer, {parts[0], parts[1], parts[2]})};
    }
    if (node.children.size() != 1) refuse(node, text_of(*expression_, node));
    Term result = lower(argument);
    if (result.divisor != no_register) refuse(node, text_of(*expression_, node));
    if (result.type.kind == wanted) return result;
    if (to_date || result.type.kind != Kind::integer) refuse(node, text_of(*expression_, node));
    return {{Kind::money},
            emit(Op::multiply, Lane::integer, {result.value, integer_constant(100)})};
}

Term Lowering::extreme(Node const &node, bool least, Term left, Term right) {
    align(left, right);
    Kind const kind = left.type.kind;
    bool const fits =
        kind == right.type.kind && left.divisor == no_register && right.divisor == no_register &&
        (kind == Kind::integer || kind == Kind::money || kind == Kind::date || kind == Kind::real);
    if (!fits) refuse(node, text_of(*expression_, node));
    if (kind == Kind::real)
        return {left.type, emit(least ? Op::least_real : Op::greatest_real, Lane::real,
                                {left.value, right.value})};
    return {left.type,
            emit(least ? Op::least : Op::greatest, Lane::integer, {left.value, right.value})};
}

// Of money the average is exact: the sum over the number; of other numbers it is real.
Term Lowering::average(Node const &node, Term const &sum, Term const &size) {
    if (sum.type.kind == Kind::money) return {quotient(), sum.value, size.value};
    if (sum.type.kind != Kind::real && sum.type.kind != Kind::integer)
        refuse(node, text_of(*expression_, node));
    Register const total =
        sum.type.kind == Kind::real ? sum.value : emit(Op::to_real, Lane::real, {sum.value});
    Register const number = emit(Op::to_real, Lane::real, {size.value});
    Register const zero = emit(Op::equal, Lane::truth, {size.value, integer_constant(0)});
    Register const known =
        emit(Op::select_truth, Lane::truth,
             {zero, emit(Op::unknown_constant, Lane::truth, {}), truth_constant(true)});
    return {{Kind::real}, guarded(emit(Op::divide_real, Lane::real, {total, number}), known)};
}

Term Lowering::parameter(Node const &node, std::size_t index) {
    Parameter const &parameter = schema_.parameters[index];
    std::size_t const keys = parameter.key_names.size();
    if (keys > 3 || !in_lanes(parameter.type)) refuse(node, parameter.name);
    std::array<Register, 5> operands{no_register, no_register, no_register, no_register,
                                     no_register};
    bool const by_area =
        std::any_of(parameter.values.begin(), parameter.values.end(),
                    [](ParameterValue const &value) { return !value.area.empty(); });
    if (by_area) operands[0] = emit(Op::area, Lane::integer, {}, 0, -1, table_rows);
    for (std::size_t i = 0; i < keys; ++i) {
        Term const key = lower(*node.children[i]);
        if (key.type.kind != Kind::text) refuse(node, text_of(*expression_, node));
        operands[1 + i] = key.value;
    }
    operands[4] = node.children.size() > keys ? lower(*node.children[keys]).value
                                              : emit(Op::as_of, Lane::integer, {});
    return {parameter.type, emit(Op::parameter, lane_of(parameter.type),
                                 {operands[0], operands[1], operands[2], operands[3], operands[4]},
                                 static_cast<std::int64_t>(index))};
}

} // namespace jingzhun::cel
