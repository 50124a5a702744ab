// The one writer of a store that many use at once: a thread that owns the connection that writes.
//
// Callers hand over what is to be done and wait. What comes in while the disk is busy is done
// together in one transaction, each in a part of its own, with one commit and one wait for the disk
// for all (group commit). Nobody is answered before what he asked for is on the disk.
#pragma once

#include "store/open.hpp"
#include "store/request.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace jingzhun::store {

class Writer {
  public:
    // Throws what `open` throws.
    explicit Writer(std::string const &address, OpenOptions const &options = {});
    ~Writer(); // what was handed over is done first
    Writer(Writer const &) = delete;
    Writer &operator=(Writer const &) = delete;

    // Runs `work` on the writer's thread, in a write transaction that it must not end itself; may
    // be called from any thread. Returned = durable. Throws what `work` throws, then nothing of it
    // stays and the others go on; or what `commit` throws, then nothing of the whole group stays.
    // Transactions that `work` opens are parts of this one.
    void write(std::function<void(Database &)> const &work);
    // The same once and for all (request.hpp); answers what `work` answered.
    std::string write_once(Actor const &actor, Request const &request,
                           std::function<std::string(Database &)> const &work);

    std::int64_t commits() const; // so far; each may have answered many

  private:
    struct Job {
        std::function<void(Database &)> const *work = nullptr;
        std::exception_ptr failure{};
        bool done = false;
    };
    void run();
    void do_together(std::deque<Job *> const &jobs);
    static void do_each(Database &database, std::deque<Job *> const &jobs);

    std::unique_ptr<Database> database_;
    mutable std::mutex mutex_;
    std::condition_variable came_, answered_;
    std::deque<Job *> waiting_;
    bool ending_ = false;
    std::int64_t commits_ = 0;
    std::thread thread_; // last: it uses all of the above
};

} // namespace jingzhun::store
