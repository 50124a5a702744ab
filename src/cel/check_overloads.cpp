// The table of overloads and how a call finds its row.
#include "cel/check_overloads.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::cel {
namespace {

constexpr Style global = Style::global;
constexpr Style member = Style::member;
constexpr Style both = Style::both;

constexpr Overload table[] = {
    // Operators of the specification; dates and money are ours.
    {"_+_", global, "ii>i"},
    {"_+_", global, "uu>u"},
    {"_+_", global, "dd>d"},
    {"_+_", global, "ss>s"},
    {"_+_", global, "yy>y"},
    {"_+_", global, "LL>L"},
    {"_+_", global, "tn>t"},
    {"_+_", global, "nt>t"},
    {"_+_", global, "nn>n"},
    {"_+_", global, "Di>D"},
    {"_+_", global, "iD>D"},
    {"_+_", global, "mm>m"},
    {"_+_", global, "mi>m"},
    {"_+_", global, "im>m"},
    {"_-_", global, "ii>i"},
    {"_-_", global, "uu>u"},
    {"_-_", global, "dd>d"},
    {"_-_", global, "tt>n"},
    {"_-_", global, "tn>t"},
    {"_-_", global, "nn>n"},
    {"_-_", global, "Di>D"},
    {"_-_", global, "DD>i"},
    {"_-_", global, "mm>m"},
    {"_-_", global, "mi>m"},
    {"_-_", global, "im>m"},
    {"_*_", global, "ii>i"},
    {"_*_", global, "uu>u"},
    {"_*_", global, "dd>d"},
    {"_*_", global, "mi>m"},
    {"_*_", global, "im>m"},
    {"_/_", global, "ii>i"},
    {"_/_", global, "uu>u"},
    {"_/_", global, "dd>d"},
    {"_/_", global, "mi>q"},
    {"_%_", global, "ii>i"},
    {"_%_", global, "uu>u"},
    {"-_", global, "i>i"},
    {"-_", global, "d>d"},
    {"-_", global, "m>m"},
    {"!_", global, "b>b"},
    {"_&&_", global, "bb>b"},
    {"_||_", global, "bb>b"},
    {"_?_:_", global, "bAA>A"},
    {"@in", global, "AL>b"},
    {"@in", global, "AM>b"},
    {"@in", global, "Dp>b"},
    {"@in_range", global, "AAA>b"},
    // Functions of the specification.
    {"size", both, "s>i"},
    {"size", both, "y>i"},
    {"size", both, "L>i"},
    {"size", both, "M>i"},
    {"contains", member, "ss>b"},
    {"startsWith", member, "ss>b"},
    {"endsWith", member, "ss>b"},
    {"matches", both, "ss>b"},
    {"getFullYear", member, "t>i"},
    {"getFullYear", member, "ts>i"},
    {"getMonth", member, "t>i"},
    {"getMonth", member, "ts>i"},
    {"getDate", member, "t>i"},
    {"getDate", member, "ts>i"},
    {"getDayOfMonth", member, "t>i"},
    {"getDayOfMonth", member, "ts>i"},
    {"getDayOfWeek", member, "t>i"},
    {"getDayOfWeek", member, "ts>i"},
    {"getDayOfYear", member, "t>i"},
    {"getDayOfYear", member, "ts>i"},
    {"getHours", member, "t>i"},
    {"getHours", member, "ts>i"},
    {"getHours", member, "n>i"},
    {"getMinutes", member, "t>i"},
    {"getMinutes", member, "ts>i"},
    {"getMinutes", member, "n>i"},
    {"getSeconds", member, "t>i"},
    {"getSeconds", member, "ts>i"},
    {"getSeconds", member, "n>i"},
    {"getMilliseconds", member, "t>i"},
    {"getMilliseconds", member, "ts>i"},
    {"getMilliseconds", member, "n>i"},
    {"int", global, "N>i"},
    {"int", global, "s>i"},
    {"int", global, "t>i"},
    {"uint", global, "N>u"},
    {"uint", global, "s>u"},
    {"double", global, "N>d"},
    {"double", global, "s>d"},
    {"double", global, "m>d"},
    {"string", global, "N>s"},
    {"string", global, "b>s"},
    {"string", global, "s>s"},
    {"string", global, "y>s"},
    {"string", global, "t>s"},
    {"string", global, "n>s"},
    {"string", global, "D>s"},
    {"string", global, "m>s"},
    {"string", global, "q>s"},
    {"bytes", global, "s>y"},
    {"bytes", global, "y>y"},
    {"bool", global, "b>b"},
    {"bool", global, "s>b"},
    {"timestamp", global, "s>t"},
    {"timestamp", global, "i>t"},
    {"timestamp", global, "t>t"},
    {"duration", global, "s>n"},
    {"duration", global, "n>n"},
    {"dyn", global, "*>*"},
    {"type", global, "*>T"},
    // Ours: aggregates of lists, calendar, money, identity numbers.
    {"sum", member, "L>A"},
    {"min", member, "L>A"},
    {"max", member, "L>A"},
    {"avg", member, "L>*"},
    {"count", member, "L>i"},
    {"distinct", member, "L>L"},
    {"age", global, "DD>i"},
    {"days_between", global, "DD>i"},
    {"date", global, "s>D"},
    {"date", global, "D>D"},
    {"date", global, "t>D"},
    {"date", global, "iii>D"},
    {"year", global, "D>i"},
    {"month", global, "D>i"},
    {"day", global, "D>i"},
    {"money", global, "s>m"},
    {"money", global, "i>m"},
    {"money", global, "m>m"},
    {"abs", global, "i>i"},
    {"abs", global, "d>d"},
    {"abs", global, "m>m"},
    {"abs", global, "q>q"},
    {"add_months", global, "Di>D"},
    {"add_years", global, "Di>D"},
    {"least", global, "AA>A"},
    {"greatest", global, "AA>A"},
    {"between", global, "AAA>b"},
    {"valid_identity", global, "s>b"},
    {"birth_of", global, "s>D"},
    {"sex_of", global, "s>s"},
};

// Numbers stand beside numbers; money, its quotients and whole yuan beside each other.
bool amounts(Type const &a, Type const &b) {
    auto const plain = [](Type const &type) { return is_number(type) && !is_quotient(type); };
    auto const money = [](Type const &type) {
        return type.kind == Kind::money || type.kind == Kind::integer || is_quotient(type);
    };
    return (plain(a) && plain(b)) || (money(a) && money(b));
}

// What a signature's letters stand for while one call is matched.
struct Match {
    Type anything;
    bool has_anything = false;
    bool fits = true;
};

Kind kind_of(char letter) {
    constexpr std::string_view letters = "biudsytnT0DmprM";
    constexpr std::array kinds{
        Kind::boolean, Kind::integer,   Kind::unsigned_integer, Kind::real,   Kind::text,
        Kind::bytes,   Kind::timestamp, Kind::duration,         Kind::type,   Kind::null,
        Kind::date,    Kind::money,     Kind::period,           Kind::record, Kind::map};
    auto const at = letters.find(letter);
    return at == std::string_view::npos ? Kind::dyn : kinds[at];
}

void take_anything(Type const &type, Match &match) {
    if (!match.has_anything) {
        match.anything = type;
        match.has_anything = true;
    } else if (!compatible(type, match.anything)) {
        match.fits = false;
    } else {
        match.anything = join(match.anything, type);
    }
}

void take(char letter, Type const &type, Match &match) {
    if (letter == 'A') return take_anything(type, match);
    if (type.kind == Kind::dyn || letter == '*') return;
    if (letter == 'L') {
        if (type.kind != Kind::list) match.fits = false;
        else if (!type.arguments.empty()) take_anything(type.arguments[0], match);
    } else if (letter == 'N') {
        match.fits = match.fits && is_number(type) && !is_quotient(type);
    } else if (letter == 'q') {
        match.fits = match.fits && is_quotient(type);
    } else {
        match.fits = match.fits && type.kind == kind_of(letter) && !is_quotient(type);
    }
}

Type give(char letter, Match const &match) {
    if (letter == 'A') return match.anything;
    if (letter == 'L') return match.has_anything ? list_of(match.anything) : Type{Kind::list};
    if (letter == 'q') return quotient();
    return {kind_of(letter)};
}

// "AM>b": the key's type is that of the map; take() knows only kinds.
bool key_fits(Overload const &overload, std::span<Type const> arguments) {
    if (overload.signature != "AM>b" || arguments[1].arguments.size() != 2) return true;
    return compatible(arguments[0], arguments[1].arguments[0]);
}

std::string for_people(std::string_view signature) {
    std::string text = "(";
    for (char const letter : signature.substr(0, signature.find('>'))) {
        if (text.size() > 1) text += ", ";
        if (letter == 'L') text += "list";
        else if (letter == 'A' || letter == '*') text += "any";
        else if (letter == 'N') text += "number";
        else if (letter == 'q') text += "money/int";
        else text += to_string(Type{kind_of(letter)});
    }
    return text + ")";
}

// Comparisons take any two of the same ordered kind, and numbers across kinds.
bool can_order(Type const &a, Type const &b) {
    auto const ordered = [](Kind kind) {
        return kind == Kind::boolean || kind == Kind::text || kind == Kind::bytes ||
               kind == Kind::timestamp || kind == Kind::duration || kind == Kind::date;
    };
    if (a.kind == Kind::dyn || b.kind == Kind::dyn) return true;
    if (amounts(a, b)) return true;
    return a.kind == b.kind && ordered(a.kind);
}

bool is_order(std::string_view name) {
    return name == "_<_" || name == "_<=_" || name == "_>_" || name == "_>=_";
}

Resolution resolve_relation(std::string_view name, std::span<Type const> arguments) {
    Resolution result{{Kind::boolean}, true, false, {}};
    if (arguments.size() != 2) return result;
    result.fits = is_order(name) ? can_order(arguments[0], arguments[1])
                                 : compatible(arguments[0], arguments[1]);
    result.expected = {"(" + to_string(arguments[0]) + ", " + to_string(arguments[0]) + ")"};
    return result;
}

} // namespace

