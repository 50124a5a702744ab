// The lines of keys; what is computed with them stands in signature.cpp.
#include "store/note_key.hpp"

#include "base/base64.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "store/signature.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>

namespace jingzhun::store {
namespace {

constexpr std::string_view secret_prefix = "PRIVATE+KEY+";
constexpr std::size_t id_bytes = 4;

struct Kind {
    KeyKind kind;
    Algorithm algorithm;
    std::string_view prefix; // before every key of that kind
};
constexpr std::array<Kind, 4> kinds = {
    {{KeyKind::ed25519, Algorithm::ed25519, "\x01"},
     {KeyKind::ed25519_cosigner, Algorithm::ed25519, "\x04"},
     {KeyKind::sm2, Algorithm::sm2, "\xFFjingzhun/sm2-with-sm3"},
     {KeyKind::sm2_cosigner, Algorithm::sm2, "\xFFjingzhun/sm2-with-sm3-cosignature"}}};

Kind const &of(KeyKind kind) { return *std::ranges::find(kinds, kind, &Kind::kind); }

std::string id_of(std::string_view name, KeyKind kind, std::string_view public_bytes) {
    auto const digest = base::sha256_bytes(std::string(name) + '\n' + std::string(of(kind).prefix) +
                                           std::string(public_bytes));
    return {reinterpret_cast<char const *>(digest.data()), id_bytes};
}

std::string hexadecimal(std::string_view bytes) {
    std::string text;
    for (auto const c : bytes) {
        text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
        text += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

std::string written(NoteKey const &key) {
    return key.name + '+' + hexadecimal(key.id) + '+' +
           base::to_base64(std::string(of(key.kind).prefix) + key.bytes);
}

// "<name>+<id>+<Base64 of kind and key>", with the digits still to be compared.
std::optional<NoteKey> parse_key(std::string_view text, std::size_t (*size_of)(Algorithm)) {
    auto const first = text.find('+');
    if (first == text.npos || text.size() < first + 10 || text[first + 9] != '+') return {};
    auto const bytes = base::from_base64(text.substr(first + 10));
    if (!bytes || !sound_name(text.substr(0, first))) return {};
    for (auto const &kind : kinds)
        if (bytes->starts_with(kind.prefix) &&
            bytes->size() == kind.prefix.size() + size_of(kind.algorithm))
            return NoteKey{std::string(text.substr(0, first)), "", kind.kind,
                           bytes->substr(kind.prefix.size())};
    return {};
}

bool names_id(std::string_view text, NoteKey const &key) {
    return text.substr(key.name.size() + 1, 2 * id_bytes) == hexadecimal(key.id);
}

} // namespace

bool cosigns(KeyKind kind) {
    return kind == KeyKind::ed25519_cosigner || kind == KeyKind::sm2_cosigner;
}

bool sound_name(std::string_view name) {
    return !name.empty() && base::valid_prefix(name) == name.size() &&
           std::ranges::none_of(name, [](char c) {
               return c == '+' || (c >= 0 && static_cast<unsigned char>(c) <= ' ') || c == 127;
           });
}

std::string make_signing_key(std::string_view name, KeyKind kind) {
    assert(sound_name(name));
    auto const secret = make_secret(of(kind).algorithm);
    auto const point = public_of(of(kind).algorithm, secret);
    assert(point);
    return std::string(secret_prefix) +
           written({std::string(name), id_of(name, kind, *point), kind, secret});
}

std::string public_key_of(std::string_view signing_key) {
    auto key = parse_signing_key(signing_key);
    key.bytes = *public_of(of(key.kind).algorithm, key.bytes);
    return written(key);
}

NoteKey parse_public_key(std::string_view text) {
    auto key = parse_key(text, public_size);
    if (key) key->id = id_of(key->name, key->kind, key->bytes);
    if (!key || !names_id(text, *key) || !is_public(of(key->kind).algorithm, key->bytes))
        throw base::Error("note_key_malformed");
    return *key;
}

NoteKey parse_signing_key(std::string_view text) {
    if (!text.starts_with(secret_prefix)) throw base::Error("note_key_malformed");
    text.remove_prefix(secret_prefix.size());
    auto key = parse_key(text, secret_size);
    auto const point = key ? public_of(of(key->kind).algorithm, key->bytes) : std::nullopt;
    if (point) key->id = id_of(key->name, key->kind, *point);
    if (!point || !names_id(text, *key)) throw base::Error("note_key_malformed");
    return *key;
}

Signer signer_of(NoteKey const &signing_key) {
    return {of(signing_key.kind).algorithm, signing_key.bytes};
}

std::string sign_bytes(NoteKey const &signing_key, std::string_view message) {
    return signer_of(signing_key).sign(message);
}

bool signed_by(NoteKey const &public_key, std::string_view message, std::string_view signature) {
    return is_signature(of(public_key.kind).algorithm, public_key.bytes, message, signature);
}

} // namespace jingzhun::store
