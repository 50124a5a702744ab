// Joining the tables of a population by equal values. Not for others.
#pragma once

#include "cel/population.hpp"
#include "register/frame_plan.hpp"
#include "register/frame_table.hpp"

#include <map>
#include <memory>
#include <vector>

namespace jingzhun::registry {

// For each row of one table the rows of another it matches, ascending.
struct Matches {
    std::vector<std::uint32_t> offsets; // rows + 1
    std::vector<std::uint32_t> rows;
    std::size_t count(std::size_t row) const { return offsets[row + 1] - offsets[row]; }
};

// Numbers of texts by the identity number they stand for, computed once for each text.
class IdentityNumbers {
  public:
    explicit IdentityNumbers(cel::Strings &strings) : strings_(strings) {}
    // The text's number in the form numbers are compared in; -1 where it is not valid.
    std::int32_t of(std::int32_t text);

  private:
    cel::Strings &strings_;
    std::vector<std::int32_t> known_;
};

// Joins the tables of one population; what several links are found by is indexed once.
class Joiner {
  public:
    Joiner(pack::Pack const &pack, cel::Population &population)
        : pack_(pack), population_(population), identities_(population.strings) {}

    // Records that went into rows of this table (merge.hpp): whoever names them finds those rows.
    void add_merged(std::size_t table, std::vector<MergedRow> const &merged);

    // Matches of the link's rows (LinkPlace::from) among those of the other register. A field of
    // several texts matches by any of them. Requires: the fields of the link are loaded.
    Matches join(pack::LinkPlace const &place);

  private:
    struct JoinField {
        std::size_t field = 0;
        bool as_identity = false; // compared by base::link_identity
        bool operator==(JoinField const &) const = default;
    };
    struct Index {
        std::size_t table = 0;
        std::vector<JoinField> fields;
        Matches rows; // by number of the value
    };
    struct Keys;
    struct Alias {
        std::uint32_t row = 0;
        std::vector<Cell> cells; // by field
    };
    void add_aliases(Keys &keys, std::size_t table, std::vector<JoinField> const &fields);
    // -1 where it links to nobody.
    std::int32_t number_of(Alias const &alias, std::size_t table, JoinField const &field);
    std::int32_t number(std::size_t table, JoinField const &field, std::size_t row);
    Keys keys_of(std::size_t table, std::vector<JoinField> const &fields);
    Keys keys_of_one(std::size_t table, JoinField const &field);
    Keys keys_of_several(std::size_t table, std::vector<JoinField> const &fields);
    Matches const &index_of(std::size_t table, std::vector<JoinField> const &fields);

    pack::Pack const &pack_;
    cel::Population &population_;
    IdentityNumbers identities_;
    std::map<std::size_t, std::vector<Alias>> aliases_; // by table
    std::vector<std::unique_ptr<Index>> indices_;
};

// As the expressions see them; `to` is the table whose rows were matched. No match is -1, several
// are -2.
cel::Reference reference_of(Matches const &matches, std::size_t to);
cel::Relation relation_of(Matches matches, std::size_t to);
// The other way round: for each of `rows` rows of the other register, those of ours that match it.
Matches turn_round(Matches const &matches, std::size_t rows);

} // namespace jingzhun::registry
