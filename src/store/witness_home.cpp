// The witness's folder.
#include "store/witness_home.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

namespace jingzhun::store {
namespace {

namespace fs = std::filesystem;

std::string key_of(std::string const &folder) { return folder + "/witness.key"; }
std::string folder_of(std::string const &folder, std::string_view origin) {
    return folder + '/' + base::sha256(origin);
}

// Held while what is remembered is compared and renewed.
class Lock {
  public:
    explicit Lock(std::string const &folder)
        : handle_(::open(key_of(folder).c_str(), O_RDONLY | O_CLOEXEC)) {
        if (handle_ < 0) throw base::Error("witness_missing", {{"folder", folder}});
        ::flock(handle_, LOCK_EX);
    }
    ~Lock() { ::close(handle_); }
    Lock(Lock const &) = delete;
    Lock &operator=(Lock const &) = delete;

  private:
    int handle_;
};

void make_folder(std::string const &folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw base::Error("file_unwritable", {{"file", folder}, {"what", error.message()}});
}

std::vector<std::string> lines_of(std::string const &text) {
    std::vector<std::string> lines;
    for (std::string_view rest = text; !rest.empty();) {
        auto const end = std::min(rest.find('\n'), rest.size());
        lines.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
}

std::string joined(std::vector<std::string> const &lines) {
    std::string text;
    for (auto const &line : lines) text += line + '\n';
    return text;
}

std::vector<std::string> secrets_of(std::string const &folder) {
    if (!fs::exists(key_of(folder))) throw base::Error("witness_missing", {{"folder", folder}});
    return read_signing_keys(key_of(folder));
}

std::vector<std::string> public_of_all(std::vector<std::string> const &secrets) {
    std::vector<std::string> keys;
    for (auto const &secret : secrets) keys.push_back(public_key_of(secret));
    return keys;
}

// What is remembered of one ledger, believed only where the witness itself signed it.
WitnessedLog remembered(std::string const &place, std::vector<std::string> const &own) {
    WitnessedLog found;
    auto const damaged = [&] { return base::Error("witness_damaged", {{"file", place}}); };
    found.log.keys = lines_of(base::read_file(place + "/keys", 1 << 16));
    if (found.log.keys.empty()) throw damaged();
    found.log.origin = parse_public_key(found.log.keys.front()).name;
    if (!fs::exists(place + "/checkpoint")) return found;
    found.note = base::read_file(place + "/checkpoint", 1 << 16);
    auto const opened = open_checkpoint(found.note, {found.log.origin, found.log.keys, own, 1});
    if (opened.fault != CheckpointFault::none || !place.ends_with(base::sha256(found.log.origin)))
        throw damaged();
    found.log.size = opened.checkpoint.size;
    found.log.root = opened.checkpoint.root;
    found.seconds = opened.cosignatures.front().seconds;
    return found;
}

// The checkpoint with the lines that count: those of the ledger, then the witness's own.
std::string cosigned_note(Checkpoint const &checkpoint, std::vector<NoteSignature> const &log,
                          std::vector<std::string> const &own) {
    auto note = write_checkpoint(checkpoint) + '\n';
    for (auto const &one : log) note += one.line;
    for (auto const &line : own) note += line;
    return note;
}

} // namespace

std::vector<std::string> make_witness(std::string const &folder, std::string_view name, bool sm2) {
    if (!sound_name(name)) throw base::Error("witness_name", {{"name", std::string(name)}});
    if (fs::exists(key_of(folder))) throw base::Error("witness_exists", {{"folder", folder}});
    make_folder(folder);
    std::vector<std::string> secrets = {make_signing_key(name, KeyKind::ed25519_cosigner)};
    if (sm2) secrets.push_back(make_signing_key(name, KeyKind::sm2_cosigner));
    keep_signing_keys(key_of(folder), secrets);
    auto const keys = public_of_all(secrets);
    base::write_file(folder + "/witness.pub", joined(keys));
    return keys;
}

std::vector<std::string> witness_public_keys(std::string const &folder) {
    return public_of_all(secrets_of(folder));
}

std::string watch_log(std::string const &folder, std::string const &public_key) {
    Lock const lock(folder);
    auto const key = parse_public_key(public_key);
    if (cosigns(key.kind)) throw base::Error("note_key_kind", {{"key", public_key}});
    auto const place = folder_of(folder, key.name);
    make_folder(place);
    auto const file = place + "/keys";
    auto keys =
        fs::exists(file) ? lines_of(base::read_file(file, 1 << 16)) : std::vector<std::string>();
    if (std::ranges::find(keys, public_key) == keys.end()) {
        keys.push_back(public_key);
        base::write_file(file, joined(keys));
    }
    return key.name;
}

std::vector<WitnessedLog> witnessed_logs(std::string const &folder) {
    auto const own = witness_public_keys(folder);
    std::vector<WitnessedLog> logs;
    for (auto const &entry : fs::directory_iterator(folder))
        if (fs::exists(entry.path() / "keys"))
            logs.push_back(remembered(entry.path().string(), own));
    std::ranges::sort(logs, {}, [](WitnessedLog const &one) { return one.log.origin; });
    return logs;
}

Cosigned cosign(std::string const &folder, std::string_view body, std::int64_t seconds) {
    assert(seconds > 0);
    Lock const lock(folder);
    auto const secrets = secrets_of(folder);
    Cosigned answer;
    answer.origin = claimed_origin(body);
    auto const place = folder_of(folder, answer.origin);
    auto const watched = !answer.origin.empty() && fs::exists(place + "/keys");
    auto const known = watched ? remembered(place, public_of_all(secrets)) : WitnessedLog();
    auto const considered = consider(known.log, body);
    answer.answer = considered.answer;
    answer.size = known.log.size;
    if (answer.answer != WitnessAnswer::cosigned) return answer;
    answer.checkpoint = considered.checkpoint;
    auto const text = write_checkpoint(considered.checkpoint);
    for (auto const &secret : secrets)
        answer.lines.push_back(cosignature_line(text, secret, seconds));
    answer.note = cosigned_note(considered.checkpoint, considered.signatures, answer.lines);
    base::write_file(place + "/checkpoint", answer.note);
    return answer;
}

} // namespace jingzhun::store
