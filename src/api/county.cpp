// Building and renewing the view; sessions; the writer.
#include "api/county.hpp"

#include "access/password.hpp"
#include "api/jobs.hpp"
#include "base/text.hpp"
#include "check/message.hpp"
#include "finding/open_subjects.hpp"
#include "register/pack_files.hpp"
#include "store/areas.hpp"
#include "store/ledger.hpp"
#include "store/open.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

constexpr base::Instant minute = 60'000'000;
constexpr std::size_t sessions_kept = 10'000;

// Fields the pages show that no rule need read: every field, since every register has its list, and
// what hangs on a household or its members.
std::vector<cel::UsedField> page_fields(pack::Pack const &pack,
                                        std::vector<pack::LinkPlace> const &links) {
    std::vector<cel::UsedField> fields;
    for (std::size_t table = 0; table < pack.registers.size(); ++table) {
        std::size_t lists = 0;
        for (std::size_t i = 0; i < pack.registers[table].fields.size(); ++i) {
            auto const type = pack.registers[table].fields[i].type;
            if (type == pack::FieldType::codes || type == pack::FieldType::areas)
                fields.push_back({table, cel::FieldSource::items, lists++});
            else fields.push_back({table, cel::FieldSource::column, i});
        }
    }
    for (auto const &place : links) {
        auto const &to = pack.registers[place.to].name;
        if (place.link->reverse.empty() || (to != "household" && to != "person")) continue;
        fields.push_back({place.to, cel::FieldSource::relation, place.reverse_index});
    }
    return fields;
}

void find_places(Ground &ground) {
    std::unordered_map<std::int32_t, std::uint32_t> known;
    auto const &population = ground.snapshot.population;
    ground.places.push_back(ground.county_code);
    for (auto const &table : population.tables) {
        auto &rows = ground.place_of.emplace_back(table.rows, 0U);
        for (std::size_t row = 0; row < table.rows && row < table.areas.size(); ++row) {
            auto const number = table.areas[row];
            auto const [found, is_new] =
                known.try_emplace(number, static_cast<std::uint32_t>(ground.places.size()));
            if (is_new) {
                auto const text = population.strings.text(number);
                if (text.empty()) found->second = 0;
                else ground.places.emplace_back(text);
            }
            rows[row] = found->second;
        }
    }
}

void fold_heads(Ground &ground) {
    auto const &definition = ground.pack.registers[ground.household];
    auto const rows = ground.snapshot.population.tables[ground.household].rows;
    ground.heads.reserve(rows);
    for (std::size_t row = 0; row < rows && !definition.label.empty(); ++row)
        ground.heads.push_back(
            base::fold(check::shown(ground.pack, ground.snapshot.population, ground.household, row,
                                    definition.field_index(definition.label), base::Language::zh)));
    ground.heads.resize(rows);
}

void count_findings(store::Database &database, View &view) {
    auto const rows = view.snapshot.population.tables[view.household].rows;
    view.open_by_household.assign(rows, 0);
    view.hard_by_household.assign(rows, 0);
    std::unordered_map<std::string_view, std::size_t> tables;
    for (std::size_t i = 0; i < view.pack.registers.size(); ++i)
        tables[view.pack.registers[i].name] = i;
    finding::each_open(database, view.county, [&](finding::OpenSubject const &open) {
        auto const table = tables.find(open.register_name);
        if (table == tables.end()) return;
        auto const row = check::row_of(view.snapshot.population.tables[table->second], open.record);
        auto const home = row ? view.household_of(table->second, *row) : std::nullopt;
        if (!home) return;
        ++view.open_by_household[*home];
        if (open.severity == pack::Severity::hard) ++view.hard_by_household[*home];
    });
}

// The newest event that may have touched findings; those of an unknown kind may.
std::int64_t last_of_findings(store::Database &database, int county) {
    auto select = database.prepare(
        "SELECT sequence FROM event WHERE county = $1 AND kind NOT IN ('account_add', "
        "'account_disable', 'account_enable', 'checkpoint', 'clock', 'code_dropped', "
        "'code_set_up', 'cosign', 'export', 'grant', 'key', 'password', 'password_reset', "
        "'refused', 'reveal', 'revoke', 'sign_in', 'sign_in_failed', 'sign_out', 'view_drop', "
        "'view_keep', 'window') "
        "ORDER BY sequence DESC LIMIT 1");
    select->bind(1, county);
    return select->step() ? select->integer(0) : 0;
}

// Has something happened since that nobody may see the state before?
bool must_wait(store::Database &database, std::int64_t since) {
    auto select = database.prepare("SELECT 1 FROM event WHERE sequence > $1 AND kind IN ('erase', "
                                   "'pack_install', 'restore') LIMIT 1");
    select->bind(1, since);
    return select->step();
}

} // namespace

County::County(std::string address, CountyOptions options)
    : address_(std::move(address)), options_(options), open_token_(access::random_token()),
      jobs_(std::make_unique<Jobs>()) {}

County::~County() = default;