std::span<Overload const> overloads() { return table; }

bool is_operator(std::string_view name) {
    return name.find('_') == 0 || name.starts_with("@in") || name.back() == '_';
}

std::vector<std::string> const &function_names() {
    static std::vector<std::string> const names = [] {
        std::vector<std::string> all = {"has", "all", "exists", "exists_one", "map", "filter"};
        for (Overload const &overload : table)
            if (!is_operator(overload.name)) all.emplace_back(overload.name);
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }();
    return names;
}

Type quotient() { return {Kind::real, {}, "exact"}; }
bool is_quotient(Type const &type) { return type.kind == Kind::real && type.name == "exact"; }

bool is_number(Type const &type) {
    return type.kind == Kind::integer || type.kind == Kind::unsigned_integer ||
           type.kind == Kind::real;
}

bool compatible(Type const &a, Type const &b) {
    if (a.kind == Kind::dyn || b.kind == Kind::dyn) return true;
    if (amounts(a, b)) return true;
    auto const nullable = [](Kind kind) {
        return kind == Kind::null || kind == Kind::record || kind == Kind::timestamp ||
               kind == Kind::duration;
    };
    if (a.kind == Kind::null || b.kind == Kind::null) return nullable(a.kind) && nullable(b.kind);
    if (a.kind != b.kind) return false;
    if (a.kind == Kind::record && !a.name.empty() && !b.name.empty() && a.name != b.name)
        return false;
    for (std::size_t i = 0; i < std::min(a.arguments.size(), b.arguments.size()); ++i)
        if (a.kind != Kind::type && !compatible(a.arguments[i], b.arguments[i])) return false;
    return true;
}

