// Person rules: numbers, deaths, and what the survey says against the lists.
#include "demo/truth_person.hpp"

#include <algorithm>

namespace jingzhun::demo {
namespace {

class PersonVerdict {
  public:
    PersonVerdict(Individual const &person, Member const &member, bool surveyed)
        : person_(person), member_(member), surveyed_(surveyed) {}

    std::vector<Finding> findings() {
        judge_record();
        judge_disability();
        if (surveyed_) {
            judge_enrolment();
            judge_insurance();
        }
        return std::move(findings_);
    }

  private:
    void add(Word rule, bool plain, std::vector<Absence> absences = {}) {
        findings_.push_back({rule, "person", member_.number, {}, plain, std::move(absences)});
    }
    Absence absence(List list) const { return {list, person_.name, member_.identity}; }

    // Adds a finding when some row fits; plain when such a row links.
    template <class Fact, class Fits>
    void add_where(Word rule, std::vector<Fact> const &facts, Fits const &fits,
                   std::vector<Absence> absences = {}) {
        if (std::ranges::none_of(facts, fits)) return;
        bool const seen = std::ranges::any_of(
            facts, [&](Fact const &fact) { return fits(fact) && fact.who.links; });
        add(rule, seen && member_.links, std::move(absences));
    }

    void judge_record() {
        if (!member_.links && !member_.identity.empty()) add("identity_number_invalid", true);
        if (person_.records > 1)
            add("duplicate_person", member_.links && person_.linkable_records > 1);
        add_where("deceased_member", person_.deaths,
                  [](Death const &death) { return !death.on || *death.on <= as_of; });
    }
    void judge_enrolment() {
        auto const heard = member_.schooling;
        if (heard == "在校")
            add_where("conflict_enrolment", person_.enrolment, [](Enrolment const &row) {
                return row.state == "在籍不在校" || row.state == "休学" || row.state == "辍学";
            });
        if (heard == "辍学" || heard == "未入学" || heard == "毕业")
            add_where("conflict_enrolment", person_.enrolment,
                      [](Enrolment const &row) { return row.state == "在籍在校"; });
    }
    void judge_insurance() {
        auto const in_force = [](Insurance const &row) {
            return row.year == as_of.year() && row.state == "正常";
        };
        auto const broken = [](Insurance const &row) {
            return row.year == as_of.year() && row.state == "中断";
        };
        if (member_.insured == "未参加")
            add_where("conflict_insurance", person_.insurance, in_force);
        if (member_.insured != "居民" && member_.insured != "职工") return;
        if (std::ranges::any_of(person_.insurance, in_force)) return;
        if (std::ranges::any_of(person_.insurance, broken)) {
            // None in force is an absence too.
            add_where("conflict_insurance", person_.insurance, broken, {absence(List::insurance)});
        } else {
            add("conflict_insurance", member_.links, {absence(List::insurance)});
        }
    }
    void judge_disability() {
        auto const known = [](Word health) { return !health.empty(); };
        auto const disabled = [](Word health) { return health.find("残疾") != Word::npos; };
        Word const seen = surveyed_ ? member_.health_seen : Word();
        if (!person_.disability.empty()) {
            if ((known(member_.health) && !disabled(member_.health)) ||
                (known(seen) && !disabled(seen)))
                add_where("conflict_disability", person_.disability,
                          [](Disability const &) { return true; });
        } else if (disabled(member_.health) || disabled(seen)) {
            add("conflict_disability", member_.links, {absence(List::disability)});
        }
    }

    Individual const &person_;
    Member const &member_;
    bool surveyed_;
    std::vector<Finding> findings_;
};

} // namespace

std::vector<Finding> person_findings(Individual const &person, Member const &member,
                                     bool surveyed) {
    return PersonVerdict(person, member, surveyed).findings();
}

} // namespace jingzhun::demo
