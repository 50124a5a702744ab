// Questionnaires of inspections, as a pack writes them.
//
// A questionnaire is also a register and a layout of the same name: its answers are records like
// all others, imported, kept with their history, seen by rules, erased with their subject. The
// register's fields are inspection_no, the key of its subject, visited_on, inspector, and one for
// each question; the layout's headers are 督查编号, the subject's key, 走访日期, 督查人, and the
// questions' titles.
#pragma once

#include "cel/syntax.hpp"
#include "pack/title.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::pack {

struct Question {
    std::string id;
    Title title;
    std::shared_ptr<cel::Expression const> when; // asked where it holds; null: always
    base::Place place;
};

// An answer, or several together, that is a finding.
struct AnswerFinding {
    std::string id;
    std::shared_ptr<cel::Expression const> when;
    Title message; // {field} of the answers is replaced
    std::string owner;
    bool hard = false;
    int due_days = 0;
    base::Place place;
};

// A share of what was inspected: sum of `weight` where `counts`, over that where `among`.
struct AcceptanceRate {
    std::string id;
    Title title;
    std::shared_ptr<cel::Expression const> among, counts, weight; // weight null: 1
    Title unit;                                                   // 户, 人: the base
    std::string limit; // "< 2", ">= 90": of a hundred; empty: none
    std::string source;
    base::Place place;
};

struct Questionnaire {
    std::string name;
    Title title;
    std::string subject, key; // register asked about, its key field
    std::vector<Question> questions;
    std::vector<AnswerFinding> findings;
    std::vector<AcceptanceRate> rates;
    std::string source;
    base::Place place;
};

// Whether part / whole keeps to a limit: decided by multiplying. Nothing where there is no such
// limit, or nothing to divide by.
std::optional<bool> within_limit(std::string_view limit, std::int64_t part, std::int64_t whole);

} // namespace jingzhun::pack
