// Threads, each with its progress.
#include "api/jobs.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace jingzhun::api {
namespace {

constexpr std::size_t running_most = 4;
constexpr base::Instant told_for = 3600LL * 1'000'000;

constexpr std::array<std::string_view, 4> state_names = {"running", "done", "failed", "cancelled"};

} // namespace

std::string_view to_string(JobState state) { return state_names[static_cast<std::size_t>(state)]; }

bool JobStatus::operator==(JobStatus const &other) const {
    return id == other.id && state == other.state && what == other.what && rows == other.rows &&
           share == other.share;
}

void JobProgress::tell(std::string const &what, std::int64_t rows, double share) {
    if (ending_) throw base::Error("import_interrupted");
    if (cancelled_) throw base::Error("job_cancelled");
    std::scoped_lock const lock(mutex_);
    status_.what = what;
    status_.rows = rows;
    status_.share = std::clamp(share, 0.0, 1.0);
}

Jobs::~Jobs() {
    for (auto &[id, job] : jobs_) job.progress->ending_ = true;
    jobs_.clear(); // joins
}

void Jobs::forget_old() {
    std::erase_if(jobs_, [](auto const &entry) {
        auto &progress = *entry.second.progress;
        std::scoped_lock const lock(progress.mutex_);
        return progress.ended_ != 0 && progress.ended_ + told_for < base::now();
    });
}

std::int64_t Jobs::begin(std::string const &account, std::string const &title,
                         std::function<std::string(JobProgress &)> work) {
    std::scoped_lock const lock(mutex_);
    forget_old();
    auto const running = std::ranges::count_if(jobs_, [](auto const &entry) {
        std::scoped_lock const own(entry.second.progress->mutex_);
        return entry.second.progress->ended_ == 0;
    });
    if (static_cast<std::size_t>(running) >= running_most) throw base::Error("jobs_full");
    auto progress = std::make_shared<JobProgress>();
    progress->status_.id = ++last_;
    progress->status_.title = title;
    progress->account_ = account;
    auto run = [progress, work = std::move(work)] {
        auto state = JobState::done;
        std::string answer;
        std::optional<base::Problem> problem;
        try {
            answer = work(*progress);
        } catch (base::Error const &error) {
            state = error.code() == "job_cancelled" ? JobState::cancelled : JobState::failed;
            problem = error.problem();
        } catch (std::exception const &error) {
            std::fprintf(stderr, "job: %s\n", error.what()); // details are for the log only
            state = JobState::failed;
            problem = base::Error("app_internal").problem();
        }
        std::scoped_lock const own(progress->mutex_);
        progress->status_.state = state;
        progress->status_.answer = std::move(answer);
        progress->status_.problem = std::move(problem);
        progress->ended_ = base::now();
    };
    jobs_.emplace(last_, Job{progress, std::jthread(std::move(run))});
    return last_;
}

std::shared_ptr<JobProgress> Jobs::find(std::string const &account, std::int64_t id) const {
    std::scoped_lock const lock(mutex_);
    auto const found = jobs_.find(id);
    if (found == jobs_.end() || found->second.progress->account_ != account)
        throw base::Error("job_unknown", {{"job", std::to_string(id)}});
    return found->second.progress;
}

JobStatus Jobs::status(std::string const &account, std::int64_t id) const {
    auto const progress = find(account, id);
    std::scoped_lock const lock(progress->mutex_);
    return progress->status_;
}

void Jobs::cancel(std::string const &account, std::int64_t id) {
    find(account, id)->cancelled_ = true;
}

} // namespace jingzhun::api
