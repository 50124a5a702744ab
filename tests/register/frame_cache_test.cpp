// Frames kept beside the store: taken where they fit, never trusted over the store.
#include "register/county.hpp"

#include "register/frame_cache.hpp"
#include "register/frame_file.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace county;

namespace {

constexpr Date day{18100};

void add_two(Store &county) {
    Import import(county, "roster", Date{18000});
    import.row("household", {{"number", text("H1")},
                             {"village", text("431128001001")},
                             {"income", number(100)},
                             { "causes",
                               text("illness debt") }});
    import.row("household", {{"number", text("H2")}, { "head", text("王芳") }});
    import.row("person", {{"number", text("P1")}, { "household_no", text("H1") }});
    import.finish();
}

registry::FrameRequest everything(Store const &county, cel::Schema const &schema, Date as_of) {
    registry::FrameRequest request{code, {.as_of = as_of}, {}, 2};
    for (std::size_t record = 0; record < county.pack.registers.size(); ++record)
        for (auto const &field : schema.records[record].fields)
            if (field.type.kind != cel::Kind::dyn && field.name != "outcomes")
                request.fields.push_back({record, field.source, field.index});
    request.keyed = {0};
    return request;
}

// All that stands in a population, by texts, so that their numbers do not matter.
std::string written(cel::Population const &population) {
    std::string all;
    auto const add = [&](auto const &array) {
        for (auto const one : array) all += std::to_string(one) + ' ';
        all += '\n';
    };
    auto const add_texts = [&](auto const &array) {
        for (auto const one : array) all += std::string(population.strings.text(one)) + ' ';
        all += '\n';
    };
    for (auto const &table : population.tables) {
        all += table.name + ' ' + std::to_string(table.rows) + '\n';
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            auto const is_date = table.name == "person" && i == 8;
            auto const *texts = std::get_if<cel::Array<std::int32_t>>(&table.columns[i].values);
            if (texts != nullptr && !is_date) add_texts(*texts);
            else std::visit(add, table.columns[i].values);
            add(table.columns[i].present);
        }
        for (auto const &list : table.item_lists) {
            add(list.offsets);
            add_texts(list.items);
            add(list.present);
        }
        for (auto const &relation : table.relations) {
            add(relation.offsets);
            add(relation.rows);
            add(relation.complete);
        }
        for (auto const &reference : table.references) add(reference.rows);
        add_texts(table.areas);
        add(table.records);
        add_texts(table.keys);
    }
    return all;
}

struct Taken {
    bool loaded = false;
    std::string text;
};

Taken take(Store &county, Date as_of = day) {
    auto const schema = pack::make_schema(county.pack);
    Taken taken;
    taken.text = written(registry::take_frames(*county.database, county.pack, schema,
                                               everything(county, schema, as_of), &taken.loaded));
    return taken;
}

std::string loaded(Store &county, Date as_of = day) {
    auto const schema = pack::make_schema(county.pack);
    return written(registry::load_frames(*county.database, county.pack, schema,
                                         everything(county, schema, as_of)));
}

std::vector<std::string> kept_files(Store &county) {
    std::vector<std::string> found;
    for (auto const &entry :
         std::filesystem::directory_iterator(registry::frames_folder(county.database->address())))
        found.push_back(entry.path().string());
    return found;
}

} // namespace

TEST_CASE("frames that were kept are those that a load gives, until the store is written") {
    Store county;
    add_two(county);
    auto const first = take(county);
    CHECK(first.loaded);
    auto const second = take(county);
    CHECK_FALSE(second.loaded);
    CHECK(second.text == first.text);
    CHECK(second.text == loaded(county));
    Import import(county, "survey", Date{18050});
    import.row("household", {{"number", text("H1")}, { "income", number(700) }});
    auto const batch = import.finish();
    auto const third = take(county);
    CHECK(third.loaded);
    CHECK(third.text != first.text);
    CHECK_FALSE(take(county).loaded);
    registry::roll_back(*county.database, {"tester", "", ""}, code, batch);
    auto const fourth = take(county);
    CHECK(fourth.loaded);
    CHECK(fourth.text == first.text);
}

TEST_CASE(
    "a check, which writes findings, leaves kept frames in force; an unknown event does not") {
    Store county;
    add_two(county);
    take(county);
    auto const write = [&](char const *kind) {
        store::Transaction transaction(*county.database);
        store::append(*county.database, {"tester", "", ""}, {code, kind, "", "{}"});
        transaction.commit();
    };
    write("check");
    CHECK_FALSE(take(county).loaded);
    write("something new");
    CHECK(take(county).loaded);
}

