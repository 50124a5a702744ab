// Random expressions of the whole language: calls are drawn from the table of overloads itself, so
// that what is added there is tested without being named here.
#include "cel/check_overloads.hpp"
#include "cel/differential_random.hpp"

namespace differential {
namespace {

// Types are written as the table's letters; a list is L and its element, a map M, key and value.
using Letters = std::string;

class Maker {
  public:
    Maker(Random &random, std::string record) : random_(random), record_(std::move(record)) {}

    std::string make(Letters const &type, int depth) {
        if (depth <= 0) return leaf(type);
        switch (random_.below(8)) {
        case 0:
            return leaf(type);
        case 1:
            return choice(type, depth);
        case 2:
            return element(type, depth);
        case 3:
        case 4:
            return macro(type, depth);
        default:
            return call(type, depth);
        }
    }

    Letters any_type() {
        Letters const plain =
            random_.pick({"b", "i", "u", "d", "s", "y", "t", "n", "D", "m", "T", "q"});
        if (random_.chance(10)) return "L" + plain;
        if (random_.chance(5)) return "Ms" + plain;
        return plain;
    }

  private:
    std::string leaf(Letters const &type) {
        for (auto const &[name, bound] : scope_)
            if (bound == type && random_.chance(50)) return name;
        switch (type[0]) {
        case 'b':
            return random_.pick({"true", "false", "f", "has(n)", "has(self.t)"});
        case 'i':
            return random_.pick({"n", "k", "0", "1", "-1", "7", "9223372036854775807", "quota()"});
        case 'u':
            return random_.pick({"0u", "1u", "42u", "18446744073709551615u"});
        case 'd':
            return random_.pick({"x", "0.0", "0.5", "-1.5", "2.0"});
        case 's':
            return random_.pick({"t", "c", "''", "'ab'", "'张三'", "'é'"});
        case 'y':
            return random_.pick({"b''", "b'ab'", "b'\\xc3\\xa9'", "b'\\xff'"});
        case 't':
            return random_.pick({"timestamp('2020-12-31T20:00:00Z')",
                                 "timestamp('2024-02-29T23:59:59.999+08:00')",
                                 "timestamp('9999-12-31T23:59:59Z')", "timestamp(0)"});
        case 'n':
            return random_.pick({"duration('1h30m')", "duration('-90m')", "duration('1.5s')",
                                 "duration('2562047h')"});
        case 'T':
            return random_.pick({"int", "string", "list", "type(n)", "google.protobuf.Duration"});
        case 'D':
            return random_.pick({"d", "as_of", "date('2024-02-29')", "date(2000, 1, 31)"});
        case 'm':
            return random_.pick({"w", "money('12.50')", "money(-3)", "line('a')"});
        case 'p':
            return "period";
        case 'q':
            return random_.pick({"(w / 3)", "(w / k)"});
        case '0':
            return "null";
        case 'L':
            return list(type.substr(1));
        case 'M':
            return map(type.substr(1, 1), type.substr(2));
        default:
            return "null";
        }
    }

    std::string list(Letters const &element) {
        std::string text = "[";
        for (std::size_t i = random_.below(4); i > 0; --i)
            text += leaf(element) + (i > 1 ? ", " : "");
        return text + "]";
    }

    std::string map(Letters const &key, Letters const &value) {
        if (key == "b") return "{true: " + leaf(value) + "}";
        std::string const first = key == "s"   ? "'a'"
                                  : key == "u" ? "1u"
                                               : "1",
                          second = key == "s"   ? "t"
                                   : key == "u" ? "2u"
                                                : "n";
        if (random_.chance(20)) return "{" + first + ": " + leaf(value) + "}";
        return "{" + first + ": " + leaf(value) + ", " + second + ": " + leaf(value) + "}";
    }

    std::string choice(Letters const &type, int depth) {
        return "(" + make("b", depth - 1) + " ? " + make(type, depth - 1) + " : " +
               make(type, depth - 1) + ")";
    }

