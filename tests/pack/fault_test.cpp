// Faults planted into a sound pack: each is found, alone, with its code, line and column.
#include "pack/load.hpp"
#include "pack/small_pack.hpp"

#include <doctest/doctest.h>
#include <vector>

using namespace jingzhun;

namespace {

// The fault stands where ^ is in `next`; ^ itself is not written.
struct Planted {
    std::string what, file, old, next, code;
    std::string near = {}; // the name suggested
};

struct Spot {
    int line = 1, column = 1;
};

// Line and column, in characters, of the mark; the mark is taken out.
Spot take_mark(std::string &contents) {
    auto const mark = contents.find('^');
    REQUIRE(mark != std::string::npos);
    contents.erase(mark, 1);
    Spot spot;
    for (char const c : contents.substr(0, mark)) {
        if (c == '\n') spot = {spot.line + 1, 1};
        else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++spot.column;
    }
    return spot;
}

std::string argument(base::Problem const &problem, std::string_view name) {
    for (auto const &[key, value] : problem.arguments) {
        if (key == name) return value;
    }
    return {};
}

void check_planted(Planted const &planted) {
    CAPTURE(planted.what);
    TemporaryFolder const folder;
    auto files = small_pack();
    auto &contents = files[planted.file];
    if (planted.old.empty()) contents += planted.next;
    else replace_once(contents, planted.old, planted.next);
    auto const spot = take_mark(contents);
    auto const problems = pack::load(folder.write("nation", files)).problems;
    std::string all;
    for (auto const &problem : problems)
        all += "\n" + problem.code + " " + base::describe(problem, base::Language::en);
    CAPTURE(all);
    REQUIRE(problems.size() == 1);
    auto const &problem = problems.front();
    CHECK(problem.code == planted.code);
    CHECK(problem.place.file.ends_with(planted.file));
    CHECK(problem.place.line == spot.line);
    CHECK(problem.place.column == spot.column);
    if (!planted.near.empty())
        CHECK((argument(problem, "near") + argument(problem, "suggestion")) == planted.near);
    for (auto const language : {base::Language::zh, base::Language::en})
        CHECK_MESSAGE(base::describe(problem, language).find('{') == std::string::npos,
                      base::describe(problem, language));
}

void check_all(std::vector<Planted> const &faults) {
    for (auto const &planted : faults) check_planted(planted);
}

} // namespace

TEST_CASE("What is no TOML is reported where it stands") {
    check_all({
        {"a bracket left open", "pack.toml", "title = { zh = \"小政策包\", en = \"Small pack\" }",
         "title = { zh = \"小政策包\", en = \"Small pack\"^\n", "pack_toml_malformed"},
        {"the same key twice in a table", "pack.toml", "version = \"1\"",
         "version = \"1\"\n^version = \"2\"", "pack_twice"},
        {"the same key twice in one line", "registers/all.toml", "head_name = { type = \"text\",",
         "head_name = { type = \"text\", ^type = \"text\",", "pack_twice"},
        {"the same field in another file", "tests/all.toml", "",
         "\n[register.person.field]\n^name = { type = \"text\", title.zh = \"名\" }\n",
         "pack_twice"},
        {"the thirtieth of February", "parameters.toml", "from = 2019-01-01", "from = ^2019-02-30",
         "pack_date_bad"},
        {"a thirteenth month", "tests/all.toml", "as_of = 2021-01-31", "as_of = ^2021-13-01",
         "pack_date_bad"},
    });
}

