// A policy pack in memory: registers, code lists, sources, parameters, rules, roles, procedures,
// and the pack's own tests.
//
// Read by `load` (load.hpp) from a folder of strict TOML; plain data, never changed afterwards.
// Everything keeps the place it was written at, so that a message can name file, line and column.
#pragma once

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/value.hpp"
#include "cel/parameter.hpp"
#include "cel/syntax.hpp"
#include "pack/bulletin_model.hpp"
#include "pack/grievance_model.hpp"
#include "pack/procedure_model.hpp"
#include "pack/questionnaire_model.hpp"
#include "pack/role_model.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace jingzhun::link {
struct Model;
}

namespace jingzhun::pack {

struct Code {
    std::string code;
    Title title;
    std::vector<std::string> also; // other words found in files
    base::Place place;
};

struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const {
        return std::hash<std::string_view>{}(word);
    }
};
using WordIndex = std::unordered_map<std::string, std::uint32_t, WordHash, std::equal_to<>>;

struct CodeList {
    std::string name;
    Title title;
    std::vector<Code> codes;
    base::Place place;
    WordIndex words = {}; // every word as written and folded -> index of codes; see index_words
    Code const *find(std::string_view code) const;
    // By what people write: title, synonym or the code itself, compared folded.
    Code const *read(std::string_view word) const;
    // Fills `words`; to be called when `codes` has changed. Of two codes with one word the first
    // keeps it.
    void index_words();
};

enum class FieldType {
    text,
    code,
    codes,
    boolean,
    integer,
    number,
    money,
    date,
    time,
    identity,
    phone,
    area,
    areas
};

struct Field {
    std::string name;
    Title title;
    FieldType type = FieldType::text;
    std::string codes;                // code, codes: the list
    std::string unit;                 // "yuan/year", "person", "m2"
    std::vector<std::string> believe; // sources, most believed first; empty: the latest statement
    std::optional<int> stale_after_days; // older facts count as unknown
    bool masked = false;                 // shown in part unless the role needs it
    base::Place place;
};

// A value computed from the record's own fields and relations, in CEL.
struct Derived {
    std::string name;
    Title title;
    std::string unit;
    std::shared_ptr<cel::Expression const> expression;
    base::Place place;
};

// How rows of this register find rows of another (or the same): equal values of fields.
// Identity fields compare by base::link_identity, everything else as stored; empty never links.
struct Link {
    std::string name; // this register's field for it: person.household
    std::string to;   // register
    std::vector<std::pair<std::string, std::string>> on; // own field, their field
    std::string reverse; // their field for the list of ours: household.members
    bool many = false;   // `name` is itself a list (several may match)
    // A row of ours that finds nobody may still be theirs; then their list is not complete.
    // Fields compared: name with name, identity with identity (meaning: register/could_be.hpp).
    std::string possible_name, possible_identity;             // own fields; empty: not asked
    std::string possible_their_name, possible_their_identity; // their fields
    base::Place place;
    std::string model = {}; // by which such a row is looked for; empty: it is not (Pack::linkages)
};

struct Register {
    std::string name;
    Title title;
    std::vector<std::string> key; // fields; rows with equal keys are one record
    std::string
        area; // a field of type area, or a link whose record has the area; empty: the county
    std::string covers_year; // a yearly list: the field with the year; of years it has no row of it
                             // says nothing
    std::string label;       // field shown as the record's name ("name"), may be empty
    std::vector<Field> fields;
    std::vector<Derived> derived;
    std::vector<Link> links;
    base::Place place;
    Field const *find_field(std::string_view field) const;
    std::size_t field_index(std::string_view field) const; // Requires: it exists
};

// One column of a layout.
struct SourceColumn {
    std::vector<std::string> headers; // first: the official spelling; others: synonyms
    std::vector<std::pair<std::string, std::string>> into; // register, field
    std::string
        area_part; // "county" "township" "village" "group" or "code": a piece of the row's area
    bool required = false; // a table without it is not this layout
    bool valid_on = false; // the date from which the row's facts hold
    // What the register holds against this column where the layout is written back or compared: an
    // expression on the last of the source's registers; null: the field itself. Numbers within
    // `tolerance` percent of each other do not differ.
    std::shared_ptr<cel::Expression const> ours = nullptr;
    int tolerance = 0;
    base::Place place;
};

// A layout of files: how a row becomes statements about records.
struct Source {
    std::string name;
    Title title;
    std::string file;  // what the file is usually called
    std::string sheet; // "户", "人", may be empty
    std::string
        after; // what the source depends on is imported first (comma separated names), may be empty
    std::vector<std::string> registers; // fed by one row, in this order
    std::vector<SourceColumn> columns;
    std::vector<std::string>
        needs; // "register.field": at least one must be given, else the row is refused
    // A batch that changes more than this share of its rows, where the source has spoken before,
    // waits for a second person; nothing: none does. In percent.
    std::optional<int> hold_above;
    // Each file holds all there is: what stood in an earlier one and is not in it any more has
    // ended.
    bool full_edition = false;
    // "household.authorised_on": the date in that register from which the rows may be compared;
    // empty: always.
    std::string needs_authorisation = {};
    std::vector<std::pair<std::pair<std::string, std::string>, base::Value>>
        set; // constants: register, field, value
    base::Place place;
};