    // Out of a list or a map; or through dyn, where types are looked at only when it runs.
    std::string element(Letters const &type, int depth) {
        switch (random_.below(4)) {
        case 0:
            return make("L" + type, depth - 1) + "[" + make("i", 0) + "]";
        case 1:
            return make("Ms" + type, depth - 1) + ".a";
        case 2:
            return make("Ms" + type, depth - 1) + "['a']";
        default:
            return type == "b" ? "(dyn(" + make(any_type(), depth - 1) + ") " + relation() + " " +
                                     make(any_type(), depth - 1) + ")"
                               : leaf(type);
        }
    }

    std::string relation() { return random_.pick({"==", "!=", "<", "<=", ">", ">="}); }

    std::string bind(Letters const &type) {
        scope_.emplace_back("v" + std::to_string(scope_.size()), type);
        return scope_.back().first;
    }
    void unbind(std::size_t count) { scope_.resize(scope_.size() - count); }

    // list.macro(v, body) and list.macro(i, v, body); maps give their keys, or keys and values.
    std::string over(std::string const &name, bool is_map, std::size_t variables,
                     Letters const &element, std::vector<Letters> const &bodies, int depth) {
        std::string text = make((is_map ? "Ms" : "L") + element, depth - 1) + "." + name + "(";
        if (variables == 2) text += bind(is_map ? "s" : "i") + ", ";
        text += bind(is_map && variables == 1 ? "s" : element);
        for (Letters const &body : bodies) text += ", " + make(body, depth - 1);
        unbind(variables);
        return text + ")";
    }

    std::string macro(Letters const &type, int depth) {
        Letters const element = random_.pick({"b", "i", "s", "d", "m", "D", "t"});
        bool const is_map = random_.chance(30);
        bool const is_double = random_.chance(40);
        std::size_t const variables = is_double ? 2 : 1;
        switch (type[0]) {
        case 'b':
            if (random_.chance(5))
                return "(" + make("L" + random_.pick({"i", "u", "d", "m"}), depth - 1) + ".avg() " +
                       relation() + " " + make(random_.pick({"d", "m"}), depth - 1) + ")";
            if (random_.chance(25))
                return "(" + make(element, depth - 1) + " " + relation() + " " +
                       make(element, depth - 1) + ")";
            return over(random_.pick({"all", "exists", "exists_one"}), is_map, variables, element,
                        {"b"}, depth);
        case 'i':
            if (random_.chance(50)) return over("count", false, 1, element, {"b"}, depth);
            [[fallthrough]];
        case 'm':
        case 'd':
            if (type == "d" && random_.chance(30))
                return over("avg", false, 1, element, {"i"}, depth);
            return over(random_.pick({"sum", "min", "max"}), false, 1, element, {type}, depth);
        case 'L':
            if (is_double && random_.chance(50))
                return over("transformList", is_map, 2, element, {"b", type.substr(1)}, depth);
            if (is_double)
                return over("transformList", is_map, 2, element, {type.substr(1)}, depth);
            if (random_.chance(30)) return over("filter", false, 1, type.substr(1), {"b"}, depth);
            if (random_.chance(50))
                return over("map", is_map, 1, element, {"b", type.substr(1)}, depth);
            return over("map", is_map, 1, element, {type.substr(1)}, depth);
        case 'M':
            if (type[1] != 's') return leaf(type);
            if (random_.chance(50))
                return over("transformMap", true, 2, element, {type.substr(2)}, depth);
            return over("transformMapEntry", true, 2, element, {type}, depth);
        default:
            return leaf(type);
        }
    }

