// Villages one by one: people, lives, lists, work, and what is true of them.
#include "demo/county.hpp"

#include "base/area.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "demo/facts.hpp"
#include "demo/living.hpp"
#include "demo/settle.hpp"
#include "demo/visits.hpp"

#include <algorithm>
#include <utility>

namespace jingzhun::demo {
namespace {

constexpr std::int64_t households_a_village =
    80; // at least, as long as there are villages to leave out

// Keys of random streams.
constexpr std::uint64_t stream_village = 1, stream_household = 2, stream_work = 3, stream_judge = 4,
                        stream_county = 5, stream_strangers = 6;

// The households of the villages up to and without `at`, of so many in all.
std::int64_t households_before(std::size_t at, std::size_t villages, std::int64_t households) {
    return static_cast<std::int64_t>(at) * households / static_cast<std::int64_t>(villages);
}

std::string padded(std::int64_t number, std::size_t width) {
    auto const text = std::to_string(number);
    return std::string(text.size() < width ? width - text.size() : 0, '0') + text;
}

} // namespace

std::vector<Place> villages_of(std::string const &area, std::int64_t households) {
    auto const file = "data/divisions/" + area + ".csv";
    std::vector<Place> all;
    base::AreaTree const tree(base::read_areas(base::shipped(file), area));
    for (auto const &one : tree.all()) {
        if (base::level_of(one.code) != base::AreaLevel::village || !base::contains(area, one.code))
            continue;
        if (one.from > as_of || one.to <= as_of) continue;
        auto const township = one.code.substr(0, 9);
        all.push_back({one.code, one.name, township, tree.name_of(township)});
    }
    if (all.empty()) throw base::Error("area_not_shipped", {{"area", area}});
    std::ranges::sort(all, {}, &Place::code);
    auto const wanted =
        std::clamp<std::int64_t>(households / households_a_village, 1, std::ssize(all));
    std::vector<Place> chosen; // evenly over the county
    for (std::int64_t at = 0; at < wanted; ++at)
        chosen.push_back(all[static_cast<std::size_t>(at * std::ssize(all) / wanted)]);
    return chosen;
}

County::County(DemoOptions const &options, std::vector<Place> places, std::string name)
    : options_(options),
      places_(std::move(places)), names_{std::move(name), options.area, options.seed},
      numbers_(options.seed, as_of), pen_(book_, numbers_),
      number_plan_(number_plants(), options.households, options.seed),
      work_plan_(work_plants(), options.households, options.seed + 1) {
    std::uint64_t salt = 2;
    for (auto plants :
         {asset_plants(), house_plants(), school_plants(), care_plants(), money_plants()})
        plans_.emplace_back(plants, options.households, options.seed + salt++);
}

Batch County::write_officials(std::vector<Finding> &findings) {
    Random random(options_.seed, stream_county, 0);
    Batch batch;
    for (auto const &official : county_officials(pen_, random, places_, names_.county)) {
        for (auto &finding : true_lapses(official)) findings.push_back(std::move(finding));
        write_official(batch, names_, official);
    }
    return batch;
}

Batch County::write_village(std::size_t at, std::vector<Finding> &findings) {
    Village village;
    auto const &place = places_[at];
    village.code = place.code;
    village.name = place.name;
    village.township_code = place.township_code;
    village.township = place.township;
    village.poor = (at + options_.seed) % 10 < 3; // neighbours are alike
    if (leaving_) { // somebody from the village before stands here a second time
        village.individuals.push_back(*std::exchange(leaving_, std::nullopt));
        village.traveller = std::exchange(traveller_, std::nullopt);
    }
    settle(village, households_before(at + 1, places_.size(), options_.households) - settled_);
    work(village, at);
    judge(village, findings);

    Batch batch;
    Random random(options_.seed, stream_strangers, at);
    write_rosters(batch, names_, village);
    write_surveys(batch, names_, village);
    write_profile(batch, names_, village);
    write_lists(batch, village.individuals, possible_);
    write_lists(batch, strangers(pen_, random, village), possible_);
    write_work(batch, names_, village);
    for (auto const &official : village.officials) write_official(batch, names_, official);
    carry_traveller(village);
    return batch;
}

void County::settle(Village &village, std::int64_t count) {
    Random random(options_.seed, stream_village, std::stoull(village.code));
    auto const surnames = village_surnames(book_, random);
    village.households.reserve(static_cast<std::size_t>(count));
    for (std::int64_t left = count; left > 0; --left)
        settle_one(village, surnames, settled_ + 1 == options_.households);
}

void County::settle_one(Village &village, std::vector<std::string> const &surnames, bool last) {
    ++settled_;
    Random random(options_.seed, stream_household, static_cast<std::uint64_t>(settled_));
    auto &household = village.households.emplace_back();
    household.number = options_.area + padded(settled_, 7);
    household.group = "第" + std::to_string(1 + random.below(8)) + "组";
    household.national = random.chance(village.poor ? 0.24 : 0.112); // 15 of 100 in the county
    household.surveyed = household.national || random.chance(share_general_surveyed);
    Site site{village, household, random, pen_};
    settle_household(site, surnames);
    if (!last) number_plan_.sow(site);
    register_household(site, options_.area);
    describe_members(site);
    survey_house(site);
    earn(site);
    record_facts(site);
    for (auto &plan : plans_) plan.sow(site);
    persons_ += std::ssize(household.members);
}

void County::work(Village &village, std::size_t at) {
    Random random(options_.seed, stream_work, at);
    appoint_officials(pen_, random, village, static_cast<std::int64_t>(at));
    for (auto &household : village.households) {
        Site site{village, household, random, pen_};
        help_household(site);
        work_plan_.sow(site);
    }
    visit_village(random, village);
    if (at == 0) // the ledger begins on its first day
        village.officials.front().visits.push_back(first_visit(village.code));
}

void County::judge(Village &village, std::vector<Finding> &findings) {
    Random random(options_.seed, stream_judge, std::stoull(village.code));
    for (auto &household : village.households) {
        auto truth = true_findings(village, household);
        for (auto &finding : ledger_.enter(random, household, truth))
            findings.push_back(std::move(finding));
        for (auto &finding : truth) findings.push_back(std::move(finding));
    }
    for (auto const &official : village.officials)
        for (auto &finding : true_lapses(official)) findings.push_back(std::move(finding));
}

void County::carry_traveller(Village &village) {
    if (!village.traveller) return;
    leaving_ = village.individuals[village.traveller->individual];
    leaving_->foreign = true;
    traveller_ = std::move(village.traveller);
    traveller_->individual = 0;
}

} // namespace jingzhun::demo
