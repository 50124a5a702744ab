// Lowering of lists: relations and item lists open a child domain, literals are unrolled.
#include "cel/check_overloads.hpp"
#include "cel/compile_state.hpp"

#include <cassert>
#include <utility>

namespace jingzhun::cel {
namespace {

bool is_aggregate(std::string_view name) {
    return name == "sum" || name == "min" || name == "max" || name == "avg" || name == "count";
}

} // namespace

// The deepest domain the bodies of a macro need beside their own variable: there the list is
// walked.
DomainIndex Lowering::macro_domain(Node const &node) const {
    DomainIndex at = constants;
    std::vector<std::string> bound = {node.variable};
    for (std::size_t i = 1; i < node.children.size(); ++i)
        at = deepest(at, depends(*node.children[i], bound));
    return at;
}

ListTerm Lowering::list(Node const &node, DomainIndex at) {
    if (node.kind == NodeKind::list) {
        ListTerm result;
        result.is_literal = true;
        for (auto const &child : node.children) {
            result.elements.push_back(lower(*child));
            result.needed.push_back(result.elements.back().value);
        }
        return result;
    }
    if (node.kind == NodeKind::identifier) {
        if (variable(node.name) == nullptr) return list_field(node, self_, node.name, at);
    } else if (node.kind == NodeKind::select) {
        return list_field(node, lower(*node.children[0]), node.name, at);
    } else if (node.kind == NodeKind::macro && (node.name == "filter" || node.name == "map")) {
        ListTerm inner = list(*node.children[0], deepest(at, macro_domain(node)));
        if (node.name == "filter")
            return filtered(std::move(inner), node.variable, *node.children[1]);
        if (node.children.size() == 3)
            inner = filtered(std::move(inner), node.variable, *node.children[1]);
        return mapped(std::move(inner), node.variable, *node.children.back());
    } else if (node.kind == NodeKind::call && node.name == "distinct" && node.is_member) {
        ListTerm inner = list(*node.children[0], at);
        if (inner.is_literal) refuse(node, "[…].distinct()");
        if (inner.gap != no_register) inner.needed.push_back(std::exchange(inner.gap, no_register));
        inner.is_distinct = true;
        return inner;
    }
    refuse(node, text_of(*expression_, node));
}

ListTerm Lowering::list_field(Node const &node, Term const &record, std::string_view name,
                              DomainIndex at) {
    RecordSchema const *schema =
        record.type.kind == Kind::record ? schema_.find(record.type.name) : nullptr;
    Field const *field = schema == nullptr ? nullptr : schema->find(name);
    if (field == nullptr) refuse(node, text_of(*expression_, node));
    if (field->source == FieldSource::derived && field->derived != nullptr) {
        auto const outer_self = std::exchange(self_, Term(record)); // `record` may be self_ itself
        auto const outer_expression = std::exchange(expression_, field->derived.get());
        auto outer_scope = std::exchange(scope_, {});
        ListTerm result = list(*field->derived->root, at);
        scope_ = std::move(outer_scope);
        expression_ = outer_expression;
        self_ = outer_self;
        return result;
    }
    if (field->source != FieldSource::relation && field->source != FieldSource::items)
        refuse(node, text_of(*expression_, node));
    return open(record, *schema, *field, at);
}

ListTerm Lowering::open(Term const &record, RecordSchema const &schema, Field const &field,
                        DomainIndex at) {
    auto const table = static_cast<std::int32_t>(schema_.index_of(schema.name));
    auto const index = static_cast<std::int32_t>(field.index);
    Domain domain;
    domain.parent = deepest(domain_of(record.value), at);
    if (domain.parent == constants) domain.parent = table_rows;
    domain.is_items = field.source == FieldSource::items;
    domain.table = table;
    domain.index = index;
    domain.source = broadcast(record.value, domain.parent);
    ListTerm result;
    if (domain.is_items) {
        result.domain = open_domain(domain);
        result.needed.push_back(emit(Op::items_gap, Lane::truth, {domain.source}, index, table));
        Type const type = field.type.arguments.empty() ? Type{Kind::text} : field.type.arguments[0];
        result.element = {type, emit(Op::item, Lane::integer, {}, index, table, result.domain)};
        return result;
    }
    assert(!field.type.arguments.empty());
    domain.child_table = static_cast<std::int32_t>(schema_.index_of(field.type.arguments[0].name));
    result.domain = open_domain(domain);
    result.gap = emit(Op::relation_gap, Lane::truth, {domain.source}, index, table);
    Register const rows = emit(Op::rows, Lane::integer, {}, 0, domain.child_table, result.domain);
    result.element = {field.type.arguments[0], rows};
    return result;
}

Term Lowering::body(std::string const &variable, Term const &element, Node const &node) {
    scope_.emplace_back(variable, element);
    Term result = lower(node);
    scope_.pop_back();
    return result;
}

ListTerm Lowering::filtered(ListTerm list, std::string const &variable, Node const &node) {
    if (list.is_literal) refuse(node, "[…].filter()");
    if (list.is_distinct) refuse(node, "distinct().filter()");
    Register const kept = body(variable, list.element, node).value;
    list.needed.push_back(
        emit_segment(Op::segment_known, Lane::truth, list.domain, kept, list.mask));
    list.mask = both(list.mask, broadcast(kept, list.domain));
    return list;
}

ListTerm Lowering::mapped(ListTerm list, std::string const &variable, Node const &node) {
    if (list.is_distinct) refuse(node, "distinct().map()");
    if (list.is_literal) {
        list.needed.clear();
        for (Term &element : list.elements) {
            element = body(variable, element, node);
            list.needed.push_back(element.value);
        }
        return list;
    }
    list.element = body(variable, list.element, node);
    if (list.element.divisor != no_register) refuse(node, text_of(*expression_, node));
    list.needed.push_back(
        emit_segment(Op::segment_known, Lane::truth, list.domain, list.element.value, list.mask));
    return list;
}

// Known only where the whole list is, and where nothing lacking could change the result.
Register Lowering::finish(Register value, ListTerm const &list, bool needs_all) {
    if (needs_all && list.gap != no_register) value = guarded(value, list.gap);
    for (Register const needed : list.needed) value = guarded(value, needed);
    return value;
}

Term Lowering::macro(Node const &node) {
    std::string_view const name = node.name;
    bool const is_list = name == "map" || name == "filter" || name.starts_with("transform");
    if (is_list || !node.second_variable.empty()) refuse(node, text_of(*expression_, node));
    ListTerm walked = list(*node.children[0], macro_domain(node));
    if (!is_aggregate(name)) return quantify(node, walked);
    if (name == "count")
        return size(node, filtered(std::move(walked), node.variable, *node.children[1]));
    return aggregate(node, name, mapped(std::move(walked), node.variable, *node.children[1]));
}

Term Lowering::quantify(Node const &node, ListTerm const &list) {
    bool const is_all = node.name == "all";
    bool const is_one = node.name == "exists_one";
    if (list.is_distinct && is_one) refuse(node, "distinct().exists_one()");
    if (list.is_literal) {
        if (is_one) refuse(node, text_of(*expression_, node));
        Register result = truth_constant(is_all);
        for (Term const &element : list.elements)
            result = emit(is_all ? Op::both : Op::either, Lane::truth,
                          {result, body(node.variable, element, *node.children[1]).value});
        return {{Kind::boolean}, finish(result, list, false)};
    }
    Register const test = body(node.variable, list.element, *node.children[1]).value;
    if (is_one) {
        Register const tested =
            emit_segment(Op::segment_known, Lane::truth, list.domain, test, list.mask);
        Register const mask = both(list.mask, broadcast(test, list.domain));
        Register const number =
            emit_segment(Op::segment_count, Lane::integer, list.domain, no_register, mask);
        Register one = emit(Op::equal, Lane::truth, {number, integer_constant(1)});
        if (list.gap != no_register) {
            Register const more = emit(Op::less, Lane::truth, {integer_constant(1), number});
            one = emit(Op::select_truth, Lane::truth,
                       {more, truth_constant(false), guarded(one, list.gap)});
        }
        return {{Kind::boolean}, finish(guarded(one, tested), list, false)};
    }
    Op const op = is_all ? Op::segment_all : Op::segment_any;
    Register result = emit_segment(op, Lane::truth, list.domain, test, list.mask);
    if (list.gap != no_register) {
        Register const gap = is_all ? emit(Op::negate, Lane::truth, {list.gap}) : list.gap;
        result = emit(is_all ? Op::both : Op::either, Lane::truth, {result, gap});
    }
    return {{Kind::boolean}, finish(result, list, false)};
}

Term Lowering::size(Node const &node, ListTerm const &list) {
    Type const type{Kind::integer};
    if (list.is_literal)
        return {type, finish(integer_constant(static_cast<std::int64_t>(list.elements.size())),
                             list, true)};
    if (list.is_distinct) {
        if (lane_of(list.element.type) != Lane::integer) refuse(node, "distinct()");
        return {type, finish(emit_segment(Op::segment_distinct, Lane::integer, list.domain,
                                          list.element.value, list.mask),
                             list, true)};
    }
    Register const mask = list.mask;
    return {type,
            finish(emit_segment(Op::segment_count, Lane::integer, list.domain, no_register, mask),
                   list, true)};
}

Term Lowering::aggregate(Node const &node, std::string_view name, ListTerm const &list) {
    if (name == "count") return size(node, list);
    if (list.is_distinct && name != "min" && name != "max")
        refuse(node, "distinct()." + std::string(name) + "()");
    if (list.is_literal) return aggregate_literal(node, name, list);
    Type const type = list.element.type;
    bool const number = type.kind == Kind::integer || type.kind == Kind::money ||
                        type.kind == Kind::real ||
                        (type.kind == Kind::date && (name == "min" || name == "max"));
    if (!number) refuse(node, text_of(*expression_, node));
    bool const real = lane_of(type) == Lane::real;
    Lane const lane = lane_of(type);
    auto const segment = [&](Op exact, Op inexact) {
        return emit_segment(real ? inexact : exact, lane, list.domain, list.element.value,
                            list.mask);
    };
    if (name == "min")
        return {type, finish(segment(Op::segment_min, Op::segment_min_real), list, true)};
    if (name == "max")
        return {type, finish(segment(Op::segment_max, Op::segment_max_real), list, true)};
    Register const sum = finish(segment(Op::segment_sum, Op::segment_sum_real), list, true);
    if (name == "sum") return {type, sum};
    return average(node, {type, sum}, size(node, list));
}

Term Lowering::aggregate_literal(Node const &node, std::string_view name, ListTerm const &list) {
    if (list.elements.empty()) refuse(node, text_of(*expression_, node));
    Term result = list.elements[0];
    for (std::size_t i = 1; i < list.elements.size(); ++i) {
        if (name == "min" || name == "max")
            result = extreme(node, name == "min", result, list.elements[i]);
        else result = sum(node, result, list.elements[i]);
    }
    return name == "avg" ? average(node, result, size(node, list)) : result;
}

// `x in list`, `date in period`.
Term Lowering::member_of(Node const &node) {
    Node const &right = *node.children[1];
    Term const wanted = lower(*node.children[0]);
    if (right.kind == NodeKind::identifier && right.name == "period" &&
        variable("period") == nullptr) {
        Register const from = emit(Op::period_from, Lane::integer, {});
        Register const to = emit(Op::period_to, Lane::integer, {});
        Register const started = emit(Op::less_equal, Lane::truth, {from, wanted.value});
        return {{Kind::boolean}, both(started, emit(Op::less, Lane::truth, {wanted.value, to}))};
    }
    ListTerm const walked = list(right, domain_of(wanted.value));
    if (walked.is_literal) {
        Register result = truth_constant(false);
        for (Term const &element : walked.elements)
            result = emit(Op::either, Lane::truth,
                          {result, compare(node, "_==_", wanted, element).value});
        return {{Kind::boolean}, guarded(finish(result, walked, false), wanted.value)};
    }
    Register const same = compare(node, "_==_", wanted, walked.element).value;
    Register result = emit_segment(Op::segment_any, Lane::truth, walked.domain, same, walked.mask);
    if (walked.gap != no_register) result = emit(Op::either, Lane::truth, {result, walked.gap});
    return {{Kind::boolean}, guarded(finish(result, walked, false), wanted.value)};
}

} // namespace jingzhun::cel
