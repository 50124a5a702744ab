// Recursive descent over the tokens; the entry `parse` is at the end.
#include "cel/parser.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::cel {
namespace {

bool is_reserved(std::string_view word) {
    static constexpr std::array<std::string_view, 17> words{
        "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
        "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

Parser::Parser(std::string_view text, ParseLimits const &limits) : limits_(limits) {
    Lexed lexed = read_tokens(text);
    tokens_ = std::move(lexed.tokens);
    faults_ = std::move(lexed.faults);
}

Tree Parser::run() {
    Tree root = expression();
    while (here().kind != TokenKind::end) {
        bool const closes = here().is(")") || here().is("]") || here().is("}");
        bool const is_said = !faults_.empty() && faults_.back().span.begin == here().span.begin;
        bool const is_number = !is_lost_ && skip_thousands();
        if (is_number && here().kind == TokenKind::end) break;
        if (!is_lost_ && !is_number && !is_said)
            unexpected(closes ? "cel_bracket_not_opened" : "cel_trailing");
        go_on_behind_fault();
    }
    return root;
}

Parser::Operator const *Parser::find_operator(Token const &token) {
    static constexpr std::array<Operator, 14> operators{{{"||", "_||_", 1, true},
                                                         {"&&", "_&&_", 2, true},
                                                         {"==", "_==_", 3, false},
                                                         {"!=", "_!=_", 3, false},
                                                         {"<", "_<_", 3, false},
                                                         {"<=", "_<=_", 3, false},
                                                         {">", "_>_", 3, false},
                                                         {">=", "_>=_", 3, false},
                                                         {"in", "@in", 3, false},
                                                         {"+", "_+_", 4, false},
                                                         {"-", "_-_", 4, false},
                                                         {"*", "_*_", 5, false},
                                                         {"/", "_/_", 5, false},
                                                         {"%", "_%_", 5, false}}};
    if (token.kind != TokenKind::symbol) return nullptr;
    for (Operator const &operation : operators)
        if (token.text == operation.symbol) return &operation;
    return nullptr;
}

Tree Parser::expression() {
    if (++depth_ > limits_.depth_max)
        stop("cel_too_deep", static_cast<std::size_t>(limits_.depth_max));
    Tree condition = binary(1);
    if (take("?")) {
        Tree yes = binary(1);
        Tree no = expect(":") ? expression() : nothing();
        Span const span{condition.outer.begin, no.outer.end};
        std::vector<Tree> parts;
        parts.push_back(std::move(condition));
        parts.push_back(std::move(yes));
        parts.push_back(std::move(no));
        condition = make(NodeKind::call, span, "_?_:_", std::move(parts));
    }
    --depth_;
    return condition;
}

Tree Parser::binary(int least) {
    Tree left = unary();
    while (true) {
        reword_operator();
        Operator const *operation = is_lost_ ? nullptr : find_operator(here());
        if (operation == nullptr || operation->precedence < least) return left;
        if (operation->is_chain) {
            left = chain(std::move(left), *operation);
            continue;
        }
        advance();
        if (is_percent(*operation)) continue;
        Tree right = binary(operation->precedence + 1);
        Span const span{left.outer.begin, right.outer.end};
        if (auto call = joined(*operation, left, right, span)) {
            left = *std::move(call);
            continue;
        }
        std::vector<Tree> operands;
        operands.push_back(std::move(left));
        operands.push_back(std::move(right));
        left = make(NodeKind::call, span, std::string(operation->function), std::move(operands));
    }
}

Tree Parser::chain(Tree left, Operator const &operation) {
    std::vector<Tree> operands;
    operands.push_back(std::move(left));
    for (; !is_lost_ && take(operation.symbol); reword_operator())
        operands.push_back(binary(operation.precedence + 1));
    return balanced(operands, 0, operands.size(), operation);
}

Tree Parser::balanced(std::vector<Tree> &operands, std::size_t begin, std::size_t end,
                      Operator const &operation) {
    if (end - begin == 1) return std::move(operands[begin]);
    std::size_t const middle = begin + (end - begin + 1) / 2;
    std::vector<Tree> halves;
    halves.push_back(balanced(operands, begin, middle, operation));
    halves.push_back(balanced(operands, middle, end, operation));
    Span const span{halves[0].outer.begin, halves[1].outer.end};
    return make(NodeKind::call, span, std::string(operation.function), std::move(halves));
}

Tree Parser::unary() {
    std::vector<Token const *> signs;
    while (reword_not(), here().is("!") || here().is("-")) {
        signs.push_back(&here());
        advance();
    }
    bool const is_number = here().kind == TokenKind::magnitude ||
                           here().literal.as<std::int64_t>() != nullptr ||
                           here().literal.as<double>() != nullptr;
    bool const is_negative = !signs.empty() && signs.back()->is("-") && is_number;
    if (is_negative) signs.pop_back();
    if (signs.size() > static_cast<std::size_t>(limits_.depth_max)) {
        stop("cel_too_deep", static_cast<std::size_t>(limits_.depth_max));
        return nothing();
    }
    Tree operand = is_negative ? primary(true) : member();
    if (is_negative)
        while (!is_lost_ && (here().is(".") || here().is("[")))
            operand =
                here().is(".") ? select_or_call(std::move(operand)) : index(std::move(operand));
    for (auto sign = signs.rbegin(); sign != signs.rend(); ++sign) {
        Span const span{(*sign)->span.begin, operand.outer.end};
        std::vector<Tree> operands;
        operands.push_back(std::move(operand));
        operand = make(NodeKind::call, span, (*sign)->is("!") ? "!_" : "-_", std::move(operands));
    }
    return operand;
}

Tree Parser::member() {
    Tree tree = primary(false);
    while (!is_lost_) {
        bool const may_name_type =
            tree.node->kind == NodeKind::identifier || tree.node->kind == NodeKind::select;
        if (here().is(".")) tree = select_or_call(std::move(tree));
        else if (here().is("[")) tree = index(std::move(tree));
        else if (here().is("{") && may_name_type) tree = message(std::move(tree));
        else break;
    }
    return tree;
}

Tree Parser::primary(bool is_negative) {
    Token const &token = here();
    switch (token.kind) {
    case TokenKind::literal:
    case TokenKind::magnitude:
        return literal(is_negative);
    case TokenKind::name:
        return name(false, token.span.begin);
    case TokenKind::quoted_name:
    case TokenKind::end:
        break;
    case TokenKind::symbol:
        if (token.is("[")) return list();
        if (token.is("{")) return map();
        if (token.is(".") && tokens_[at_ + 1].kind == TokenKind::name) {
            advance();
            return name(true, token.span.begin);
        }
        if (!token.is("(")) break;
        std::uint32_t const begin = token.span.begin;
        advance();
        Tree inner = expression();
        list_in_parentheses(begin);
        close(")");
        inner.outer = {begin, end_of_last()};
        return inner;
    }
    unexpected("cel_expected_value");
    return nothing();
}

Tree Parser::name(bool is_absolute, std::uint32_t begin) {
    Token const &token = here();
    if (token.text == "if") return condition_in_words();
    if (is_reserved(token.text))
        fault("cel_reserved_word", token.span, {{"word", std::string(token.text)}});
    advance();
    if (token.text == "return") return member();
    if (take("(")) {
        std::vector<Tree> children = arguments(")", false);
        Tree called =
            call(std::string(token.text), std::move(children), false, {begin, end_of_last()});
        called.node->is_absolute = is_absolute && called.node->kind == NodeKind::call;
        return called;
    }
    Tree tree = make(NodeKind::identifier, {begin, token.span.end}, std::string(token.text));
    tree.node->is_absolute = is_absolute;
    return tree;
}

Tree Parser::literal(bool is_negative) {
    Token const &token = here();
    Span span = token.span;
    Value value = token.literal;
    if (is_negative) {
        span.begin = tokens_[at_ - 1].span.begin;
        if (token.kind == TokenKind::magnitude) value.data = INT64_MIN;
        else if (auto const *number = value.as<std::int64_t>()) value.data = -*number;
        else value.data = -*value.as<double>();
    } else if (token.kind == TokenKind::magnitude) {
        fault("cel_number_range", span, {{"number", std::string(token.text)}});
    }
    advance();
    Tree tree = make(NodeKind::literal, span);
    tree.node->literal = std::move(value);
    return tree;
}

Tree Parser::list() {
    std::uint32_t const begin = here().span.begin;
    advance();
    std::vector<Tree> elements = arguments("]", true);
    return make(NodeKind::list, {begin, end_of_last()}, {}, std::move(elements));
}

Tree Parser::map() {
    std::uint32_t const begin = here().span.begin;
    advance();
    std::vector<Tree> entries;
    while (!here().is("}") && here().kind != TokenKind::end) {
        Tree key = expression();
        Tree value = !is_lost_ && expect(":") ? expression() : nothing();
        entries.push_back(std::move(key));
        entries.push_back(std::move(value));
        if (is_lost_) recover("}");
        if (!take(",")) break;
    }
    close("}");
    return make(NodeKind::map, {begin, end_of_last()}, {}, std::move(entries));
}

// Behind the opening bracket; takes the closing one too.
std::vector<Tree> Parser::arguments(std::string_view closing, bool may_end_in_comma) {
    std::vector<Tree> items;
    bool is_open = false; // a comma was just taken
    while (here().kind != TokenKind::end &&
           (!here().is(closing) || (is_open && !may_end_in_comma))) {
        items.push_back(expression());
        if (is_lost_) recover(closing);
        is_open = take(",");
        if (!is_open) break;
    }
    close(closing);
    return items;
}

Tree Parser::select_or_call(Tree operand) {
    advance();
    Token const &token = here();
    std::uint32_t const begin = operand.outer.begin;
    if (token.kind != TokenKind::name && token.kind != TokenKind::quoted_name) {
        unexpected("cel_expected_name");
        return operand;
    }
    advance();
    std::vector<Tree> children;
    children.push_back(std::move(operand));
    if (token.kind == TokenKind::name && take("(")) {
        for (Tree &argument : arguments(")", false)) children.push_back(std::move(argument));
        return call(std::string(token.text), std::move(children), true, {begin, end_of_last()});
    }
    return make(NodeKind::select, {begin, token.span.end}, std::string(token.text),
                std::move(children));
}

Tree Parser::index(Tree operand) {
    advance();
    std::vector<Tree> children;
    children.push_back(std::move(operand));
    children.push_back(expression());
    close("]");
    Span const span{children[0].outer.begin, end_of_last()};
    return make(NodeKind::index, span, {}, std::move(children));
}

// Messages are valid in the specification's grammar, but there are none here.
Tree Parser::message(Tree type) {
    fault("cel_no_messages", type.node->span, {});
    advance();
    is_lost_ = true;
    recover("}");
    take("}");
    return type;
}

Tree Parser::make(NodeKind kind, Span span, std::string name, std::vector<Tree> children) {
    Tree tree{std::make_unique<Node>()};
    tree.node->kind = kind;
    tree.node->span = span;
    tree.outer = span;
    tree.node->name = std::move(name);
    for (Tree &child : children) {
        tree.height = std::max(tree.height, child.height + 1);
        tree.node->children.push_back(std::move(child.node));
    }
    if (++nodes_ > limits_.nodes_max) stop("cel_too_many_nodes", limits_.nodes_max);
    if (tree.height > limits_.depth_max)
        stop("cel_too_deep", static_cast<std::size_t>(limits_.depth_max));
    return tree;
}

namespace {

// The place of the first byte that is no text: as far as the text can be read.
base::Problem not_utf8(std::string_view text, Expression &expression) {
    std::size_t good = 0;
    while (good < text.size()) {
        std::size_t next = good + 1;
        while (next < text.size() && (text[next] & 0xC0) == 0x80) ++next;
        if (!base::is_utf8(text.substr(good, next - good))) break;
        good = next;
    }
    expression.text = text.substr(0, good);
    auto const end = static_cast<std::uint32_t>(good);
    return {"cel_not_utf8", place_of(expression, {end, end}), {{"byte", std::to_string(good + 1)}}};
}

} // namespace

Parsed parse(std::string_view text, base::Place place, ParseLimits const &limits) {
    Parsed result;
    auto expression = std::make_unique<Expression>();
    expression->place = std::move(place);
    if (text.size() > limits.bytes_max)
        result.problems.push_back(
            {"cel_too_long", expression->place, {{"most", std::to_string(limits.bytes_max)}}});
    else if (!base::is_utf8(text)) result.problems.push_back(not_utf8(text, *expression));
    if (!result.problems.empty()) return result;
    expression->text = text;
    Parser parser(expression->text, limits);
    Tree tree = parser.run();
    std::vector<Fault> faults = parser.take_faults();
    std::stable_sort(faults.begin(), faults.end(),
                     [](Fault const &a, Fault const &b) { return a.span.begin < b.span.begin; });
    for (Fault const &fault : faults) result.problems.push_back(problem_of(*expression, fault));
    if (!faults.empty()) return result;
    expression->root = std::move(tree.node);
    result.expression = std::move(expression);
    return result;
}

} // namespace jingzhun::cel