TEST_CASE("Keys that are missing, not known or of the wrong type are reported") {
    check_all({
        {"an unknown key of a rule", "rules.toml", "when = \"kind == 'registered'\"",
         "^whn = \"kind == 'registered'\"", "pack_unknown_key", "when"},
        {"an unknown key after Chinese", "registers/all.toml",
         "title = { zh = \"在校情况\", en = \"Schooling\" }",
         "title = { zh = \"在校情况\", en = \"Schooling\" }, ^maskd = true", "pack_unknown_key",
         "masked"},
        {"an unknown table", "pack.toml", "[pack]", "^registr = 1\n[pack]", "pack_unknown_key",
         "register"},
        {"a rule without source", "rules.toml",
         "[[rule]]\nid = \"net_per_head\"\nkind = \"measure\"\ntitle = { zh = \"人均纯收入\", en = "
         "\"Net income per head\" }\n"
         "on = \"household\"\nvalue = \"net / size\"\nsource = \"统计制度\"\n",
         "^[[rule]]\nid = \"net_per_head\"\nkind = \"measure\"\ntitle = { zh = \"人均纯收入\" }\n"
         "on = \"household\"\nvalue = \"net / size\"\n",
         "pack_key_missing"},
        {"a parameter's value without source", "parameters.toml",
         "[[parameter.line.value]]\npurpose = \"exit\"\nfrom = 2020-01-01\nvalue = 4000.5\nsource "
         "= \"2020年通知\"\n",
         "^[[parameter.line.value]]\npurpose = \"exit\"\nfrom = 2020-01-01\nvalue = 4000.5\n",
         "pack_key_missing"},
        {"a register without key", "registers/all.toml",
         "[register.person]\ntitle = { zh = \"人\", en = \"Person\" }\nkey = \"person_no\"",
         "^[register.person]\ntitle = { zh = \"人\", en = \"Person\" }", "pack_key_missing"},
        {"a text where a date belongs", "parameters.toml", "to = 2020-01-01",
         "to = ^\"2020-01-01\"", "pack_wrong_type"},
        {"a number where a text belongs", "rules.toml", "source = \"脱贫标准\"", "source = ^5",
         "pack_wrong_type"},
        {"three decimals of money", "parameters.toml", "value = 3218", "value = ^3218.005",
         "pack_wrong_type"},
        {"a length of time nobody understands", "registers/all.toml", "\"18 months\"",
         "^\"18 moons\"", "pack_duration_bad"},
        {"a type nobody knows", "registers/all.toml", "remote = { type = \"boolean\"",
         "remote = { type = ^\"bolean\"", "pack_unknown_word", "boolean"},
        {"a name that is a reserved word", "registers/all.toml", "remote = { type = \"boolean\"",
         "^in = { type = \"text\", title.zh = \"入\" }\nremote = { type = \"boolean\"",
         "pack_name_bad"},
    });
}

TEST_CASE("Names that lead nowhere are reported with the nearest that exists") {
    check_all({
        {"a rule on an unknown register", "rules.toml",
         "must_not = \"same.size() > 1\"\nsource = \"数据质量\"\n",
         "must_not = \"same.size() > 1\"\nsource = \"数据质量\"\n[[rule]]\nid = \"x\"\ntitle.zh = "
         "\"甲\"\n"
         "on = ^\"persn\"\nmust = \"true\"\nsource = \"文件\"\n[[case]]\nname = \"x\"\nas_of = "
         "2020-01-01\n"
         "given.person = {}\nexpect = { x = \"met\" }\n[[case]]\nname = \"y\"\nas_of = "
         "2020-01-01\ngiven.person = {}\n"
         "expect = { x = \"unmet\" }\n",
         "pack_unknown_register", "person"},
        {"a link to an unknown register", "registers/all.toml", "same = { to = \"person\", on",
         "other = { to = ^\"persons\", on = { name = \"name\" } }\nsame = { to = \"person\", on",
         "pack_unknown_register", "person"},
        {"a link on an unknown field", "registers/all.toml", "on = { identity = \"identity\" }",
         "on = { identity = ^\"identiti\" }", "pack_unknown_field", "identity"},
        {"a key that is no field", "registers/all.toml", "key = [\"household_no\", \"on\"]",
         "key = [\"household_no\", ^\"day\"]", "pack_unknown_field"},
        {"an unknown code list", "registers/all.toml", "codes = \"schooling\"",
         "codes = ^\"schoolin\"", "pack_unknown_code_list", "schooling"},
        {"an unknown source", "registers/all.toml", "believe = [\"roster\"]",
         "believe = [^\"rooster\"]", "pack_unknown_source", "roster"},
        {"a column into no field", "sources/all.toml", "into = \"household.wage\"",
         "into = ^\"household.wages\"", "pack_unknown_field", "wage"},
        {"an unknown code", "sources/all.toml", "\"household.kind\" = \"registered\"",
         "\"household.kind\" = ^\"registred\"", "pack_unknown_code", "registered"},
    });
}

