// A proof that leaves the house: what the register says of one record, event or row, with all an
// outsider needs to check it against a signed checkpoint, and nothing of anybody else.
//
// A file of text. Above a line of marks stands what people read; below it, for the verifier:
//
//   jingzhun-proof/v1
//   about record r_household 4311280000231      what it is about (About)
//   label f_name text 户主 Head                  how a column is called and shown; not proven
//   word f_grade C 局部危险                       how a value is called; not proven
//   event 523                                    the bytes of an event's leaf (event_leaf.hpp)
//   <523 bytes>
//   private 214                                  its private lines, where they are shown
//   <214 bytes>
//   path 2                                       from the leaf to the checkpoint's root
//   <Base64 of a hash, a line each>
//   seal 17 110                                  where the event's seals stand under a root: the
//   <110 bytes>                                  seal's place among them and its lines,
//   path 5                                       and from there to that root
//   …
//   row 17 611                                   place in its part and bytes of a row
//   <611 bytes>                                  (row_bytes.hpp), sealed by the event above
//   path 13                                      from the row to the root in the event's seal
//   …
//   checkpoint                                   the signed note, to the end of the file
//
// There is one way to write a proof: the upper part follows from the lower, and a reader that
// writes what it read gets the same bytes.
#pragma once

#include "store/proof.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::store {

struct About {
    std::string what;  // "record", "change", "event"
    std::string table; // of a record or a change: "r_household", "finding"; "-" of an event
    std::string key;   // the record's key; the row's key as people write it ("id=3"); the sequence
    bool operator==(About const &) const = default;
};

// How a column is called and its values are shown: "text", "integer", "money" (in fen), "date" (in
// days since 1970), "instant" (in microseconds since 1970), "yes_no".
struct Label {
    std::string column, type, title;
    bool operator==(Label const &) const = default;
};
struct Word {
    std::string column, value, title;
    bool operator==(Word const &) const = default;
};

struct ProvenRow {
    std::uint64_t place = 0; // among the rows of its part, from 0
    std::string bytes;
    Proof path;
    bool operator==(ProvenRow const &) const = default;
};
struct ProvenSeal {
    std::uint64_t place = 0; // among the event's seals, from 0
    std::string bytes;
    Proof path;
    bool operator==(ProvenSeal const &) const = default;
};
struct ProvenEvent {
    std::string leaf;
    std::string opening; // its private lines; "" where they are not shown
    Proof path;
    std::vector<ProvenRow> rows;
    std::vector<ProvenSeal> seals = {}; // those that its rows need, in order of place
    bool operator==(ProvenEvent const &) const = default;
};

struct Bundle {
    About about;
    std::vector<Label> labels;
    std::vector<Word> words;
    std::vector<ProvenEvent> events; // in order of sequence; rows in order of table and place
    std::string checkpoint;          // a signed note
    bool operator==(Bundle const &) const = default;
};

constexpr std::size_t bundle_bytes_max = std::size_t{1} << 22;

std::string write_bundle(Bundle const &bundle); // both parts
// What people read of it: Chinese first.
std::string reading_part(Bundle const &bundle);

struct ReadBundle {
    Bundle bundle;
    bool whole = false;     // the lower part reads as a proof, written in its one way
    bool same_text = false; // and the upper part is what follows from it
    std::size_t line = 0;   // where reading ended, from 1, unless whole
};
ReadBundle read_bundle(std::string_view text);

} // namespace jingzhun::store