    // A row of the table whose result is of this type; 'A' in it is bound by the result or at
    // random.
    std::string call(Letters const &type, int depth) {
        std::vector<cel::Overload const *> rows;
        for (cel::Overload const &row : cel::overloads()) {
            char const result = row.signature[row.signature.find('>') + 1];
            bool const has_any = row.signature.find('L') != row.signature.npos ||
                                 row.signature.find('A') != row.signature.npos;
            if (result == type[0] || (result == 'A' && type.size() == 1 && has_any))
                rows.push_back(&row);
        }
        if (rows.empty()) return leaf(type);
        cel::Overload const &row = *rows[random_.below(rows.size())];
        std::string_view const signature = row.signature;
        char const result = signature[signature.find('>') + 1];
        Letters const any = result == 'A'   ? type
                            : result == 'L' ? type.substr(1)
                                            : random_.pick({"i", "s", "b", "m", "d", "D"});
        std::vector<std::string> arguments;
        for (char const letter : signature.substr(0, signature.find('>')))
            arguments.push_back(argument(row.name, letter, any, depth, arguments.size()));
        return written(row, arguments);
    }

    std::string argument(std::string_view name, char letter, Letters const &any, int depth,
                         std::size_t place) {
        if (letter == 's') {
            std::string const text = text_for(name, place);
            if (!text.empty() && random_.chance(80)) return text;
        }
        if (letter == 'A') return make(any, depth - 1);
        if (letter == 'L') return make("L" + any, depth - 1);
        if (letter == 'M')
            return make("M" + (any == "i" || any == "s" || any == "b" ? any : "s") + "i",
                        depth - 1);
        if (letter == 'N') return make(random_.pick({"i", "u", "d"}), depth - 1);
        // Of numbers written as texts only plain ones: the two ways of writing differ in the far
        // ends.
        if (letter == '*') return name == "string" ? leaf(any_type()) : make(any_type(), depth - 1);
        return make(Letters(1, letter), depth - 1);
    }

    // Texts that mean something to the function.
    std::string text_for(std::string_view name, std::size_t place) {
        if (name == "int" || name == "uint")
            return random_.pick({"'42'", "'-7'", "'x'", "'99999999999999999999'"});
        if (name == "double") return random_.pick({"'1.5'", "'-2'", "'x'"});
        if (name == "bool") return random_.pick({"'true'", "'F'", "'yes'"});
        if (name == "timestamp")
            return random_.pick({"'2020-12-31T20:00:00Z'", "dyn('2020-13-31T20:00:00Z')"});
        if (name == "duration") return random_.pick({"'90m'", "'1.5h'", "dyn('x')"});
        if (name == "date") return random_.pick({"'2024-02-29'", "dyn('2023-02-29')", "dyn('x')"});
        if (name == "money") return random_.pick({"'12.50'", "'-1'", "dyn('x')"});
        if (name == "matches" && place == 1)
            return random_.pick({"'^a'", "'b$'", "'[0-9]+'", "'a|b'"});
        if (name.starts_with("get"))
            return random_.pick({"'UTC'", "'+08:00'", "'-02:30'", "'Mars'"});
        return "";
    }

    std::string written(cel::Overload const &row, std::vector<std::string> const &arguments) {
        std::string const name(row.name);
        if (name == "_?_:_")
            return "(" + arguments[0] + " ? " + arguments[1] + " : " + arguments[2] + ")";
        if (name == "-_" || name == "!_") return name.substr(0, 1) + "(" + arguments[0] + ")";
        if (name == "@in_range")
            return "(" + arguments[0] + " in range(" + arguments[1] + ", " + arguments[2] + "))";
        if (name == "@in") return "(" + arguments[0] + " in " + arguments[1] + ")";
        if (cel::is_operator(name))
            return "(" + arguments[0] + " " + name.substr(1, name.size() - 2) + " " + arguments[1] +
                   ")";
        bool const is_member = row.style == cel::Style::member ||
                               (row.style == cel::Style::both && random_.chance(50));
        std::string text = is_member ? arguments[0] + "." + name + "(" : name + "(";
        for (std::size_t i = is_member ? 1 : 0; i < arguments.size(); ++i)
            text += arguments[i] + (i + 1 < arguments.size() ? ", " : "");
        return text + ")";
    }

    Random &random_;
    std::string record_;
    std::vector<std::pair<std::string, Letters>> scope_;
};

} // namespace

std::string make_general(Random &random, std::string const &record, int depth) {
    Maker maker(random, record);
    return maker.make(maker.any_type(), depth);
}

} // namespace differential
