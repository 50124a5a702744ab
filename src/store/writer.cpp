// Many callers, one transaction at a time.
#include "store/writer.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace jingzhun::store {

Writer::Writer(std::string const &address, OpenOptions const &options)
    : database_(open(address, Access::write, options)), thread_([this] { run(); }) {}

Writer::~Writer() {
    {
        std::lock_guard const lock(mutex_);
        ending_ = true;
    }
    came_.notify_one();
    thread_.join();
}

void Writer::write(std::function<void(Database &)> const &work) {
    Job job{&work};
    std::unique_lock lock(mutex_);
    assert(!ending_);
    waiting_.push_back(&job);
    came_.notify_one();
    answered_.wait(lock, [&] { return job.done; });
    if (job.failure) std::rethrow_exception(job.failure);
}

std::string Writer::write_once(Actor const &actor, Request const &request,
                               std::function<std::string(Database &)> const &work) {
    std::string answer;
    write([&](Database &database) { answer = once(database, actor, request, work); });
    return answer;
}

std::int64_t Writer::commits() const {
    std::lock_guard const lock(mutex_);
    return commits_;
}

void Writer::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        came_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        auto const jobs = std::exchange(waiting_, {});
        lock.unlock();
        do_together(jobs);
        lock.lock();
        ++commits_;
        for (auto *job : jobs) job->done = true;
        answered_.notify_all();
    }
}

void Writer::do_together(std::deque<Job *> const &jobs) {
    try {
        Transaction all(*database_);
        do_each(*database_, jobs);
        auto const any = std::ranges::any_of(jobs, [](Job const *job) { return !job->failure; });
        if (any) all.commit();
    } catch (...) {
        for (auto *job : jobs)
            if (!job->failure) job->failure = std::current_exception();
    }
}

void Writer::do_each(Database &database, std::deque<Job *> const &jobs) {
    for (auto *job : jobs) {
        try {
            Transaction part(database);
            (*job->work)(database);
            part.commit();
        } catch (...) {
            job->failure = std::current_exception();
            // On a full disk the engine gives up the whole transaction: what the others did in it
            // is gone with it, and they must be told.
            if (database.hold() != Hold::write) throw;
        }
    }
}

} // namespace jingzhun::store
