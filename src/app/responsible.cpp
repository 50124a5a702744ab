// jingzhun responsible, handover, campaign: who answers for a household; who takes over; how far a
// campaign is.
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "app/worklist_command.hpp"
#include "base/json.hpp"
#include "register/records.hpp"
#include "work/campaign.hpp"
#include "work/handover.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

using Rows = std::vector<std::vector<std::string>>;

work::FindingDesk desk_of(Session const &session) {
    return {*session.database, session.pack, session.areas, session.county};
}

std::vector<std::string> header(Common const &common, std::vector<std::string> zh,
                                std::vector<std::string> en) {
    return common.language == base::Language::zh ? std::move(zh) : std::move(en);
}

void print_chain(std::vector<work::LayerHolders> const &layers, std::string const &place,
                 Common const &common) {
    if (common.json) {
        base::JsonWriter json;
        json.begin_array();
        for (auto const &one : layers) {
            json.begin_object().member("layer", choose(common, one.layer->title));
            json.key("persons").begin_array();
            for (auto const *person : one.persons)
                json.begin_object()
                    .member("name", person->name)
                    .member("unit", person->unit)
                    .member("post", person->post)
                    .end_object();
            json.end_array().end_object();
        }
        json.end_array();
        return print_json(json.text());
    }
    print_line(place);
    Rows rows = {header(common, {"层级", "姓名", "单位"}, {"layer", "name", "unit"})};
    for (auto const &one : layers) {
        if (one.persons.empty())
            rows.push_back(
                {choose(common, one.layer->title), choose(common, "（空缺）", "(nobody)"), ""});
        for (auto const *person : one.persons)
            rows.push_back({choose(common, one.layer->title), person->name, person->unit});
    }
    fmt::print("{}", table(rows, {}));
}

int gaps(Session const &session, ResponsibleCommand const &command, Common const &common) {
    Acting(session, common)
        .require(pack::Operation::read, work::responsibility_of(session.pack).persons);
    auto const found = work::gaps_of(desk_of(session), command.as_of.value_or(base::today()));
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().key("left").begin_array();
        for (auto const &pair : found.left) json.value(pair.subject);
        json.end_array().key("vacant").begin_array();
        for (auto const &[area, layer] : found.vacant)
            json.begin_object()
                .member("area", area)
                .member("layer", choose(common, layer->title))
                .end_object();
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    print_line(fmt::format(fmt::runtime(choose(common, "结对的人已不在名册：{} 户",
                                               "helpers who have left: {} households")),
                           found.left.size()));
    for (auto const &pair : found.left) print_line("  " + pair.subject);
    Rows rows = {header(common, {"地点", "空缺的一层"}, {"place", "layer without anybody"})};
    for (auto const &[area, layer] : found.vacant)
        rows.push_back({session.areas.path_of(area), choose(common, layer->title)});
    fmt::print("{}", table(rows, {}));
    return 0;
}

std::size_t digits_of(std::string const &by) {
    return by == "village" ? 12 : by == "county" ? 6 : 9;
}

std::string percent(work::Covered const &row) {
    return row.subjects == 0 ? "-"
                             : fmt::format("{:.1f}%", 100.0 * static_cast<double>(row.covered) /
                                                          static_cast<double>(row.subjects));
}

void add(base::JsonWriter &json, work::Covered const &row) {
    json.begin_object()
        .member("area", row.area)
        .member("subjects", row.subjects)
        .member("covered", row.covered)
        .member("unknown", row.unknown)
        .end_object();
}

} // namespace

int responsible(ResponsibleCommand const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read, command.as_of);
    if (command.gaps) return gaps(session, command, common);
    auto const on = command.as_of.value_or(base::today());
    auto const &definition = register_of(session, command.register_name);
    auto const record = registry::read_record(*session.database, session.pack, definition,
                                              session.county, command.key, registry::Moment{on});
    if (!record)
        throw base::Error("record_unknown",
                          {{"register", definition.title.zh}, {"key", command.key}});
    Acting(session, common).require(pack::Operation::read, definition.name, record->area);
    work::People const people(*session.database, session.pack, session.areas, session.county, on);
    auto const subject = work::subject_of(*session.database, session.pack, session.county,
                                          definition.name, command.key, record->area, on);
    print_chain(work::chain(people, work::responsibility_of(session.pack), subject),
                session.areas.path_of(record->area) + " " + command.key, common);
    return 0;
}

