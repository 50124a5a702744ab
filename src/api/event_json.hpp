// An event of the ledger as the API and the command line write it.
#pragma once

#include "base/json.hpp"
#include "store/ledger.hpp"

namespace jingzhun::api {

// {event, time, actor, role, from, reason, kind, subject, details}
void write(base::JsonWriter &json, store::LoggedEvent const &event);

} // namespace jingzhun::api
