// A filled-in form: its answers read, held against the form's conditions and checks, and stated.
//
// The same conditions have run where it was filled in; they run again here, because what comes in
// from outside is believed by nobody.
#pragma once

#include "access/may.hpp"
#include "work/form_facts.hpp"

#include "store/ledger.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace jingzhun::work {

struct Sheet {
    std::string number; // made where it was filled in; the same number is taken once
    std::map<std::string, std::string> answers; // by field, as people write them
    std::set<std::string> typed;                // fields typed anew there, whatever they say
};
// 16 to 64 small letters, digits and hyphens.
bool valid_sheet_number(std::string_view number);

struct SheetRemark {
    std::string field; // "" where it is about the sheet
    base::Problem problem;
};
struct SheetChecked {
    std::vector<base::Value> values; // by index of the fields of the register stated
    std::int64_t asked = 0, typed = 0, confirmed = 0;
    std::vector<SheetRemark> refused, remarks; // nothing may be refused where it is to be taken
};

// Who fills in, where the form fills that in by itself; empty where he is none of the persons.
struct Filler {
    std::string key, name, account;
};

// `seen`: the facts as whoever filled it in saw them, which say what he was asked; `whole`: all of
// them, which checks are held against. Both take the answers. What comes to a question that was not
// asked is left out.
SheetChecked check_sheet(pack::Pack const &pack, pack::Form const &form, Sheet const &sheet,
                         Filler const &filler, FormFacts &seen, FormFacts &whole);
// What a question is filled in with, where it is not asked: as stored; missing where it is asked.
base::Value filled(pack::FormAsk const &ask, Filler const &filler, FormFacts const &facts);

struct SheetPlace {
    store::Database &database;
    pack::Pack const &pack;
    int county = 0;
    store::Actor actor;
    access::Holder const *holder = nullptr; // who may state what where; null: everything
    base::AreaTree const *areas = nullptr;
};
struct SheetTaken {
    std::int64_t batch = 0, typed = 0, confirmed = 0;
    bool before = false; // it was here already, and nothing was done
};
// One batch whose source is the form, with its event: the answers' record and the sheet's.
// `subject`: the key, and `shared`: fields of the register of sheets that the subject has too.
// Throws Error "form_sheet_other" where the number is that of another sheet, "access_refused" where
// the holder may not state it there. Requires: a write transaction is open; nothing was refused.
SheetTaken take_sheet(SheetPlace const &place, pack::Form const &form, Sheet const &sheet,
                      SheetChecked const &checked, std::string const &subject,
                      std::map<std::string, base::Value> const &shared, base::Date on);

} // namespace jingzhun::work
