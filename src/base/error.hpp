// The one way a request fails, and the one catalogue of what can go wrong.
//
// Three kinds of error, kept apart everywhere:
//  - wrong *data* is a value: `Problem` says where, what and what to do, and the other rows go on;
//  - a request that cannot be done throws `Error`; it is caught in main, in a job, in an HTTP
//  answer;
//  - a bug is an assertion.
// A code names one entry of the catalogue (`catalogue.hpp`) with a Chinese and an English text;
// `{name}` in a text is replaced by the argument of that name.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jingzhun::base {

enum class Language { zh, en };

// The exit status of the command line; an HTTP status stands beside it in the catalogue.
enum class Status { done = 0, no = 1, usage = 2, input = 3, store = 4 };

// Where something is wrong: a file, and within it line and column (1-based; 0 = not known),
// or sheet and row of a workbook.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
    std::string sheet = {};
};

using Arguments = std::vector<std::pair<std::string, std::string>>;

// One thing wrong with some data, as a value. `code` is a code of the catalogue.
struct Problem {
    std::string code;
    Place place;
    Arguments arguments;
};

// "file:line:column: text" in the language asked for.
std::string describe(Problem const &problem, Language language);

class Error : public std::exception {
  public:
    // Requires: `code` is in the catalogue.
    explicit Error(std::string_view code, Arguments arguments = {}, Place place = {});
    explicit Error(Problem problem) : Error(problem.code, problem.arguments, problem.place) {}

    Problem const &problem() const { return problem_; }
    std::string const &code() const { return problem_.code; }
    Status status() const;
    int http_status() const;
    std::string text(Language language) const { return describe(problem_, language); }
    char const *what() const noexcept override { return english_.c_str(); }

  private:
    Problem problem_;
    std::string english_;
};

} // namespace jingzhun::base
