// Many writers, one thread, one commit for many.
#include "store/sealed_store.hpp"
#include "store/writer.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

constexpr int county = SealedStore::county;
Actor const actor{"李明", "", ""};

void add_event(Database &database, std::string const &subject) {
    append(database, actor, {county, "visit", subject, "{}"});
}

// Lets nothing be done until `release`, so that what is handed over meanwhile is done together.
struct Held {
    explicit Held(Writer &writer)
        : thread([&] {
              writer.write([&](Database &) {
                  started.count_down();
                  released.wait();
              });
          }) {
        started.wait();
    }
    void release() {
        released.count_down();
        thread.join();
    }
    std::latch started{1}, released{1};
    std::thread thread;
};

} // namespace

TEST_CASE("what many hand over at once is done in few commits, each in the order of its coming") {
    SealedStore store;
    Writer writer(store.file);
    Held held(writer);
    std::vector<std::thread> threads;
    std::atomic<int> done = 0;
    for (int i = 0; i < 32; ++i)
        threads.emplace_back([&, i] {
            writer.write([i](Database &database) { add_event(database, std::to_string(i)); });
            ++done;
        });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(done == 0); // nobody is answered before the disk has it
    held.release();
    for (auto &thread : threads) thread.join();
    CHECK(read_events(*store.database, county).size() == 33);
    CHECK(writer.commits() < 32);
    CHECK(store.problems().empty());
}

TEST_CASE("of those that are done together one that throws undoes only itself") {
    SealedStore store;
    Writer writer(store.file);
    Held held(writer);
    std::vector<std::thread> threads;
    std::atomic<int> failed = 0;
    for (int i = 0; i < 10; ++i)
        threads.emplace_back([&, i] {
            try {
                writer.write([i](Database &database) {
                    add_event(database, std::to_string(i));
                    database.execute("INSERT INTO finding VALUES (431199, " + std::to_string(i) +
                                     ", 0, '')");
                    if (i % 2 == 0) throw base::Error("request_differs", {{"id", "x"}});
                });
            } catch (base::Error const &) {
                ++failed;
            }
        });
    held.release();
    for (auto &thread : threads) thread.join();
    CHECK(failed == 5);
    CHECK(store.count("finding") == 5);
    CHECK(read_events(*store.database, county).size() == 6);
    CHECK(store.problems().empty());
}

TEST_CASE("transactions inside of what is handed over are parts of it") {
    SealedStore store;
    Writer writer(store.file);
    CHECK(error_of([&] {
              writer.write([](Database &database) {
                  Transaction inner(database);
                  add_event(database, "inner");
                  inner.commit();
                  throw base::Error("store_busy", {{"file", "x"}});
              });
          }) == "store_busy");
    CHECK(read_events(*store.database, county).size() == 1);
    writer.write([](Database &database) {
        {
            Transaction undone(database);
            add_event(database, "undone");
        }
        Transaction inner(database);
        add_event(database, "inner");
        inner.commit();
    });
    CHECK(read_events(*store.database, county).back().event.subject == "inner");
    CHECK(read_events(*store.database, county).size() == 2);
}

TEST_CASE("a request that comes again is answered as the first time and done once") {
    SealedStore store;
    Writer writer(store.file);
    int done = 0;
    auto const work = [&](Database &database) {
        add_event(database, "visit");
        return "answer " + std::to_string(++done);
    };
    Request const request{county, "0b5ae1", "visit household 7"};
    CHECK(writer.write_once(actor, request, work) == "answer 1");
    CHECK(writer.write_once(actor, request, work) == "answer 1");
    CHECK(writer.write_once(actor, {county, "other", "visit household 7"}, work) == "answer 2");
    CHECK(done == 2);
    CHECK(read_events(*store.database, county).size() == 3);
    CHECK(error_of([&] {
              writer.write_once(actor, {county, "0b5ae1", "visit household 8"}, work);
          }) == "request_differs");
    CHECK(done == 2);
    CHECK(store.problems().empty()); // the request itself is in the ledger
    store.database->execute("UPDATE request SET answer = 'answer 9' WHERE id = 'other'");
    CHECK(store.problems() == std::vector<std::string>{"seal_row_changed request id=other"});
}

TEST_CASE("a request that failed counts as not made") {
    SealedStore store;
    Writer writer(store.file);
    Request const request{county, "1", "x"};
    CHECK(error_of([&] {
              writer.write_once(actor, request, [](Database &database) -> std::string {
                  add_event(database, "visit");
                  throw base::Error("store_busy", {{"file", "x"}});
              });
          }) == "store_busy");
    CHECK(writer.write_once(actor, request, [](Database &) { return "done"; }) == "done");
    auto const last = read_events(*store.database, county).back();
    CHECK(last.event.kind == "request"); // nothing is written without an event
    CHECK(store.problems().empty());
}

TEST_CASE("thirty-two clients that send each request three times double nothing") {
    SealedStore store;
    {
        Writer writer(store.file);
        std::vector<std::thread> clients;
        for (int client = 0; client < 32; ++client)
            clients.emplace_back([&, client] {
                for (int i = 0; i < 15; ++i) {
                    auto const id = std::to_string(client) + '.' + std::to_string(i / 3);
                    writer.write_once(actor, {county, id, id}, [&](Database &database) {
                        add_event(database, id);
                        return id;
                    });
                }
            });
        for (auto &client : clients) client.join();
        CHECK(writer.commits() < 32 * 15);
    }
    CHECK(read_events(*store.database, county).size() == 1 + 32 * 5);
    CHECK(store.count("request") == 32 * 5);
    CHECK(store.problems().empty());
}