int handover(HandoverCommand const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::write);
    auto const actor =
        Acting(session, common)
            .require(pack::Operation::record, work::responsibility_of(session.pack).persons);
    auto const done = work::hand_over(desk_of(session), actor, command.from, command.to,
                                      command.on.value_or(base::today()));
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().key("findings").begin_array();
        for (auto const &one : done.transferred)
            json.begin_object().member("id", one.id).member("person", one.person).end_object();
        json.end_array().key("households").begin_array();
        for (auto const &pair : done.pairings) json.value(pair.subject);
        json.end_array().key("paired").begin_array();
        for (auto const &pair : done.paired) json.value(pair.subject);
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    auto const passed = !done.paired.empty() || done.pairings.empty();
    print_line(fmt::format(
        fmt::runtime(passed ? choose(common, "移交问题 {} 条；改为与接手人结对 {} 户：",
                                     "{} findings handed over; {} households now paired with who "
                                     "takes over:")
                            : choose(common,
                                     "移交问题 {} 条；还有 {} 户要重新结对（--to 写明接手人）：",
                                     "{} findings handed over; {} households to be paired anew "
                                     "(--to names who takes over):")),
        done.transferred.size(), done.pairings.size()));
    for (auto const &pair : done.pairings) print_line("  " + pair.subject);
    for (auto const &owed : done.owed)
        if (owed.owed() > 0)
            print_line(
                fmt::format(fmt::runtime(choose(common, "{} 还欠{} {}", "{}: {} still owed: {}")),
                            owed.period.name,
                            owed.nights ? choose(common, "住村（晚）", "nights")
                                        : choose(common, "走访", "visits"),
                            owed.owed()));
    return 0;
}

int campaign(CampaignCommand const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    Acting(session, common).require_some_register(pack::Operation::read);
    constexpr std::size_t open_shown = 20;
    auto const coverage =
        work::coverage_of(desk_of(session), command.name, command.on.value_or(base::today()),
                          digits_of(command.by), command.area, open_shown);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("campaign", command.name)
            .member("as_of", base::to_string(coverage.as_of));
        json.key("total");
        add(json, coverage.total);
        json.key("areas").begin_array();
        for (auto const &row : coverage.areas) add(json, row);
        json.end_array().key("not_covered").begin_array();
        for (auto const &key : coverage.open) json.value(key);
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    print_line(fmt::format(
        fmt::runtime(choose(common, "{}（{} – {}，到 {}）", "{} ({} – {}, by {})")),
        choose(common, coverage.campaign->title), base::to_string(coverage.campaign->from),
        base::to_string(coverage.campaign->to), base::to_string(coverage.as_of)));
    Rows rows = {header(common, {"地点", "应完成", "已完成", "说不准", "覆盖率"},
                        {"place", "to be done", "done", "not known", "coverage"})};
    auto const cells = [](work::Covered const &row, std::string name) {
        return std::vector<std::string>{std::move(name), grouped(row.subjects),
                                        grouped(row.covered), grouped(row.unknown), percent(row)};
    };
    rows.push_back(cells(coverage.total, choose(common, "合计", "total")));
    for (auto const &row : coverage.areas)
        rows.push_back(cells(row, session.areas.path_of(row.area)));
    fmt::print("{}", table(rows, {1, 2, 3, 4}));
    if (!coverage.open.empty())
        print_line(choose(common, "未完成（前几个）：", "not done (the first): ") +
                   fmt::format("{}", fmt::join(coverage.open, " ")));
    return 0;
}

} // namespace jingzhun::app