TEST_CASE("Expressions that do not type are reported within their text") {
    check_all({
        {"an unknown field", "rules.toml", "net > line('exit') * size", "net > line('exit') * ^siz",
         "cel_unknown_name_near", "size"},
        {"an unknown field on a later line", "rules.toml", "must = \"net > line('exit') * size\"",
         "must = \"\"\"\nnet > line('exit') // 标准\n  * ^siz\"\"\"", "cel_unknown_name_near",
         "size"},
        {"an unknown field of an element", "rules.toml", "m.schooling == 'at_school')\"",
         "^m.scholing == 'at_school')\"", "cel_unknown_field_near", "schooling"},
        {"an unknown parameter", "rules.toml", "net > line('exit') * size",
         "net > ^linne('exit') * size", "cel_unknown_function_near", "line"},
        {"an unknown code", "rules.toml", "m.schooling == 'at_school')\"",
         "m.schooling == ^'at_scool')\"", "cel_not_a_code_near", "at_school"},
        {"a bracket too few", "rules.toml", "same.size() > 1", "same.size( ^> 1",
         "cel_expected_value"},
        {"a derived field that depends on itself", "registers/all.toml", "net = \"wage - cost\"",
         "net = \"^wage - net\"", "cel_derived_cycle"},
        {"more steps than a rule may cost", "rules.toml", "net > line('exit') * size",
         "^members.all(a, members.all(b, members.all(c, members.all(d, members.all(e, a.birth < "
         "b.birth && c.birth < d.birth && d.birth < e.birth)))))",
         "cel_too_costly"},
        {"units that do not fit", "rules.toml", "net > line('exit') * size", "^net > line('exit')",
         "cel_unit_mismatch"},
        {"a derived field that states another unit", "registers/all.toml", "net = \"wage - cost\"",
         "net = \"wage - cost\"\n^twice = { value = \"cost * 2\", unit = \"yuan/month\" }",
         "pack_unit_differs"},
        {"a condition that is a number", "rules.toml", "same.size() > 1", "^same.size()",
         "pack_wrong_type"},
        {"a rule's id misspelt where its answer is read", "rules.toml", "o.rule == 'over_line'",
         "o.rule == ^'over_lne'", "cel_not_a_code_near", "over_line"},
    });
}

TEST_CASE("What a pack says twice, or leaves open, is reported") {
    check_all({
        {"two rules of one name", "rules.toml", "source = \"统计制度\"\n",
         "source = \"统计制度\"\n[[rule]]\nid = ^\"net_per_head\"\nkind = \"measure\"\ntitle.zh = "
         "\"甲\"\n"
         "on = \"household\"\nvalue = \"net\"\nsource = \"又\"\n",
         "pack_twice"},
        {"a code twice", "codes/all.toml", "code = \"dropped_out\"", "code = ^\"at_school\"",
         "pack_twice"},
        {"a word for two codes", "codes/all.toml",
         "{ code = \"general\", zh = \"一般农户\", en = \"General\" }",
         "^{ code = \"general\", zh = \"一般农户\", en = \"General\", also = [\"贫困户\"] }",
         "pack_code_word_twice"},
        {"a code list nobody uses", "codes/all.toml", "[codes.schooling]",
         "[codes.^unused]\ntitle = { zh = \"无\" }\nvalues = [{ code = \"a\", zh = \"甲\" "
         "}]\n[codes.schooling]",
         "pack_code_list_unused"},
        {"a link of fields of two types", "registers/all.toml", "on = { identity = \"identity\" }",
         "on = { ^name = \"identity\" }", "pack_link_types"},
        {"two columns for one field", "sources/all.toml", "into = \"household.wage\"",
         "into = \"household.wage\"\n[[source.survey.column]]\nheader = [\"工资\"]\ninto = "
         "^\"household.wage\"",
         "pack_field_claimed_twice"},
        {"one header for two columns", "sources/all.toml", "header = [\"姓名\"]",
         "header = [\"姓名\", ^\"户 号\"]", "pack_header_twice"},
        {"two sources that look alike", "sources/all.toml",
         "into = \"household.wage\"\nrequired = true\n",
         "into = \"household.wage\"\nrequired = true\n[source.^again]\ntitle.zh = \"又\"\nfile = "
         "\"又.xlsx\"\nregisters = [\"household\"]\n"
         "[[source.again.column]]\nheader = [\"户编号\"]\ninto = "
         "\"household.household_no\"\nrequired = true\n"
         "[[source.again.column]]\nheader = [\"工资性收入\"]\ninto = \"household.wage\"\nrequired "
         "= true\n",
         "pack_sources_alike"},
        {"a key no column fills", "sources/all.toml", "registers = [\"household\"]",
         "registers = [\"household\", ^\"visit\"]", "pack_source_key_unfed"},
        {"a parameter without a value for a year", "parameters.toml", "from = 2020-01-01",
         "from = ^2021-01-01", "pack_parameter_gap"},
        {"two values of a parameter for one day", "parameters.toml", "from = 2020-01-01",
         "from = ^2019-12-31", "pack_parameter_overlap"},
        {"two conditions", "rules.toml", "must_not = \"same.size() > 1\"",
         "must_not = ^\"same.size() > 1\"\nmust = \"true\"", "pack_rule_two_conditions"},
        {"a duty without a period", "rules.toml",
         "[[rule]]\nid = \"visited\"\nkind = \"duty\"\ntitle = { zh = \"每月走访\", en = \"Visited "
         "every month\" }\non = \"household\"\nevery = \"month\"",
         "^[[rule]]\nid = \"visited\"\nkind = \"duty\"\ntitle = { zh = \"每月走访\", en = "
         "\"Visited every month\" }\non = \"household\"",
         "pack_key_missing"},
        {"a ledger's date that is none", "rules.toml", "covered_by = \"visit.on\"",
         "covered_by = ^\"visit.household_no\"", "pack_covered_by", "on"},
        {"an exception that binds nothing", "rules.toml", "binds = \"m\"", "binds = ^\"n\"",
         "pack_exception_binds", "m"},
        {"a message that names no field", "rules.toml", "{ zh = \"{head_name}户低于标准\"",
         "{ zh = ^\"{head_nme}户低于标准\"", "pack_unknown_field", "head_name"},
    });
}

