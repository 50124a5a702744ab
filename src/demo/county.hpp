// One county in the making: village after village, each complete before the next.
#pragma once

#include "demo/demo.hpp"
#include "demo/issues.hpp"
#include "demo/pen.hpp"
#include "demo/plants.hpp"
#include "demo/rows.hpp"
#include "demo/truth.hpp"
#include "demo/work.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::demo {

// The villages that people are settled in: enough that none is a hamlet. Throws Error
// "area_not_shipped".
std::vector<Place> villages_of(std::string const &area, std::int64_t households);

class County {
  public:
    County(DemoOptions const &options, std::vector<Place> places, std::string name);
    County(County const &) = delete; // the pen writes in this county's books
    County &operator=(County const &) = delete;

    // Rows and findings of the officials above the villages.
    Batch write_officials(std::vector<Finding> &findings);
    // The next village. Requires: villages are left.
    Batch write_village(std::size_t at, std::vector<Finding> &findings);

    std::size_t villages() const { return places_.size(); }
    std::int64_t households() const { return settled_; }
    std::int64_t persons() const { return persons_; }
    PossibleRows const &possible() const { return possible_; }

  private:
    void settle(Village &village, std::int64_t count);
    void settle_one(Village &village, std::vector<std::string> const &surnames, bool last);
    void work(Village &village, std::size_t at);
    void judge(Village &village, std::vector<Finding> &findings);
    void carry_traveller(Village &village);

    DemoOptions options_;
    std::vector<Place> places_;
    Names names_;
    NameBook book_;
    NumberOffice numbers_;
    Pen pen_;
    Plan number_plan_;
    std::vector<Plan> plans_; // of those who live there
    Plan work_plan_;
    IssueLedger ledger_;
    PossibleRows possible_;
    std::optional<Individual> leaving_; // and where he will stand a second time
    std::optional<Traveller> traveller_;
    std::int64_t settled_ = 0, persons_ = 0;
};

} // namespace jingzhun::demo
