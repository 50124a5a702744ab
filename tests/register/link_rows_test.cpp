// Rows whose number is mistyped or missing: who is recognised, who waits, and what a person
// decides.
#include "register/county.hpp"
#include "source_folder.hpp"

#include "base/identity.hpp"
#include "link/model.hpp"
#include "register/link_review.hpp"
#include "register/link_rows.hpp"
#include "register/link_words.hpp"

#include <doctest/doctest.h>

using namespace county;
using registry::LinkState;

namespace {

std::string number_of(int sequence) {
    auto const seventeen = "4311991980010110" + std::to_string(sequence % 10);
    return seventeen + jingzhun::base::check_character(seventeen);
}

// The last digit of the year, so that the check character no longer fits.
std::string mistyped(std::string number) {
    number[9] = number[9] == '0' ? '1' : '0';
    return number;
}

struct Linked : Store {
    Linked() {
        pack.linkages.push_back(
            {"person",
             std::make_shared<jingzhun::link::Model const>(
                 jingzhun::link::load_model(source_folder() + "/packs/china/linkage/person.toml")),
             {}});
        for (auto &definition : pack.registers)
            for (auto &link : definition.links)
                if (!link.possible_name.empty()) link.model = "person";
        Import import(*this, "roster");
        import.row("household", {{"number", text("H1")}, { "village", text("431128100200") }});
        person(import, "P1", "欧阳清逸", number_of(1));
        person(import, "P2", "王建国", number_of(2));
        person(import, "P3", "王建国", number_of(3));
        person(import, "P4", "司徒若兰", number_of(4));
        import.finish();
    }

    static void person(Import &import, std::string const &key, std::string const &name,
                       std::string const &identity) {
        import.row("person", {{"number", text(key)},
                              {"household_no", text("H1")},
                              {"name", text(name)},
                              { "identity",
                                text(identity) }});
    }

    void list(std::string const &plate, std::string const &name, std::string const &identity) {
        Import import(*this, "vehicles");
        import.row("vehicle", {{"plate", text(plate)},
                               {"name", text(name)},
                               { "identity",
                                 identity.empty() ? Value() : text(identity) }});
        import.finish();
    }

    registry::LinkReport link() {
        store::Transaction transaction(*database);
        auto const report = registry::link_rows(*database, pack, code, {"clerk", "", ""});
        transaction.commit();
        return report;
    }

    std::vector<registry::LinkDecision> decisions(registry::Known const &known = {}) {
        return registry::decisions(*database, code, known);
    }

    // The rows of P1 … P4 in the list, and whether that is all that can be theirs.
    struct Vehicles {
        std::size_t count = 0;
        bool complete = false;
    };
    Vehicles vehicles_of(std::size_t row, registry::Moment const &moment = {}) {
        auto const schema = pack::make_schema(pack);
        registry::FrameRequest request{code, moment, {}};
        auto const person = schema.index_of("person");
        auto const *field = schema.records[person].find("vehicles");
        request.fields.push_back({person, field->source, field->index});
        auto const frames = registry::load_frames(*database, pack, schema, request);
        auto const &relation = frames.tables[person].relations[field->index];
        return {relation.offsets[row + 1] - relation.offsets[row],
                cel::bit(relation.complete, row)};
    }
};

} // namespace

TEST_CASE("a mistyped number with the same name is recognised; evidence and score are kept") {
    Linked county;
    county.list("湘M1", "欧阳清逸", mistyped(number_of(1)));
    CHECK(county.vehicles_of(0).count == 0);
    auto const report = county.link();
    CHECK(report.linked == 1);
    CHECK(report.waiting == 0);
    CHECK(county.vehicles_of(0).count == 1);
    CHECK(county.vehicles_of(0).complete);
    auto const decided = county.decisions().at(0);
    CHECK(decided.state == LinkState::automatic);
    CHECK(decided.score >= 10);
    auto const words = registry::evidence_words(county.pack, decided, jingzhun::base::Language::zh);
    CHECK(words.find("身份证号差一处 +15.6") != std::string::npos);
    CHECK(words.find("姓名相同") != std::string::npos);
    CHECK(county.link().added == 0); // nothing changed: nothing is written
}

TEST_CASE("a name alone waits for a person; until then the list is whole for nobody of that name") {
    Linked county;
    county.list("湘M1", "王建国", "");
    CHECK(county.link().waiting == 1);
    REQUIRE(county.decisions().size() == 2); // both of that name are suggested
    CHECK_FALSE(county.vehicles_of(1).complete);
    CHECK_FALSE(county.vehicles_of(2).complete);
    auto const first = county.decisions().at(0);
    CHECK(first.state == LinkState::review);
    CHECK_THROWS_AS(
        registry::review_link(*county.database, {"chief", "", ""}, code, first.id, true),
        jingzhun::base::Error); // without a reason
    registry::review_link(*county.database, {"chief", "电话核实", ""}, code, first.id, true);
    CHECK(county.vehicles_of(static_cast<std::size_t>(first.target) - 1).count == 1);
    CHECK(county.vehicles_of(1).complete);
    CHECK(county.vehicles_of(2).complete);
    auto const now = county.decisions();
    REQUIRE(now.size() == 1); // nobody else's any more
    CHECK(now[0].state == LinkState::confirmed);
    CHECK(now[0].actor == "chief");
    CHECK(county.link().waiting == 0); // and it stays so
}

