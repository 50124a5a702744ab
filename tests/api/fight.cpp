// The county of two data fights.
#include "api/fight.hpp"

#include "base/hash.hpp"
#include "finding/finding.hpp"

namespace fight {
namespace {

constexpr auto first = "431199201001010016", second = "431199201102020029";

struct Made {
    Scratch scratch;
    std::string address;
    std::map<std::string, std::string> tokens;

    Made() : address(scratch / "fight.db") {
        auto const database = store::open(address, store::Access::create);
        begin(*database);
        for (auto const &role : towns::china().access.roles) {
            add(*database, "the_" + role.name, role.name, "431128");
            add(*database, "near_" + role.name, role.name, towns::town_of(towns::Side::inside));
        }
        add(*database, "other_approver", "approver", "431128");
        import_all(*database);
        check::Selection selection;
        selection.county = towns::county;
        selection.as_of = base::parse_iso_date("2020-12-31").value();
        auto const snapshot = check::take_snapshot(*database, towns::china(), selection);
        check::run_check(*database, snapshot, "", {"founder", "", "", ""});
    }

    void begin(store::Database &database) {
        auto const folder = source_folder() + "/packs/china";
        store::Transaction transaction(database);
        registry::create_tables(database, towns::china());
        finding::create_table(database);
        store::put_areas(
            database, towns::county,
            base::read_areas(source_folder() + "/data/divisions/431128.csv", "431128"));
        registry::put_pack(database, towns::county, folder, towns::china(), base::date_min);
        access::create_tables(database);
        access::found(database, towns::china(), towns::county, {"founder", "", "", ""});
        store::append(database, {"founder", "", "", ""}, {towns::county, "init", "county", "{}"});
        transaction.commit();
    }

    void add(store::Database &database, std::string const &name, std::string const &role,
             std::string const &area) {
        store::Transaction transaction(database);
        access::Account account;
        account.name = name;
        access::add_account(database, towns::county, {"founder", "", "", ""}, account);
        auto insert = database.prepare(
            "INSERT INTO role_grant (county, id, account, role, area, purpose, from_day, to_day, "
            "granted_by, reason, granted_at, revoked_by, revoke_reason, revoked_at) "
            "VALUES ($1, $2, $3, $4, $5, '', $6, $7, 'founder', '', 0, '', '', 0)");
        insert->bind(1, towns::county);
        insert->bind(2, static_cast<std::int64_t>(100 + tokens.size()));
        insert->bind(3, name);
        insert->bind(4, role);
        insert->bind(5, area);
        insert->bind(6, base::date_min.days);
        insert->bind(7, base::date_max.days);
        insert->run();
        tokens[name] = access::begin_session(database, towns::china().access.sign_in, towns::county,
                                             name, "10.0.0.9", false, base::now());
        database.execute("UPDATE account SET has_code = 1");
        store::append(database, {"founder", "", "", ""}, {towns::county, "grant", name, "{}"});
        transaction.commit();
    }

    void import_all(store::Database &database) {
        auto const village = [](towns::Side side) { return towns::village_of(side); };
        using enum towns::Side;
        std::string roster = "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n";
        auto const person = [&](towns::Side side, char const *rest) {
            roster += village(side) + "," + rest + ",户主\n";
        };
        person(inside, "H1,P1,张三,431199201001010016");
        person(outside, "H2,P2,李四,431199201102020029");
        // Of one name in both townships; one person entered twice.
        person(inside, "H3,P3,王建国,43119919850305003X");
        person(outside, "H4,P4,王建国,431199198603050045");
        person(inside, "H5,P5,欧阳清逸,43119919750707005X");
        person(inside, "H6,P6,欧阳清逸,431199197507070068");
        write_bytes(scratch / "花名册.csv", roster);
        write_bytes(scratch / "机动车.csv",
                    "车牌号,姓名,身份证号,使用性质\n湘M00001,王建国,,营运\n");
        write_bytes(scratch / "核查.csv",
                    std::string("户编号,人编号,姓名,身份证号,在校情况,基本医保\n") + "H1,P1,张三," +
                        first + ",在校,居民\nH2,P2,李四," + second + ",在校,居民\n");
        write_bytes(scratch / "学籍.csv", std::string("姓名,身份证号,学校,年级,学籍状态\n") +
                                              "张三," + first + ",龙泉小学,四年级,辍学\n李四," +
                                              second + ",石羊小学,四年级,辍学\n");
        intake::ImportOptions options;
        options.valid_from = base::parse_iso_date("2020-06-01").value();
        options.actor = {"founder", "", "", ""};
        base::AreaTree const areas(
            base::read_areas(source_folder() + "/data/divisions/431128.csv", "431128"));
        for (auto const *file : {"花名册.csv", "核查.csv", "学籍.csv", "机动车.csv"})
            intake::import_files(database, towns::china(), areas, towns::county, {scratch / file},
                                 options);
    }
};

Made const &made() {
    static Made const once;
    return once;
}

} // namespace

std::string const &address() { return made().address; }

api::County &served() {
    static api::County county(address(), [] {
        api::CountyOptions options;
        options.rate = 0;
        return options;
    }());
    return county;
}

api::Response ask(std::string const &account, std::string const &method, std::string const &target,
                  std::string const &body) {
    auto const &token = made().tokens.at(account);
    auto request =
        api::make_request(method, target,
                          {{"host", "10.0.0.1"},
                           {"content-type", "application/json"},
                           {"cookie", std::string(api::session_cookie) + "=" + token},
                           {"x-csrf-token", base::sha256("page " + token).substr(0, 32)}});
    request.body = body;
    request.origin = "10.0.0.9";
    return towns::answer(served(), request);
}

} // namespace fight
