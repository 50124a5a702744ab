// What the parser does about a token that does not fit: one fault, then on from the next sure
// point.
#include "cel/parser.hpp"

namespace jingzhun::cel {
namespace {

constexpr std::size_t faults_max = 50;

} // namespace

// After a fault outside brackets: on behind the next operator, to find what else is wrong.
void Parser::go_on_behind_fault() {
    is_lost_ = false;
    while (here().kind != TokenKind::end && find_operator(here()) == nullptr && !here().is("(") &&
           !here().is("[") && !here().is("?") && !here().is(":") && !here().is(","))
        advance();
    if (here().kind == TokenKind::end) return;
    if (!here().is("(") && !here().is("[")) advance();
    if (here().kind != TokenKind::end) expression();
}

bool Parser::take(std::string_view symbol) {
    if (is_lost_ || !here().is(symbol)) return false;
    advance();
    return true;
}

bool Parser::expect(std::string_view symbol) {
    if (take(symbol)) return true;
    unexpected("cel_expected", {{"expected", std::string(symbol)}});
    return false;
}

// Takes the closing bracket; where something else stands before it, that is one fault.
void Parser::close(std::string_view closing) {
    if (is_lost_) recover(closing);
    if (is_lost_ || expect(closing)) return;
    while (is_lost_ && here().kind != TokenKind::end) {
        recover(closing);
        if (here().is(",")) advance();
        else if (take(closing)) return;
        else break;
        is_lost_ = true;
    }
}

// On to the comma or closing bracket of the bracket we are in.
void Parser::recover(std::string_view closing) {
    if (is_stopped_) return;
    int open = 0;
    for (; here().kind != TokenKind::end; advance()) {
        bool const opens = here().is("(") || here().is("[") || here().is("{");
        bool const closes = here().is(")") || here().is("]") || here().is("}");
        if (open == 0 && (here().is(",") || here().is(closing) || closes)) break;
        open += opens ? 1 : closes ? -1 : 0;
    }
    is_lost_ = here().kind == TokenKind::end;
}

void Parser::fault(std::string_view code, Span span, base::Arguments arguments) {
    if (is_stopped_ || faults_.size() >= faults_max) return;
    faults_.push_back({std::string(code), span, std::move(arguments)});
}

// The token here does not fit.
void Parser::unexpected(std::string_view code, base::Arguments arguments) {
    if (is_lost_) return;
    bool const is_end = here().kind == TokenKind::end;
    if (!is_end) arguments.emplace_back("found", std::string(here().text));
    fault(std::string(code) + (is_end ? "_at_end" : ""), here().span, std::move(arguments));
    is_lost_ = true;
}

void Parser::stop(std::string_view code, std::size_t most) {
    fault(code, here().span, {{"most", std::to_string(most)}});
    is_stopped_ = true;
    is_lost_ = true;
    at_ = tokens_.size() - 1;
}

} // namespace jingzhun::cel