store::Database &County::database() const {
    thread_local std::unordered_map<std::string, std::unique_ptr<store::Database>> connections;
    auto &connection = connections[address_];
    if (!connection) connection = store::open(address_, store::Access::read);
    return *connection;
}

store::Writer &County::writer() {
    std::scoped_lock const lock(writing_);
    if (!writer_) writer_ = std::make_unique<store::Writer>(address_);
    return *writer_;
}

std::int64_t County::sequence() const {
    thread_local std::unordered_map<store::Database *, std::unique_ptr<store::Statement>> queries;
    auto &query = queries[&database()];
    if (!query) query = database().prepare("SELECT coalesce(max(sequence), 0) FROM event");
    auto const sequence = query->step() ? query->integer(0) : 0;
    query->reset();
    return sequence;
}

std::shared_ptr<View const> County::view(std::int64_t newest) {
    std::shared_ptr<View const> old;
    {
        std::scoped_lock const lock(reading_);
        if (view_ && view_->sequence == newest) return view_;
        old = view_;
    }
    std::unique_lock building(building_, std::defer_lock);
    if (old == nullptr || must_wait(database(), old->sequence)) building.lock();
    else if (!building.try_lock()) return old; // another request is making it
    newest = sequence();                       // that may have taken a while
    {
        std::scoped_lock const lock(reading_);
        if (view_ && view_->sequence == newest) return view_; // … and has made it meanwhile
        old = view_;
    }
    auto built = build(newest, old);
    std::scoped_lock const lock(reading_);
    view_ = std::move(built);
    return view_;
}

std::shared_ptr<View const> County::build(std::int64_t newest,
                                          std::shared_ptr<View const> const &old) {
    auto &connection = database();
    store::Snapshot const one_state(connection);
    auto const counties = store::counties(connection);
    if (counties.empty()) throw base::Error("store_without_pack", {{"store", address_}});
    auto const position = registry::frame_position(connection, counties.front());
    auto const last = base::parse_iso_date(store::meta(connection, "last_check"));
    auto const as_of = options_.as_of ? *options_.as_of : last.value_or(base::today());
    auto const same = old != nullptr && old->ground->position == position && old->as_of == as_of;
    auto view = std::make_shared<View>(same ? old->ground : ground(position));
    view->checked = last.has_value();
    view->sequence = newest;
    view->found = last_of_findings(connection, view->county);
    if (same && old->found == view->found) {
        view->open_by_household = old->open_by_household;
        view->hard_by_household = old->hard_by_household;
    } else {
        count_findings(connection, *view);
    }
    return view;
}

std::shared_ptr<Ground const> County::ground(registry::FramePosition const &position) const {
    auto &connection = database();
    auto made = std::make_shared<Ground>();
    made->county = store::counties(connection).front();
    made->county_code = check::county_code(made->county);
    made->areas = base::AreaTree(store::load_areas(connection, made->county));
    made->position = position;
    auto const last = base::parse_iso_date(store::meta(connection, "last_check"));
    made->as_of = options_.as_of ? *options_.as_of : last.value_or(base::today());
    made->pack = registry::load_pack(connection, made->county, made->as_of);
    made->household = made->pack.register_index("household");
    made->person = made->pack.register_index("person");
    made->links = pack::link_places(made->pack);

    check::Selection selection;
    selection.county = made->county;
    selection.as_of = made->as_of;
    selection.threads = options_.threads;
    selection.measures = true;
    selection.kept = true;
    selection.extra = page_fields(made->pack, made->links);
    made->snapshot = check::take_snapshot(connection, made->pack, selection);
    find_places(*made);
    fold_heads(*made);
    made->scenarios = std::make_unique<check::Scenarios>(made->snapshot);
    return made;
}

bool County::has_accounts(std::int64_t newest) {
    std::scoped_lock const lock(knowing_);
    if (accounts_asked_at_ != newest) {
        auto const counties = store::counties(database());
        accounts_ = !counties.empty() && access::has_accounts(database(), counties.front());
        accounts_asked_at_ = newest;
    }
    return accounts_;
}

std::shared_ptr<access::Session const> County::session(std::string const &token,
                                                       std::int64_t newest, View const &current) {
    if (token.empty()) return nullptr;
    auto const now = base::now();
    {
        std::scoped_lock const lock(knowing_);
        auto const found = known_.find(token);
        auto const fresh = found != known_.end() && found->second.sequence == newest &&
                           found->second.touched <= now && now - found->second.touched < minute;
        if (fresh && now < found->second.session->ends_at) return found->second.session;
    }
    auto session = access::find_session(database(), current.pack, current.county, token, now);
    if (session && now - session->used_at >= minute)
        writer().write([&](store::Database &database) {
            access::touch_session(database, current.county, token, now);
        });
    std::scoped_lock const lock(knowing_);
    if (!session) {
        known_.erase(token);
        return nullptr;
    }
    if (known_.size() >= sessions_kept) known_.clear();
    auto shared = std::make_shared<access::Session const>(std::move(*session));
    known_[token] = {shared, newest, now};
    return shared;
}

} // namespace jingzhun::api
