// Signed notes (C2SP signed-note): a text that people can read, with signatures below it.
//
//   <text, ending with a line break>
//   <empty line>
//   — <name of the signer> <Base64 of 4 bytes that tell the key and the 64 bytes of the signature>
//
// A witness signs not the text but what it says of it (C2SP tlog-cosignature v1): "cosignature/v1",
// a line "time" with the seconds since 1970, and the text; the eight bytes of the time, most
// significant first, stand before the signature in its line. What keys look like says note_key.hpp;
// a signing key is a secret.
#pragma once

#include "store/note_key.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::store {

constexpr std::size_t signatures_max = 16; // of one note

// Requires: the text is UTF-8, ends with a line break and has no other control characters; none of
// the keys is a witness's. Throws Error "note_key_malformed".
std::string sign_note(std::string_view text, std::string_view signing_key);
std::string sign_note(std::string_view text, std::span<std::string const> signing_keys);
// The same for many notes: the key is taken apart once.
class NoteSigner {
  public:
    explicit NoteSigner(std::string_view signing_key); // throws Error "note_key_malformed"
    std::string sign(std::string_view text) const;
    std::string const &public_key() const { return public_key_; }

  private:
    NoteKey key_;
    Signer signer_;
    std::string public_key_;
};
// A line to be put below the note, with its line break. Requires: the key is a witness's, and
// `seconds` is after 1970. Throws Error "note_key_malformed".
std::string cosignature_line(std::string_view text, std::string_view signing_key,
                             std::int64_t seconds);

enum class NoteFault {
    none,
    malformed,      // not a note at all, or more than 16 signatures
    unknown_signer, // signed by none of the keys
    bad_signature   // one of the keys is named, but did not sign this text
};
struct NoteSignature {
    std::string public_key;   // the one of the keys that made it
    std::int64_t seconds = 0; // since 1970, when a witness signed; 0 of other signatures
    std::string line;         // as it stands in the note, with its line break
    bool operator==(NoteSignature const &) const = default;
};
struct OpenedNote {
    NoteFault fault = NoteFault::malformed;
    std::string text;                      // empty unless the fault is none
    std::string signer;                    // the public key that signed, or of the one that did not
    std::vector<NoteSignature> signatures; // of the keys, in the note's order; empty unless none
};
// Signatures of other keys are passed over, whatever they hold. Throws Error "note_key_malformed"
// where one of the keys is none.
OpenedNote open_note(std::string_view note, std::span<std::string const> public_keys);

// What stands before and below the empty line, whoever signed it; nothing where it is no note.
struct NoteParts {
    std::string text;
    std::vector<std::string> lines; // each with its line break
};
std::optional<NoteParts> split_note(std::string_view note);

} // namespace jingzhun::store
