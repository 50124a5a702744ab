// Random well-typed rules, written as text so that a failing one can be read.
#include "cel/differential_random.hpp"

namespace differential {
namespace {

// A record in scope: how it is written ("" for self) and its register.
struct Bound {
    std::string name, record;
};

class Writer {
  public:
    Writer(Random &random, std::string const &record) : random_(random), scope_{{"", record}} {}

    std::string truth(int depth) {
        if (depth <= 0) return leaf_truth();
        switch (random_.below(17)) {
        case 0:
            return "(" + truth(depth - 1) + " && " + truth(depth - 1) + ")";
        case 1:
            return "(" + truth(depth - 1) + " || " + truth(depth - 1) + ")";
        case 2:
            return "!" + truth(depth - 1);
        case 3:
            return "(" + truth(depth - 1) + " ? " + truth(depth - 1) + " : " + truth(depth - 1) +
                   ")";
        case 4:
            return "(" + truth(depth - 1) + relation() + truth(depth - 1) + ")";
        case 5:
        case 6:
            return "(" + integer(depth - 1) + relation() + integer(depth - 1) + ")";
        case 7:
            return "(" + money(depth - 1) + relation() +
                   (random_.chance(50) ? money(depth - 1) : integer(depth - 1)) + ")";
        case 8:
            return "(" + quotient(depth - 1) + relation() +
                   (random_.chance(50) ? quotient(depth - 1) : money(depth - 1)) + ")";
        case 9:
            return "(" + date(depth - 1) + relation() + date(depth - 1) + ")";
        case 10:
            return "(" + real(depth - 1) + relation() +
                   (random_.chance(50) ? real(depth - 1) : integer(depth - 1)) + ")";
        case 11:
            return "(" + text(depth - 1) + relation() + text(depth - 1) + ")";
        case 12:
            if (random_.chance(40))
                return "(" + date(depth - 1) + " in range(" + date(depth - 1) + ", " +
                       date(depth - 1) + "))";
            if (random_.chance(30))
                return "(" + integer(depth - 1) + " in range(" + integer(depth - 1) + ", " +
                       integer(depth - 1) + "))";
            return "between(" + integer(depth - 1) + ", " + integer(depth - 1) + ", " +
                   integer(depth - 1) + ")";
        default:
            return over_list(depth);
        }
    }

    std::string value(int depth) {
        switch (random_.below(7)) {
        case 0:
            return truth(depth);
        case 1:
            return integer(depth);
        case 2:
            return money(depth);
        case 3:
            return quotient(depth);
        case 4:
            return date(depth);
        case 5:
            return real(depth);
        default:
            return text(depth);
        }
    }

  private:
    std::string relation() { return random_.pick({" == ", " != ", " < ", " <= ", " > ", " >= "}); }

    // A record expression of some register; fields are written after it.
    Bound record() {
        Bound bound = scope_[random_.below(scope_.size())];
        if (bound.record == "person" && random_.chance(25))
            bound = {dot(bound) + "household", "household"};
        if (bound.record == "household" && random_.chance(20))
            bound = {dot(bound) + "village", "village"};
        return bound;
    }
    static std::string dot(Bound const &bound) {
        return bound.name.empty() ? "" : bound.name + ".";
    }
    std::string field(char const *name) { return dot(record()) + name; }

    std::string leaf_truth() {
        Bound const bound = record();
        switch (random_.below(7)) {
        case 0:
            return "true";
        case 1:
            return "has(" + dot(bound) + random_.pick({"n", "f", "w", "t", "x"}) + ")";
        case 2:
            if (bound.record == "person") return "has(" + dot(bound) + "household)";
            if (bound.record == "household")
                return "has(" + dot(bound) +
                       random_.pick({"risks", "members", "village", "total", "each"}) + ")";
            return "false";
        case 3:
            if (bound.record == "person")
                return "(" + dot(bound) + "household " + random_.pick({"==", "!="}) + " null)";
            return dot(bound) + "f";
        case 4:
            return random_.chance(50) ? "valid_identity(" + field("t") + ")"
                                      : "('a' < " + field("t") + ")";
        case 5:
            return field("t") + random_.pick({".startsWith('a')", ".contains('b')",
                                              ".matches('^4')", ".endsWith('三')"});
        default:
            return field("f");
        }
    }

