// The table of routes (routes.hpp) chapter by chapter, one file each: routes_CHAPTER.cpp, with what
// their lines have in common.
#pragma once

#include "api/routes.hpp"

namespace jingzhun::api {

// What bodies hold at most, in bytes: a form, a file.
inline constexpr std::size_t small_body = 64 * 1024, file_body = 64 * 1024 * 1024;

inline constexpr Parameter page_parameters[] = {{"limit", "rows of a page"},
                                                {"after", "what the page before named as next"}};

std::span<Route const> routes_of_session();
std::span<Route const> routes_of_findings();
std::span<Route const> routes_of_records();
std::span<Route const> routes_of_cases();
std::span<Route const> routes_of_accounts();
std::span<Route const> routes_of_ledger();
std::span<Route const> routes_of_inspections();
std::span<Route const> routes_of_grievances();
std::span<Route const> routes_of_reveals();
std::span<Route const> routes_of_areas();
std::span<Route const> routes_of_upkeep();
std::span<Route const> routes_of_field();

} // namespace jingzhun::api
