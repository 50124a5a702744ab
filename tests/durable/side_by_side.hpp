// A campaign in parts, each in a process of its own, so that it takes both cores. What a part found
// comes back and is judged by the test: in the processes nothing is asserted.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace durable {

struct Found {
    std::map<std::string, int> counts;
    std::vector<std::string> failures;

    int &operator[](std::string const &name) { return counts[name]; }
    void expect(bool holds, std::string const &what) {
        if (!holds) failures.push_back(what);
    }
};

constexpr int parts = 2;

// Runs part 0, 1 … at once; answers the sums of their counts, and all failures. A part that dies,
// or throws, is a failure.
Found side_by_side(std::function<void(int part, Found &found)> const &run);

// Fails the test with each failure.
void check_none_failed(Found const &found);

} // namespace durable
