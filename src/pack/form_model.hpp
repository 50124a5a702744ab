// Forms, as a pack writes them: what is asked about a subject, on a desk or on a phone, and what
// becomes of the answers.
//
// A filled-in form is a sheet. Its answers become a record of the register the form states; the
// sheet itself becomes one of the register of sheets, which counts what was typed. Both are stated
// by a layout of the form's name (form_tree.hpp), so that a sheet can be taken back, believed or
// disbelieved, and filled in in a spreadsheet, as any file.
#pragma once

#include "cel/syntax.hpp"
#include "pack/title.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::pack {

struct FormAsk {
    std::string field; // of the register stated
    Title hint;
    bool required = false;
    std::shared_ptr<cel::Expression const> when;  // asked where it holds; null: always
    std::shared_ptr<cel::Expression const> known; // on the subject; null: what the register has
    // Not asked where it can be filled in: "person" (key of who fills in), "person_name", "known".
    std::string fill;
    bool document = false; // a file, kept by its hash
    base::Place place;
};

struct FormSection {
    Title title;
    std::vector<FormAsk> asks;
};

// What the answers must be like. Where `hard` a sheet that is not is refused, else it is said.
struct FormCheck {
    std::shared_ptr<cel::Expression const> must;
    Title message;
    std::string field; // beside which it is said; empty: below the form
    bool hard = true;
    base::Place place;
};

struct Form {
    std::string name;
    Title title;
    std::string subject; // register asked about
    std::string states;  // register of the answers; of the subject itself, or one linked to it
    std::string sheets;  // register of sheets: sheet_no form on account asked typed confirmed
    bool phone = false;  // filled in on the way
    std::vector<FormSection> sections;
    std::vector<FormCheck> checks;
    std::string source;
    base::Place place;
    FormAsk const *find(std::string_view field) const;
};

// Fields a register of sheets must have; those it shares with the subject are filled from it.
struct SheetField {
    std::string_view name, type;
};
constexpr SheetField sheet_fields[] = {
    {"sheet_no", "text"}, {"form", "text"},     {"on", "date"},          {"account", "text"},
    {"asked", "integer"}, {"typed", "integer"}, {"confirmed", "integer"}};

struct Pack;
// Read with the pack and kept by its hash; none where the pack has no forms, or was not loaded from
// files.
std::shared_ptr<std::vector<Form> const> kept_forms(Pack const &pack);
void keep_forms(std::string const &hash, std::vector<Form> forms);

} // namespace jingzhun::pack
