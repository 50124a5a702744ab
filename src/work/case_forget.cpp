// Personal texts out of cases about an erased record; that the case was, and who acted, stays.
#include "work/case_store.hpp"

#include <fmt/format.h>

namespace jingzhun::work {
namespace {

struct Emptied {
    std::string_view table, set;
    std::vector<std::string> key; // after county
};

std::vector<CaseRow> empty(store::Database &database, int county, std::int64_t id,
                           Emptied const &what) {
    std::vector<CaseRow> rows;
    auto select =
        database.prepare(fmt::format("SELECT {} FROM {} WHERE county = $1 AND {} = $2",
                                     fmt::join(what.key, ", "), what.table, what.key.front()));
    select->bind(1, county);
    select->bind(2, id);
    while (select->step()) {
        CaseRow row{std::string(what.table), {}};
        for (std::size_t i = 0; i < what.key.size(); ++i)
            row.key.emplace_back(what.key[i], select->integer(static_cast<int>(i)));
        rows.push_back(std::move(row));
    }
    auto update = database.prepare(fmt::format("UPDATE {} SET {} WHERE county = $1 AND {} = $2",
                                               what.table, what.set, what.key.front()));
    update->bind(1, county);
    update->bind(2, id);
    update->run();
    return rows;
}

} // namespace

std::vector<CaseRow> forget_cases(store::Database &database, int county,
                                  std::string const &register_name, std::string const &key) {
    static std::vector<Emptied> const all = {
        {"work_case", "subject = '', label = ''", {"id"}},
        {"case_act", "reason = '', stated = '[]'", {"case_id", "number"}},
        {"case_record", "value = 'null'", {"case_id", "act", "number"}},
        {"case_notice", "text_zh = '', text_en = '', lines = '[]'", {"case_id", "act"}},
        {"case_objection", "name = '', text = '', answer = ''", {"case_id", "number"}}};
    std::vector<CaseRow> rows;
    CaseFilter about;
    about.key = key;
    for (auto const &one : list_cases(database, county, about)) {
        if (one.register_name != register_name) continue;
        for (auto const &what : all) {
            auto emptied = empty(database, county, one.id, what);
            rows.insert(rows.end(), emptied.begin(), emptied.end());
        }
    }
    return rows;
}

} // namespace jingzhun::work
