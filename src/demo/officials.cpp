// Who works where: leaders at the top, a secretary and cadres in each village, a helper for each
// dozen registered households.
#include "demo/work.hpp"

#include "demo/visits.hpp"

#include <algorithm>

namespace jingzhun::demo {
namespace {

constexpr std::size_t households_per_helper = 12;

Official somebody(Pen &pen, Random &random, Word post, std::string unit) {
    auto const person = pen.stranger(random, 26, 58);
    auto const tail = std::to_string(random.below(100'000'000));
    Official official;
    official.name = person.name;
    official.number = person.number;
    official.post = post;
    official.unit = std::move(unit);
    official.phone = "100" + std::string(8 - tail.size(), '0') + tail; // 100… is no mobile number
    return official;
}

// Appoints leaders who look after villages in turn, and sends them round.
class Appointments {
  public:
    Appointments(Pen &pen, Random &random, std::vector<Place> const &villages)
        : pen_(pen), random_(random), villages_(villages) {}

    void leaders(Word post, std::size_t count, std::size_t villages_each, std::string const &unit) {
        for (std::size_t at = 0; at < count; ++at) {
            std::vector<Place> places;
            for (std::size_t step = 0; step < std::min(villages_each, villages_.size()); ++step)
                places.push_back(villages_[turn_++ % villages_.size()]);
            appoint(post, unit, places);
        }
    }
    void township(std::vector<Place> const &places) {
        auto const unit = places.front().township + "人民政府";
        appoint("乡镇主要领导", unit, places);
        appoint("乡镇主要领导", unit, places);
        appoint("乡镇班子成员", unit, places);
    }
    std::vector<Official> take() { return std::move(officials_); }

  private:
    void appoint(Word post, std::string const &unit, std::vector<Place> const &places) {
        auto official = somebody(pen_, random_, post, unit);
        official.township = places.front().township;
        std::vector<std::string> codes;
        for (auto const &place : places) {
            codes.push_back(place.code);
            official.villages += (official.villages.empty() ? "" : "、") + place.code;
        }
        go_round(random_, official, codes);
        officials_.push_back(std::move(official));
    }

    Pen &pen_;
    Random &random_;
    std::vector<Place> const &villages_;
    std::vector<Official> officials_;
    std::size_t turn_ = 0;
};

std::vector<std::vector<Place>> by_township(std::vector<Place> const &villages) {
    std::vector<std::vector<Place>> townships;
    for (auto const &village : villages) {
        if (townships.empty() || townships.back().front().township_code != village.township_code)
            townships.emplace_back();
        townships.back().push_back(village);
    }
    return townships;
}

void pair_households(Pen &pen, Random &random, Village &village,
                     std::vector<std::size_t> const &registered) {
    for (std::size_t at = 0; at < registered.size(); ++at) {
        if (at % households_per_helper == 0) {
            village.officials.push_back(
                somebody(pen, random, "帮扶责任人", village.township + "帮扶办"));
            village.officials.back().township = village.township;
            village.officials.back().villages = village.code;
        }
        auto const &helper = village.officials.back();
        auto const from =
            base::add_days(*base::make_date(2018, 1, 1), static_cast<int>(random.between(0, 700)));
        village.households[registered[at]].pairings.push_back(
            {helper.name, helper.number, from, {}});
    }
}

} // namespace

std::vector<Official> county_officials(Pen &pen, Random &random, std::vector<Place> const &villages,
                                       std::string const &county) {
    Appointments appointments(pen, random, villages);
    appointments.leaders("县四大家领导", 4, 4, county + "四大家");
    appointments.leaders("其他县级领导", 6, 2, county + "人民政府");
    appointments.leaders("后盾单位负责人", std::max<std::size_t>(3, villages.size() / 4), 1,
                         county + "直属单位");
    for (auto const &places : by_township(villages)) appointments.township(places);
    return appointments.take();
}

void appoint_officials(Pen &pen, Random &random, Village &village, std::int64_t ordinal) {
    std::vector<Word> posts = {"村支书主任", "村干部", "驻村工作队员"};
    if (ordinal % 3 == 0) posts.push_back("乡镇干部");
    for (Word post : posts) {
        auto const unit = post == "乡镇干部" ? village.township + "人民政府" : village.name;
        village.officials.push_back(somebody(pen, random, post, unit));
        village.officials.back().township = village.township;
        village.officials.back().villages = village.code;
    }
    std::vector<std::size_t> registered;
    for (std::size_t at = 0; at < village.households.size(); ++at)
        if (village.households[at].registered()) registered.push_back(at);
    pair_households(pen, random, village, registered);
}

} // namespace jingzhun::demo
