// A linkage model: which fields records have, how they are compared, which pairs are looked at, and
// what a score means. A text in TOML (docs/linkage.md); it names columns, never a record.
//
// Every name is resolved while reading: fields and comparisons are numbers from here on.
#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::link {

// How a cell is read, and so what can be asked of it.
enum class Type : std::uint8_t {
    text,         // folded: half width, simplified, lower case; blanks and punctuation left out
    words,        // the same with one blank between words
    code,         // one of few values
    number,       // digits; leading zeros do not count
    date,         // 2019-07-01, 20190701, 1/7/2019, 2019年7月1日; need not exist
    identity,     // an identity number of GB 11643-1999: valid, or how far it is from that
    chinese_name, // characters as written, compared by form, by class and by sound
};
constexpr std::size_t types = 7;
std::string_view to_string(Type type);

struct Field {
    std::string name;
    Type type = Type::text;
    std::vector<std::string> columns; // the headers it may have, the first found is taken
    bool required = false;
    base::Place place = {};
};

// A question about a pair of values; a comparison asks its levels in order, the first yes holds.
enum class Test : std::uint8_t {
    exact,         // as written
    variant,       // equal when simplified
    loose,         // equal but for characters written for one another (Unihan semantic variants)
    homophone,     // the same readings without tones
    one_character, // one character changed, left out or put in, in names of two characters and more
    surname,       // the same first character
    jaro_winkler,  // at least the argument
    jaro,
    edit,              // at most the argument
    prefix,            // the first so many characters, or all of the shorter with at least as many
    sound,             // the same Soundex
    words,             // words in common, at least the argument
    contains,          // one is within the other, which has at least so many characters
    swapped,           // each has what the other has in the other field
    month_day_swapped, // 03-07 and 07-03 of one year
    parts,             // at least so many of year, month, day agree
    years,             // at most so many years apart
    days,              // at most so many days apart
    both_valid,        // two valid identity numbers (asked after `exact`: of two people)
};

struct Level {
    Test test = Test::exact;
    double argument = 0;
    std::size_t other = 0;                // field, of `swapped`
    std::string text;                     // as the model writes it: "jaro_winkler 0.9"
    std::optional<double> m = {}, u = {}; // shares given rather than estimated
};

constexpr std::size_t comparisons_max = 16, levels_max = 14;

struct Comparison {
    std::string name;
    std::size_t field = 0;
    std::vector<Level> levels; // after them stands "else": nothing of this held
    bool frequency = false;    // agreeing on a rare value counts for more than on a common one
    std::optional<double> m_else, u_else;
};

// What of a value enters a key.
enum class Part : std::uint8_t {
    whole,
    pinyin,
    surname_pinyin,
    prefix,
    suffix,
    sound,
    sorted,
    year,
    month_day,
    day,
    month,
    one_out
};
struct KeyPart {
    std::size_t field = 0;
    Part part = Part::whole;
    std::size_t argument = 0;
};

// Pairs that agree on the key are looked at. A record without one of the parts takes no part.
struct Block {
    std::vector<KeyPart> parts;
    bool unordered = false; // parts may have changed places: given name and surname
    std::string text;
};

// A condition on the levels of a pair that changes its score by so many bits: what the assumption
// of independent fields gets wrong, such as twins.
struct Adjustment {
    struct Condition {
        std::size_t comparison = 0;
        std::uint32_t levels = 0; // bit i: outcome i (0 missing, 1 the first level …)
    };
    std::vector<Condition> when;
    double add = 0;
    std::string because;
};

enum class OneToOne : std::uint8_t { no, right, both };

struct Model {
    std::string file;
    std::string digest;           // SHA-256 of the text
    std::vector<std::string> ids; // headers the record's number may have
    std::vector<Field> fields;
    std::vector<Comparison> comparisons;
    std::vector<Block> blocks;
    std::vector<Adjustment> adjustments;
    // Field whose equality is looked at first; a right record that also agrees in one of these
    // comparisons is settled and takes no part in the blocks. Only between two tables.
    std::optional<std::size_t> exact;
    std::vector<std::size_t> exact_agree;
    double link = 6, review = 0; // scores, in bits: log2 of the odds
    double join = 6;    // that clusters need on the whole to become one; `link` unless given
    double write = -10; // what scores less is not written
    std::size_t block_most = 1000; // records of one key; beyond it the key is passed over
    OneToOne one_to_one = OneToOne::no;
    bool clusters = true; // of dedupe: pairs of one cluster share in its evidence
    double matches = 0;   // expected matches a record of the smaller file; 0: estimated
};

struct ModelReading {
    Model model;
    std::vector<base::Problem> faults; // in the order of the text; with any, do not use the model
};

// Reads all of it and reports every fault with its place and the nearest right word.
ModelReading read_model(std::string_view text, std::string const &file);
// Throws Error "file_missing" and its like, or the first fault.
Model load_model(std::string const &file);

// The number of the field or comparison; nothing where there is none.
std::optional<std::size_t> find_field(Model const &model, std::string_view name);
std::optional<std::size_t> find_comparison(Model const &model, std::string_view name);
// What is written for an outcome: "missing", the level's text, "else".
std::string_view outcome_text(Comparison const &comparison, std::size_t outcome);

} // namespace jingzhun::link
