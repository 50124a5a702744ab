// A county with accounts and two data fights: a person in each of two townships whom the survey has
// at school and the enrolment list has not; one row of a list without its person.
#pragma once

#include "api/two_towns.hpp"
#include "check/run_check.hpp"
#include "intake/import.hpp"

namespace fight {

using namespace jingzhun;

// Made once for all tests of the program; accounts the_ROLE with the right for the whole county,
// but near_ROLE for the township of the first person alone.
std::string const &address();
api::County &served();
// An answer to the account.
api::Response ask(std::string const &account, std::string const &method, std::string const &target,
                  std::string const &body = "{}");

} // namespace fight
