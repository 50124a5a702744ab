// Lowering of operators: truth, arithmetic, comparison, choice.
#include "cel/check_overloads.hpp"
#include "cel/compile_state.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::cel {
namespace {

bool is_comparison(std::string_view name) {
    return name == "_==_" || name == "_!=_" || name == "_<_" || name == "_<=_" || name == "_>_" ||
           name == "_>=_";
}

struct Pair {
    Op exact, inexact;
};

Pair operation(std::string_view name) {
    if (name == "_+_") return {Op::add, Op::add_real};
    if (name == "_-_") return {Op::subtract, Op::subtract_real};
    if (name == "_*_") return {Op::multiply, Op::multiply_real};
    if (name == "_/_") return {Op::divide, Op::divide_real};
    return {Op::modulo, Op::unknown_constant};
}

// A comparison as one of less, less or equal, equal; with the sides swapped, or negated, or both.
struct Comparison {
    int kind; // 0 less, 1 less or equal, 2 equal
    bool swapped = false, negated = false;
};

Comparison comparison(std::string_view name) {
    if (name == "_<_") return {0};
    if (name == "_<=_") return {1};
    if (name == "_>_") return {0, true};
    if (name == "_>=_") return {1, true};
    return {2, false, name == "_!=_"};
}

} // namespace

Term Lowering::call(Node const &node) {
    std::string_view const name = node.name;
    Type const boolean{Kind::boolean};
    if (name == "_&&_" || name == "_||_")
        return {boolean,
                emit(name == "_&&_" ? Op::both : Op::either, Lane::truth,
                     {truth_of(*node.children[0]).value, truth_of(*node.children[1]).value})};
    if (name == "!_")
        return {boolean, emit(Op::negate, Lane::truth, {truth_of(*node.children[0]).value})};
    if (name == "_?_:_") return choose(node);
    if (name == "@in") return member_of(node);
    if (is_comparison(name))
        return compare(node, name, lower(*node.children[0]), lower(*node.children[1]));
    if (name == "@in_range") return function(node);
    if (is_operator(name)) return arithmetic(node);
    return function(node);
}

// Money counts whole numbers as yuan; a whole number beside a real one becomes real.
void Lowering::align(Term &left, Term &right) {
    auto const to_fen = [&](Term &term) {
        term.value = emit(Op::multiply, Lane::integer, {term.value, integer_constant(100)});
        term.type.kind = Kind::money;
    };
    if (left.type.kind == Kind::money && right.type.kind == Kind::integer) to_fen(right);
    if (right.type.kind == Kind::money && left.type.kind == Kind::integer) to_fen(left);
}

Term Lowering::arithmetic(Node const &node) {
    std::string_view const name = node.name;
    Term left = lower(*node.children[0]);
    if (left.divisor != no_register) refuse(node, text_of(*expression_, node));
    if (name == "-_") {
        if (left.type.kind == Kind::real)
            return {left.type, emit(Op::negative_real, Lane::real, {left.value})};
        if (left.type.kind != Kind::integer && left.type.kind != Kind::money) refuse(node, "-");
        return {left.type, emit(Op::negative, Lane::integer, {left.value})};
    }
    Term right = lower(*node.children[1]);
    if (right.divisor != no_register) refuse(node, text_of(*expression_, node));
    if (name == "_+_" || name == "_-_") {
        if (name == "_+_") return sum(node, left, right);
        if (left.type.kind == Kind::date && right.type.kind == Kind::date)
            return {{Kind::integer}, emit(Op::subtract, Lane::integer, {left.value, right.value})};
        if (left.type.kind == Kind::date && right.type.kind == Kind::integer) {
            Register const days = emit(Op::subtract, Lane::integer, {left.value, right.value});
            return {left.type, emit(Op::date_in_range, Lane::integer, {days})};
        }
        align(left, right);
    }
    if (name == "_/_" && left.type.kind == Kind::money) return divide(node, left, right);
    Kind const a = left.type.kind, b = right.type.kind;
    if (a == Kind::real && b == Kind::real && name != "_%_")
        return {{Kind::real}, emit(operation(name).inexact, Lane::real, {left.value, right.value})};
    bool const whole = a == Kind::integer && b == Kind::integer;
    bool const money = (name == "_-_" && a == Kind::money && b == Kind::money) ||
                       (name == "_*_" && ((a == Kind::money && b == Kind::integer) ||
                                          (a == Kind::integer && b == Kind::money)));
    if (!whole && !money) refuse(node, text_of(*expression_, node));
    return {{money ? Kind::money : Kind::integer},
            emit(operation(name).exact, Lane::integer, {left.value, right.value})};
}

Term Lowering::sum(Node const &node, Term left, Term right) {
    Kind const a = left.type.kind, b = right.type.kind;
    if (a == Kind::real && b == Kind::real)
        return {left.type, emit(Op::add_real, Lane::real, {left.value, right.value})};
    Register const added = emit(Op::add, Lane::integer, {left.value, right.value});
    if ((a == Kind::date && b == Kind::integer) || (a == Kind::integer && b == Kind::date))
        return {{Kind::date}, emit(Op::date_in_range, Lane::integer, {added})};
    align(left, right);
    bool const fits = left.type.kind == right.type.kind &&
                      (left.type.kind == Kind::integer || left.type.kind == Kind::money);
    if (!fits) refuse(node, text_of(*expression_, node));
    return {left.type, emit(Op::add, Lane::integer, {left.value, right.value})};
}

Term Lowering::divide(Node const &node, Term const &left, Term const &right) {
    if (right.type.kind != Kind::integer) refuse(node, text_of(*expression_, node));
    Type type = quotient();
    return {type, left.value, right.value};
}

