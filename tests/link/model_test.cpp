// A model says what is wrong with it, where, and what was probably meant.
#include "link/model.hpp"

#include "base/file.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::link;

namespace {

std::string good = R"(id = "no"
[field]
name = { type = "text" }
day = { type = "date" }
[[compare]]
field = "name"
levels = ["exact", "jaro_winkler 0.9"]
[[compare]]
field = "day"
levels = ["exact", "edit 1"]
[[block]]
key = ["name prefix 2", "day year"]
[score]
link = 5
)";

std::string with(std::string const &what, std::string const &by) {
    auto text = good;
    auto const at = text.find(what);
    REQUIRE(at != text.npos);
    return text.replace(at, what.size(), by);
}

// The one fault, with its line.
base::Problem fault(std::string const &text) {
    auto const reading = read_model(text, "m.toml");
    REQUIRE(reading.faults.size() == 1);
    return reading.faults.front();
}

std::string argument(base::Problem const &problem, std::string_view name) {
    for (auto const &[key, value] : problem.arguments)
        if (key == name) return value;
    return "";
}

} // namespace

TEST_CASE("a sound model is read without faults, its names resolved") {
    auto const reading = read_model(good, "m.toml");
    REQUIRE(reading.faults.empty());
    auto const &model = reading.model;
    CHECK(model.fields.size() == 2);
    CHECK(model.comparisons[1].field == 1);
    CHECK(model.comparisons[0].levels[1].test == Test::jaro_winkler);
    CHECK(model.comparisons[0].levels[1].argument == 0.9);
    CHECK(model.blocks[0].parts[0].part == Part::prefix);
    CHECK(model.blocks[0].parts[0].argument == 2);
    CHECK(model.link == 5);
    CHECK(outcome_text(model.comparisons[0], 0) == "missing");
    CHECK(outcome_text(model.comparisons[0], 2) == "jaro_winkler 0.9");
    CHECK(outcome_text(model.comparisons[0], 3) == "else");
}

TEST_CASE("a fault has its line and the nearest right word") {
    auto const typo = fault(with("jaro_winkler", "jaro_winkel"));
    CHECK(typo.code == "model_unknown");
    CHECK(typo.place.line == 7);
    CHECK(argument(typo, "near") == "jaro_winkler");

    auto const field = fault(with("field = \"day\"", "field = \"dya\""));
    CHECK(field.place.line == 9);
    CHECK(argument(field, "near") == "day");

    CHECK(fault(with("link = 5", "link = \"5\"")).code == "model_type");
    CHECK(fault(with("link = 5", "lnik = 5")).code == "model_unknown");
    CHECK(fault(with("edit 1", "edit")).code == "model_argument");
    CHECK(fault(with("edit 1", "words 0.5")).code == "model_test_type");
    CHECK(fault(with("0.9", "1.9")).code == "model_argument");
    CHECK(fault(with("name prefix 2", "name prefix")).code == "model_argument");
    CHECK(fault(with("day year", "name year")).code == "model_argument");
    CHECK(fault(with("id = \"no\"", "")).code == "model_key_missing");
    CHECK(fault(with("link = 5", "link = -5")).code == "model_scores");
    CHECK(fault(with("[score]", "[score")).code == "model_malformed");
    CHECK(fault(with("field = \"day\"", "field = \"name\"")).code == "model_twice");
}

TEST_CASE("all faults are told at once") {
    auto const reading = read_model(with("edit 1", "edit x") + "review = 7\n", "m.toml");
    CHECK(reading.faults.size() == 2);
}

TEST_CASE("the shipped models are sound") {
    for (auto const *name : {"febrl", "fake", "rldata", "historical", "person"}) {
        auto const file = source_folder() + "/models/" + name + ".toml";
        auto const reading = read_model(base::read_file(file), file);
        for (auto const &one : reading.faults) MESSAGE(base::describe(one, base::Language::en));
        CHECK(reading.faults.empty());
    }
}