    std::string integer(int depth) {
        if (depth <= 0)
            return random_.chance(60) ? field(random_.chance(70) ? "k" : "n")
                                      : random_.pick({"0", "1", "3", "-2", "4000000000"});
        switch (random_.below(14)) {
        case 0:
            return "(" + integer(depth - 1) + random_.pick({" + ", " - ", " * ", " / ", " % "}) +
                   integer(depth - 1) + ")";
        case 1:
            return "-" + field("n");
        case 2:
            return "(" + truth(depth - 1) + " ? " + integer(depth - 1) + " : " +
                   integer(depth - 1) + ")";
        case 3:
            return "age(" + date(depth - 1) + ", " +
                   (random_.chance(60) ? "as_of" : date(depth - 1)) + ")";
        case 4:
            return random_.pick({"least(", "greatest("}) + integer(depth - 1) + ", " +
                   integer(depth - 1) + ")";
        case 5:
            return random_.pick({"year(", "month(", "day("}) + date(depth - 1) + ")";
        case 6:
            return "days_between(" + date(depth - 1) + ", " + date(depth - 1) + ")";
        case 7:
            if (random_.chance(30)) return "quota.at(" + date(depth - 1) + ")";
            return random_.chance(50) ? "quota()" : "quota(" + date(depth - 1) + ")";
        case 8:
            return "size(" + field("t") + ")";
        case 9:
            return "abs(" + integer(depth - 1) + ")";
        case 10:
            return "int(" + real(depth - 1) + ")";
        default:
            return aggregate(depth, "k");
        }
    }

    std::string money(int depth) {
        if (depth <= 0)
            return random_.chance(80) ? field("w")
                                      : random_.pick({"money('0.50')", "money(2)", "money('-1')"});
        switch (random_.below(8)) {
        case 0:
            return "(" + money(depth - 1) + random_.pick({" + ", " - "}) + money(depth - 1) + ")";
        case 1:
            return "(" + money(depth - 1) + " * " + integer(depth - 1) + ")";
        case 2:
            return "line(" + (random_.chance(50) ? field("c") : random_.pick({"'a'", "'b'"})) +
                   (random_.chance(50) ? ")" : ", " + date(depth - 1) + ")");
        case 3:
            return "(" + truth(depth - 1) + " ? " + money(depth - 1) + " : " + money(depth - 1) +
                   ")";
        case 4:
            return random_.pick({"least(", "greatest("}) + money(depth - 1) + ", " +
                   money(depth - 1) + ")";
        case 5: {
            Bound const bound = record();
            return bound.record == "household" ? dot(bound) + "total" : dot(bound) + "w";
        }
        default:
            return aggregate(depth, "w");
        }
    }

    std::string quotient(int depth) {
        Bound const bound = record();
        if (bound.record == "household" && random_.chance(30)) return dot(bound) + "each";
        return "(" + money(depth - 1) + " / " + integer(depth - 1) + ")";
    }

    std::string date(int depth) {
        if (depth <= 0)
            return random_.chance(70)
                       ? field("d")
                       : random_.pick({"as_of", "date('2001-03-01')", "date('2000-02-29')"});
        switch (random_.below(5)) {
        case 0:
            return "(" + date(depth - 1) + random_.pick({" + ", " - "}) + integer(depth - 1) + ")";
        case 1:
            if (random_.chance(40))
                return "(" + date(depth - 1) + random_.pick({" + ", " - "}) +
                       random_.pick({"months(", "years("}) + integer(depth - 1) + "))";
            return random_.pick({"add_months(", "add_years("}) + date(depth - 1) + ", " +
                   integer(depth - 1) + ")";
        case 2:
            return "date(" + random_.pick({"2001", "2004"}) + ", 2, " + integer(depth - 1) + ")";
        case 3:
            return "birth_of(" + field("t") + ")";
        default:
            return date(0);
        }
    }

