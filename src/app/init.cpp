// jingzhun init: a new store with its pack and its county's divisions.
#include "access/account.hpp"
#include "app/commands.hpp"
#include "app/print.hpp"
#include "base/area.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "finding/finding.hpp"
#include "pack/load.hpp"
#include "register/pack_files.hpp"
#include "register/tables.hpp"
#include "store/areas.hpp"
#include "store/open.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace jingzhun::app {
namespace {

// Those that came with the pack, else those shipped with the product.
std::vector<base::Area> divisions_of(std::string const &pack, std::string const &area) {
    if (base::level_of(area) != base::AreaLevel::county)
        throw base::Error("area_not_a_county", {{"area", area}});
    std::string file = pack + "/divisions/" + area + ".csv";
    if (std::filesystem::exists(file)) return base::read_areas(file, area);
    try {
        file = base::shipped("data/divisions/" + area + ".csv");
    } catch (base::Error const &) {
        throw base::Error("area_not_shipped", {{"area", area}});
    }
    return base::read_areas(file, area);
}

} // namespace

int init(Init const &command, Common const &common) {
    auto const pack = pack::load_or_throw(command.pack);
    auto const areas = divisions_of(command.pack, command.area);
    auto const county = base::county_of(command.area);
    auto const existed = std::filesystem::exists(command.store);
    try {
        auto database = store::open(command.store, store::Access::create);
        store::Transaction transaction(*database);
        registry::create_tables(*database, pack);
        access::create_tables(*database);
        if (common.actor_given) access::found(*database, pack, county, common.actor);
        finding::create_table(*database);
        store::put_areas(*database, county, areas);
        registry::put_pack(*database, county, command.pack, pack, base::date_min);
        store::append(
            *database, common.actor,
            {county, "init", "county " + command.area,
             fmt::format(R"({{"pack":{},"version":{},"hash":"{}","areas":{},"account":{}}})",
                         base::quote_json(pack.name), base::quote_json(pack.version), pack.hash,
                         areas.size(),
                         common.actor_given ? base::quote_json(common.actor.name) : "null")});
        transaction.commit();
    } catch (...) {
        std::error_code ignored; // half a store is no store
        if (!existed)
            for (auto const *ending : {"", "-wal", "-shm"})
                std::filesystem::remove(command.store + ending, ignored);
        throw;
    }
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("store", command.store)
            .member("pack", pack.name)
            .member("version", pack.version)
            .member("areas", areas.size());
        json.key("account");
        if (common.actor_given) json.value(common.actor.name);
        else json.null();
        json.end_object();
        print_json(json.text());
    } else {
        print_line(
            fmt::format(fmt::runtime(choose(common, "已建库 {}：{}，政策包 {} {}，区划 {} 个",
                                            "made store {}: {}, pack {} {}, {} areas")),
                        command.store, base::AreaTree(areas).path_of(command.area), pack.name,
                        pack.version, areas.size()));
        if (common.actor_given)
            print_line(fmt::format(
                fmt::runtime(choose(common, "第一个账号：{}（{}）。本库从此只认有账号的经办人",
                                    "the first account: {} ({}). From now on this store knows its "
                                    "actors")),
                common.actor.name,
                choose(common, pack.access.find_role(pack.access.first_role)->title)));
    }
    return 0;
}

} // namespace jingzhun::app
