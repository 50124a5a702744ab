// A store under a varied load of numbered writes, and whether what was acknowledged is in it.
//
// Every eighth write is of another kind: notes, rosters, surveys, refused rows, findings, batches
// taken back, and a load so large that it spills into the log before it is committed.
#pragma once

#include "pack/model.hpp"
#include "store/open.hpp"
#include "store/writer.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace durable {

constexpr int load_county = 431128;

// What the writer was told when its write came back: kept outside the store.
struct Acknowledged {
    std::int64_t sequence = 0; // of its event
    std::string subject;
};

// The same as bytes that go through a pipe whole.
struct Message {
    std::int64_t sequence = 0;
    char subject[56] = {};

    Message() = default;
    explicit Message(Acknowledged const &told);
    Acknowledged acknowledged() const { return {sequence, subject}; }
};

class Load {
  public:
    explicit Load(std::string file);

    // The store with its tables and first event; `open` where it is there already.
    Acknowledged make();
    void open(jingzhun::store::OpenOptions const &options = {});
    void close() { database_.reset(); }
    bool is_open() const { return database_ != nullptr; }
    // One transaction with its event.
    Acknowledged write(int number);

    jingzhun::store::Database &database() { return *database_; }
    jingzhun::pack::Pack const &pack() const { return pack_; }

  private:
    void import(int number, std::string const &source, int persons);
    void refuse(int number);
    void find(int number);
    void note(int number);
    bool take_back();
    Acknowledged newest();

    std::string file_;
    jingzhun::pack::Pack const &pack_; // the same for all
    std::unique_ptr<jingzhun::store::Database> database_;
};

// The write of one of many clients: a note, or a small roster, through the one writer.
Acknowledged write_through(jingzhun::store::Writer &writer, int client, int number);

// "" where the store opens, holds every write that was acknowledged, and is as the program wrote
// it; else "lost …" or "corrupt …".
std::string judge(std::string const &file, std::vector<Acknowledged> const &told);

// JINGZHUN_LONG is set: campaigns run at full length.
bool is_long();

} // namespace durable
