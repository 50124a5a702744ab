// The walk of the type check over one tree: what is in scope, and what has been found wrong.
#pragma once

#include "cel/check.hpp"
#include "cel/check_overloads.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::cel {

class Checker {
  public:
    Checker(Schema const &schema, std::string_view self, bool has_period,
            std::vector<Variable> const &variables);
    Checked run(Expression const &expression);

  private:
    Type visit(Node const &node);
    Type type_of(Node const &node);
    Type literal(Node const &node) const;
    Type identifier(Node const &node);
    Type select(Node const &node);
    Type field_of(Node const &node, Type const &owner);
    Type field_type(RecordSchema const &record, Field const &field);
    Type index(Node const &node);
    Type list(Node const &node);
    Type map(Node const &node);
    Type macro(Node const &node);
    Type macro_result(Node const &node, Type const &element, std::vector<Type> const &bodies);
    Type call(Node const &node);
    Type parameter_call(Node const &node, Parameter const &parameter,
                        std::vector<Type> const &types);
    // What a wrong name or call most likely was meant to be, in check_hint.cpp; true where it was
    // said.
    bool hint_name(Node const &node);
    bool hint_function(Node const &node);
    bool hint_call(Node const &node, std::vector<Type> const &types);
    bool hint_pair(Node const &node, Node const &one, Type const &type, Node const &other,
                   Type const &other_type);
    bool hint_date(Node const &wrong, Type const &type);
    bool hint_field(Node const &node, Type const &owner);
    void check_texts(Node const &node);
    void check_amounts(Node const &node, std::string_view name, Type const &element);
    // After a call's types fit: units and code lists, which no overload knows.
    Type refine(Node const &node, Type type, std::vector<Type> const &types);
    void check_units(Node const &node, Type const &left, Type const &right);
    void check_codes(Node const &node, Type const &type, Node const &other, Type const &other_type);
    void check_code_literal(Node const &literal, std::string const &list);

    Variable const *find_variable(std::string_view name) const;
    // A variable with a qualified name ("a.b.c"), where the node spells one.
    Variable const *qualified_variable(Node const &node) const;
    std::vector<std::string> names_in_scope() const;
    Parameter const *find_parameter(std::string_view name) const;
    void report(Node const &node, std::string_view code, base::Arguments arguments);
    void report_name(Node const &node, std::string_view code, std::string const &name,
                     std::vector<std::string> const &candidates, base::Arguments more = {});

    Schema const &schema_;
    RecordSchema const *self_;
    bool has_period_;
    std::vector<Variable> scope_; // the innermost last
    Expression const *expression_ = nullptr;
    std::map<Field const *, Type> derived_; // dyn while being checked
    std::vector<Field const *> in_progress_;
    Checked out_;
};

} // namespace jingzhun::cel
