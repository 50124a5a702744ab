// Signed notes (C2SP signed-note): a text that people can read, with Ed25519 signatures below it.
//
//   <text, ending with a line break>
//   <empty line>
//   — <name of the signer> <Base64 of 4 bytes that tell the key and the 64 bytes of the signature>
//
// Keys are lines of text as well, in the encodings of Go's sumdb/note. A signing key is a secret.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace jingzhun::store {

// A new key, "PRIVATE+KEY+<name>+<8 hexadecimal digits>+<Base64>". Requires: the name has no blank
// and no "+".
std::string make_signing_key(std::string_view name);
// What others verify with, "<name>+<8 hexadecimal digits>+<Base64>". Throws Error
// "note_key_malformed".
std::string public_key_of(std::string_view signing_key);

// Requires: the text is UTF-8, ends with a line break and has no other control characters. Throws
// Error "note_key_malformed".
std::string sign_note(std::string_view text, std::string_view signing_key);

enum class NoteFault {
    none,
    malformed,      // not a note at all, or more than 16 signatures
    unknown_signer, // signed by none of the keys
    bad_signature   // one of the keys is named, but did not sign this text
};
struct OpenedNote {
    NoteFault fault = NoteFault::malformed;
    std::string text;   // empty unless the fault is none
    std::string signer; // the public key that signed
};
// Signatures of other keys are passed over, whatever they hold. Throws Error "note_key_malformed"
// where one of the keys is none.
OpenedNote open_note(std::string_view note, std::span<std::string const> public_keys);

} // namespace jingzhun::store
