// Sections one after the other.
#include "work/agenda.hpp"

#include <algorithm>

namespace jingzhun::work {
namespace {

constexpr std::size_t rows_most = 30; // of a section: a meeting has two hours

std::string text(std::int64_t number) { return std::to_string(number); }

std::string owner_name(FindingDesk const &desk, std::string const &owner, base::Language language) {
    auto const *role = responsibility_of(desk.pack).find_owner(owner);
    return role == nullptr ? owner : role->title.in(language);
}

Section stuck_section(pack::Title title, pack::Title first) {
    return {std::move(title),
            {std::move(first),
             {"未销号", "not closed"},
             {"待分派", "to be assigned"},
             {"整改中", "assigned"},
             {"待复核", "to be verified"},
             {"逾期", "late"},
             {"硬伤", "hard"},
             {"90天以上", "older than 90 days"}},
            {}};
}

std::vector<std::string> stuck_cells(Stuck const &row, std::string name) {
    return {std::move(name),     text(row.unclosed()), text(row.open), text(row.assigned),
            text(row.rectified), text(row.late),       text(row.hard), text(row.older)};
}

Section places(FindingDesk const &desk, AreaWorklist const &list, base::Language language) {
    auto section = stuck_section({"一、问题整改：各地", "1. Findings by place"}, {"地点", "place"});
    section.rows.push_back(stuck_cells(list.total, pack::Title{"合计", "total"}.in(language)));
    for (auto const &row : list.areas)
        if (section.rows.size() < rows_most && row.unclosed() > 0)
            section.rows.push_back(stuck_cells(row, desk.areas.path_of(row.area)));
    return section;
}

Section owners(FindingDesk const &desk, AreaWorklist const &list, base::Language language) {
    auto section =
        stuck_section({"二、问题整改：各责任单位", "2. Findings by owner"}, {"责任", "owner"});
    for (auto const &row : list.owners)
        if (row.unclosed() > 0)
            section.rows.push_back(stuck_cells(row, owner_name(desk, row.owner, language)));
    return section;
}

std::vector<std::string> finding_cells(FindingDesk const &desk, finding::Finding const &one,
                                       base::Language language) {
    return {text(one.id), desk.areas.path_of(one.area), owner_name(desk, one.owner, language),
            base::to_string(one.due), one.message.in(language)};
}

Section findings(FindingDesk const &desk, pack::Title title, finding::Query query,
                 base::Language language) {
    Section section{std::move(title),
                    {{"问题", "finding"},
                     {"地点", "place"},
                     {"责任", "owner"},
                     {"时限", "due"},
                     {"说明", "message"}},
                    {}};
    query.county = desk.county;
    query.limit = static_cast<std::int64_t>(rows_most);
    finding::list(desk.database, query, [&](finding::Finding const &one) {
        section.rows.push_back(finding_cells(desk, one, language));
    });
    return section;
}

Section false_closures(FindingDesk const &desk, std::string const &area, base::Language language) {
    Section section{
        {"四、虚假销号、反复和退回", "4. Closures that proved false, and returned work"},
        {{"地点", "place"},
         {"责任", "owner"},
         {"虚假销号", "false closures"},
         {"重开", "reopened"},
         {"退回", "returned"}},
        {}};
    auto const digits = area.size() <= 6 ? 9 : 12;
    for (auto const &one : finding::faults(desk.database, desk.county, digits))
        if (base::contains(area, one.area) && section.rows.size() < rows_most)
            section.rows.push_back({desk.areas.path_of(one.area),
                                    owner_name(desk, one.owner, language), text(one.false_closures),
                                    text(one.reopened), text(one.returned)});
    return section;
}

// Duties of the month that were not kept.
Section duties(FindingDesk const &desk, base::Period const &month, base::Language language) {
    Section section{{"五、履职不到位", "5. Duties not kept"},
                    {{"干部", "official"}, {"期间", "period"}, {"说明", "message"}},
                    {}};
    for (auto const &rule : desk.pack.rules) {
        if (rule.kind != pack::RuleKind::duty) continue;
        finding::Query query;
        query.county = desk.county;
        query.rule = rule.id;
        query.open_only = true;
        finding::list(desk.database, query, [&](finding::Finding const &one) {
            auto const within =
                one.period == month.name || (one.opened >= month.from && one.opened < month.to);
            if (within && section.rows.size() < rows_most)
                section.rows.push_back({one.label, one.period, one.message.in(language)});
        });
    }
    return section;
}

} // namespace

Agenda agenda_of(FindingDesk const &desk, std::string const &area, base::Period const &month,
                 base::Date on, base::Language language) {
    store::Snapshot const snapshot(desk.database);
    Agenda agenda;
    agenda.area = area;
    agenda.month = month;
    auto const list = worklist_of_area(desk, area, on);
    agenda.sections.push_back(places(desk, list, language));
    agenda.sections.push_back(owners(desk, list, language));
    finding::Query late;
    late.area = area;
    late.overdue_on = on;
    late.severity = pack::Severity::hard;
    agenda.sections.push_back(
        findings(desk, {"三、逾期的硬伤", "3. Hard findings that are late"}, late, language));
    agenda.sections.push_back(false_closures(desk, area, language));
    agenda.sections.push_back(duties(desk, month, language));
    finding::Query verify;
    verify.area = area;
    verify.state = finding::State::rectified;
    agenda.sections.push_back(
        findings(desk, {"六、已报整改、待复核", "6. To be verified"}, verify, language));
    std::erase_if(agenda.sections, [](Section const &one) { return one.rows.empty(); });
    return agenda;
}

} // namespace jingzhun::work
