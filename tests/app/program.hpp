// The program as a user meets it: arguments in, status and text out; and the county the tests
// share.
#pragma once

#include "base/json.hpp"

#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace jingzhun::testing {

using Arguments = std::vector<std::string>;

struct Outcome {
    int status = 0; // 128 + signal where it was killed
    std::string out, err;
};

// Runs the built program to its end. `environment`: "NAME=value" added to the test's own.
Outcome run(Arguments const &arguments, Arguments const &environment = {});
// Another program, the same way.
Outcome run_program(std::string const &program, Arguments const &arguments,
                    Arguments const &environment = {});
// Starts it and answers its process id; output goes to files nobody reads. End it by `wait_for`.
pid_t start(Arguments const &arguments);
int wait_for(pid_t process);

// Runs with --json and reads the answer. Fails the test where the status is not `status`.
base::Json run_json(Arguments arguments, int status = 0);

// A folder of its own, gone with the object.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(Folder const &) = delete;
    Folder &operator=(Folder const &) = delete;
    std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
    std::string const &path() const { return path_; }

  private:
    std::string path_;
};

std::string read_bytes(std::string const &file);
void write_bytes(std::string const &file, std::string_view bytes);
// Files of the folder (not below), sorted by name.
std::vector<std::string> files_in(std::string const &folder);

// The demonstration county of 3,000 households, seed 7, made once: its files, a store with all of
// them, and the day of the check.
struct County {
    std::string files, store;
};
County const &county();
constexpr auto as_of = "2020-12-31";

// A new store; a copy of one that nobody has open.
void make_store(std::string const &store);
void copy_store(std::string const &from, std::string const &to);
base::Json import_all(std::string const &store, std::string const &folder);

// Members of a JSON object, with the test failing where they are not there.
std::string text_of(base::Json const &object, std::string_view name);
std::int64_t number_of(base::Json const &object, std::string_view name);
base::Json::Array const &array_of(base::Json const &object, std::string_view name);

} // namespace jingzhun::testing
