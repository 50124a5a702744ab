// Reading many records at one moment: what they have in common is read once.
#pragma once

#include "register/records.hpp"

#include <memory>
#include <optional>

namespace jingzhun::registry {

// Answers as read_record does (records.hpp), as long as the store does not change. `database` and
// `pack` outlive it.
class RecordReader {
  public:
    RecordReader(store::Database &database, pack::Pack const &pack, int county,
                 Moment const &moment = {});
    ~RecordReader();
    RecordReader(RecordReader &&) noexcept;

    std::optional<Record> read(pack::Register const &definition, std::int64_t record);
    // Whose area is known: it is not looked for.
    std::optional<Record> read(pack::Register const &definition, std::int64_t record,
                               std::string area);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace jingzhun::registry
