// The complete file of a case, and its notice, as documents to print: self-contained HTML, Chinese
// first.
#pragma once

#include "base/area.hpp"
#include "work/desk.hpp"

#include <functional>
#include <string>

namespace jingzhun::report {

struct CaseFile {
    store::Database &database;
    pack::Pack const &pack; // in force now; what was frozen is shown by the pack of then
    base::AreaTree const &areas;
    int county = 0;
    bool private_records = true; // else records the pack calls private are left out
    // How a value of the register reads for whoever prints: private fields in part.
    std::function<std::string(pack::Register const &, pack::Field const &, std::string const &)>
        shown;
};

// Every step with who, when, where, records, votes, notices, objections; the facts each decision
// saw, and whether they are still as they were; the hash and the number of the event of each act.
std::string case_file_html(CaseFile const &file, work::Case const &one, work::Needs const &needs);
// The notice alone, in large print: what it says and shows, and until when.
std::string notice_html(CaseFile const &file, work::Case const &one, work::Notice const &notice);
std::string notice_text(CaseFile const &file, work::Case const &one, work::Notice const &notice,
                        base::Language language);

} // namespace jingzhun::report
