// Reading the statistics of a pack and holding their expressions to the registers.
#include "cel/check.hpp"
#include "pack/read_estimate.hpp"
#include "pack/readers.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

Statistic read_statistic(Pack const &pack, Entry const &entry, Faults &faults) {
    TableReader reader(entry.value, faults);
    Statistic statistic;
    statistic.id = entry.key;
    statistic.place = entry.place();
    check_name(entry.key, entry.place(), faults);
    statistic.title = reader.title("title", true);
    statistic.definition = reader.title("definition", true);
    statistic.unit = reader.required_text("unit");
    statistic.source = reader.required_text("source");
    statistic.on = reader.required_text("on");
    statistic.per_on = reader.text("per_on");
    for (auto const *key : {"on", "per_on"})
        if (auto const name = reader.text(key);
            !name.empty() && pack.find_register(name) == nullptr)
            faults.add_unknown("pack_unknown_register", reader.place_of(key), name,
                               names_of(pack.registers));
    statistic.item.name = entry.key;
    statistic.item.place = entry.place();
    statistic.item.where = reader.expression("when");
    read_measured(statistic.item, reader, faults);
    statistic.weight = reader.expression("weight");
    statistic.per_where = reader.expression("per_when");
    if (auto const *across = reader.array("across"))
        for (auto const &each : across->items)
            statistic.across.push_back(parse_expression(each, faults));
    reader.flag("replaces");
    if (auto const *years = reader.find("years")) {
        if (years->kind != Node::Kind::integer || years->integer < 0 || years->integer > 50)
            report_type(*years, "integer", faults);
        else statistic.years = static_cast<int>(years->integer);
    }
    reader.done();
    if (!statistic.item.groups.empty() || (!statistic.per_on.empty() && !statistic.across.empty()))
        faults.add("pack_statistic_across", entry.place(), {{"statistic", entry.key}});
    return statistic;
}

class Checking {
  public:
    Checking(cel::Schema const &schema, Faults &faults) : schema_(schema), faults_(faults) {}

    void check(Statistic const &statistic) {
        auto const &item = statistic.item;
        for (auto const &each : {item.value, item.where, item.line.amount, statistic.weight})
            require_number(each, statistic.on);
        auto const &per_on = statistic.per_on.empty() ? statistic.on : statistic.per_on;
        require_number(item.per, per_on);
        require_number(statistic.per_where, per_on);
        for (auto const &dimension : item.dimensions)
            for (auto const &indicator : dimension.indicators)
                require_number(indicator.deprived, statistic.on);
        for (auto const &each : statistic.across) require_group(each, statistic.on);
    }

  private:
    using Kinds = std::initializer_list<cel::Kind>;

    void require(ExpressionPointer const &expression, std::string const &on, Kinds kinds,
                 std::string_view code) {
        if (expression == nullptr) return;
        auto const checked = cel::check(*expression, schema_, on);
        faults_.add(checked.problems);
        if (checked.problems.empty() && std::ranges::find(kinds, checked.type.kind) == kinds.end())
            faults_.add(code, expression->place, {{"kind", cel::to_string(checked.type)}});
    }
    void require_number(ExpressionPointer const &expression, std::string const &on) {
        using cel::Kind;
        require(expression, on,
                {Kind::boolean, Kind::integer, Kind::unsigned_integer, Kind::real, Kind::money,
                 Kind::dyn},
                "estimate_value_kind");
    }
    void require_group(ExpressionPointer const &expression, std::string const &on) {
        require(expression, on, {cel::Kind::boolean, cel::Kind::integer, cel::Kind::text},
                "pack_statistic_group");
    }

    cel::Schema const &schema_;
    Faults &faults_;
};

} // namespace

std::vector<Statistic> read_statistics(Pack const &pack, Node const &tree, Faults &faults) {
    std::vector<Statistic> statistics;
    TableReader reader(tree, faults);
    if (auto const *all = reader.table("statistic"))
        for (auto const &entry : all->entries)
            statistics.push_back(read_statistic(pack, entry, faults));
    return statistics;
}

void check_statistics(std::span<Statistic const> statistics, cel::Schema const &schema,
                      Faults &faults) {
    Checking checking(schema, faults);
    for (auto const &statistic : statistics) checking.check(statistic);
}

} // namespace jingzhun::pack
