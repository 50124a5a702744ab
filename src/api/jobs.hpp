// What takes longer than a request may: done on a thread of its own, told about while it runs and
// for an hour after.
//
// A job is its account's alone: nobody else finds it. It lives in memory; what a job wrote is in
// the store, and an import that the end of the program breaks off is gone on with
// (intake/load.hpp).
#pragma once

#include "base/date.hpp"
#include "base/error.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace jingzhun::api {

enum class JobState { running, done, failed, cancelled };
std::string_view to_string(JobState state);

// How far a job is.
struct JobStatus {
    std::int64_t id = 0;
    std::string title; // what it is about: the name of the file
    JobState state = JobState::running;
    std::string what; // what is going on
    std::int64_t rows = 0;
    double share = 0;   // of what is going on, 0 to 1
    std::string answer; // JSON; of a job that is done
    std::optional<base::Problem> problem = {};
    bool operator==(JobStatus const &other) const;
};

// What the work of a job tells while it goes on.
class JobProgress {
  public:
    // Throws Error "job_cancelled" where somebody cancelled it, "import_interrupted" where the
    // program ends.
    void tell(std::string const &what, std::int64_t rows, double share);

  private:
    friend class Jobs;
    std::mutex mutex_;
    JobStatus status_;
    std::string account_;
    base::Instant ended_ = 0; // 0: not yet
    std::atomic<bool> cancelled_ = false, ending_ = false;
};

class Jobs {
  public:
    Jobs() = default;
    ~Jobs(); // those that run are interrupted, and waited for
    Jobs(Jobs const &) = delete;
    Jobs &operator=(Jobs const &) = delete;

    // Answers its number. `work` answers JSON; what it throws is told as the job's problem. Throws
    // Error "jobs_full" where too many run.
    std::int64_t begin(std::string const &account, std::string const &title,
                       std::function<std::string(JobProgress &)> work);
    // Throws Error "job_unknown" for what is not there and what is another's alike.
    JobStatus status(std::string const &account, std::int64_t id) const;
    // It stops at its next step. Throws the same.
    void cancel(std::string const &account, std::int64_t id);

  private:
    struct Job {
        std::shared_ptr<JobProgress> progress;
        std::jthread thread;
    };
    std::shared_ptr<JobProgress> find(std::string const &account, std::int64_t id) const;
    void forget_old();

    mutable std::mutex mutex_;
    std::map<std::int64_t, Job> jobs_;
    std::int64_t last_ = 0;
};

} // namespace jingzhun::api
