// From the joined tree to the parts of a pack, in the order in which they may name each other.
//
// Everything written is returned, faulty or not, in the order of the tree, so that later checks
// find the node of an item by its position. Inside this folder only.
#pragma once

#include "cel/schema.hpp"
#include "pack/coverage.hpp"
#include "pack/folder.hpp"
#include "pack/model.hpp"
#include "pack/statistic.hpp"
#include "pack/table_reader.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::pack {

struct Responsibility; // work_model.hpp

// [pack]: the pack without its parts.
Pack read_header(Node const &tree, Faults &faults);
std::vector<CodeList> read_code_lists(Node const &tree, Faults &faults);

// Registers as written, and then (all of them known) whether their names lead somewhere.
std::vector<Register> read_registers(Node const &tree, Faults &faults);
void check_registers(Pack const &pack, Node const &tree, Faults &faults);
// Code lists that nothing uses.
void check_code_lists_used(Pack const &pack, Faults &faults);

// Require: code lists and registers of `pack` are read.
std::vector<Source> read_sources(Pack const &pack, Node const &tree, Faults &faults);
void check_sources(Pack const &pack, Node const &tree, Faults &faults);

// Linkage models, and whether links name them.
std::vector<Linkage> read_linkages(std::vector<LinkageFile> const &files, Faults &faults);
void check_linkages(Pack const &pack, Node const &tree, Faults &faults);

struct Parameters {
    std::vector<cel::Parameter> parameters;
    std::vector<Title> titles;
    std::vector<std::vector<std::string>> sources;
};
Parameters read_parameters(Pack const &pack, Node const &tree, Faults &faults);
// Gaps and overlaps in time of the values for the same keys and area.
void check_parameters(Pack const &pack, Node const &tree, Faults &faults);

std::vector<Rule> read_rules(Pack const &pack, Node const &tree, Faults &faults);
// Types, parameters, messages, tests. Requires: a schema of the pack, and its cases.
// What layouts give back types, and is something their columns can hold.
void check_ours(Pack const &pack, cel::Schema const &schema, Faults &faults);
void check_rules(Pack const &pack, cel::Schema const &schema, Node const &tree, Faults &faults);
// The rules with their exceptions written into them (model.hpp says how), once everything types.
void apply_exceptions(Pack &pack, Faults &faults);

// Requires: a schema of the pack.
std::vector<TestCase> read_cases(Pack const &pack, cel::Schema const &schema, Node const &tree,
                                 Faults &faults);

// Procedures and the calendar as written; then whether what they name exists, every expression
// types, every step can be reached and every refusal is tried by a scenario. Require: a schema of
// the pack.
std::vector<Procedure> read_procedures(Node const &tree, Faults &faults);
Calendar read_calendar(Node const &tree, Faults &faults);
void check_procedures(Pack const &pack, cel::Schema const &schema, Node const &tree,
                      Faults &faults);
void check_calendar(Pack const &pack, Faults &faults);
// The order of one procedure's steps (check_steps.cpp).
void check_order(Procedure const &procedure, Node const &node, Faults &faults);
// Who plays in scenarios, and the scenarios. Require: the procedures are read.
std::vector<CastMember> read_cast(Pack const &pack, Node const &tree, Faults &faults);
std::vector<Scenario> read_scenarios(Pack const &pack, cel::Schema const &schema, Node const &tree,
                                     Faults &faults);
// What no scenario tries (check_scenarios.cpp).
void check_scenarios(Pack const &pack, Faults &faults);
std::span<std::string_view const> scenario_words(); // keys of an act: no record is called so
// A record of a test case, of that register.
Given read_given_record(Pack const &pack, cel::Schema const &schema,
                        cel::RecordSchema const &record, Node const &node, Faults &faults);

// What carries which mechanism; carriers are looked for in the tree, so any part of a pack may be
// one. A `command` is one of the program and is not looked for.
std::vector<Mechanism> read_mechanisms(Node const &tree, Faults &faults);

// Questionnaires (their registers and layouts are written out before: questionnaire_tree.hpp), how
// grievances are handled, bulletins; then whether what they name exists and types.
std::vector<Questionnaire> read_questionnaires(Node const &tree, Faults &faults);
void check_questionnaires(Pack const &pack, cel::Schema const &schema, Faults &faults);
GrievanceRules read_grievances(Node const &tree, Faults &faults);
void check_grievances(Pack const &pack, Faults &faults);
std::vector<Bulletin> read_bulletins(Node const &tree, Faults &faults);
void check_bulletins(Pack const &pack, cel::Schema const &schema, Faults &faults);

std::vector<Statistic> read_statistics(Pack const &pack, Node const &tree, Faults &faults);
// Whether their expressions type. Requires: a schema of the pack.
void check_statistics(std::span<Statistic const> statistics, cel::Schema const &schema,
                      Faults &faults);

// Roles, separations, field classes, rules for signing in; then whether what they name exists.
AccessRules read_access(Node const &tree, Faults &faults);
void check_access(Pack const &pack, Node const &tree, Faults &faults);

// Who answers for what (work_model.hpp), and whether what it names exists. Null where the pack says
// nothing of it.
std::shared_ptr<Responsibility const> read_responsibility(Node const &tree, Faults &faults);
void check_responsibility(Pack const &pack, Responsibility const *responsibility, Node const &tree,
                          Faults &faults);
// A rule's owner that nobody knows would be nobody's work.
void check_owners(Pack const &pack, Responsibility const *responsibility, Faults &faults);

// One scalar as a register stores it: a code must be one of its list, money is yuan (integer, or at
// most two decimals), several codes or areas are an array. Nothing where it is wrong (then
// reported).
std::optional<base::Value> read_scalar(Pack const &pack, cel::Type const &type, Node const &node,
                                       Faults &faults);
// A word out of a few: its position; nothing where it is none of them (reported as
// pack_unknown_word).
std::optional<std::size_t> read_word(std::string const &word, base::Place const &place,
                                     std::span<std::string const> words, Faults &faults);
std::vector<std::string> names_of(std::vector<Register> const &registers);
std::vector<std::string> names_of(std::vector<Field> const &fields);
std::span<std::string const> field_type_names(); // in the order of FieldType

} // namespace jingzhun::pack
