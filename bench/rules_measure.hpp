// Rounds of a piece of work: the median of wall clock and of processor time, and one line of print
// for a figure with what it is held against.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace workload {

struct Time {
    double wall = 0, processor = 0; // milliseconds; of all threads
};

inline double processor_milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

inline double median(std::vector<double> values) {
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

inline Time measure(int rounds, std::function<void()> const &work) {
    std::vector<double> wall, processor;
    for (int i = 0; i < rounds; ++i) {
        auto const start = std::chrono::steady_clock::now();
        double const used = processor_milliseconds();
        work();
        processor.push_back(processor_milliseconds() - used);
        wall.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
    }
    return {median(std::move(wall)), median(std::move(processor))};
}

inline void print_head(char const *title) {
    std::printf("\n%-46s %10s %10s  %s\n", title, "wall ms", "cpu ms", "");
}

// `beside`: the comparison, as "0.31 of the hand-written loop".
inline void print_line(char const *name, Time const &time, std::string const &beside = {}) {
    std::printf("  %-44s %10.2f %10.2f  %s\n", name, time.wall, time.processor, beside.c_str());
    std::fflush(stdout);
}

inline std::string written(char const *format, double number) {
    char text[160];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

// What the process holds, and the most it has held since `forget_peak`, in bytes.
inline double memory_of(std::string const &name) {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word)
        if (word == name + ":") {
            double kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}
inline void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

} // namespace workload
