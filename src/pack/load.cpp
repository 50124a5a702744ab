// Reading a pack: its files, its parts in the order in which they name each other, then the checks.
#include "pack/load.hpp"

#include "pack/folder.hpp"
#include "pack/kept_files.hpp"
#include "pack/questionnaire_tree.hpp"
#include "pack/readers.hpp"
#include "pack/reads.hpp"
#include "pack/schema.hpp"
#include "pack/work_model.hpp"

#include <span>

namespace jingzhun::pack {
namespace {

void read_parameters_into(Pack &pack, Node const &tree, Faults &faults) {
    auto read = read_parameters(pack, tree, faults);
    pack.parameters = std::move(read.parameters);
    pack.parameter_titles = std::move(read.titles);
    pack.parameter_sources = std::move(read.sources);
}

// Only of a sound pack: derived fields that depend on themselves would be followed for ever.
void mark_outcome_readers(Pack &pack, cel::Schema const &schema) {
    for (auto &rule : pack.rules) {
        auto const record = schema.index_of(rule.on);
        rule.uses_outcomes = reads_outcomes(*rule.must, schema, record) ||
                             (rule.when != nullptr && reads_outcomes(*rule.when, schema, record));
    }
}

void check_what_hangs_on_rules(Pack &pack, cel::Schema const &schema,
                               std::vector<Statistic> const &statistics, Node const &tree,
                               Faults &faults) {
    pack.cases = read_cases(pack, schema, tree, faults);
    pack.scenarios = read_scenarios(pack, schema, tree, faults);
    check_ours(pack, schema, faults);
    check_questionnaires(pack, schema, faults);
    check_bulletins(pack, schema, faults);
    check_procedures(pack, schema, tree, faults);
    check_scenarios(pack, faults);
    check_statistics(statistics, schema, faults);
    check_rules(pack, schema, tree, faults);
    check_code_lists_used(pack, faults);
}

// Rules hang on all the rest, cases on rules.
void read_rules_into(Pack &pack, std::vector<Statistic> const &statistics, bool proved,
                     Node const &tree, Faults &faults) {
    pack.rules = read_rules(pack, tree, faults);
    auto const schema = make_schema(pack);
    if (!proved) check_what_hangs_on_rules(pack, schema, statistics, tree, faults);
    if (faults.count() == 0) apply_exceptions(pack, faults);
    if (faults.count() == 0) mark_outcome_readers(pack, schema);
}

void check_parts(Pack const &pack, Responsibility const *responsibility, Node const &tree,
                 Faults &faults) {
    check_sources(pack, tree, faults);
    check_linkages(pack, tree, faults);
    check_access(pack, tree, faults);
    check_responsibility(pack, responsibility, tree, faults);
    check_parameters(pack, tree, faults);
    check_calendar(pack, faults);
    check_grievances(pack, faults);
}

// Goes on after a fault as far as what follows is no mere consequence of it: after wrong TOML no
// names are known, after wrong registers no expression types.
Loaded read_pack(Folder files, bool proved, Faults &faults) {
    if (faults.count() > 0) return {{}, faults.take()};
    write_out_questionnaires(files.tree);
    auto const &tree = files.tree;
    Pack pack = read_header(tree, faults);
    pack.hash = files.hash;
    pack.code_lists = read_code_lists(tree, faults);
    pack.registers = read_registers(tree, faults);
    Faults later;
    pack.sources = read_sources(pack, tree, later);
    read_parameters_into(pack, tree, later);
    pack.access = read_access(tree, later);
    pack.procedures = read_procedures(tree, later);
    pack.calendar = read_calendar(tree, later);
    pack.cast = read_cast(pack, tree, later);
    read_mechanisms(tree, later); // kept nowhere: coverage.hpp reads them when they are asked for
    pack.questionnaires = read_questionnaires(tree, later);
    pack.grievances = read_grievances(tree, later);
    pack.bulletins = read_bulletins(tree, later);
    // Kept nowhere: whoever wants them asks for them (statistic.hpp).
    auto const statistics = read_statistics(pack, tree, later);
    auto const responsibility = read_responsibility(tree, later);
    if (!proved) check_registers(pack, tree, faults);
    pack.linkages = read_linkages(files.linkages, later);
    if (!proved) check_parts(pack, responsibility.get(), tree, later);
    bool const has_registers = faults.count() == 0;
    faults.add(later.take());
    if (has_registers) read_rules_into(pack, statistics, proved, tree, faults);
    if (!proved) check_owners(pack, responsibility.get(), faults);
    keep_responsibility(pack.hash, responsibility);
    return {std::move(pack), faults.take()};
}

Pack sound(Loaded loaded, std::string const &folder) {
    if (loaded.problems.empty()) return std::move(loaded.pack);
    auto const &first = loaded.problems.front();
    base::Problem placeless{first.code, {}, first.arguments};
    throw base::Error("pack_faulty",
                      {{"folder", folder},
                       {"first", base::describe(placeless, base::Language::zh)},
                       {"first_en", base::describe(placeless, base::Language::en)},
                       {"more", std::to_string(loaded.problems.size() - 1)}},
                      first.place);
}

} // namespace

Loaded load(std::string const &folder) {
    Faults faults;
    auto files = read_folder(folder, faults);
    return read_pack(std::move(files), false, faults);
}

std::vector<Statistic> load_statistics(std::string const &folder, Pack const &pack) {
    Faults faults;
    auto const files = read_folder(folder, faults);
    auto statistics = read_statistics(pack, files.tree, faults);
    auto const problems = faults.take();
    if (!problems.empty()) throw base::Error(problems.front());
    return statistics;
}

Pack load_or_throw(std::string const &folder) { return sound(load(folder), folder); }

Pack load_kept(std::span<File const> files, std::string const &folder, std::string const &hash) {
    Faults faults;
    auto read = read_files(files, folder, false, faults);
    if (faults.count() == 0 && read.hash == hash)
        return sound(read_pack(std::move(read), true, faults), folder);
    Faults again;
    read = read_files(files, folder, true, again);
    return sound(read_pack(std::move(read), false, again), folder);
}

} // namespace jingzhun::pack
