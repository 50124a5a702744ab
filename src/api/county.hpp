// The county that is served: its newest view, its sessions, its one writer.
#pragma once

#include "access/session.hpp"
#include "api/guard.hpp"
#include "api/view.hpp"
#include "store/writer.hpp"

#include <atomic>
#include <unordered_map>

namespace jingzhun::api {

struct CountyOptions {
    std::optional<base::Date> as_of = {}; // the decision date of the pages; else the last check's
    int threads = 2;                      // to load and run with
    Guard const *guard = &real_guard();
    // Requests a second one caller may send over a while; 0: as many as he likes.
    int rate = 200;
};

class Jobs;

class County {
  public:
    County(std::string address, CountyOptions options);
    ~County();

    // The newest view; made anew when what it stands on has changed. While one request does that
    // the others get the one before, unless something was erased or another pack came in force.
    std::shared_ptr<View const> view() { return view(sequence()); }
    std::shared_ptr<View const> view(std::int64_t newest); // `sequence` as it was just told
    // A read connection of the calling thread.
    store::Database &database() const;
    // Started at the first write. Throws what opening throws.
    store::Writer &writer();
    // What is done beside the requests: jobs.hpp.
    Jobs &jobs() { return *jobs_; }
    // Of the ledger: the number of its last event.
    std::int64_t sequence() const;
    bool has_accounts() { return has_accounts(sequence()); }
    bool has_accounts(std::int64_t newest);
    // Who is signed in by this token; null where nobody is, any more. What was found is kept as
    // long as no event is added: a right that is revoked ends it at once.
    std::shared_ptr<access::Session const> session(std::string const &token, std::int64_t newest,
                                                   View const &current);
    std::string const &address() const { return address_; }
    CountyOptions const &options() const { return options_; }
    // What our own pages send along with writes where there are no accounts.
    std::string const &open_token() const { return open_token_; }

  private:
    struct Known {
        std::shared_ptr<access::Session const> session;
        std::int64_t sequence = 0;
        base::Instant touched = 0;
    };
    std::shared_ptr<View const> build(std::int64_t sequence,
                                      std::shared_ptr<View const> const &old);
    std::shared_ptr<Ground const> ground(registry::FramePosition const &position) const;

    std::string address_;
    CountyOptions options_;
    std::string open_token_;
    std::mutex building_, writing_;
    std::shared_ptr<View const> view_;
    mutable std::mutex reading_, knowing_;
    std::unordered_map<std::string, Known> known_;
    std::int64_t accounts_asked_at_ = -1;
    bool accounts_ = false;
    std::unique_ptr<store::Writer> writer_;
    std::unique_ptr<Jobs> jobs_; // last: they use all of the above
};

} // namespace jingzhun::api
