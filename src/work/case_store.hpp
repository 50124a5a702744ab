// Where cases are kept: tables work_case, case_act, case_record, case_notice, case_objection.
//
// Acts and their records are only ever added; of a case, a notice and an objection the row says how
// they stand now. Every change stands in one transaction with its event (desk.hpp).
#pragma once

#include "store/database.hpp"
#include "work/case.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jingzhun::work {

// Makes the tables where they are not there. Requires: a write transaction is open.
void create_case_tables(store::Database &database);

// Nothing where there is no such case.
std::optional<Case> find_case(store::Database &database, int county, std::int64_t id);

// What a list shows of a case; everything but acts, notices and objections.
struct CaseFilter {
    std::string procedure, key, step; // empty: any
    std::string area;                 // prefix
    std::optional<CaseState> state;
};
// In order of number.
std::vector<Case> list_cases(store::Database &database, int county, CaseFilter const &filter = {});
// The open case of this procedure about this subject.
std::optional<std::int64_t> open_case_of(store::Database &database, int county,
                                         std::string const &procedure,
                                         std::string const &register_name, std::string const &key);

// Number of the next case: 1, 2, 3 … in each county.
std::int64_t next_case(store::Database &database, int county);
// Writes what `after` has more than `before` (nullptr: all of it). Requires: a write transaction.
void save_case(store::Database &database, int county, Case const *before, Case const &after);

// A row by its table and the columns of its key, the county aside.
struct CaseRow {
    std::string table;
    std::vector<std::pair<std::string, std::int64_t>> key;
};
// Takes key, label, records, reasons, notices and objections out of the cases about an erased
// record. Requires: a write transaction is open. Answers the rows that were emptied.
std::vector<CaseRow> forget_cases(store::Database &database, int county,
                                  std::string const &register_name, std::string const &key);

} // namespace jingzhun::work
