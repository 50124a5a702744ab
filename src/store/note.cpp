// Signing and opening notes, with Ed25519 by OpenSSL.
#include "store/note.hpp"

#include "base/base64.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <openssl/evp.h>
#include <optional>
#include <vector>

namespace jingzhun::store {
namespace {

constexpr char ed25519 = 1; // the algorithm's byte before every key
constexpr std::string_view secret_prefix = "PRIVATE+KEY+";
constexpr std::string_view dash = "\xE2\x80\x94 ";
constexpr std::size_t key_bytes = 32, id_bytes = 4, signature_bytes = 64, signatures_max = 16;

struct Free {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

struct NamedKey {
    std::string name, id, bytes; // id: 4 bytes; bytes: 32, of the seed or of the public point
};

unsigned char const *octets(std::string_view bytes) {
    return reinterpret_cast<unsigned char const *>(bytes.data());
}

std::string hexadecimal(std::string_view bytes) {
    std::string text;
    for (auto const c : bytes) {
        text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
        text += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

std::string id_of(std::string_view name, std::string_view public_bytes) {
    auto const digest =
        base::sha256_bytes(std::string(name) + '\n' + ed25519 + std::string(public_bytes));
    return {reinterpret_cast<char const *>(digest.data()), id_bytes};
}

Key secret_of(std::string_view seed) {
    return Key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), seed.size()));
}

std::string public_bytes_of(std::string_view seed) {
    auto const key = secret_of(seed);
    std::array<unsigned char, key_bytes> bytes{};
    auto size = bytes.size();
    [[maybe_unused]] auto const done = EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &size);
    assert(done == 1 && size == key_bytes);
    return {reinterpret_cast<char const *>(bytes.data()), size};
}

bool sound_name(std::string_view name) {
    return !name.empty() && base::valid_prefix(name) == name.size() &&
           std::ranges::none_of(name, [](char c) {
               return c == '+' || (c >= 0 && static_cast<unsigned char>(c) <= ' ') || c == 127;
           });
}

// "<name>+<id>+<Base64 of algorithm and key>"
NamedKey parse_key(std::string_view text) {
    auto const refuse = [] { throw base::Error("note_key_malformed"); };
    auto const first = text.find('+');
    if (first == text.npos || text.size() < first + 10 || text[first + 9] != '+') refuse();
    auto const bytes = base::from_base64(text.substr(first + 10));
    if (!bytes || bytes->size() != key_bytes + 1 || bytes->front() != ed25519) refuse();
    NamedKey key{std::string(text.substr(0, first)), "", bytes->substr(1)};
    if (!sound_name(key.name)) refuse();
    return key;
}

NamedKey parse_public(std::string_view text) {
    auto key = parse_key(text);
    key.id = id_of(key.name, key.bytes);
    if (text.substr(key.name.size() + 1, 8) != hexadecimal(key.id))
        throw base::Error("note_key_malformed");
    return key;
}

NamedKey parse_secret(std::string_view text) {
    if (!text.starts_with(secret_prefix)) throw base::Error("note_key_malformed");
    text.remove_prefix(secret_prefix.size());
    auto key = parse_key(text);
    key.id = id_of(key.name, public_bytes_of(key.bytes));
    if (text.substr(key.name.size() + 1, 8) != hexadecimal(key.id))
        throw base::Error("note_key_malformed");
    return key;
}

std::string written(NamedKey const &key) {
    return key.name + '+' + hexadecimal(key.id) + '+' + base::to_base64(ed25519 + key.bytes);
}

bool signed_by(NamedKey const &key, std::string_view text, std::string_view signature) {
    Key const point(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(key.bytes),
                                                key.bytes.size()));
    Context const context(EVP_MD_CTX_new());
    return point && signature.size() == signature_bytes &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, point.get()) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(text),
                            text.size()) == 1;
}

bool sound_text(std::string_view text) {
    return text.ends_with('\n') && base::valid_prefix(text) == text.size() &&
           std::ranges::none_of(text, [](char c) { return c >= 0 && c < ' ' && c != '\n'; });
}

struct SignatureLine {
    std::string name, id, signature;
};

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

// Nothing where a line is no signature, or there are none or too many.
std::optional<std::vector<SignatureLine>> parse_lines(std::string_view text) {
    std::vector<SignatureLine> lines;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto line = end == text.npos ? std::nullopt : parse_line(text.substr(0, end));
        if (!line || lines.size() == signatures_max) return std::nullopt;
        lines.push_back(std::move(*line));
        text.remove_prefix(end + 1);
    }
    if (lines.empty()) return std::nullopt;
    return lines;
}

} // namespace

std::string make_signing_key(std::string_view name) {
    assert(sound_name(name));
    Key const key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    std::array<unsigned char, key_bytes> seed{};
    auto size = seed.size();
    [[maybe_unused]] auto const done =
        key ? EVP_PKEY_get_raw_private_key(key.get(), seed.data(), &size) : 0;
    assert(done == 1 && size == key_bytes);
    std::string const bytes(reinterpret_cast<char const *>(seed.data()), size);
    return std::string(secret_prefix) +
           written({std::string(name), id_of(name, public_bytes_of(bytes)), bytes});
}

std::string public_key_of(std::string_view signing_key) {
    auto key = parse_secret(signing_key);
    key.bytes = public_bytes_of(key.bytes);
    return written(key);
}

std::string sign_note(std::string_view text, std::string_view signing_key) {
    assert(sound_text(text));
    auto const key = parse_secret(signing_key);
    auto const secret = secret_of(key.bytes);
    Context const context(EVP_MD_CTX_new());
    std::array<unsigned char, signature_bytes> signature{};
    auto size = signature.size();
    [[maybe_unused]] auto const done =
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, secret.get()) == 1 &&
        EVP_DigestSign(context.get(), signature.data(), &size, octets(text), text.size()) == 1;
    assert(done && size == signature_bytes);
    std::string const bytes(reinterpret_cast<char const *>(signature.data()), size);
    return std::string(text) + '\n' + std::string(dash) + key.name + ' ' +
           base::to_base64(key.id + bytes) + '\n';
}

OpenedNote open_note(std::string_view note, std::span<std::string const> public_keys) {
    std::vector<NamedKey> keys;
    for (auto const &one : public_keys) keys.push_back(parse_public(one));
    auto const border = note.rfind("\n\n");
    if (!sound_text(note) || border == note.npos) return {};
    auto const text = note.substr(0, border + 1);
    auto const lines = parse_lines(note.substr(border + 2));
    if (!lines) return {};
    OpenedNote opened{NoteFault::unknown_signer, "", ""};
    for (auto const &line : *lines)
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i].name != line.name || keys[i].id != line.id) continue;
            if (!signed_by(keys[i], text, line.signature))
                return {NoteFault::bad_signature, "", public_keys[i]};
            opened = {NoteFault::none, std::string(text), public_keys[i]};
        }
    return opened;
}

} // namespace jingzhun::store
