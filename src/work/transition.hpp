// One act being applied: what the files apply*.cpp share. Inside this folder only.
#pragma once

#include "work/apply.hpp"

namespace jingzhun::work {

class Transition {
  public:
    Transition(World const &world, pack::Procedure const &procedure, Case const &before,
               Act const &act)
        : world_(world), procedure_(procedure), case_(before), act_(act) {}
    Applied run();

  private:
    // Each answers whether nothing was refused so far.
    bool refuse(std::string_view code, base::Arguments arguments = {});
    bool sound() const { return problems_.empty(); }
    bool check_time();
    bool check_person(pack::Operation operation);    // the right, and separation of duties
    bool check_relatives(pack::Step const &step);    // apply_records.cpp
    bool check_records(pack::Step const &step);      // apply_records.cpp
    bool check_conditions(pack::Step const &step);   // apply_records.cpp
    bool check_turn(pack::Step const &step);         // apply_notice.cpp and here
    bool check_notice_ended(pack::Step const &step); // apply_notice.cpp
    bool check_deadlines(pack::Step const &step);
    bool check_outcome(pack::Step const &step);
    void note_days_unknown();

    void open();
    void take();
    void post();   // apply_notice.cpp
    void object(); // apply_notice.cpp
    void decide(); // apply_notice.cpp: uphold, dismiss
    void withdraw();
    void pass(pack::Step const &step);
    void state_effects(pack::Step const &step); // apply_records.cpp
    void enter(pack::Step const *step);
    void go_back(std::string const &step);
    Taken &append(std::string const &step);

    base::Arguments step_arguments(pack::Step const &step) const;
    pack::Step const *turn() const { return procedure_.find_step(case_.step); }
    Variables variables() const { return variables_of(procedure_, case_, act_.records); }

    World const &world_;
    pack::Procedure const &procedure_;
    Case case_;
    Act const &act_;
    std::vector<base::Problem> problems_;
};

} // namespace jingzhun::work
