// Events of looking and taking away.
#include "access/on_record.hpp"

#include "base/json.hpp"

namespace jingzhun::access {

void log_reveal(store::Database &database, int county, store::Actor const &actor,
                std::string const &register_name, std::string const &key,
                std::vector<std::string> const &fields) {
    if (actor.reason.empty()) throw base::Error("reason_missing");
    base::JsonWriter details;
    details.begin_object().key("fields").begin_array();
    for (auto const &field : fields) details.value(field);
    details.end_array().end_object();
    store::append(database, actor, {county, "reveal", register_name + " " + key, details.take()});
}

void log_export(store::Database &database, int county, store::Actor const &actor,
                std::string const &what, std::string const &filter, std::int64_t rows) {
    base::JsonWriter details;
    details.begin_object().member("filter", filter).member("rows", rows).end_object();
    store::append(database, actor, {county, "export", what, details.take()});
}

void log_refusal(store::Database &database, int county, store::Actor const &actor,
                 pack::Operation operation, std::string const &what) {
    base::JsonWriter details;
    details.begin_object().member("operation", pack::to_string(operation)).end_object();
    store::append(database, actor, {county, "refused", what, details.take()});
}

} // namespace jingzhun::access
