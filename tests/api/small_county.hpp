// A store with one household, imported and checked, and the county served from it.
#pragma once

#include "api/answer.hpp"
#include "check/run_check.hpp"
#include "finding/finding.hpp"
#include "intake/import.hpp"
#include "pack/load.hpp"
#include "register/pack_files.hpp"
#include "register/tables.hpp"
#include "source_folder.hpp"
#include "store/areas.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <memory>

namespace small {

using namespace jingzhun;

constexpr auto person = "431199198001010011";

inline store::Actor tester() {
    store::Actor actor;
    actor.name = "tester";
    return actor;
}

inline void fill(Scratch const &scratch, std::string const &address) {
    auto const folder = source_folder() + "/packs/china";
    auto const pack = pack::load_or_throw(folder);
    auto const areas = base::read_areas(source_folder() + "/data/divisions/431128.csv", "431128");
    auto const database = store::open(address, store::Access::create);
    store::Transaction transaction(*database);
    registry::create_tables(*database, pack);
    finding::create_table(*database);
    store::put_areas(*database, 431128, areas);
    registry::put_pack(*database, 431128, folder, pack, base::date_min);
    store::append(*database, tester(), {431128, "init", "county 431128", "{}"});
    transaction.commit();
    write_bytes(scratch / "roster.csv",
                std::string("县,乡(镇),行政村,户编号,人编号,姓名,证件号码,与户主关系,脱贫属性\n"
                            "新田县,龙泉街道,双碧社区居委会,H1,P1,张三,") +
                    person + ",户主,已脱贫\n");
    write_bytes(scratch / "survey.csv",
                "户编号,核查日期,工资性收入,住房安全等级\nH1,2020-10-01,20000,D\n");
    intake::ImportOptions options;
    options.valid_from = base::parse_iso_date("2020-10-01").value();
    options.actor = tester();
    intake::import_files(*database, pack, base::AreaTree(areas), 431128,
                         {scratch / "roster.csv", scratch / "survey.csv"}, options);
    check::Selection selection;
    selection.county = 431128;
    selection.as_of = base::parse_iso_date("2020-12-31").value();
    auto const snapshot = check::take_snapshot(*database, pack, selection);
    check::run_check(*database, snapshot, "", tester());
}

// Made once for all tests of the program.
inline std::string const &address() {
    static Scratch const scratch;
    static std::string const made = [] {
        fill(scratch, scratch / "s.db");
        return scratch / "s.db";
    }();
    return made;
}

inline api::County &county() {
    static api::County served(address(), {});
    return served;
}

} // namespace small
