// Reading one table of a pack key by key, reporting what is missing, of the wrong type or not
// known.
//
// Every key asked for is known; `done` reports the others with the nearest known one. After a
// report reading goes on with an empty value, so that one pass says everything. Inside this folder
// only.
#pragma once

#include "pack/model.hpp"
#include "pack/tree.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::pack {

class TableReader {
  public:
    // A node that is no table is reported; it then reads as an empty one.
    TableReader(Node const &table, Faults &faults);

    Node const *find(std::string_view key); // any kind
    Node const *table(std::string_view key);
    Node const *array(std::string_view key);
    Node const *required(std::string_view key); // any kind; its absence is reported
    std::string text(std::string_view key);
    std::string required_text(std::string_view key);
    std::vector<std::string> texts(std::string_view key); // one text or an array of texts
    bool flag(std::string_view key);
    std::optional<base::Date> date(std::string_view key);
    // { zh = "…", en = "…" }; English may be left out and is then the Chinese.
    Title title(std::string_view key, bool is_required);
    // "18 months", "30 days", "2 weeks", "1 year" in days; a month is a twelfth of 365.25 days.
    std::optional<int> days(std::string_view key);
    // "30 %": 0 to 100.
    std::optional<int> percent(std::string_view key);
    // nullptr where the key is missing or the text does not parse (then it is reported).
    std::shared_ptr<cel::Expression const> expression(std::string_view key);
    void done();

    base::Place place() const { return table_.place(); }
    base::Place place_of(std::string_view key) const { return table_.place_of(key); }

  private:
    Node const *of_kind(std::string_view key, Node::Kind kind);
    Node const &table_;
    Faults &faults_;
    bool is_table_;
    std::vector<std::string> known_;
};

std::shared_ptr<cel::Expression const> parse_expression(Node const &text, Faults &faults);
void report_type(Node const &node, std::string_view expected, Faults &faults);
// Names stand in expressions: small letters, digits and underlines, a letter first, no word of the
// language.
bool check_name(std::string_view name, base::Place const &place, Faults &faults);

} // namespace jingzhun::pack
