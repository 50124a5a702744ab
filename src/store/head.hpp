// The newest checkpoint in a file of its own beside the store, STORE.head: written after each
// commit, so that the store is never behind it, whatever happens, unless committed events were
// lost. A flipped bit in SQLite's log takes the commits after it away in silence; an old copy put
// in the store's place looks sound in itself. Both are told by the head. It is no proof against
// whoever can write it too: that is what checkpoints kept elsewhere are for.
#pragma once

#include "base/error.hpp"
#include "store/database.hpp"

#include <string>
#include <string_view>

namespace jingzhun::store {

std::string head_file_of(std::string const &store); // "county.db.head"
// The file kept open from one commit to the next.
class HeadFile {
  public:
    HeadFile() = default;
    ~HeadFile();
    HeadFile(HeadFile const &) = delete;
    HeadFile &operator=(HeadFile const &) = delete;
    // In one piece; where it cannot be written the commit holds all the same. A file that was
    // removed or replaced is made or opened anew.
    void keep(std::string const &store, std::string_view note) noexcept;

  private:
    int handle_ = -1;
};
// "" where there is none. To be read before the state of the store that it is compared with.
std::string read_head(std::string const &store);

// Whether the ledger is behind the head, or another one. Of a head that the store's keys did not
// sign, or of another county, nothing is said.
std::vector<base::Problem> check_head(Database &database, int county, std::string_view head);

} // namespace jingzhun::store
