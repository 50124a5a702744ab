// Child processes that work and tell what it cost, so that every step's peak memory is its own.
#pragma once

#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

namespace county_bench {

// What a step tells, by name: seconds, counts, megabytes.
using Figures = std::map<std::string, double>;

inline double seconds_of(timeval const &time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Wall clock and processor time of this process, all its threads, that went by while it ran.
class Stopwatch {
  public:
    void start() {
        started_ = std::chrono::steady_clock::now();
        processor_before_ = processor_now();
    }
    void stop() {
        auto const passed = std::chrono::steady_clock::now() - started_;
        wall_ += std::chrono::duration<double>(passed).count();
        processor_ += processor_now() - processor_before_;
    }
    double wall() const { return wall_; }
    double processor() const { return processor_; }

  private:
    static double processor_now() {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    }
    std::chrono::steady_clock::time_point started_;
    double processor_before_ = 0, wall_ = 0, processor_ = 0;
};

inline void tell(int pipe, Figures const &figures) {
    std::ostringstream text;
    text.precision(17);
    for (auto const &[name, value] : figures) text << name << ' ' << value << '\n';
    auto const bytes = text.str();
    for (std::size_t sent = 0; sent < bytes.size();) {
        auto const count = write(pipe, bytes.data() + sent, bytes.size() - sent);
        if (count <= 0) _exit(1);
        sent += static_cast<std::size_t>(count);
    }
}

inline std::string hear(int pipe) {
    std::string text;
    std::array<char, 4096> room{};
    for (ssize_t count = 0; (count = read(pipe, room.data(), room.size())) > 0;)
        text.append(room.data(), static_cast<std::size_t>(count));
    return text;
}

// Runs the step in a process of its own; its figures and "megabytes", its peak memory. Throws where
// the step failed.
inline Figures in_child(std::string const &step, std::function<Figures()> const &work) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    std::fflush(nullptr);
    auto const child = fork();
    if (child < 0) throw std::runtime_error("no process");
    if (child == 0) {
        close(ends[0]);
        try {
            tell(ends[1], work());
        } catch (std::exception const &error) {
            std::fprintf(stderr, "%s: %s\n", step.c_str(), error.what());
            _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    std::istringstream said(hear(ends[0]));
    close(ends[0]);
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error(step + " failed");
    Figures figures;
    std::string name;
    for (double value = 0; said >> name >> value;) figures[name] = value;
    figures["megabytes"] = static_cast<double>(usage.ru_maxrss) / 1024;
    return figures;
}

} // namespace county_bench