Type join(Type const &a, Type const &b) {
    if (a == b || b.kind == Kind::null) return a;
    if (a.kind == Kind::null) return b;
    if (a.kind == Kind::dyn || b.kind == Kind::dyn) return {};
    bool const money = a.kind == Kind::money || b.kind == Kind::money;
    auto const integer = [](Type const &type) { return type.kind == Kind::integer; };
    if (money && (a.kind == b.kind || integer(a) || integer(b)))
        return {Kind::money, {}, {}, a.unit.empty() ? b.unit : a.unit};
    if (a.kind != b.kind || is_quotient(a) != is_quotient(b)) return {};
    bool const is_of_nothing = (a.kind == Kind::list || a.kind == Kind::map) && a.arguments.empty();
    Type result = is_of_nothing ? b : a;
    if (a.unit.empty()) result.unit = b.unit;
    if (a.name != b.name && a.kind == Kind::text) result.name.clear();
    for (std::size_t i = 0; i < std::min(a.arguments.size(), b.arguments.size()); ++i)
        result.arguments[i] = join(a.arguments[i], b.arguments[i]);
    return result;
}

// Of what an operator takes, that which has something in common with what was given; all where
// nothing has.
void keep_likely(std::vector<std::string> &expected, std::span<Type const> arguments) {
    std::vector<std::string> likely;
    for (std::string const &each : expected)
        for (Type const &argument : arguments)
            if (argument.kind != Kind::dyn &&
                each.find(to_string(Type{argument.kind})) != each.npos &&
                (likely.empty() || likely.back() != each))
                likely.push_back(each);
    if (!likely.empty()) expected = std::move(likely);
}

Resolution resolve_call(std::string_view name, bool is_member, std::span<Type const> arguments) {
    if (is_order(name) || name == "_==_" || name == "_!=_")
        return resolve_relation(name, arguments);
    Resolution result;
    std::size_t fitting = 0;
    for (Overload const &overload : table) {
        if (overload.name != name) continue;
        if (overload.style != both && (overload.style == member) != is_member) continue;
        result.is_known = true;
        result.expected.push_back(for_people(overload.signature));
        auto const arrow = overload.signature.find('>');
        if (arrow != arguments.size()) continue;
        Match match;
        for (std::size_t i = 0; i < arrow; ++i) take(overload.signature[i], arguments[i], match);
        if (!match.fits || !key_fits(overload, arguments)) continue;
        Type const type = give(overload.signature[arrow + 1], match);
        result.type = fitting++ == 0 || result.type == type ? type : Type{};
        result.fits = true;
    }
    if (!result.fits && is_operator(name)) keep_likely(result.expected, arguments);
    return result;
}

} // namespace jingzhun::cel
