// What a witness answers over HTTP (C2SP tlog-witness): POST /add-checkpoint, and nothing else.
//
// Nobody signs in: a submission counts by the ledger's own signature. What is answered is what
// `jingzhun witness cosign` answers to the same file, with the numbers of the specification:
//
//   200  the witness's signature lines, text/plain
//   409  the size it cosigned last and a line break, text/x.tlog.size
//   400 403 404 422  the name of the answer (store/witness.hpp) and a line break, text/plain
#pragma once

#include "api/http.hpp"

namespace jingzhun::api {

// `folder` is the witness's (store/witness_home.hpp), `seconds` the time, after 1970. Any number of
// threads may ask at once: each submission is compared and remembered before the next is looked at.
// Throws Error "not_found" and "method_not_allowed" for anything but that request, and what
// store::cosign throws.
Response witness_answer(std::string const &folder, Request const &request, std::int64_t seconds);

} // namespace jingzhun::api
