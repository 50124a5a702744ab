// Findings: what is wrong with whom, found by a rule; one table, one life cycle.
//
// Open until the data say otherwise: a finding raised by a rule closes only when the rule holds
// again, and reopens, with its history, when it fails again. What people do about one is in
// life.hpp and acts.hpp.
#pragma once

#include "base/date.hpp"
#include "finding/life.hpp"
#include "pack/model.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::finding {

struct Finding {
    std::int64_t id = 0;
    int county = 0;
    std::string rule;          // "facts_missing" for facts that rules need and nobody has stated
    std::string register_name; // of the subject
    std::int64_t record = 0;   // the subject in the store
    std::string subject;       // the subject's key
    std::string label;         // what people call the subject; masked where it must be
    std::string period;        // of a duty; else empty
    std::string area;
    State state = State::open;
    pack::Severity severity = pack::Severity::soft;
    base::Date opened, due; // the decision date it was found on; the day by which it must be mended
    std::optional<base::Date> closed;
    int times_reopened = 0;
    std::string owner;
    pack::Title message;
};

void create_table(store::Database &database);

// What to list; empty fields do not narrow. `area` is a prefix.
struct Query {
    int county = 0;
    std::string rule, area, subject, register_name,
        search;                           // search: within subject, label or message
    std::string owner;                    // the role
    std::optional<std::int64_t> assignee; // record of the person; needs findings worked on
    std::optional<base::Date> overdue_on; // not closed, and due before that day
    std::optional<State> state;
    std::optional<pack::Severity> severity;
    bool open_only = false;            // every state but closed
    std::optional<base::Date> open_on; // found by that day and not closed by it
    // Only those within one of these; nothing: all. For readers who may see a part.
    struct Part {
        std::string register_name, area; // area: a prefix
    };
    std::optional<std::vector<Part>> parts;
    std::int64_t after_id = 0;
    std::int64_t limit = 0; // 0: all
};
// In order of id, one by one, so that a list of millions needs no memory.
void list(store::Database &database, Query const &query,
          std::function<void(Finding const &)> const &take);
std::int64_t count(store::Database &database, Query const &query);
std::optional<Finding> find(store::Database &database, int county, std::int64_t id);
// Those that are there of these, in their order.
std::vector<Finding> find_all(store::Database &database, int county,
                              std::vector<std::int64_t> const &ids);

struct Count {
    std::string rule;
    std::string area; // prefix of the length asked for
    std::int64_t findings = 0;
};
// Open findings by rule and by area at that level of codes (digits: 6 county, 9 township, 12
// village).
std::vector<Count> count_open(store::Database &database, int county, int area_digits);

} // namespace jingzhun::finding