TEST_CASE("kept frames serve the days on which nothing changes, and no other day") {
    Store county;
    county.pack.registers[0].fields[3].stale_after_days = 300;
    Import import(county, "roster", Date{18000}); // incomes grow stale after 18300 and 18500
    import.row("household", {{"number", text("H1")}, { "income", number(1) }}, Date{18000});
    import.row("household", {{"number", text("H2")}, { "income", number(5) }}, Date{18200});
    import.finish();
    take(county, Date{18100});
    for (int const near : {18000, 18050, 18199}) CHECK_FALSE(take(county, Date{near}).loaded);
    for (int const far : {17999, 18200, 18301, 18501}) {
        auto const taken = take(county, Date{far});
        CHECK(taken.loaded);
        CHECK(taken.text == loaded(county, Date{far}));
    }
}

TEST_CASE("on whatever day kept frames are taken, they are what a load gives for it") {
    CHECK(rc::check("kept equals loaded", [] {
        Store county;
        county.pack.registers[0].fields[3].stale_after_days = 20;
        auto const days = *rc::gen::container<std::vector<int>>(3, rc::gen::inRange(18000, 18060));
        for (auto const from : days) {
            Import import(county, from % 2 == 0 ? "roster" : "survey", Date{from});
            import.row("household", {{"number", text("H" + std::to_string(from % 3))},
                                     { "income",
                                       number(from) }});
            import.finish();
        }
        for (int i = 0; i < 12; ++i) {
            Date const on{*rc::gen::inRange(17990, 18100)};
            RC_ASSERT(take(county, on).text == loaded(county, on));
        }
    }));
}

TEST_CASE("frames of another reading of the registers are not taken; those of other rules are") {
    Store county;
    add_two(county);
    take(county);
    county.pack.rules.front().id = "poorer";
    CHECK_FALSE(take(county).loaded);
    county.pack.registers[0].fields[3].believe = {"survey"};
    CHECK(take(county).loaded);
}

TEST_CASE("a kept file that is torn or changed anywhere is not taken, and made anew") {
    Store county;
    add_two(county);
    auto const whole = take(county).text;
    auto const file = kept_files(county).front();
    auto const bytes = read_bytes(file);
    REQUIRE(registry::read_frames(file, 1));
    for (std::size_t size :
         {std::size_t{0}, std::size_t{7}, std::size_t{64}, bytes.size() / 2, bytes.size() - 1}) {
        write_bytes(file, bytes.substr(0, size));
        CHECK_FALSE(registry::read_frames(file, 1));
        CHECK(take(county).text == whole);
    }
    CHECK(rc::check("one changed bit", [&] {
        auto changed = bytes;
        auto const at = *rc::gen::inRange<std::size_t>(0, bytes.size());
        changed[at] = static_cast<char>(changed[at] ^ (1 << *rc::gen::inRange(0, 8)));
        write_bytes(file, changed);
        RC_ASSERT(!registry::read_frames(file, 1));
        RC_ASSERT(take(county).text == whole);
    }));
}

TEST_CASE(
    "kept frames may be deleted at any time, and a folder that cannot be written is no fault") {
    Store county;
    add_two(county);
    auto const schema = pack::make_schema(county.pack);
    auto const request = everything(county, schema, day);
    registry::take_frames(*county.database, county.pack, schema, request);
    auto const used = registry::take_frames(*county.database, county.pack, schema, request);
    auto const folder = registry::frames_folder(county.database->address());
    std::filesystem::remove_all(folder);
    CHECK(written(used) == loaded(county));
    write_bytes(folder, "a file where the folder should be");
    auto const taken = take(county);
    CHECK(taken.loaded);
    CHECK(taken.text == loaded(county));
}

TEST_CASE("frames of the past and of a write under way are not kept") {
    Store county;
    add_two(county);
    auto const schema = pack::make_schema(county.pack);
    auto request = everything(county, schema, day);
    request.moment.known_at = jingzhun::base::now();
    registry::take_frames(*county.database, county.pack, schema, request);
    Import import(county, "roster");
    import.row("household", {{ "number", text("H3") }});
    CHECK(take(county).loaded);
    CHECK_FALSE(std::filesystem::exists(registry::frames_folder(county.database->address())));
}

TEST_CASE("what a kept file lacks is loaded, and then it has what both asked for") {
    Store county;
    add_two(county);
    auto const schema = pack::make_schema(county.pack);
    auto request = everything(county, schema, day);
    auto const all = request.fields;
    auto const fields_of = [&](std::size_t from, std::size_t to) {
        request.fields.assign(all.begin() + static_cast<std::ptrdiff_t>(from),
                              all.begin() + static_cast<std::ptrdiff_t>(to));
        bool loaded_now = false;
        registry::take_frames(*county.database, county.pack, schema, request, &loaded_now);
        return loaded_now;
    };
    CHECK(fields_of(0, 3));
    CHECK(fields_of(3, all.size()));
    CHECK_FALSE(fields_of(0, all.size()));
}
