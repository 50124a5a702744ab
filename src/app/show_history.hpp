// show --history: every version of a record, in both times.
#pragma once

#include "api/explain_json.hpp"
#include "app/commands.hpp"
#include "app/session.hpp"
#include "register/history.hpp"

namespace jingzhun::app {

// As text or JSON, by `common`. Fields named by `hidden` are shown in part.
void show_history(Session const &session, pack::Register const &definition,
                  registry::Record const &record, api::Hidden const &hidden, Common const &common);

} // namespace jingzhun::app
