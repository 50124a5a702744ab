// The text of checkpoints, and the file of the key that signs them.
#include "store/checkpoint.hpp"

#include "base/base64.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "store/note.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jingzhun::store {
namespace {

// Whole or not at all: made beside and linked into place, so that a kill leaves no half a key.
void keep_secret(std::string const &file, std::string_view text) {
    auto const making = file + ".part";
    ::unlink(making.c_str());
    auto const handle = ::open(making.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    auto rest = text;
    while (handle >= 0 && !rest.empty()) {
        auto const count = ::write(handle, rest.data(), rest.size());
        if (count <= 0) break;
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
    auto const written = handle >= 0 && rest.empty() && ::fsync(handle) == 0;
    auto const why = errno;
    if (handle >= 0) ::close(handle);
    auto const named = written && ::rename(making.c_str(), file.c_str()) == 0;
    if (!named)
        throw base::Error("file_unwritable",
                          {{"file", file}, {"what", std::strerror(written ? errno : why)}});
    base::sync_folder_of(file); // a key that a power cut takes away would have to be replaced
}

// Which file stands there now; zeros where there is none.
std::array<std::int64_t, 4> look_at(std::string const &file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) return {};
    return {static_cast<std::int64_t>(found.st_ino), found.st_size, found.st_mtim.tv_sec,
            found.st_mtim.tv_nsec};
}

std::optional<std::string_view> take_line(std::string_view &text) {
    auto const end = text.find('\n');
    if (end == text.npos) return std::nullopt;
    auto const line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

} // namespace

std::string write_checkpoint(Checkpoint const &checkpoint) {
    return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size,
                       base::to_base64(bytes_of(checkpoint.root)));
}

std::optional<Checkpoint> read_checkpoint_lines(std::string_view text) {
    auto rest = text;
    auto const origin = take_line(rest), size = take_line(rest), root = take_line(rest);
    if (!root || origin->empty()) return std::nullopt;
    Checkpoint checkpoint;
    checkpoint.origin = *origin;
    auto const parsed = std::from_chars(size->data(), size->data() + size->size(), checkpoint.size);
    auto const bytes = base::from_base64(*root);
    auto const hash = bytes ? hash_of_bytes(*bytes) : std::nullopt;
    if (parsed.ec != std::errc() || !hash) return std::nullopt;
    checkpoint.root = *hash;
    if (write_checkpoint(checkpoint) != text) return std::nullopt;
    return checkpoint;
}

std::optional<Checkpoint> read_checkpoint(std::string_view text) {
    auto const checkpoint = read_checkpoint_lines(text);
    if (checkpoint && checkpoint->size == 0 && checkpoint->root != empty_root())
        return std::nullopt;
    return checkpoint;
}

std::string origin_of(int county) { return fmt::format("jingzhun/{:06}", county); }

std::string key_file_of(std::string const &store) { return store + ".key"; }

void keep_signing_keys(std::string const &file, std::vector<std::string> const &keys) {
    std::string text;
    for (auto const &key : keys) text += key + '\n';
    keep_secret(file, text);
}

std::vector<std::string> read_signing_keys(std::string const &file) {
    auto const text = base::read_file(file, 1 << 16);
    std::vector<std::string> keys;
    for (std::string_view rest = text; !rest.empty();) {
        auto const end = std::min(rest.find('\n'), rest.size());
        keys.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        parse_signing_key(keys.back()); // throws where it is none
    }
    if (keys.empty()) throw base::Error("note_key_malformed");
    return keys;
}

std::vector<std::string> own_signing_keys(std::string const &store, int county) {
    auto const file = key_file_of(store);
    if (!std::filesystem::exists(file))
        keep_signing_keys(file, {make_signing_key(origin_of(county)),
                                 make_signing_key(origin_of(county), KeyKind::sm2)});
    return read_signing_keys(file);
}

std::string own_signing_key(std::string const &store, int county) {
    return own_signing_keys(store, county).front();
}

NoteSigner const &SigningKey::of(std::string const &store, int county) {
    auto const there = look_at(key_file_of(store));
    if (signer_ && there == file_ && there != std::array<std::int64_t, 4>{}) return *signer_;
    signer_.emplace(own_signing_key(store, county));
    file_ = look_at(key_file_of(store));
    return *signer_;
}

} // namespace jingzhun::store
