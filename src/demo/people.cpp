// Families by shape: alone, a couple, parents with children, three generations, grandparents with
// the grandchildren whose parents are away.
#include "demo/people.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::demo {
namespace {

using base::Date;
using base::Sex;

constexpr Date earliest{-18263}; // 1920-01-01

Date born_at_age(Random &random, std::int64_t youngest, std::int64_t oldest) {
    auto const days = random.middling(youngest, oldest) * 36524 / 100 + random.below(365);
    return base::add_days(as_of, -static_cast<int>(days));
}

Date after_years(Random &random, Date birth, int from, int to) {
    return base::add_days(birth, static_cast<int>(random.between(from * 365L, to * 365L)));
}

Date clipped(Date birth) { return std::clamp(birth, earliest, as_of); }

class Family {
  public:
    Family(Random &random) : random_(random) {}

    void head(std::int64_t youngest, std::int64_t oldest, double male_share) {
        auto const sex = random_.chance(male_share) ? Sex::male : Sex::female;
        add({"户主", sex, clipped(born_at_age(random_, youngest, oldest)), 0});
    }
    void spouse() {
        auto const &head = drafts_.front();
        auto const shift = static_cast<int>(random_.middling(-900, 2200));
        auto const birth = base::add_days(head.birth, head.sex == Sex::male ? shift : -shift);
        auto const line = head.sex == Sex::male ? Line::other : Line::head;
        if (head.sex == Sex::female)
            drafts_.front().line = Line::other; // she married into the lineage
        add({"配偶", head.sex == Sex::male ? Sex::female : Sex::male, clipped(birth), 0, line});
    }
    // Children of somebody born on that day, none born after `as_of`; stops when the house is full.
    void children(Date parent, int count, int generation) {
        auto birth = after_years(random_, parent, 20, 30);
        for (int child = 0; child < count; ++child) {
            if (birth > as_of) return;
            auto const sex = random_.chance(0.53) ? Sex::male : Sex::female;
            add({child_word(sex, generation), sex, birth, generation});
            if (!random_.chance(0.008)) birth = after_years(random_, birth, 1, 6); // else a twin
        }
    }
    void parents() {
        auto const head = drafts_.front();
        auto const father =
            base::add_days(head.birth, -static_cast<int>(random_.between(21 * 365, 36 * 365)));
        bool const in_law = head.sex == Sex::female || random_.chance(0.03);
        bool const own = head.sex == Sex::male;
        if (father > earliest && random_.chance(0.55)) {
            add({in_law ? (own ? "之岳父" : "之公公") : "之父", Sex::male, father, -1,
                 in_law && own ? Line::other : Line::head});
        }
        auto const mother = base::add_days(father, static_cast<int>(random_.middling(-700, 2200)));
        if (mother > earliest && random_.chance(0.7)) {
            add({in_law ? (own ? "之岳母" : "之婆婆") : "之母", Sex::female, mother, -1,
                 Line::other});
        }
    }
    void sibling() {
        auto const head = drafts_.front();
        auto const shift = static_cast<int>(random_.between(400, 3000));
        auto const birth = base::add_days(head.birth, random_.chance(0.5) ? shift : -shift);
        auto const sex = random_.chance(0.8) ? Sex::male : Sex::female;
        add({"之兄弟姐妹", sex, clipped(birth), 0});
    }
    // The grown son or daughter who stays, married, with children.
    void young_couple(bool with_spouse, int grandchildren) {
        auto const head = drafts_.front();
        auto const child =
            std::min(after_years(random_, head.birth, 21, 30), base::add_days(as_of, -19 * 365));
        bool const son = random_.chance(0.88);
        add({son ? "之子" : "之女", son ? Sex::male : Sex::female, child, 1});
        if (with_spouse) {
            auto const birth =
                clipped(base::add_days(child, static_cast<int>(random_.middling(-700, 1500))));
            add({son ? "之儿媳" : "之女婿", son ? Sex::female : Sex::male, birth, 1, Line::other});
        }
        children(child, grandchildren, 2);
    }
    int few(std::array<int, 4> weights) { return static_cast<int>(random_.weighted(weights)); }
    bool chance(double share) { return random_.chance(share); }
    Date head_birth() const { return drafts_.front().birth; }
    std::vector<Draft> take() { return std::move(drafts_); }

  private:
    static Word child_word(Sex sex, int generation) {
        if (generation == 1) return sex == Sex::male ? "之子" : "之女";
        return sex == Sex::male ? "之孙子" : "之孙女";
    }
    void add(Draft draft) {
        if (drafts_.size() < members_max) drafts_.push_back(draft);
    }
    Random &random_;
    std::vector<Draft> drafts_;
};

void alone(Family &family, bool old) {
    family.head(old ? 55 : 22, old ? 90 : 62, 0.7);
    if (family.chance(0.05)) family.sibling();
}

void couple(Family &family, bool old) {
    family.head(old ? 50 : 26, old ? 85 : 60, 0.93);
    family.spouse();
}

void parents_with_children(Family &family) {
    family.head(27, 56, 0.92);
    if (family.chance(0.93)) family.spouse();
    family.children(family.head_birth(), 1 + family.few({30, 48, 18, 4}), 1);
    if (family.chance(0.03)) family.sibling();
}

void with_old_parents(Family &family) {
    family.head(30, 56, 0.9);
    if (family.chance(0.9)) family.spouse();
    family.children(family.head_birth(), family.few({8, 34, 42, 16}), 1);
    family.parents();
}

void under_old_head(Family &family) {
    family.head(48, 74, 0.9);
    if (family.chance(0.85)) family.spouse();
    family.young_couple(family.chance(0.8), family.few({12, 42, 38, 8}));
    if (family.chance(0.1)) family.parents();
}

void left_behind(Family &family) {
    family.head(52, 75, 0.8);
    if (family.chance(0.7)) family.spouse();
    family.young_couple(false, 1 + family.few({50, 40, 10, 0}));
}

} // namespace

std::vector<Draft> draft_family(Random &random, int old_age) {
    Family family(random);
    std::array<int, 6> const weights = {10 + old_age / 2, 17, 33, 16, 18, 6 + old_age / 10};
    bool const old = random.below(100) < 45 + old_age;
    switch (random.weighted(weights)) {
    case 0:
        alone(family, old);
        break;
    case 1:
        couple(family, old);
        break;
    case 2:
        parents_with_children(family);
        break;
    case 3:
        with_old_parents(family);
        break;
    case 4:
        under_old_head(family);
        break;
    default:
        left_behind(family);
        break;
    }
    return family.take();
}

} // namespace jingzhun::demo
