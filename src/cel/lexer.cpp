// Cuts an expression into tokens; what is no token becomes a fault and is passed over.
#include "cel/lexer.hpp"

#include "cel/literal.hpp"

#include <array>

namespace jingzhun::cel {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// What people write for an operator, and what it is called here.
struct Spelling {
    std::string_view wrong, right;
};
constexpr std::array spellings{
    Spelling{"大于等于", ">="}, Spelling{"不小于", ">="}, Spelling{"小于等于", "<="},
    Spelling{"不大于", "<="},   Spelling{"不等于", "!="}, Spelling{"等于", "=="},
    Spelling{"大于", ">"},      Spelling{"小于", "<"},    Spelling{"并且", "&&"},
    Spelling{"而且", "&&"},     Spelling{"同时", "&&"},   Spelling{"且", "&&"},
    Spelling{"或者", "||"},     Spelling{"或", "||"},     Spelling{"属于", "in"},
    Spelling{"＞＝", ">="},     Spelling{"＜＝", "<="},   Spelling{"＝＝", "=="},
    Spelling{"！＝", "!="},     Spelling{"＆＆", "&&"},   Spelling{"｜｜", "||"},
    Spelling{"≧", ">="},        Spelling{"≦", "<="},      Spelling{"、", ","},
    Spelling{"｛", "{"},        Spelling{"｝", "}"},      Spelling{"［", "["},
    Spelling{"］", "]"},        Spelling{"．", "."},      Spelling{"＂", "\""},
    Spelling{"＇", "'"},        Spelling{"＊", "*"},      Spelling{"／", "/"},
    Spelling{"％", "%"},        Spelling{"=>", ">="},     Spelling{"=<", "<="},
    Spelling{"<>", "!="},       Spelling{"===", "=="},    Spelling{"=", "=="},
    Spelling{"&", "&&"},        Spelling{"|", "||"},      Spelling{"≥", ">="},
    Spelling{"≤", "<="},        Spelling{"≠", "!="},      Spelling{"（", "("},
    Spelling{"）", ")"},        Spelling{"，", ","},      Spelling{"。", "."},
    Spelling{"“", "\""},        Spelling{"”", "\""},      Spelling{"‘", "'"},
    Spelling{"’", "'"},         Spelling{"【", "["},      Spelling{"】", "]"},
    Spelling{"！", "!"},        Spelling{"？", "?"},      Spelling{"：", ":"},
    Spelling{"＞", ">"},        Spelling{"＜", "<"},      Spelling{"＝", "=="},
    Spelling{"＋", "+"},        Spelling{"－", "-"},      Spelling{"×", "*"},
    Spelling{"÷", "/"}};

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Lexed run() {
        while (skip_blanks(), at_ < text_.size()) read_one();
        add(TokenKind::end, 0);
        return std::move(out_);
    }

