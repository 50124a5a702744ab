// What people write in words, or as in other languages: one fault that says how it is written here,
// and the text is read on as it was meant.
#include "cel/parser.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::cel {
namespace {

struct Word {
    std::string_view written, meant;
};
// Where an operator belongs; a name there is a fault anyway.
constexpr std::array operator_words{Word{"and", "&&"}, Word{"And", "&&"}, Word{"AND", "&&"},
                                    Word{"or", "||"},  Word{"Or", "||"},  Word{"OR", "||"},
                                    Word{"is", "=="},  Word{"IS", "=="},  Word{"IN", "in"}};

bool begins_value(Token const &token) {
    return token.kind == TokenKind::name || token.kind == TokenKind::literal ||
           token.kind == TokenKind::magnitude || token.is("(") || token.is("[") || token.is("{");
}

bool is_whole_number(Token const &token) {
    return token.kind == TokenKind::literal && token.literal.as<std::int64_t>() != nullptr;
}

} // namespace

void Parser::reword(std::string_view meant) {
    Token &token = tokens_[at_];
    fault("cel_operator_spelling", token.span,
          {{"found", std::string(token.text)}, {"right", std::string(meant)}});
    token.kind = TokenKind::symbol;
    token.text = meant;
}

void Parser::reword_operator() {
    if (is_lost_ || here().kind != TokenKind::name) return;
    for (Word const &word : operator_words)
        if (word.written == here().text) return reword(word.meant);
}

void Parser::reword_not() {
    bool const is_not =
        here().kind == TokenKind::name && (here().text == "not" || here().text == "NOT");
    if (is_not && begins_value(tokens_[at_ + 1])) reword("!");
}

// "50%": what stands behind it is no value.
bool Parser::is_percent(Operator const &operation) {
    if (operation.symbol != "%" || begins_value(here()) || here().is("-") || here().is("!"))
        return false;
    fault("cel_percent", tokens_[at_ - 1].span, {});
    return true;
}

// "10,000" where no list is: the comma and what belongs to the number are passed over.
bool Parser::skip_thousands() {
    bool is_number = at_ > 0 && here().is(",") && is_whole_number(tokens_[at_ - 1]);
    if (!is_number) return false;
    Span span = tokens_[at_ - 1].span;
    bool is_any = false;
    while (here().is(",") && at_ + 1 < tokens_.size() && is_whole_number(tokens_[at_ + 1]) &&
           tokens_[at_ + 1].text.size() == 3) {
        advance();
        span.end = here().span.end;
        advance();
        is_any = true;
    }
    if (is_any) fault("cel_number_comma", span, {});
    return is_any;
}

// if c then a else b: read as c ? a : b.
Tree Parser::condition_in_words() {
    std::uint32_t const begin = here().span.begin;
    fault("cel_if_word", here().span, {});
    advance();
    auto const pass = [&](std::string_view word) {
        if (here().kind == TokenKind::name && here().text == word) advance();
    };
    std::vector<Tree> parts;
    parts.push_back(binary(1));
    pass("then");
    take(",");
    parts.push_back(begins_value(here()) ? binary(1) : nothing());
    pass("else");
    take(",");
    parts.push_back(begins_value(here()) ? expression() : nothing());
    return make(NodeKind::call, {begin, end_of_last()}, "_?_:_", std::move(parts));
}

// ('a', 'b') where a list was meant.
void Parser::list_in_parentheses(std::uint32_t begin) {
    if (is_lost_ || !here().is(",")) return;
    fault("cel_parenthesised_list", {begin, here().span.end}, {});
    while (take(",") && !here().is(")")) {
        expression();
        if (is_lost_) recover(")");
    }
}

} // namespace jingzhun::cel
