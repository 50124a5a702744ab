// Filling the store.
#include "api/two_towns.hpp"

#include "access/grant.hpp"
#include "base/hash.hpp"
#include "base/identity.hpp"
#include "check/run_check.hpp"
#include "finding/finding.hpp"

#include <fmt/format.h>

namespace towns {
namespace {

int number_of(pack::Register const &definition, std::string_view field) {
    auto const index = definition.field_index(field);
    return static_cast<int>(china().register_index(definition.name) * 100 + index);
}

std::string identity_of(int number, Side side) {
    auto const text = fmt::format("4311991980{:02}{:02}{:03}", number % 12 + 1, number % 28 + 1,
                                  (number * 2 + (side == Side::inside ? 0 : 1)) % 1000);
    for (auto const last : std::string("0123456789X"))
        if (base::valid_identity(text + last)) return text + last;
    return text + "0";
}

// The field of another register that this one is linked by, so that both say the same.
std::optional<std::pair<pack::Register const *, std::string>>
linked(pack::Register const &definition, std::string_view field) {
    for (auto const &link : definition.links) {
        auto const *to = china().find_register(link.to);
        if (to == nullptr || to == &definition) continue;
        for (auto const &[own, theirs] : link.on)
            if (own == field) return std::pair{to, theirs};
    }
    return std::nullopt;
}

} // namespace

std::string town_of(Side side) { return side == Side::inside ? "431128001" : "431128002"; }
std::string village_of(Side side) {
    static auto const areas =
        base::read_areas(source_folder() + "/data/divisions/431128.csv", "431128");
    for (auto const &area : areas)
        if (area.code.size() == 12 && area.code.starts_with(town_of(side))) return area.code;
    return "";
}

pack::Pack const &china() {
    static auto const loaded = pack::load_or_throw(source_folder() + "/packs/china");
    return loaded;
}

std::string token_of(pack::Register const &definition, pack::Field const &field, Side side) {
    auto const number = number_of(definition, field.name);
    auto const which = side == Side::inside ? 1 : 2;
    if (field.type == pack::FieldType::identity) return identity_of(number, side);
    if (field.type == pack::FieldType::phone) return fmt::format("139{}{:07}", which, number);
    return fmt::format("tok{}x{}y", which, number);
}

base::Value value_of(pack::Register const &definition, pack::Field const &field, Side side) {
    if (auto const other = linked(definition, field.name))
        return value_of(*other->first, *other->first->find_field(other->second), side);
    switch (field.type) {
    case pack::FieldType::area:
        return village_of(side);
    case pack::FieldType::text:
    case pack::FieldType::identity:
    case pack::FieldType::phone:
        return token_of(definition, field, side);
    case pack::FieldType::code:
        return china().find_codes(field.codes)->codes.front().code;
    case pack::FieldType::date:
        return std::int64_t{base::parse_iso_date("2020-06-01")->days};
    case pack::FieldType::integer:
    case pack::FieldType::money:
        return std::int64_t{3};
    default:
        return {};
    }
}

Towns::Towns() : address_(scratch_ / "towns.db") {
    auto const database = store::open(address_, store::Access::create);
    fill(*database);
    add_accounts(*database);
    check::Selection selection;
    selection.county = county;
    selection.as_of = base::parse_iso_date("2020-12-31").value();
    auto const snapshot = check::take_snapshot(*database, china(), selection);
    check::run_check(*database, snapshot, "", {"founder", "", "", ""});
}

void Towns::fill(store::Database &database) {
    auto const folder = source_folder() + "/packs/china";
    store::Transaction transaction(database);
    registry::create_tables(database, china());
    finding::create_table(database);
    store::put_areas(database, county,
                     base::read_areas(source_folder() + "/data/divisions/431128.csv", "431128"));
    registry::put_pack(database, county, folder, china(), base::date_min);
    access::create_tables(database);
    access::found(database, china(), county, {"founder", "", "", ""});
    batch_.county = county;
    batch_.file = "towns.csv";
    batch_.source = "national_roster";
    batch_.actor = "founder";
    batch_.recorded_at = base::now();
    batch_.id = registry::insert_batch(database, batch_);
    for (auto const &definition : china().registers)
        for (auto const side : {Side::inside, Side::outside}) state(database, definition, side);
    for (auto const &definition : china().registers) // once everybody they hang on is there
        areas_[definition.name] = registry::read_record(database, china(), definition, county,
                                                        record(definition.name, Side::inside))
                                      ->area;
    store::append(database, {"founder", "", "", ""}, {county, "init", "county", "{}"});
    transaction.commit();
}

void Towns::state(store::Database &database, pack::Register const &definition, Side side) {
    std::vector<base::Value> fields;
    for (auto const &field : definition.fields) fields.push_back(value_of(definition, field, side));
    auto const key = registry::Writer::key_of(definition, fields);
    registry::Writer writer(database, china(), definition, batch_);
    writer.state(key, std::nullopt, 1, fields);
    auto const record = registry::read_record(database, china(), definition, county, key);
    records_[{definition.name, side}] = record->id;
    keys_[{definition.name, side}] = key;
}

void Towns::add_accounts(store::Database &database) {
    store::Transaction transaction(database);
    for (auto const &role : china().access.roles) {
        access::Account account;
        account.name = "the_" + role.name;
        access::add_account(database, county, {"founder", "", "", ""}, account);
        // Straight into the table: roles of the county's level hold for the township here as well.
        auto insert = database.prepare(
            "INSERT INTO role_grant (county, id, account, role, area, purpose, from_day, to_day, "
            "granted_by, reason, granted_at, revoked_by, revoke_reason, revoked_at) "
            "VALUES ($1, $2, $3, $4, $5, '', $6, $7, 'founder', '', 0, '', '', 0)");
        insert->bind(1, county);
        insert->bind(2, static_cast<std::int64_t>(100 + tokens_.size()));
        insert->bind(3, account.name);
        insert->bind(4, role.name);
        insert->bind(5, town_of(Side::inside));
        insert->bind(6, base::date_min.days);
        insert->bind(7, base::date_max.days);
        insert->run();
        auto const token = access::begin_session(database, china().access.sign_in, county,
                                                 account.name, "10.0.0.9", false, base::now());
        // Those with a second factor have set it up.
        database.execute("UPDATE account SET has_code = 1");
        tokens_[role.name] = token;
    }
    store::append(database, {"founder", "", "", ""}, {county, "grant", "all", "{}"});
    transaction.commit();
}

std::vector<std::string> Towns::roles() const {
    std::vector<std::string> names;
    for (auto const &[role, token] : tokens_) names.push_back(role);
    return names;
}

Towns const &both() {
    static Towns const towns;
    return towns;
}

api::Request asked(std::string const &role, std::string const &method, std::string const &target,
                   std::string const &body) {
    std::map<std::string, std::string> headers = {{"host", "10.0.0.1"},
                                                  {"content-type", "application/json"}};
    if (!role.empty()) {
        auto const &token = both().cookie(role);
        headers["cookie"] = std::string(api::session_cookie) + "=" + token;
        headers["x-csrf-token"] = base::sha256("page " + token).substr(0, 32);
    }
    auto request = api::make_request(method, target, std::move(headers));
    request.body = body;
    request.origin = "10.0.0.9";
    return request;
}

api::Response answer(api::County &served, api::Request const &request,
                     std::span<api::Route const> table) {
    try {
        auto response = api::answer(served, "", request, table);
        if (response.more && response.pause.count() == 0)
            while (auto const piece = response.more()) response.body += *piece;
        return response;
    } catch (base::Error const &error) {
        return api::problem(error, request.language);
    }
}

} // namespace towns
