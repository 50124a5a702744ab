// The whole API as one table: method, path, who may enter, what it answers. A line is all a new
// address needs; the description at /api/openapi.json is made from it.
#pragma once

#include "api/asked.hpp"

#include <span>
#include <string>

namespace jingzhun::api {

// Who may enter. Whoever enters sees only what lies within his areas: the handlers ask the caller.
enum class Door {
    anyone,    // also who has not signed in
    signed_in, // whoever has
    role       // who may do `operation` to `on` in some area
};

struct Parameter {
    std::string_view name, about; // of the query; in English
};

struct Route {
    std::string_view method, path;
    Door door = Door::role;
    pack::Operation operation = pack::Operation::read;
    // A register; "{register}": the one of the path; "{grievances}": the pack's of grievances; "*":
    // any one; "": the operation is done to none.
    std::string_view on = "*";
    Response (*handler)(Asked const &) = nullptr;
    std::string_view title_zh, title_en;
    std::span<Parameter const> parameters = {};
    std::size_t body_most = 0;          // bytes; 0: none is read
    bool slow = false;                  // takes long, so others do not wait behind it
    std::string_view body_members = {}; // names of the body's JSON members, those wanted first
};

std::span<Route const> routes();

} // namespace jingzhun::api