enum class RuleKind { indicator, alert, measure, duty };
enum class Severity { hard, soft };

// Why a rule does not count for a record, or for one element of a list: `binds` names the variable
// of the macro it is about (members.all(m, …): "m"); empty: the record.
struct Exception {
    Title label;
    std::shared_ptr<cel::Expression const> when;
    std::string binds;
    std::string source;
    base::Place place;
};

struct Rule {
    std::string id;
    Title title;
    RuleKind kind = RuleKind::indicator;
    std::string on;                              // register
    std::shared_ptr<cel::Expression const> when; // may be null
    std::shared_ptr<cel::Expression const> must; // measures: the value
    bool must_hold = true;                       // false: written as must_not
    // Exceptions stand in `must` already; as_written is the condition without them.
    std::vector<Exception> exceptions;
    std::shared_ptr<cel::Expression const> as_written;
    // True where two exceptions both apply, which is an error of the pack; null with fewer than
    // two.
    std::shared_ptr<cel::Expression const> overlap;
    bool veto = false;
    std::vector<base::PeriodUnit> every; // duties
    std::string covered_by; // duties: "visit.on": dates that show from when the ledger covers
    std::vector<std::shared_ptr<cel::Expression const>> because; // facts shown with a finding
    Title message;     // may be empty; {field} of the subject is replaced
    std::string owner; // role of the finding's owner
    // Of a data fight: the two sides that may be right. Only such findings can be settled.
    std::vector<Title> sides;
    int due_days = 30;
    Severity severity = Severity::soft;
    std::string source;         // the policy it comes from
    bool uses_outcomes = false; // reads the answers of other rules: runs after them
    base::Place place;
};

// A value in a test case: nothing (unknown), a scalar, a list of texts, or children by relation.
struct Given {
    bool unknown = false;
    base::Value value = {};
    std::vector<std::string> items = {};
    std::vector<std::pair<std::string, Given>> fields = {}; // a record
    std::vector<Given> children = {};                       // a list of records
    // nobody: a reference written as [] leads to no record, and that is known.
    enum class Shape { scalar, items, record, children, nobody } shape = Shape::scalar;
    base::Place place = {};
};

struct TestCase {
    std::string name;
    base::Date as_of;
    std::string area;
    base::Period period; // for duties
    std::string on;      // register of the subject
    Given given;         // a record
    // rule id -> met | unmet | unknown | not_applicable; of a measure: its value as text
    std::vector<std::pair<std::string, std::string>> expect;
    base::Place place;
};

// A history of acts on one subject, and what becomes of it.
struct Scenario {
    TestCase subject; // its name, area and given record
    std::string procedure;
    std::vector<ScenarioAct> acts;
    std::string ends; // state of the case at the end, or the step it stands at
    // "field" of the subject or "register.field": what effects stated, as people write it.
    std::vector<std::pair<std::string, std::string>> states;
    base::Place place;
};

// How rows whose number finds nobody are told: a linkage model (docs/linkage.md),
// linkage/NAME.toml.
struct Linkage {
    std::string name;
    std::shared_ptr<link::Model const> model;
    base::Place place;
};

struct Pack {
    std::string name, version, hash; // hash: SHA-256 over the canonical files
    Title title;
    std::string area; // the area it is meant for; empty: everywhere
    base::Date from = base::date_min, to = base::date_max;
    std::string authority;
    std::vector<CodeList> code_lists;
    std::vector<Register> registers;
    std::vector<Source> sources;
    std::vector<cel::Parameter> parameters;
    std::vector<Title> parameter_titles; // by index of parameters
    std::vector<std::vector<std::string>>
        parameter_sources; // by index of parameters, by index of values
    std::vector<Rule> rules;
    std::vector<TestCase> cases;
    AccessRules access;
    std::vector<Procedure> procedures;
    Calendar calendar;
    std::vector<CastMember> cast;
    std::vector<Scenario> scenarios;
    std::vector<Linkage> linkages;
    std::vector<Questionnaire> questionnaires;
    GrievanceRules grievances;
    std::vector<Bulletin> bulletins;

    Register const *find_register(std::string_view name) const;
    CodeList const *find_codes(std::string_view name) const;
    Source const *find_source(std::string_view name) const;
    Rule const *find_rule(std::string_view id) const;
    Procedure const *find_procedure(std::string_view name) const;
    Linkage const *find_linkage(std::string_view name) const;
    std::size_t register_index(std::string_view name) const; // Requires: it exists
    // The class of private fields this one belongs to; nullptr where it is not private.
    FieldClass const *class_of(Register const &definition, Field const &field) const;
};

} // namespace jingzhun::pack
