// The makers of single facts: plates, firms, schools and sums that look like the real ones.
#include "demo/facts.hpp"

#include "demo/pen.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::demo {
namespace {

Fen yuan(std::int64_t amount) { return amount * 100; }

base::Date day_between(Random &random, int year_from, int year_to) {
    auto const from = *base::make_date(year_from, 1, 1);
    auto const to = *base::make_date(year_to, 12, 31);
    return base::add_days(from, static_cast<int>(random.between(0, to.days - from.days)));
}

std::string plate_of(Random &random) {
    static constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
    std::string plate = "示A"; // of no province
    for (int at = 0; at < 5; ++at) plate += letters[static_cast<std::size_t>(random.below(34))];
    return plate;
}

} // namespace

Insurance make_insurance(Desk desk, Individual const &person, Word kind, int year, Word state) {
    return {desk.pen.write(person, desk.random, desk.care), kind, year, state};
}

Spending make_spending(Desk desk, Individual const &person, int year, Fen self_paid) {
    // A row that stood twice would count twice, so each stands once.
    auto const care = desk.care == Care::normal ? Care::single : desk.care;
    auto const total =
        self_paid * desk.random.between(400, 900) / 100 / 100 * 100 + self_paid % 100;
    return {desk.pen.write(person, desk.random, care), year, total, total - self_paid, self_paid};
}

Enrolment make_enrolment(Desk desk, Individual const &person, Word grade, Word state) {
    Word const level = grade == "小学"                 ? "中心小学"
                       : grade.starts_with("普通高中") ? "第一中学"
                                                       : "中学";
    Word year = grade;
    if (grade == "小学") {
        static constexpr std::array<Word, 6> years = {"一年级", "二年级", "三年级",
                                                      "四年级", "五年级", "六年级"};
        auto const age = std::clamp(base::age(person.birth, as_of), 6, 11);
        year = years[static_cast<std::size_t>(age - 6)];
    }
    return {desk.pen.write(person, desk.random, desk.care),
            std::string(desk.township) + std::string(level), year, state};
}

Disability make_disability(Desk desk, Individual const &person) {
    static constexpr std::array<Word, 7> kinds = {"视力", "听力", "言语", "肢体",
                                                  "智力", "精神", "多重"};
    static constexpr std::array<Word, 4> grades = {"一级", "二级", "三级", "四级"};
    auto const kind = static_cast<int>(desk.random.chance(0.5) ? 4 : desk.random.between(1, 7));
    auto const grade = static_cast<int>(desk.random.between(1, 4));
    auto const care = desk.care;
    return {desk.pen.write_card(person, desk.random, kind, grade, care),
            kinds[static_cast<std::size_t>(kind - 1)], grades[static_cast<std::size_t>(grade - 1)]};
}

Vehicle make_vehicle(Desk desk, Individual const &person, Word kind, Word use) {
    Vehicle vehicle{
        desk.pen.write(person, desk.random, desk.care), plate_of(desk.random), kind, use, {}, 0};
    vehicle.registered = day_between(desk.random, 2012, 2020);
    vehicle.price = yuan(use == "农用" ? desk.random.between(60, 350) * 100
                                       : desk.random.between(300, 1800) * 100);
    return vehicle;
}

Business make_business(Desk desk, Individual const &person, Word kind, Word state) {
    static constexpr std::array<Word, 6> trades = {"种养", "建材",   "百货",
                                                   "餐饮", "农产品", "运输"};
    auto &random = desk.random;
    std::string name(desk.township);
    name += desk.pen.names().given(base::Sex::male, 1950, "", random);
    name += random.pick<Word>(trades);
    name += kind == "企业" ? "有限公司" : kind == "合作社" ? "专业合作社" : "店";
    auto const capital =
        yuan((kind == "个体工商户" ? random.between(1, 20) : random.between(10, 300)) * 10'000);
    return {desk.pen.write(person, random, desk.care), name, kind, capital,
            day_between(random, 2010, 2020),           state};
}

Payroll make_payroll(Desk desk, Individual const &person) {
    static constexpr std::array<Word, 5> units = {"中心小学", "卫生院", "人民政府", "财政所",
                                                  "林业站"};
    static constexpr std::array<Word, 3> kinds = {"事业编制", "公务员", "工勤人员"};
    return {desk.pen.write(person, desk.random, desk.care),
            std::string(desk.township) + std::string(desk.random.pick<Word>(units)),
            desk.random.pick<Word>(kinds)};
}

Property make_property(Desk desk, Individual const &person, Word use) {
    auto &random = desk.random;
    Property property{
        desk.pen.write(person, random, desk.care), {}, use, 0, day_between(random, 2011, 2020)};
    property.place = "县城" + desk.pen.names().given(base::Sex::male, 1950, "", random) + "苑" +
                     std::to_string(random.between(1, 18)) + "栋" +
                     std::to_string(random.between(101, 1802)) + "号";
    property.square_metres =
        static_cast<int>(use == "车位" ? random.between(11, 15) : random.between(38, 146));
    return property;
}

Death make_death(Desk desk, Individual const &person, std::optional<base::Date> on) {
    return {desk.pen.write(person, desk.random, desk.care), on};
}

Support make_support(Desk desk, Individual const &person, Word kind,
                     std::optional<base::Date> from) {
    auto const monthly =
        kind == "特困" ? desk.random.between(520, 700) : desk.random.between(160, 380);
    return {desk.pen.write(person, desk.random, desk.care), kind, yuan(monthly), from};
}

Job make_job(Desk desk, Individual const &person, Word work_place) {
    static constexpr std::array<Word, 4> far = {"广东省东莞市", "广东省深圳市", "浙江省温州市",
                                                "福建省泉州市"};
    static constexpr std::array<Word, 5> trades = {"电子厂", "制衣厂", "建筑工地", "鞋厂",
                                                   "家政公司"};
    auto &random = desk.random;
    Job job{desk.pen.write(person, random, desk.care), {}, {},
            day_between(random, 2020, 2020),           {}, 0};
    job.place =
        work_place == "省外" ? std::string(random.pick<Word>(far)) : std::string(desk.township);
    job.employer = desk.pen.names().given(base::Sex::male, 1950, "", random) +
                   std::string(random.pick<Word>(trades));
    job.from = day_between(random, 2018, 2019);
    if (random.chance(0.25)) job.to = day_between(random, 2020, 2020);
    job.monthly = yuan(random.middling(2200, 6800));
    return job;
}

Disaster make_disaster(Desk desk, Individual const &person, base::Date on) {
    static constexpr std::array<Word, 5> kinds = {"火灾", "低温冷冻", "山体滑坡", "风雹", "雪灾"};
    return {desk.pen.write(person, desk.random, desk.care), std::string(desk.village),
            desk.random.pick<Word>(kinds), on, yuan(desk.random.between(10, 400) * 100)};
}

Relative make_relative(Desk desk, Individual const &person) {
    static constexpr std::array<Word, 6> relations = {"父母",       "子女", "兄弟姐妹",
                                                      "配偶的父母", "配偶", "其他近亲属"};
    static constexpr std::array<Word, 4> posts = {"人民政府科员", "财政所所长", "国土所所长",
                                                  "县农业农村局股长"};
    auto const official = desk.pen.stranger(desk.random, 24, 59);
    return {desk.pen.write(person, desk.random, desk.care), official.name, official.number,
            std::string(desk.township) + std::string(desk.random.pick<Word>(posts)),
            desk.random.pick<Word>(relations)};
}

} // namespace jingzhun::demo
