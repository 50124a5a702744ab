// The lowering of checked trees into one program: what names stand for, and the emitting of
// instructions so that equal sub-expressions become one register.
#pragma once

#include "cel/check.hpp"
#include "cel/program_code.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace jingzhun::cel {

// What a sub-expression became.
struct Term {
    Type type;
    Register value = no_register;
    Register divisor = no_register; // of an exact quotient: `value` is what is divided
};

// A list that is being walked: the elements of a literal, or the lanes of a domain.
struct ListTerm {
    bool is_literal = false;
    std::vector<Term> elements; // of a literal
    DomainIndex domain = constants;
    Term element;                 // in `domain`
    Register mask = no_register;  // in `domain`: the elements left by filters
    Register gap = no_register;   // in the parent: false, known where no element can be lacking
    std::vector<Register> needed; // the list is known only where these are
    bool is_distinct = false;
};

class Lowering {
  public:
    Lowering(Schema const &schema, std::string_view record, Program &program);
    // Both throw base::Error "cel_not_in_columns" where a construct has no column form.
    // `types`: what `check` found for the expression and the derived fields it uses.
    Register truth(Expression const &expression, Checked const &types);
    Term value(Expression const &expression, Checked const &types);

  private:
    // compile_lower.cpp: the tree
    Term lower(Node const &node);
    Term literal(Node const &node);
    Term identifier(Node const &node);
    Term select(Node const &node);
    Term field(Node const &node, Term const &record, std::string_view name);
    Term has(Node const &node);
    Term has_field(Node const &node);
    Term derived(Field const &field, Term const &record);
    Term truth_of(Node const &node);
    DomainIndex depends(Node const &node, std::vector<std::string> &bound) const;
    Term const *variable(std::string_view name) const;

    // compile_call.cpp: operators and functions
    Term call(Node const &node);
    Term arithmetic(Node const &node);
    Term sum(Node const &node, Term left, Term right);
    Term divide(Node const &node, Term const &left, Term const &right);
    Term compare(Node const &node, std::string_view name, Term left, Term right);
    Term compare_quotients(std::string_view name, Term const &left, Term const &right);
    Term compare_truths(int kind, bool negated, Register left, Register right);
    Register compare_ages(bool or_equal, Register left, Register right);
    Term choose(Node const &node);
    Term function(Node const &node);
    bool is_list(Node const &node) const;
    Term text_test(Node const &node, Op op);
    Term convert(Node const &node);
    Term extreme(Node const &node, bool least, Term left, Term right);
    Term parameter(Node const &node, std::size_t index);
    void align(Term &left, Term &right); // money against int, int against real

    // compile_list.cpp: lists, macros, aggregates
    ListTerm list(Node const &node, DomainIndex at);
    ListTerm list_field(Node const &node, Term const &record, std::string_view name,
                        DomainIndex at);
    ListTerm open(Term const &record, RecordSchema const &schema, Field const &field,
                  DomainIndex at);
    ListTerm filtered(ListTerm list, std::string const &variable, Node const &body);
    ListTerm mapped(ListTerm list, std::string const &variable, Node const &body);
    Term macro(Node const &node);
    Term quantify(Node const &node, ListTerm const &list);
    Term aggregate(Node const &node, std::string_view name, ListTerm const &list);
    Term average(Node const &node, Term const &sum, Term const &size);
    Term aggregate_literal(Node const &node, std::string_view name, ListTerm const &list);
    Term size(Node const &node, ListTerm const &list);
    Term member_of(Node const &node);
    Register finish(Register value, ListTerm const &list, bool needs_all);
    DomainIndex macro_domain(Node const &node) const;
    Term body(std::string const &variable, Term const &element, Node const &node);

    // compile_emit.cpp: instructions
    Register emit(Op op, Lane lane, std::initializer_list<Register> operands,
                  std::int64_t payload = 0, std::int32_t table = -1, DomainIndex at = constants);
    Register emit_segment(Op op, Lane lane, DomainIndex child, Register value, Register mask);
    Register append(Instruction const &instruction);
    Register broadcast(Register value, DomainIndex domain);
    DomainIndex open_domain(Domain domain);
    DomainIndex deepest(DomainIndex a, DomainIndex b) const;
    DomainIndex domain_of(Register value) const {
        return program_.instructions[std::size_t(value)].domain;
    }
    Register integer_constant(std::int64_t value);
    Register truth_constant(bool value);
    Register text_constant(std::string const &text);
    Register both(Register a, Register b);
    Register guarded(Register value, Register needed);
    [[noreturn]] void refuse_size(std::string_view code, std::size_t most) const;
    [[noreturn]] void refuse(Node const &node, std::string_view construct) const;

    Schema const &schema_;
    Program &program_;
    Expression const *expression_ = nullptr;
    std::unordered_map<Node const *, Type> const *types_ = nullptr;
    Term self_;
    std::vector<std::pair<std::string, Term>> scope_;
    std::map<std::pair<Field const *, Register>, Term> derived_;
    std::unordered_map<std::uint64_t, std::vector<Register>> known_; // instructions by hash
    std::unordered_map<std::string, std::int64_t> texts_;            // literals by number
    std::size_t patterns_ = 0;
};

Lane lane_of(Type const &type); // Requires: in_lanes(type)
bool in_lanes(Type const &type);

} // namespace jingzhun::cel
