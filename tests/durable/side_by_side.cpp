// Parts are forked; each writes what it found into a pipe, a line each.
#include "durable/side_by_side.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <sys/wait.h>
#include <unistd.h>

namespace durable {
namespace {

constexpr auto end_of_part = "done\n";

std::string lines_of(Found const &found) {
    std::string text;
    for (auto const &[name, count] : found.counts)
        text += "#" + std::to_string(count) + " " + name + "\n";
    for (auto failure : found.failures) {
        std::ranges::replace(failure, '\n', ' ');
        text += "!" + failure + "\n";
    }
    return text + end_of_part;
}

void add_line(std::string const &line, Found &found) {
    if (line.starts_with('!')) found.failures.push_back(line.substr(1));
    if (!line.starts_with('#')) return;
    auto const blank = line.find(' ');
    found[line.substr(blank + 1)] += std::atoi(line.c_str() + 1);
}

[[noreturn]] void run_part(std::function<void(int, Found &)> const &run, int part, int pipe) {
    Found found;
    try {
        run(part, found);
    } catch (std::exception const &error) {
        found.failures.emplace_back(error.what());
    }
    auto const text = lines_of(found);
    for (std::size_t at = 0; at < text.size();) {
        auto const written = ::write(pipe, text.data() + at, text.size() - at);
        if (written <= 0) ::_exit(1);
        at += static_cast<std::size_t>(written);
    }
    ::_exit(0);
}

std::string read_all(int pipe) {
    std::string text;
    char piece[4096];
    for (ssize_t count = 0; (count = ::read(pipe, piece, sizeof piece)) > 0;)
        text.append(piece, static_cast<std::size_t>(count));
    return text;
}

} // namespace

Found side_by_side(std::function<void(int part, Found &found)> const &run) {
    struct Part {
        pid_t process;
        int pipe;
    };
    std::vector<Part> running;
    for (int part = 0; part < parts; ++part) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        auto const process = ::fork();
        if (process == 0) run_part(run, part, ends[1]);
        ::close(ends[1]);
        running.push_back({process, ends[0]});
    }
    Found all;
    for (std::size_t part = 0; part < running.size(); ++part) {
        auto const text = read_all(running[part].pipe);
        ::close(running[part].pipe);
        ::waitpid(running[part].process, nullptr, 0);
        all.expect(text.ends_with(end_of_part), "part " + std::to_string(part) + " did not end");
        for (std::size_t at = 0; at < text.size();) {
            auto const end = std::min(text.find('\n', at), text.size());
            add_line(text.substr(at, end - at), all);
            at = end + 1;
        }
    }
    return all;
}

void check_none_failed(Found const &found) {
    constexpr std::size_t shown = 20;
    CHECK(found.failures.empty());
    for (std::size_t i = 0; i < std::min(found.failures.size(), shown); ++i)
        FAIL_CHECK(found.failures[i]);
}

} // namespace durable