    std::string real(int depth) {
        if (depth <= 0)
            return random_.chance(70) ? field("x") : random_.pick({"0.5", "-1.0", "2.0"});
        switch (random_.below(5)) {
        case 0:
            return "(" + real(depth - 1) + random_.pick({" + ", " - ", " * ", " / "}) +
                   real(depth - 1) + ")";
        case 1:
            return "double(" + integer(depth - 1) + ")";
        case 2:
            return "(" + truth(depth - 1) + " ? " + real(depth - 1) + " : " + real(depth - 1) + ")";
        case 3:
            return aggregate(depth, "x");
        default:
            return "abs(-" + real(0) + ")";
        }
    }

    std::string text(int depth) {
        if (depth > 0 && random_.chance(20))
            return "(" + truth(depth - 1) + " ? " + field("t") + " : 'zz')";
        return random_.pick(
            {field("t"), field("t"), "'a'", "'张三'", "sex_of(" + field("t") + ")"});
    }

    // A list of records and the register of its elements; filters now and then.
    Bound list(int depth) {
        Bound const owner = record();
        Bound result;
        if (owner.record == "village") result = {dot(owner) + "households", "household"};
        else if (owner.record == "household") result = {dot(owner) + "members", "person"};
        else if (owner.record == "person") result = {dot(owner) + "things", "thing"};
        else return result;
        if (depth > 1 && random_.chance(25)) {
            std::string const variable = bind(result.record);
            result.name += ".filter(" + variable + ", " + truth(depth - 2) + ")";
            scope_.pop_back();
        }
        return result;
    }

    std::string bind(std::string const &record) {
        scope_.push_back({"v" + std::to_string(scope_.size()), record});
        return scope_.back().name;
    }

    std::string over_list(int depth) {
        Bound const over = list(depth);
        if (over.name.empty())
            return random_.chance(50)
                       ? "(" + integer(depth - 1) + " in [1, " + integer(depth - 1) + "])"
                       : leaf_truth();
        if (random_.chance(10) && over.record == "person" && scope_[0].record == "household")
            return random_.pick({"('a' in risks)", "risks.exists(r, r == c)",
                                 "risks.all(r, r != 'ab')", "(c in risks)"});
        if (random_.chance(10))
            return "(" + over.name + ".size()" + relation() + integer(depth - 1) + ")";
        if (random_.chance(8))
            return "(" + over.name + ".map(z, z.k).distinct().size()" + relation() +
                   integer(depth - 1) + ")";
        std::string const macro =
            random_.pick({".exists(", ".exists(", ".all(", ".all(", ".exists_one("});
        std::string const variable = bind(over.record);
        std::string const body = truth(depth - 1);
        scope_.pop_back();
        return over.name + macro + variable + ", " + body + ")";
    }

    std::string aggregate(int depth, std::string const &kind) {
        Bound const over = list(depth);
        if (over.name.empty()) return field(kind.c_str());
        bool const counts = kind == "k" && random_.chance(40);
        std::string const variable = bind(over.record);
        std::string const body = counts        ? truth(depth - 1)
                                 : kind == "k" ? integer(depth - 1)
                                 : kind == "w" ? money(depth - 1)
                                               : real(depth - 1);
        scope_.pop_back();
        std::string const name = counts ? "count" : random_.pick({"sum", "min", "max"});
        if (!counts && random_.chance(30))
            return over.name + ".map(" + variable + ", " + body + ")." + name + "()";
        return over.name + "." + name + "(" + variable + ", " + body + ")";
    }

    Random &random_;
    std::vector<Bound> scope_;
};

} // namespace

std::string make_rule(Random &random, std::string const &record, int depth) {
    return Writer(random, record).truth(depth);
}

std::string make_value(Random &random, std::string const &record, int depth) {
    return Writer(random, record).value(depth);
}

} // namespace differential
