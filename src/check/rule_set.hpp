// The rules of a pack, compiled, and what they answer over a population.
#pragma once

#include "cel/program.hpp"
#include "pack/model.hpp"
#include "pack/schema.hpp"

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::check {

// What one rule says of all rows of its register; for duties once a period.
struct RuleResult {
    pack::Rule const *rule = nullptr;
    base::Period period = {}; // name empty where the rule is no duty
    std::size_t record = 0;   // index into Schema::records
    cel::Answers answers;
};

// The rules of one register (duties: for one period) have so long; beyond: Error "cel_time".
constexpr std::chrono::seconds run_time_max{300};

// What a set of rules named one by one takes along: nothing, or whatever the answers they read
// come from.
enum class TakeAlong { nothing, what_is_read };

class RuleSet {
  public:
    // Compiles the rules named (all where `ids` is empty; measures are not verdicts and left out).
    // A rule that reads others' answers brings all of them along. Throws Error "rule_unknown",
    // "pack_faulty". Requires: pack and schema outlive this.
    RuleSet(pack::Pack const &pack, cel::Schema const &schema,
            std::vector<std::string> const &ids = {}, TakeAlong along = TakeAlong::what_is_read);

    std::vector<cel::UsedField> const &used_fields() const { return used_; }
    // Requires: the population holds `used_fields`. Fills its `outcomes` relations for rules that
    // read them, from their own answers or, where `known` has any, from those; a copy of the
    // population shares everything else, so whoever wants to keep it as it is runs on a copy.
    std::vector<RuleResult> run(cel::Population &population, base::Date as_of,
                                std::string const &area, int threads,
                                std::span<RuleResult const *const> known = {}) const;

  private:
    // Rules of one register that run together.
    struct Group {
        std::size_t record = 0;
        bool duty = false;
        bool late = false; // reads outcomes
        std::vector<pack::Rule const *> rules;
        cel::ProgramPointer program;
    };

    void attach(cel::Population &population, std::span<RuleResult const *const> results) const;
    void add(pack::Rule const &rule);
    void compile_groups();
    void run_group(Group const &group, cel::Population const &population, base::Date as_of,
                   std::string const &area, int threads, std::vector<RuleResult> &results) const;

    pack::Pack const &pack_;
    cel::Schema const &schema_;
    std::vector<Group> groups_;
    std::vector<cel::UsedField> used_;
    std::vector<std::string> wanted_; // empty: all
};

// By index of Schema::parameters: which rules read it, themselves or through derived fields.
// Measures are left out.
std::vector<std::vector<std::string>> readers_of_parameters(pack::Pack const &pack,
                                                            cel::Schema const &schema);

} // namespace jingzhun::check