// The instruction for each kind of comparison: less, less or equal, equal.
using Three = std::array<Op, 3>;
constexpr Three of_integers{Op::less, Op::less_equal, Op::equal};
constexpr Three of_reals{Op::less_real, Op::less_equal_real, Op::equal_real};
constexpr Three of_texts{Op::text_less, Op::text_less_equal, Op::equal};

Term Lowering::compare(Node const &node, std::string_view name, Term left, Term right) {
    if (left.divisor != no_register || right.divisor != no_register)
        return compare_quotients(name, left, right);
    Kind const a = left.type.kind, b = right.type.kind;
    bool const mixed_money =
        (a == Kind::money && b == Kind::integer) || (a == Kind::integer && b == Kind::money);
    if (mixed_money) return compare_quotients(name, left, right);
    Comparison const how = comparison(name);
    auto const to_real = [&](Term &term) {
        if (term.type.kind == Kind::integer)
            term = {{Kind::real}, emit(Op::to_real, Lane::real, {term.value})};
    };
    if (a == Kind::real) to_real(right);
    if (b == Kind::real) to_real(left);
    if (how.swapped) std::swap(left, right);
    Kind const kind = left.type.kind;
    bool const to_nobody =
        (a == Kind::null || a == Kind::record) && (b == Kind::null || b == Kind::record);
    if (kind != right.type.kind && !to_nobody) refuse(node, text_of(*expression_, node));
    if (kind == Kind::boolean)
        return compare_truths(how.kind, how.negated, left.value, right.value);
    if ((to_nobody && how.kind != 2) || (!to_nobody && !in_lanes(left.type)))
        refuse(node, text_of(*expression_, node));
    Register result = no_register;
    if (kind == Kind::integer && how.kind != 2)
        result = compare_ages(how.kind == 1, left.value, right.value);
    if (result == no_register) {
        Three const &ops = kind == Kind::real   ? of_reals
                           : kind == Kind::text ? of_texts
                                                : of_integers;
        result = emit(ops[std::size_t(how.kind)], Lane::truth, {left.value, right.value});
    }
    if (how.negated) result = emit(Op::negate, Lane::truth, {result});
    return {{Kind::boolean}, result};
}

// false is less than true; both sides are needed, whatever one says alone.
Term Lowering::compare_truths(int kind, bool negated, Register left, Register right) {
    Register result = no_register;
    if (kind == 2) {
        result = emit(Op::same_truth, Lane::truth, {left, right});
        if (negated) result = emit(Op::negate, Lane::truth, {result});
    } else {
        Register const below = emit(Op::negate, Lane::truth, {left});
        result = emit(kind == 0 ? Op::both : Op::either, Lane::truth, {below, right});
        result = guarded(guarded(result, left), right);
    }
    return {{Kind::boolean}, result};
}

// age(birth, on) against a number of years, with both but the birth constant: then the birth is
// against the last day on which one must be born to have the age.
Register Lowering::compare_ages(bool or_equal, Register left, Register right) {
    auto const at = [&](Register value) { return program_.instructions[std::size_t(value)]; };
    auto const is_age = [&](Register value) {
        return at(value).op == Op::age && domain_of(value) != constants &&
               domain_of(at(value).operands[1]) == constants;
    };
    bool const on_left = is_age(left) && domain_of(right) == constants;
    bool const on_right = is_age(right) && domain_of(left) == constants;
    if (!on_left && !on_right) return no_register;
    Register const birth = at(on_left ? left : right).operands[0],
                   on = at(on_left ? left : right).operands[1];
    // age >= n, with n = left (+ 1 where strict); age < n is its contrary, with n = right (+ 1
    // where or equal).
    Register years = on_left ? right : left;
    if (on_left == or_equal) years = emit(Op::add, Lane::integer, {years, integer_constant(1)});
    Register const cutoff = emit(Op::age_cutoff, Lane::integer, {on, years});
    Register const reached = emit(Op::less_equal, Lane::truth, {birth, cutoff});
    return on_left ? emit(Op::negate, Lane::truth, {reached}) : reached;
}

Term Lowering::compare_quotients(std::string_view name, Term const &left, Term const &right) {
    // In fen: a whole number counts as yuan, which the instruction's payload says (bit 0 left, bit
    // 1 right).
    auto const as_quotient = [&](Term term) {
        if (term.divisor == no_register) term.divisor = integer_constant(1);
        return term;
    };
    auto const is_whole = [](Term const &term) { return term.type.kind == Kind::integer ? 1 : 0; };
    Term a = as_quotient(left), b = as_quotient(right);
    Comparison const how = comparison(name);
    if (how.swapped) std::swap(a, b);
    Op const op = how.kind == 0   ? Op::quotient_less
                  : how.kind == 1 ? Op::quotient_less_equal
                                  : Op::quotient_equal;
    Register result = emit(op, Lane::truth, {a.value, a.divisor, b.value, b.divisor},
                           is_whole(a) + 2 * is_whole(b));
    if (how.negated) result = emit(Op::negate, Lane::truth, {result});
    return {{Kind::boolean}, result};
}

Term Lowering::choose(Node const &node) {
    Register const test = truth_of(*node.children[0]).value;
    Term left = lower(*node.children[1]), right = lower(*node.children[2]);
    align(left, right);
    bool const fits = left.type.kind == right.type.kind && in_lanes(left.type) &&
                      left.divisor == no_register && right.divisor == no_register;
    if (!fits) refuse(node, text_of(*expression_, node));
    Lane const lane = lane_of(left.type);
    Op const op = lane == Lane::truth  ? Op::select_truth
                  : lane == Lane::real ? Op::select_real
                                       : Op::select_integer;
    return {join(left.type, right.type), emit(op, lane, {test, left.value, right.value})};
}

} // namespace jingzhun::cel
