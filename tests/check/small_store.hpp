// A store under the China pack with some dozens of households, their incomes and survey made by
// hashing, imported from two tables.
#pragma once

#include "check/snapshot.hpp"
#include "finding/finding.hpp"
#include "intake/import.hpp"
#include "pack/load.hpp"
#include "register/pack_files.hpp"
#include "register/tables.hpp"
#include "source_folder.hpp"
#include "store/areas.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <fmt/format.h>

namespace small {

using namespace jingzhun;

constexpr int county = 431128;
inline base::Date const as_of = base::parse_iso_date("2020-12-31").value();

inline unsigned pick(unsigned row, unsigned field, unsigned count) {
    auto value = (row * 2654435761U) ^ (field * 40503U * 2654435761U);
    value = (value ^ (value >> 15)) * 2246822519U;
    return (value ^ (value >> 13)) % count;
}

inline pack::Pack const &policy() {
    static auto const read = pack::load_or_throw(source_folder() + "/packs/china");
    return read;
}

struct Store {
    Scratch scratch;
    std::unique_ptr<store::Database> database =
        store::open(scratch / "s.db", store::Access::create);
    base::AreaTree areas{
        base::read_areas(source_folder() + "/data/divisions/431128.csv", "431128")};

    explicit Store(unsigned households) {
        store::Transaction transaction(*database);
        registry::create_tables(*database, policy());
        finding::create_table(*database);
        store::put_areas(
            *database, county,
            base::read_areas(source_folder() + "/data/divisions/431128.csv", "431128"));
        registry::put_pack(*database, county, source_folder() + "/packs/china", policy(),
                           base::date_min);
        store::append(*database, {"tester", "", ""}, {county, "init", "county 431128", "{}"});
        transaction.commit();
        import("roster.csv", roster(households), "2020-01-01");
        std::string survey = "户编号,核查日期,工资性收入,生产经营性收入,财产性收入,"
                             "转移性收入,生产经营性支出,住房安全等级\n";
        for (unsigned h = 0; h < households; ++h) survey += survey_row(h, pick(h, 3, 40'000));
        import("survey.csv", survey, "2020-10-01");
    }

    static std::string roster(unsigned households) {
        std::string text = "县,乡(镇),行政村,户编号,人编号,姓名,与户主关系,脱贫属性\n";
        static constexpr char const *villages[] = {"龙泉街道,双碧社区居委会", "石羊镇,沙田村"};
        for (unsigned h = 0; h < households; ++h)
            for (unsigned m = 0; m < 1 + pick(h, 1, 4); ++m)
                text += fmt::format("新田县,{},H{},P{}-{},某{}{},{},{}\n", villages[pick(h, 4, 2)],
                                    h, h, m, h, m, m == 0 ? "户主" : "之子",
                                    pick(h, 2, 3) == 0 ? "未脱贫" : "已脱贫");
        return text;
    }
    static std::string survey_row(unsigned household, unsigned wage) {
        return fmt::format("H{},2020-10-01,{},0,0,0,0,{}\n", household, wage,
                           "ABCD"[pick(household, 5, 4)]);
    }

    // Answers the batch.
    std::int64_t import(std::string const &name, std::string const &text, char const *from) {
        write_bytes(scratch / name, text);
        intake::ImportOptions options;
        options.valid_from = base::parse_iso_date(from).value();
        options.actor = {"tester", "", ""};
        auto const report =
            intake::import_files(*database, policy(), areas, county, {scratch / name}, options);
        return registry::list_batches(*database, county).back().id;
    }

    check::Snapshot snapshot(bool kept = false) {
        check::Selection selection;
        selection.county = county;
        selection.as_of = as_of;
        selection.kept = kept;
        return check::take_snapshot(*database, policy(), selection);
    }
};

} // namespace small
