// What the transition of a case asks of the world around it: facts of the subject, who may act,
// which day it is. A store answers it (subject_facts.hpp), a scenario does (scenario.hpp), a test
// may.
#pragma once

#include "cel/value.hpp"
#include "pack/model.hpp"
#include "work/case.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace jingzhun::work {

using Variables = std::vector<std::pair<std::string, cel::Value>>;

struct World {
    pack::Pack const *pack = nullptr;
    // The expression's value for the subject on that day, with the records of the case.
    std::function<cel::Value(cel::Expression const &, Variables const &, base::Date)> evaluate;
    // May whoever acts do this to the subject's register there?
    std::function<bool(pack::Operation, std::string const &area)> may;
    // How a field of the subject reads; empty values where it is not known.
    std::function<NoticeLine(std::string const &field, base::Date)> show;
    // Who stated facts of the subject before: for separation of duties.
    std::vector<access::Deed> deeds = {};
    base::Date today;
};

// Requires: the value is not missing.
cel::Value to_cel(pack::ProcedureRecord const &record, pack::RecordValue const &value);
// What expressions of the procedure may name besides the subject: the latest value of every record
// (unknown where there is none yet, null of an optional one), `area`,
// `opened_on`, `objections` (those
// upheld). `more` counts before what the case holds.
Variables variables_of(pack::Procedure const &procedure, Case const &one,
                       pack::RecordValues const &more = {});
// The latest value of a record; nullptr where there is none.
pack::RecordValue const *record_of(Case const &one, std::string_view name);

} // namespace jingzhun::work