TEST_CASE("who was refused is not suggested again, and his absence from the list is known") {
    Linked county;
    county.list("湘M1", "司徒若兰", "");
    county.link();
    auto const suggested = county.decisions().at(0);
    REQUIRE(suggested.target == 4);
    CHECK_FALSE(county.vehicles_of(3).complete);
    registry::review_link(*county.database, {"chief", "同名外县人", ""}, code, suggested.id, false);
    CHECK(county.vehicles_of(3).count == 0);
    CHECK(county.vehicles_of(3).complete);
    CHECK(county.link().waiting == 0);
    SUBCASE("unless a side says something else") {
        Import import(county, "roster", Date{20000});
        Linked::person(import, "P4", "司徒若蘭", number_of(4));
        import.finish();
        CHECK(county.link().waiting == 1);
        CHECK_FALSE(county.vehicles_of(3).complete);
    }
}

TEST_CASE("a mistyped number with another name is nobody's by itself") {
    Linked county;
    county.list("湘M1", "赵六", mistyped(number_of(1)));
    county.link();
    for (auto const &one : county.decisions()) CHECK(one.state == LinkState::review);
    CHECK(county.vehicles_of(0).count == 0);
    CHECK_FALSE(county.vehicles_of(0).complete);
}

TEST_CASE("a decision ends when the number finds its person; what was known before stays known") {
    Linked county;
    Import wrong(county, "roster", Date{19000}); // the register has it wrong, the list right
    Linked::person(wrong, "P1", "欧阳清逸", mistyped(number_of(1)));
    wrong.finish();
    county.list("湘M1", "欧阳清逸", number_of(1));
    auto const before = registry::ledger_position(*county.database, code);
    CHECK(county.link().linked == 1);
    auto const then = registry::ledger_position(*county.database, code);
    Import import(county, "roster", Date{20000});
    Linked::person(import, "P1", "欧阳清逸", number_of(1));
    import.finish();
    CHECK(county.link().withdrawn == 1);
    CHECK(county.decisions().empty());
    CHECK(county.vehicles_of(0).count == 1);
    CHECK(county.decisions({INT64_MAX, then}).size() == 1);
    registry::Moment moment;
    moment.position = then;
    CHECK(county.vehicles_of(0, moment).count == 1);
    moment.position = before; // before it was linked
    CHECK(county.vehicles_of(0, moment).count == 0);
}

TEST_CASE("a row is decided the same alone and among many others") {
    Linked alone;
    alone.list("湘M1", "欧阳清逸", mistyped(number_of(1)));
    alone.link();
    Linked among;
    for (int i = 0; i < 40; ++i)
        among.list("湘N" + std::to_string(i), i % 2 == 0 ? "王建国" : "外乡人", "");
    among.list("湘M1", "欧阳清逸", mistyped(number_of(1)));
    among.link();
    for (auto const &one : among.decisions())
        if (one.state == LinkState::automatic) {
            CHECK(one.score == alone.decisions().at(0).score);
            CHECK(one.evidence == alone.decisions().at(0).evidence);
        }
}

TEST_CASE("what an erased person was compared by goes, the decision's place stays") {
    Linked county;
    county.list("湘M1", "欧阳清逸", mistyped(number_of(1)));
    county.link();
    store::Transaction transaction(*county.database);
    auto const gone = registry::forget_decisions(*county.database, code, county.pack, "person", 1);
    transaction.commit();
    REQUIRE(gone.size() == 1);
    CHECK(county.decisions().at(0).print.empty());
    CHECK(county.decisions().at(0).evidence.empty());
}

namespace {

// How many records of the register are the same person as each, the record itself included.
std::vector<std::size_t> same_person(Linked &county) {
    auto const schema = pack::make_schema(county.pack);
    registry::FrameRequest request{code, {}, {}};
    auto const person = schema.index_of("person");
    auto const *field = schema.records[person].find("same_person");
    REQUIRE(field != nullptr);
    request.fields.push_back({person, field->source, field->index});
    auto const frames = registry::load_frames(*county.database, county.pack, schema, request);
    auto const &relation = frames.tables[person].relations[field->index];
    std::vector<std::size_t> counts;
    for (std::size_t row = 0; row < frames.tables[person].rows; ++row)
        counts.push_back(relation.offsets[row + 1] - relation.offsets[row]);
    return counts;
}

struct Twice : Linked {
    Twice() {
        pack::Link same;
        same.name = "same_person";
        same.to = same.model = "person";
        same.on = {{"identity", "identity"}};
        same.many = true;
        same.possible_name = same.possible_their_name = "name";
        same.possible_identity = same.possible_their_identity = "identity";
        for (auto &definition : pack.registers)
            if (definition.name == "person") definition.links.push_back(same);
        Import import(*this, "roster");
        person(import, "P5", "欧阳清逸", mistyped(number_of(1)));
        import.finish();
    }
};

} // namespace

TEST_CASE("who stands in the register twice, once with a mistyped number, is found from both") {
    Twice county;
    using Counts = std::vector<std::size_t>;
    CHECK(same_person(county) == Counts{1, 1, 1, 1, 0});
    CHECK(county.link().added == 1);
    CHECK(same_person(county) == Counts{2, 1, 1, 1, 2});
    CHECK(county.link().added == 0); // nothing changed: nothing is written
    auto const decided = county.decisions().at(0);
    CHECK(decided.register_name == "person");
    CHECK(decided.link == "same_person");
    registry::review_link(*county.database, {"chief", "两个人", ""}, code, decided.id, false);
    CHECK(same_person(county) == Counts{1, 1, 1, 1, 0});
    CHECK(county.link().added == 0); // what a person refused stays refused
}

TEST_CASE("what is compared while others write comes out as under the lock") {
    Linked county;
    county.list("湘M1", "欧阳清逸", mistyped(number_of(1)));
    auto const report =
        registry::link_rows_apart(*county.database, county.pack, code, {"clerk", "", ""});
    CHECK(report.linked == 1);
    CHECK(county.vehicles_of(0).count == 1);
    CHECK(county.link().added == 0);
}
