// Sums that lose nothing that matters however many rows there are: Neumaier's compensation.
#pragma once

#include <cmath>

namespace jingzhun::survey {

class Sum {
  public:
    void add(double term) {
        auto const next = sum_ + term;
        lost_ += std::abs(sum_) >= std::abs(term) ? (sum_ - next) + term : (term - next) + sum_;
        sum_ = next;
    }
    double value() const { return sum_ + lost_; }

  private:
    double sum_ = 0, lost_ = 0;
};

} // namespace jingzhun::survey
