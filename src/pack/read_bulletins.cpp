// Reading bulletins and rankings, and whether what they name exists and types.
#include "cel/check.hpp"
#include "pack/readers.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::pack {
namespace {

std::vector<std::string> const finding_words = {"opened", "closed", "open", "overdue", "reopened"};
std::vector<std::string> const level_words = {"owner", "county", "township", "village"};
constexpr std::array<std::size_t, 4> level_digits = {0, 6, 9, 12};

int read_weight(TableReader &reader, Faults &faults) {
    auto const *node = reader.find("weight");
    if (node == nullptr) return 0;
    if (node->kind == Node::Kind::integer && node->integer > 0 && node->integer <= 1000)
        return static_cast<int>(node->integer);
    report_type(*node, "integer", faults);
    return 0;
}

BulletinColumn read_column(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    BulletinColumn column;
    column.place = node.place();
    column.id = reader.required_text("id");
    column.title = reader.title("title", true);
    column.register_name = reader.text("count");
    column.where = reader.expression("where");
    column.sum = reader.expression("sum");
    if (auto const word = reader.text("findings"); !word.empty())
        if (auto const at = read_word(word, reader.place_of("findings"), finding_words, faults))
            column.findings = static_cast<FindingCount>(*at);
    column.rules = reader.texts("rules");
    column.hard = reader.flag("hard");
    column.of = reader.text("of");
    column.over = reader.text("over");
    column.weight = read_weight(reader, faults);
    column.low_is_good = reader.flag("low_is_good");
    column.source = reader.text("source");
    reader.done();
    auto const kinds = int{!column.register_name.empty()} + int{column.findings.has_value()} +
                       int{column.is_share()};
    if (kinds != 1 || column.of.empty() != column.over.empty() ||
        (column.weight > 0 && !column.is_share()))
        faults.add("bulletin_column_wrong", node.place(), {{"column", column.id}});
    return column;
}

// A share is made of counts that stand before it.
void check_shares(Bulletin const &bulletin, Faults &faults) {
    std::vector<std::string> counts;
    for (auto const &column : bulletin.columns) {
        for (auto const *name : {&column.of, &column.over})
            if (!name->empty() && std::ranges::find(counts, *name) == counts.end())
                faults.add_unknown("bulletin_column_unknown", column.place, *name, counts);
        if (!column.is_share()) counts.push_back(column.id);
    }
}

Bulletin read_bulletin(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    Bulletin bulletin;
    bulletin.name = entry.key;
    bulletin.place = entry.place();
    bulletin.title = reader.title("title", true);
    static std::vector<std::string> const units = {"day", "week", "month", "quarter", "year"};
    if (auto const at =
            read_word(reader.required_text("every"), reader.place_of("every"), units, faults))
        bulletin.every = static_cast<base::PeriodUnit>(*at);
    if (auto const at =
            read_word(reader.required_text("by"), reader.place_of("by"), level_words, faults))
        bulletin.digits = level_digits.at(*at);
    reader.required("column");
    if (auto const *columns = reader.array("column"))
        for (auto const &item : columns->items)
            bulletin.columns.push_back(read_column(item, faults));
    bulletin.source = reader.required_text("source");
    reader.flag("replaces");
    reader.done();
    check_shares(bulletin, faults);
    return bulletin;
}

void check_types(Pack const &pack, cel::Schema const &schema, Bulletin const &bulletin,
                 BulletinColumn const &column, Faults &faults) {
    for (auto const &rule : column.rules)
        if (pack.find_rule(rule) == nullptr && rule != "raised" && rule != "facts_missing") {
            std::vector<std::string> ids;
            for (auto const &one : pack.rules) ids.push_back(one.id);
            faults.add_unknown("pack_unknown_rule", column.place, rule, ids);
        }
    if (column.register_name.empty()) return;
    if (pack.find_register(column.register_name) == nullptr) {
        faults.add_unknown("pack_unknown_register", column.place, column.register_name,
                           names_of(pack.registers));
        return;
    }
    if (bulletin.digits == 0)
        faults.add("bulletin_column_wrong", column.place, {{"column", column.id}});
    for (auto const &expression : {column.where, column.sum})
        if (expression != nullptr)
            faults.add(cel::check(*expression, schema, column.register_name, true).problems);
}

} // namespace

bool Bulletin::ranks() const {
    return std::ranges::any_of(columns,
                               [](BulletinColumn const &column) { return column.weight > 0; });
}

std::vector<Bulletin> read_bulletins(Node const &tree, Faults &faults) {
    std::vector<Bulletin> bulletins;
    if (auto const *table = tree.find("bulletin"))
        for (auto const &entry : table->entries) bulletins.push_back(read_bulletin(entry, faults));
    return bulletins;
}

void check_bulletins(Pack const &pack, cel::Schema const &schema, Faults &faults) {
    for (auto const &bulletin : pack.bulletins)
        for (auto const &column : bulletin.columns)
            check_types(pack, schema, bulletin, column, faults);
}

} // namespace jingzhun::pack
