// Keys of signed notes as lines of text: whose they are, of what kind, and signing with them.
//
//   <name>+<8 hexadecimal digits>+<Base64 of the kind and the public key>
//   PRIVATE+KEY+<name>+<8 hexadecimal digits>+<Base64 of the kind and the secret>
//
// The digits tell keys apart: the first four bytes of SHA-256(name, line break, kind, public key).
// The kind is 0x01 for Ed25519 and 0x04 for cosignatures with Ed25519 (C2SP signed-note and
// tlog-cosignature). SM2 with SM3 (GB/T 32918, identity "1234567812345678") has no byte of its own
// there: it is 0xff and "jingzhun/sm2-with-sm3", or "jingzhun/sm2-with-sm3-cosignature"; its public
// key is the uncompressed point (65 bytes), its signature r and s, 32 bytes each. Whoever does not
// know a kind passes over its signatures.
#pragma once

#include "store/signature.hpp"

#include <string>
#include <string_view>

namespace jingzhun::store {

enum class KeyKind { ed25519, ed25519_cosigner, sm2, sm2_cosigner };
// Whether such a key signs what a witness says of a checkpoint and not the note itself.
bool cosigns(KeyKind kind);

struct NoteKey {
    std::string name;
    std::string id; // 4 bytes
    KeyKind kind = KeyKind::ed25519;
    std::string bytes; // the public key, or the secret
    bool operator==(NoteKey const &) const = default;
};

// A name that can stand in a signature line: not empty, UTF-8, without blanks and "+".
bool sound_name(std::string_view name);

// A new key, a secret. Requires: sound_name(name).
std::string make_signing_key(std::string_view name, KeyKind kind = KeyKind::ed25519);
// What others verify with. Throws Error "note_key_malformed".
std::string public_key_of(std::string_view signing_key);

// Both throw Error "note_key_malformed".
NoteKey parse_public_key(std::string_view text);
NoteKey parse_signing_key(std::string_view text);

// Makes the key of a note ready for many signatures.
Signer signer_of(NoteKey const &signing_key);

constexpr std::size_t signature_bytes = 64; // of every kind
std::string sign_bytes(NoteKey const &signing_key, std::string_view message);
bool signed_by(NoteKey const &public_key, std::string_view message, std::string_view signature);

} // namespace jingzhun::store
