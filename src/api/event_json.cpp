// Writing an event.
#include "api/event_json.hpp"

namespace jingzhun::api {

void write(base::JsonWriter &json, store::LoggedEvent const &event) {
    json.begin_object()
        .member("event", event.sequence)
        .member("time", base::to_string_instant(event.time))
        .member("actor", event.actor.name)
        .member("role", event.actor.role)
        .member("from", event.actor.from)
        .member("reason", event.actor.reason)
        .member("kind", event.event.kind)
        .member("subject", event.event.subject)
        .member("details", event.event.details)
        .end_object();
}

} // namespace jingzhun::api
