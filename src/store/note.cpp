// Signing and opening notes.
#include "store/note.hpp"

#include "base/base64.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>

namespace jingzhun::store {
namespace {

constexpr std::string_view dash = "\xE2\x80\x94 ";
constexpr std::size_t id_bytes = 4, time_bytes = 8;

bool sound_text(std::string_view text) {
    return text.ends_with('\n') && base::valid_prefix(text) == text.size() &&
           std::ranges::none_of(text, [](char c) { return c >= 0 && c < ' ' && c != '\n'; });
}

std::string line_of(NoteKey const &key, std::string_view signature) {
    return std::string(dash) + key.name + ' ' + base::to_base64(key.id + std::string(signature)) +
           '\n';
}

std::string witnessed(std::string_view text, std::int64_t seconds) {
    return fmt::format("cosignature/v1\ntime {}\n{}", seconds, text);
}

std::string time_field(std::int64_t seconds) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes += static_cast<char>(static_cast<std::uint64_t>(seconds) >> shift & 0xFF);
    return bytes;
}

// Nothing where it is 0 or beyond 2^63 - 1.
std::optional<std::int64_t> read_time(std::string_view bytes) {
    std::uint64_t seconds = 0;
    for (auto const c : bytes.substr(0, time_bytes))
        seconds = seconds << 8 | static_cast<unsigned char>(c);
    if (bytes.size() < time_bytes || seconds == 0 || seconds > INT64_MAX) return std::nullopt;
    return static_cast<std::int64_t>(seconds);
}

struct SignatureLine {
    std::string name, id, signature;
};

// `line` without its line break.
std::optional<SignatureLine> parse_line(std::string_view line) {
    if (!line.starts_with(dash)) return std::nullopt;
    line.remove_prefix(dash.size());
    auto const blank = line.find(' ');
    if (blank == line.npos || !sound_name(line.substr(0, blank))) return std::nullopt;
    auto const bytes = base::from_base64(line.substr(blank + 1));
    if (!bytes || bytes->size() <= id_bytes) return std::nullopt;
    return SignatureLine{std::string(line.substr(0, blank)), bytes->substr(0, id_bytes),
                         bytes->substr(id_bytes)};
}

// When it was signed (0 where the key is no witness's); nothing where the key did not sign.
std::optional<std::int64_t> signed_at(NoteKey const &key, std::string_view text,
                                      std::string_view signature) {
    if (!cosigns(key.kind))
        return signed_by(key, text, signature) ? std::optional(std::int64_t{0}) : std::nullopt;
    auto const seconds = read_time(signature);
    if (!seconds || !signed_by(key, witnessed(text, *seconds), signature.substr(time_bytes)))
        return std::nullopt;
    return seconds;
}

} // namespace

std::string sign_note(std::string_view text, std::string_view signing_key) {
    return sign_note(text, std::vector{std::string(signing_key)});
}

std::string sign_note(std::string_view text, std::span<std::string const> signing_keys) {
    assert(sound_text(text) && !signing_keys.empty());
    auto note = std::string(text) + '\n';
    for (auto const &line : signing_keys) {
        auto const key = parse_signing_key(line);
        assert(!cosigns(key.kind));
        note += line_of(key, sign_bytes(key, text));
    }
    return note;
}

NoteSigner::NoteSigner(std::string_view signing_key)
    : key_(parse_signing_key(signing_key)), signer_(signer_of(key_)),
      public_key_(public_key_of(signing_key)) {
    assert(!cosigns(key_.kind));
}

std::string NoteSigner::sign(std::string_view text) const {
    assert(sound_text(text));
    return std::string(text) + '\n' + line_of(key_, signer_.sign(text));
}

std::string cosignature_line(std::string_view text, std::string_view signing_key,
                             std::int64_t seconds) {
    auto const key = parse_signing_key(signing_key);
    assert(sound_text(text) && cosigns(key.kind) && seconds > 0);
    return line_of(key, time_field(seconds) + sign_bytes(key, witnessed(text, seconds)));
}

std::optional<NoteParts> split_note(std::string_view note) {
    auto const border = note.rfind("\n\n");
    if (!sound_text(note) || border == note.npos) return std::nullopt;
    NoteParts parts{std::string(note.substr(0, border + 1)), {}};
    for (auto rest = note.substr(border + 2); !rest.empty();) {
        auto const end = rest.find('\n');
        if (!parse_line(rest.substr(0, end)) || parts.lines.size() == signatures_max)
            return std::nullopt;
        parts.lines.emplace_back(rest.substr(0, end + 1));
        rest.remove_prefix(end + 1);
    }
    if (parts.lines.empty()) return std::nullopt;
    return parts;
}

OpenedNote open_note(std::string_view note, std::span<std::string const> public_keys) {
    std::vector<NoteKey> keys;
    for (auto const &one : public_keys) keys.push_back(parse_public_key(one));
    auto const parts = split_note(note);
    if (!parts) return {};
    OpenedNote opened{NoteFault::unknown_signer, "", "", {}};
    for (auto const &whole : parts->lines) {
        auto const line = parse_line(std::string_view(whole).substr(0, whole.size() - 1));
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i].name != line->name || keys[i].id != line->id) continue;
            auto const seconds = signed_at(keys[i], parts->text, line->signature);
            if (!seconds) return {NoteFault::bad_signature, "", public_keys[i], {}};
            opened.fault = NoteFault::none;
            opened.signer = public_keys[i];
            opened.signatures.push_back({public_keys[i], *seconds, whole});
        }
    }
    if (opened.fault == NoteFault::none) opened.text = parts->text;
    return opened;
}

} // namespace jingzhun::store
