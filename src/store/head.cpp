// STORE.head: written, read, compared.
#include "store/head.hpp"

#include "base/file.hpp"
#include "store/ledger_tree.hpp"
#include "store/note.hpp"

#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace jingzhun::store {

std::string head_file_of(std::string const &store) { return store + ".head"; }

HeadFile::~HeadFile() {
    if (handle_ >= 0) ::close(handle_);
}

void HeadFile::keep(std::string const &store, std::string_view note) noexcept {
    struct stat there {};
    if (handle_ >= 0 && (::fstat(handle_, &there) != 0 || there.st_nlink == 0)) {
        ::close(handle_);
        handle_ = -1;
    }
    if (handle_ < 0) {
        handle_ = ::open(head_file_of(store).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (handle_ < 0 || ::fstat(handle_, &there) != 0) return;
    }
    auto const size = static_cast<::off_t>(note.size());
    if (::pwrite(handle_, note.data(), note.size(), 0) == size && there.st_size > size &&
        ::ftruncate(handle_, size) != 0) {
        // Then the end of a longer note stands below, and the head counts as none.
    }
}

std::string read_head(std::string const &store) {
    auto const file = head_file_of(store);
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return "";
    try {
        return base::read_file(file, 1 << 16);
    } catch (base::Error const &) {
        return "";
    }
}

std::vector<base::Problem> check_head(Database &database, int county, std::string_view head) {
    auto const checkpoints = stored_checkpoints(database, county);
    if (head.empty() || checkpoints.empty()) return {};
    std::optional<Checkpoint> kept;
    try {
        std::vector<std::string> const keys = {checkpoints.back().public_key};
        auto const opened = open_note(head, keys);
        if (opened.fault == NoteFault::none) kept = read_checkpoint(opened.text);
    } catch (base::Error const &) { // the key was changed: the ledger's own check says so
    }
    if (!kept || kept->origin != origin_of(county)) return {};
    auto const events = last_sequence(database, county);
    auto const size = static_cast<std::int64_t>(kept->size);
    if (size > events)
        return {{"ledger_head_lost",
                 {},
                 {{"size", std::to_string(size)}, {"events", std::to_string(events)}}}};
    if (ledger_root(database, county, kept->size) == kept->root) return {};
    return {{"ledger_forked", {}, {{"size", std::to_string(size)}}}};
}

} // namespace jingzhun::store
