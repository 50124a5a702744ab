// Compiling: check every rule, lower those that check into one program, drop what no result needs.
#include "base/error.hpp"
#include "cel/check.hpp"
#include "cel/check_overloads.hpp"
#include "cel/compile_state.hpp"
#include "cel/cost.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

// Beyond the last instruction: the register is a result.
constexpr Register kept_to_the_end = INT32_MAX;

// The instruction that opens each domain.
std::vector<Register> opens(Program const &program) {
    std::vector<Register> all(program.domains.size(), no_register);
    for (std::size_t i = 0; i < program.instructions.size(); ++i)
        if (program.instructions[i].op == Op::open)
            all[std::size_t(program.instructions[i].payload)] = static_cast<Register>(i);
    return all;
}

// What `start` is made from, itself among it.
void mark(Program const &program, std::vector<Register> const &opening, Register start,
          std::vector<bool> &live) {
    std::vector<Register> open = {start};
    while (!open.empty()) {
        Register const at = open.back();
        open.pop_back();
        if (at == no_register || live[std::size_t(at)]) continue;
        live[std::size_t(at)] = true;
        Instruction const &instruction = program.instructions[std::size_t(at)];
        open.insert(open.end(), instruction.operands.begin(), instruction.operands.end());
        bool const from_child = instruction.op >= Op::segment_any;
        DomainIndex domain =
            from_child ? static_cast<DomainIndex>(instruction.payload) : instruction.domain;
        for (; domain > table_rows; domain = program.domains[std::size_t(domain)].parent)
            open.push_back(opening[std::size_t(domain)]);
    }
}

// Results that some rule or value reads.
std::vector<Register> results(Program const &program) {
    std::vector<Register> all = program.values;
    for (CompiledRule const &rule : program.rules) {
        all.push_back(rule.when);
        all.push_back(rule.must);
    }
    return all;
}

void drop_unused(Program &program) {
    std::vector<bool> live(program.instructions.size(), false);
    auto const opening = opens(program);
    for (Register const result : results(program)) mark(program, opening, result, live);
    std::vector<Register> renumbered(program.instructions.size(), no_register);
    std::vector<Instruction> kept;
    for (std::size_t i = 0; i < live.size(); ++i) {
        if (!live[i]) continue;
        renumbered[i] = static_cast<Register>(kept.size());
        kept.push_back(program.instructions[i]);
        for (Register &operand : kept.back().operands)
            if (operand != no_register) operand = renumbered[std::size_t(operand)];
    }
    auto const renumber = [&](Register &value) {
        if (value != no_register) value = renumbered[std::size_t(value)];
    };
    program.instructions = std::move(kept);
    for (CompiledRule &rule : program.rules) {
        renumber(rule.when);
        renumber(rule.must);
    }
    for (Register &value : program.values) renumber(value);
    for (Domain &domain : program.domains) renumber(domain.source);
}

// A guard hands on its first operand's lanes, so that those must last as long.
void find_last_uses(Program &program) {
    auto const count = program.instructions.size();
    program.last_use.assign(count, no_register);
    for (std::size_t i = 0; i < count; ++i) {
        program.last_use[i] = static_cast<Register>(i);
        for (Register const operand : program.instructions[i].operands)
            if (operand != no_register)
                program.last_use[std::size_t(operand)] = static_cast<Register>(i);
    }
    for (Register const result : results(program))
        if (result != no_register) program.last_use[std::size_t(result)] = kept_to_the_end;
    for (Domain const &domain : program.domains)
        if (domain.source != no_register)
            program.last_use[std::size_t(domain.source)] = kept_to_the_end;
    for (std::size_t i = count; i-- > 0;) {
        Instruction const &instruction = program.instructions[i];
        if (instruction.domain == constants) program.last_use[i] = kept_to_the_end;
        if (instruction.op != Op::guard) continue;
        Register &source = program.last_use[std::size_t(instruction.operands[0])];
        source = std::max(source, program.last_use[i]);
    }
}

