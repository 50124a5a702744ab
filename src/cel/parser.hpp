// The parser's own state: tokens in, a tree out, and every fault on the way. Use `parse`
// (syntax.hpp).
//
// Operators by precedence climbing; after a fault inside brackets it goes on behind the next comma
// or closing bracket, so that one pass finds all faults. Depth and number of nodes are bounded.
#pragma once

#include "cel/lexer.hpp"
#include "cel/syntax.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace jingzhun::cel {

// A node under construction with the height of its tree, and where it stands with brackets around
// it.
struct Tree {
    std::unique_ptr<Node> node;
    int height = 1;
    Span outer = {};
};

class Parser {
  public:
    Parser(std::string_view text, ParseLimits const &limits);
    // The whole text. Where there are faults the tree is of no use.
    Tree run();
    std::vector<Fault> take_faults() { return std::move(faults_); }

  private:
    struct Operator {
        std::string_view symbol, function;
        int precedence;
        bool is_chain; // && and ||: any grouping means the same
    };
    static Operator const *find_operator(Token const &token);

    Tree expression();
    Tree binary(int least);
    Tree chain(Tree left, Operator const &operation);
    Tree balanced(std::vector<Tree> &operands, std::size_t begin, std::size_t end,
                  Operator const &operation);
    Tree unary();
    Tree member();
    Tree primary(bool is_negative);
    Tree name(bool is_absolute, std::uint32_t begin);
    Tree literal(bool is_negative);
    Tree list();
    Tree map();
    Tree select_or_call(Tree operand);
    Tree index(Tree operand);
    Tree message(Tree type);
    std::vector<Tree> arguments(std::string_view closing, bool may_end_in_comma);

    // Words for operators and the like, in parser_word.cpp.
    void reword(std::string_view meant);
    void reword_operator();
    void reword_not();
    bool is_percent(Operator const &operation);
    bool skip_thousands();
    Tree condition_in_words();
    void list_in_parentheses(std::uint32_t begin);

    // Short ways of writing, in parser_sugar.cpp.
    std::optional<Tree> joined(Operator const &operation, Tree &left, Tree &right, Span span);
    bool at_day(std::vector<Tree> &children, Span span, Tree &result);

    // Macros, in parser_macro.cpp.
    Tree call(std::string function, std::vector<Tree> children, bool is_member, Span span);
    Tree has(std::vector<Tree> children, Span span);
    Tree macro(std::string function, std::vector<Tree> children, Span span, std::size_t variables);

    Tree make(NodeKind kind, Span span, std::string name = {}, std::vector<Tree> children = {});
    Tree nothing() { return make(NodeKind::literal, here().span); }

    Token const &here() const { return tokens_[at_]; }
    void advance() { at_ += at_ + 1 < tokens_.size() ? 1 : 0; }
    bool take(std::string_view symbol);
    bool expect(std::string_view symbol);
    void close(std::string_view closing);
    void recover(std::string_view closing);
    void go_on_behind_fault();
    void fault(std::string_view code, Span span, base::Arguments arguments = {});
    void unexpected(std::string_view code, base::Arguments arguments = {});
    void stop(std::string_view code, std::size_t most);
    std::uint32_t end_of_last() const { return at_ == 0 ? 0 : tokens_[at_ - 1].span.end; }

    ParseLimits limits_;
    std::vector<Token> tokens_;
    std::vector<Fault> faults_;
    std::size_t at_ = 0;
    std::size_t nodes_ = 0;
    int depth_ = 0;
    bool is_lost_ = false;    // a fault was just reported; be silent until the next sure point
    bool is_stopped_ = false; // a limit was passed
};

} // namespace jingzhun::cel