  private:
    std::string_view rest() const { return text_.substr(at_); }
    Span span(std::size_t length) const {
        return {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + length)};
    }

    void add(TokenKind kind, std::size_t length, Value literal = {}) {
        out_.tokens.push_back({kind, span(length), text_.substr(at_, length), std::move(literal)});
        at_ += length;
    }
    void fault(std::string_view code, std::size_t length, base::Arguments arguments) {
        out_.faults.push_back({std::string(code), span(length), std::move(arguments)});
    }

    void skip_blanks() {
        while (at_ < text_.size()) {
            if (is_blank(text_[at_])) ++at_;
            else if (rest().starts_with("//")) at_ = std::min(text_.find('\n', at_), text_.size());
            else return;
        }
    }

    void read_one() {
        char const c = text_[at_];
        if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))
            return number();
        if (auto const prefix = text_prefix(rest())) return text(*prefix);
        if (is_letter(c)) return name();
        if (c == '`') return quoted_name();
        symbol();
    }

    void number() {
        NumberLiteral const found = read_number(rest());
        if (found.is_magnitude) return add(TokenKind::magnitude, found.length);
        if (!found.value)
            fault("cel_number_range", found.length,
                  {{"number", std::string(rest().substr(0, found.length))}});
        std::string const digits(rest().substr(0, found.length));
        add(TokenKind::literal, found.length, found.value.value_or(Value{std::int64_t{0}}));
        pass_unit(digits);
    }

    // "100元", "1万", "3kg": a number has no letters behind it.
    void pass_unit(std::string const &digits) {
        std::size_t const length = word_length();
        if (length == 0 || rest().substr(0, length) == "in") return;
        fault("cel_number_unit", length,
              {{"number", digits}, {"unit", std::string(rest().substr(0, length))}});
        at_ += length;
    }

    // How far letters, digits and ideographs go from here, up to what is a spelling of an operator.
    std::size_t word_length() const {
        std::size_t length = 0;
        while (at_ + length < text_.size()) {
            char const c = text_[at_ + length];
            if (is_letter(c) || is_digit(c)) {
                ++length;
                continue;
            }
            if (!is_foreign_letter(text_.substr(at_ + length))) break;
            do ++length;
            while (at_ + length < text_.size() && (text_[at_ + length] & 0xC0) == 0x80);
        }
        return length;
    }

    // An ideograph, or a letter or digit of full width.
    static bool is_foreign_letter(std::string_view text) {
        auto const lead = static_cast<unsigned char>(text[0]);
        bool const is_ideograph = lead >= 0xE4 && lead <= 0xE9;
        bool const is_wide = text.starts_with("\xEF\xBC") || text.starts_with("\xEF\xBD");
        return (is_ideograph || is_wide) && spelling_at(text) == nullptr;
    }

    static Spelling const *spelling_at(std::string_view text) {
        for (Spelling const &spelling : spellings)
            if (text.starts_with(spelling.wrong)) return &spelling;
        return nullptr;
    }

    void text(std::size_t prefix) {
        TextLiteral found = read_text(rest(), prefix);
        for (Fault &wrong : found.faults) {
            wrong.span.begin += static_cast<std::uint32_t>(at_);
            wrong.span.end += static_cast<std::uint32_t>(at_);
            out_.faults.push_back(std::move(wrong));
        }
        if (!found.is_closed)
            fault("cel_text_not_closed", found.length,
                  {{"quote", std::string(rest().substr(prefix, 1))}});
        add(TokenKind::literal, found.length, std::move(found.value));
    }

    void name() {
        std::size_t length = 1;
        while (at_ + length < text_.size() &&
               (is_letter(text_[at_ + length]) || is_digit(text_[at_ + length])))
            ++length;
        std::string_view const word = text_.substr(at_, length);
        if (word == "true" || word == "false")
            return add(TokenKind::literal, length, Value{word == "true"});
        if (word == "null") return add(TokenKind::literal, length, Value{nullptr});
        add(word == "in" ? TokenKind::symbol : TokenKind::name, length);
    }

    void quoted_name() {
        std::size_t length = 1;
        auto const fits = [](char c) {
            return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '/' || c == ' ';
        };
        while (at_ + length < text_.size() && fits(text_[at_ + length])) ++length;
        if (length == 1 || at_ + length >= text_.size() || text_[at_ + length] != '`') {
            fault("cel_name_not_closed", length, {});
            return add(TokenKind::name, length);
        }
        add(TokenKind::quoted_name, length + 1);
        out_.tokens.back().text = out_.tokens.back().text.substr(1, length - 1);
    }

    void symbol() {
        static constexpr std::array<std::string_view, 6> two{"&&", "||", "==", "!=", "<=", ">="};
        if (may_be_misspelt())
            for (Spelling const &spelling : spellings)
                if (rest().starts_with(spelling.wrong)) return misspelt(spelling);
        for (std::string_view const pair : two)
            if (rest().starts_with(pair)) return add(TokenKind::symbol, 2);
        if (std::string_view("()[]{},.:?!<>+-*/%").find(text_[at_]) != std::string_view::npos)
            return add(TokenKind::symbol, 1);
        if (text_[at_] == '#') return remark();
        if (word_length() > 0) return foreign_word(word_length());
        std::size_t length = 1;
        while (at_ + length < text_.size() && (text_[at_ + length] & 0xC0) == 0x80) ++length;
        fault("cel_unexpected_character", length, {{"character", shown(rest().substr(0, length))}});
        at_ += length;
    }

    // "# like this": as far as the end of the line.
    void remark() {
        fault("cel_operator_spelling", 1, {{"found", "#"}, {"right", "//"}});
        at_ = std::min(text_.find('\n', at_), text_.size());
    }

    // Names are Latin letters, and texts have quotes; where a value belongs it is taken for one.
    void foreign_word(std::size_t length) {
        fault("cel_foreign_word", length, {{"word", std::string(rest().substr(0, length))}});
        bool const is_behind_value =
            !out_.tokens.empty() && (out_.tokens.back().kind != TokenKind::symbol ||
                                     out_.tokens.back().is(")") || out_.tokens.back().is("]"));
        if (is_behind_value) at_ += length;
        else add(TokenKind::literal, length, Value{std::string()});
    }

    // What cannot be seen is named by its number.
    static std::string shown(std::string_view character) {
        unsigned point = static_cast<unsigned char>(character[0]);
        if (character.size() == 2)
            point = (point & 0x1F) << 6 | (static_cast<unsigned char>(character[1]) & 0x3F);
        if (character.size() == 3)
            point = (point & 0xF) << 12 | (static_cast<unsigned char>(character[1]) & 0x3F) << 6 |
                    (static_cast<unsigned char>(character[2]) & 0x3F);
        bool const is_seen = (point > 0x20 && point < 0x7F) || (point > 0xA0 && point < 0x2000) ||
                             (point > 0x206F && point != 0x3000 && point != 0xFEFF);
        if (is_seen || character.size() > 3) return std::string(character);
        constexpr std::string_view digits = "0123456789ABCDEF";
        std::string text = "U+";
        for (int shift = 12; shift >= 0; shift -= 4) text += digits[point >> shift & 15];
        return text;
    }

    // "==" (but not "==="), "&&" and "||" are right, though they begin like a wrong spelling.
    bool may_be_misspelt() const {
        std::string_view const text = rest();
        bool const is_known_pair = (text.starts_with("==") && !text.starts_with("===")) ||
                                   text.starts_with("&&") || text.starts_with("||");
        return !is_known_pair &&
               ((text[0] & 0x80) != 0 || std::string_view("=&|<").find(text[0]) != text.npos);
    }

    void misspelt(Spelling const &spelling) {
        fault("cel_operator_spelling", spelling.wrong.size(),
              {{"found", std::string(spelling.wrong)}, {"right", std::string(spelling.right)}});
        bool const is_quote = spelling.right == "\"" || spelling.right == "'";
        if (is_quote) return wrong_quotes(spelling.wrong.size());
        add(TokenKind::symbol, spelling.wrong.size());
        out_.tokens.back().text = spelling.right;
    }

    // “text”: taken as a text as far as the closing quote, so that only one thing is reported.
    void wrong_quotes(std::size_t length) {
        std::size_t end = text_.size();
        for (std::string_view const closing : {"”", "’"})
            if (auto const found = text_.find(closing, at_ + length);
                found != std::string_view::npos)
                end = std::min(end, found + closing.size());
        add(TokenKind::literal, end - at_, Value{std::string()});
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Lexed out_;
};

} // namespace

Lexed read_tokens(std::string_view text) { return Lexer(text).run(); }

} // namespace jingzhun::cel