class Compiler {
  public:
    Compiler(Schema const &schema, std::string_view record, bool has_period)
        : schema_(schema), record_(record), has_period_(has_period), program_(new Program),
          lowering_(schema, record, *program_) {
        program_->schema = &schema;
        program_->record = schema.index_of(record);
    }

    void rule(RuleSource const &source) {
        CompiledRule compiled{no_register, no_register, source.must_hold};
        if (source.when != nullptr) compiled.when = truth(*source.when);
        compiled.must = truth(*source.must);
        program_->rules.push_back(compiled);
    }

    void value(Expression const &expression) {
        Checked checked = check(expression, schema_, record_, has_period_);
        if (checked.problems.empty()) estimate(expression, checked);
        report(checked.problems);
        if (!checked.problems.empty()) return;
        try {
            Term const term = lowering_.value(expression, checked);
            if (!in_lanes(term.type) || term.type.kind == Kind::record)
                problems_.push_back({"cel_not_in_columns",
                                     place_of(expression, expression.root->span),
                                     {{"construct", expression.text}, {"caret", ""}}});
            program_->values.push_back(term.value);
            program_->value_types.push_back(term.type);
        } catch (base::Error const &error) {
            problems_.push_back(error.problem());
        }
    }

    Compiled finish() {
        if (!problems_.empty()) return {nullptr, std::move(problems_)};
        drop_unused(*program_);
        find_last_uses(*program_);
        return {std::move(program_), {}};
    }

  private:
    Register truth(Expression const &expression) {
        Checked checked = check(expression, schema_, record_, has_period_);
        if (checked.problems.empty() && !compatible(checked.type, {Kind::boolean}))
            checked.problems.push_back(
                {"cel_wrong_type",
                 place_of(expression, expression.root->span),
                 {{"expected", "bool"},
                  {"found", to_string(checked.type)},
                  {"caret", "\n" + caret(expression, expression.root->span)}}});
        if (checked.problems.empty()) estimate(expression, checked);
        report(checked.problems);
        if (!checked.problems.empty()) return no_register;
        try {
            return lowering_.truth(expression, checked);
        } catch (base::Error const &error) {
            problems_.push_back(error.problem());
            return no_register;
        }
    }

    void estimate(Expression const &expression, Checked &checked) const {
        if (auto problem = cost_problem(expression, schema_, record_, checked))
            checked.problems.push_back(*std::move(problem));
    }

    void report(std::vector<base::Problem> const &problems) {
        problems_.insert(problems_.end(), problems.begin(), problems.end());
    }

    Schema const &schema_;
    std::string_view record_;
    bool has_period_;
    ProgramPointer program_;
    Lowering lowering_;
    std::vector<base::Problem> problems_;
};

} // namespace

std::vector<std::size_t> rules_reading(Program const &program,
                                       std::span<std::size_t const> parameters) {
    auto const opening = opens(program);
    std::vector<std::size_t> rules;
    for (std::size_t i = 0; i < program.rules.size(); ++i) {
        std::vector<bool> live(program.instructions.size(), false);
        mark(program, opening, program.rules[i].when, live);
        mark(program, opening, program.rules[i].must, live);
        for (std::size_t at = 0; at < live.size(); ++at) {
            Instruction const &instruction = program.instructions[at];
            bool const reads =
                live[at] && instruction.op == Op::parameter &&
                std::ranges::find(parameters, static_cast<std::size_t>(instruction.payload)) !=
                    parameters.end();
            if (!reads) continue;
            rules.push_back(i);
            break;
        }
    }
    return rules;
}

Compiled compile(Schema const &schema, std::string_view record, std::span<RuleSource const> rules,
                 bool has_period) {
    Compiler compiler(schema, record, has_period);
    for (RuleSource const &rule : rules) compiler.rule(rule);
    return compiler.finish();
}

Compiled compile_values(Schema const &schema, std::string_view record,
                        std::span<Expression const *const> expressions, bool has_period) {
    Compiler compiler(schema, record, has_period);
    for (Expression const *expression : expressions) compiler.value(*expression);
    return compiler.finish();
}

} // namespace jingzhun::cel
