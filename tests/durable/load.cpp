// The load, through the functions that the program itself writes with.
#include "durable/load.hpp"

#include "finding/board.hpp"
#include "register/county.hpp"
#include "register/verify.hpp"
#include "store/areas.hpp"

#include <cstdlib>
#include <optional>

namespace durable {
namespace {

using namespace jingzhun;
using base::Value;

store::Actor const actor{"tester", "load", ""};

std::string subject_of(int number) { return "write " + std::to_string(number); }

void append(store::Database &database, std::string kind, int number) {
    store::append(database, actor,
                  {load_county, std::move(kind), subject_of(number), R"({"load":true})"});
}

registry::Batch begin_batch(store::Database &database, std::string const &source, int number) {
    registry::Batch batch;
    batch.county = load_county;
    batch.source = source;
    batch.file = source + std::to_string(number) + ".xlsx";
    batch.recorded_at = base::now();
    batch.valid_from = base::Date{18000 + number};
    batch.id = registry::insert_batch(database, batch);
    return batch;
}

} // namespace

Message::Message(Acknowledged const &told) : sequence(told.sequence) {
    told.subject.copy(subject, sizeof subject - 1);
}

namespace {

pack::Pack const &shared_pack() {
    static auto const pack = county::make_pack();
    return pack;
}

} // namespace

Load::Load(std::string file) : file_(std::move(file)), pack_(shared_pack()) {}

Acknowledged Load::make() {
    database_ = store::open(file_, store::Access::create);
    store::Transaction transaction(*database_);
    registry::create_tables(*database_, pack_);
    finding::create_table(*database_);
    store::put_areas(*database_, load_county, {{"431128", "新田县"}, {"431128100", "龙泉镇"}});
    append(*database_, "init", 0);
    transaction.commit();
    return newest();
}

void Load::open(store::OpenOptions const &options) {
    database_ = store::open(file_, store::Access::write, options);
}

Acknowledged Load::newest() {
    auto select = database_->prepare("SELECT sequence, subject FROM event WHERE county = $1 "
                                     "ORDER BY sequence DESC LIMIT 1");
    select->bind(1, load_county);
    select->step();
    Acknowledged told{select->integer(0), std::string(select->text(1))};
    select->reset();
    return told;
}

Acknowledged Load::write(int number) {
    switch (number % 8) {
    case 1:
    case 3:
        import(number, "roster", 3);
        break;
    case 2:
        import(number, "survey", 2);
        break;
    case 4:
        refuse(number);
        break;
    case 5:
        find(number);
        break;
    case 6:
        if (!take_back()) note(number);
        break;
    case 7:
        import(number, "roster", 30);
        break;
    default:
        note(number);
    }
    return newest();
}

void Load::import(int number, std::string const &source, int persons) {
    store::Transaction transaction(*database_);
    auto batch = begin_batch(*database_, source, number);
    auto const &person = *pack_.find_register("person");
    registry::Writer writer(*database_, pack_, person, batch);
    for (int i = 0; i < persons; ++i) {
        std::vector<Value> values(person.fields.size());
        values[person.field_index("number")] = "P" + std::to_string((number * 7 + i) % 400);
        values[person.field_index("name")] = "李" + std::to_string(number);
        values[person.field_index("months")] = number + i / 8.0;
        writer.state(registry::Writer::key_of(person, values), {}, i + 2, values);
    }
    batch.rows = batch.accepted = persons;
    registry::update_batch(*database_, batch);
    append(*database_, "import", number);
    transaction.commit();
}

void Load::refuse(int number) {
    store::Transaction transaction(*database_);
    auto const batch = begin_batch(*database_, "vehicles", number);
    registry::RefusedRow row;
    row.batch = batch.id;
    row.row = number;
    row.problems = {{"area_unknown", {}, {{"value", "没有的村"}}}};
    row.cells = {"没有的村", std::string(300, 'x')};
    registry::insert_refused(*database_, load_county, row);
    append(*database_, "import", number);
    transaction.commit();
}

void Load::find(int number) {
    store::Transaction transaction(*database_);
    std::vector<finding::Failure> failures;
    for (int i = 0; i < 4; ++i) failures.push_back({number % 5 + i, "431128100001"});
    finding::Verdicts verdicts{"unsafe_house",
                               "household",
                               "",
                               std::move(failures),
                               [](std::int64_t) { return false; },
                               [](std::string_view) { return true; }};
    finding::apply(*database_, load_county, base::Date{18000 + number}, verdicts,
                   [](std::vector<finding::Finding> &found) {
                       for (auto &one : found) one.message = {"不安全", "unsafe"};
                   });
    append(*database_, "check", number);
    transaction.commit();
}

void Load::note(int number) {
    store::Transaction transaction(*database_);
    store::set_meta(*database_, "note" + std::to_string(number % 20), std::to_string(number));
    append(*database_, "note", number);
    transaction.commit();
}

bool Load::take_back() {
    auto const batches = registry::list_batches(*database_, load_county);
    for (auto batch = batches.rbegin(); batch != batches.rend(); ++batch)
        if (batch->state == registry::BatchState::accepted && batch->source == "survey") {
            registry::roll_back(*database_, actor, load_county, batch->id);
            return true;
        }
    return false;
}

Acknowledged write_through(store::Writer &writer, int client, int number) {
    Acknowledged told{0, "client " + std::to_string(client) + " write " + std::to_string(number)};
    writer.write([&](store::Database &database) {
        store::set_meta(database, "client" + std::to_string(client), std::to_string(number));
        if (number % 4 == 0) begin_batch(database, "roster", client);
        told.sequence = store::append(
            database, actor,
            {load_county, number % 4 == 0 ? "import" : "note", told.subject, R"({"load":true})"});
    });
    return told;
}

namespace {

std::string make_again(std::string const &file) {
    try {
        Load load(file);
        load.make();
        return "";
    } catch (base::Error const &error) {
        return std::string("corrupt: it cannot be made again: ") + error.what();
    }
}

} // namespace

std::string judge(std::string const &file, std::vector<Acknowledged> const &told) {
    try {
        auto const database = store::open(file, store::Access::read);
        auto const events = store::read_events(*database, load_county);
        for (auto const &[sequence, subject] : told) {
            auto const at = static_cast<std::size_t>(sequence);
            if (at > events.size()) return "lost event " + std::to_string(sequence);
            if (events[at - 1].event.subject != subject)
                return "corrupt: event " + std::to_string(sequence) + " is " +
                       events[at - 1].event.subject + ", not " + subject;
        }
        if (told.empty() && events.empty()) return make_again(file);
        for (auto const &problem : registry::verify(*database, {}).problems)
            return "corrupt: " + base::describe(problem, base::Language::en);
        return "";
    } catch (base::Error const &error) {
        // A store that nobody was told of need not be there; but then it can be made.
        auto const unmade = error.code() == "store_missing" || error.code() == "store_foreign" ||
                            error.code() == "store_unfinished";
        if (told.empty() && unmade) return make_again(file);
        return (unmade ? "lost: " : "corrupt: ") + std::string(error.what());
    }
}

bool is_long() {
    auto const *set = std::getenv("JINGZHUN_LONG");
    return set != nullptr && *set != '\0' && *set != '0';
}

} // namespace durable