TEST_CASE("Cases that say what is not there, and rules without cases, are reported") {
    check_all({
        {"a fact that does not exist", "tests/all.toml", "visits = [{ on = 2020-12-31 }]",
         "visits = [{ ^onn = 2020-12-31 }]", "pack_unknown_field", "on"},
        {"a fact of the wrong type", "tests/all.toml", "wage = 8000", "wage = ^true",
         "pack_wrong_type"},
        {"an unknown code", "tests/all.toml", "kind = \"general\"", "kind = ^\"genral\"",
         "pack_unknown_code", "general"},
        {"an unknown rule", "tests/all.toml", "over_line = \"not_applicable\"",
         "^over_lin = \"not_applicable\"", "pack_unknown_rule", "over_line"},
        {"an unknown answer", "tests/all.toml", "over_line = \"not_applicable\"",
         "over_line = ^\"not_aplicable\"", "pack_unknown_word", "not_applicable"},
        {"a rule on another register", "tests/all.toml", "expect = { same_person_twice = \"met\" }",
         "expect = { same_person_twice = \"met\", ^over_line = \"met\" }",
         "pack_case_other_subject"},
        {"a duty without a period", "tests/all.toml",
         "as_of = 2020-12-31\nperiod = \"2020-12\"\ngiven.household = { visits = [{ on = "
         "2020-12-31 }] }\nexpect = { visited",
         "as_of = 2020-12-31\ngiven.household = { visits = [{ on = 2020-12-31 }] }\nexpect = { "
         "^visited",
         "pack_case_no_period"},
        {"a period that is none", "tests/all.toml", "as_of = 2021-01-31\nperiod = \"2020-12\"",
         "as_of = 2021-01-31\nperiod = ^\"2020-13\"", "pack_period_bad"},
        {"a rule with one case only", "rules.toml", "",
         "\n[[rule]]\nid = ^\"lonely\"\ntitle.zh = \"单\"\non = \"household\"\nmust = \"remote\"\n"
         "source = \"文件\"\n[[case]]\nname = \"lonely\"\nas_of = 2020-01-01\n"
         "given.household = { remote = true }\nexpect = { lonely = \"met\" }\n",
         "pack_rule_untested"},
    });
}

TEST_CASE("A mechanism names parts of the pack that are there, or says why there are none") {
    std::string const head = "\n[[mechanism]]\ndocument = \"D0\"\ntitle.zh = \"机制\"\n";
    check_all({
        {"a rule that is not there", "rules.toml", "",
         head + "id = \"a\"\ncarried_by = [^\"rule:over_lin\"]\n", "pack_mechanism_carrier_unknown",
         "over_line"},
        {"parts that no pack has", "rules.toml", "",
         head + "id = \"a\"\ncarried_by = [^\"ruel:over_line\", \"rule:over_line\"]\n",
         "pack_mechanism_kind_unknown", "rule"},
        {"no kind before the name", "rules.toml", "",
         head + "id = \"a\"\ncarried_by = [^\"over_line\", \"rule:over_line\"]\n",
         "pack_mechanism_carrier_bad"},
        {"nothing that carries it", "rules.toml", "", head + "id = ^\"a\"\n",
         "pack_mechanism_empty"},
        {"nothing that shows it", "rules.toml", "",
         head + "id = ^\"a\"\ncarried_by = [\"register:household\"]\n", "pack_mechanism_empty"},
    });
}
