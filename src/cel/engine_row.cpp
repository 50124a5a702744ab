// Single rows through a program that stays set out.
#include "cel/engine_state.hpp"

namespace jingzhun::cel {

struct RowCheck::State {
    State(Program const &to_run, Population const &of, Context when)
        : program(to_run), population(of), context(std::move(when)),
          answers(program.rules.size(), RowAnswer::unknown) {
        set_out();
    }

    void set_out() {
        texts = population.strings.size();
        frame.reset();
        bound.emplace(bind(program, population, context));
        frame.emplace(*bound);
    }

    Program const &program;
    Population const &population;
    Context context;
    std::size_t texts = 0; // a new text may be a literal's, whose number then is another
    std::optional<Bound> bound;
    std::optional<Frame> frame;
    std::vector<RowAnswer> answers;
};

namespace {

bool first_bit(Words const &words) { return (words[0] & 1U) != 0; }

RowAnswer answer(Frame const &frame, CompiledRule const &rule) {
    if (rule.when != no_register) {
        if (!first_bit(known_of(frame[rule.when]))) return RowAnswer::unknown;
        if (!first_bit(truth_of(frame[rule.when]))) return RowAnswer::none;
    }
    if (!first_bit(known_of(frame[rule.must]))) return RowAnswer::unknown;
    return first_bit(truth_of(frame[rule.must])) == rule.must_hold ? RowAnswer::met
                                                                   : RowAnswer::unmet;
}

} // namespace

RowCheck::RowCheck(Program const &program, Population const &population, Context context)
    : state_(std::make_unique<State>(program, population, std::move(context))) {}

RowCheck::~RowCheck() = default;

std::span<RowAnswer const> RowCheck::ask(std::size_t row, Deadline const &deadline) {
    assert(row < state_->population.tables[state_->program.record].rows);
    if (state_->texts != state_->population.strings.size()) state_->set_out();
    state_->bound->deadline = deadline;
    auto &answers = state_->answers;
    bool const has_run = state_->frame->run_block(row, 1);
    for (std::size_t i = 0; i < answers.size(); ++i)
        answers[i] =
            has_run ? answer(*state_->frame, state_->program.rules[i]) : RowAnswer::unknown;
    return answers;
}

} // namespace jingzhun::cel
