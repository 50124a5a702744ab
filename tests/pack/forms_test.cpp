// Forms of a pack: read with the layout they are written out as, and every fault found at its
// place.
#include "pack/form_model.hpp"
#include "pack/load.hpp"
#include "pack/small_pack.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace jingzhun;

namespace {

constexpr std::string_view sheets = R"toml(
[register.sheet]
title = { zh = "填报单", en = "Sheet" }
key = "sheet_no"
[register.sheet.field]
sheet_no = { type = "text", title = { zh = "填报编号", en = "Sheet" } }
form = { type = "text", title = { zh = "表", en = "Form" } }
on = { type = "date", title = { zh = "日期", en = "Day" } }
account = { type = "text", title = { zh = "账号", en = "Account" } }
asked = { type = "integer", title = { zh = "问", en = "Asked" } }
typed = { type = "integer", title = { zh = "填", en = "Typed" } }
confirmed = { type = "integer", title = { zh = "确认", en = "Confirmed" } }
)toml";

constexpr std::string_view form = R"toml(
[form.survey_sheet]
title = { zh = "核查表", en = "Survey" }
subject = "household"
states = "household"
sheets = "sheet"
source = "办法"
[[form.survey_sheet.section]]
title = { zh = "收入", en = "Income" }
ask = [
    { field = "wage", required = true },
    { field = "cost", when = "wage > 0" },
]
[[form.survey_sheet.check]]
must = "cost <= wage"
message = { zh = "支出大于收入", en = "spends more than it earns" }
field = "cost"
severity = "soft"
)toml";

pack::Loaded load_with(std::string const &text, std::string const &register_text = {}) {
    auto files = small_pack();
    files["forms.toml"] = text;
    files["sheets.toml"] = register_text.empty() ? std::string(sheets) : register_text;
    TemporaryFolder const folder;
    return pack::load(folder.write("nation", files));
}

std::string swapped(std::string_view text, std::string_view old, std::string_view next) {
    std::string changed(text);
    replace_once(changed, old, next);
    return changed;
}

void check_fault(pack::Loaded const &loaded, std::string_view code) {
    std::string all;
    for (auto const &problem : loaded.problems)
        all += "\n" + problem.code + " " + base::describe(problem, base::Language::en);
    CAPTURE(all);
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems.front().code == code);
}

} // namespace

TEST_CASE("a form is read with its questions and checks, and is a layout of the same name") {
    auto const loaded = load_with(std::string(form));
    REQUIRE(loaded.problems.empty());
    auto const forms = pack::kept_forms(loaded.pack);
    REQUIRE(forms->size() == 1);
    auto const &one = forms->front();
    CHECK(one.title.zh == "核查表");
    CHECK(one.find("cost")->when != nullptr);
    CHECK(one.find("wage")->required);
    CHECK_FALSE(one.checks.front().hard);
    auto const *source = loaded.pack.find_source("survey_sheet");
    REQUIRE(source != nullptr);
    CHECK(source->registers == std::vector<std::string>{"household", "sheet"});
    auto const has_into = [&](std::string const &name, std::string const &field) {
        return std::ranges::any_of(source->columns, [&](pack::SourceColumn const &column) {
            return std::ranges::find(column.into, std::pair(name, field)) != column.into.end();
        });
    };
    CHECK(has_into("household", "household_no"));
    CHECK(has_into("household", "wage"));
    CHECK(has_into("sheet", "typed"));
}

TEST_CASE("a pack without forms has none") {
    TemporaryFolder const folder;
    auto const loaded = pack::load(folder.write("nation", small_pack()));
    CHECK(pack::kept_forms(loaded.pack)->empty());
}

TEST_CASE("faults of forms: names that lead nowhere, conditions that are none, sheets that count "
          "nothing") {
    check_fault(load_with(swapped(form, "field = \"wage\"", "field = \"wages\"")),
                "pack_unknown_field");
    check_fault(load_with(swapped(form, "when = \"wage > 0\"", "when = \"wage + 1\"")),
                "pack_form_no_truth");
    check_fault(load_with(swapped(form, "states = \"household\"", "states = \"sheet\"")),
                "pack_form_unlinked");
    check_fault(load_with(std::string(form), swapped(sheets, "typed = { type = \"integer\"",
                                                     "typed = { type = \"text\"")),
                "pack_form_sheet");
    check_fault(load_with(swapped(form, "severity = \"soft\"", "severity = \"mild\"")),
                "pack_unknown_word");
}
