// What a caller may do to a batch: to all of it, or to none.
#pragma once

#include "api/asked.hpp"
#include "register/batch.hpp"

#include <string>

namespace jingzhun::api {

// The batch of the address. Throws Error "batch_unknown".
registry::Batch batch_of(Asked const &asked);
// A batch one may not read is not there: Error "batch_unknown".
void require_readable(Asked const &asked, registry::Batch const &batch);
// May the caller do that to every record of the batch, of every register it feeds? Throws Error
// "batch_unknown", "access_refused".
store::Actor require_whole_batch(Asked const &asked, registry::Batch const &batch,
                                 pack::Operation operation, std::string const &reason);

} // namespace jingzhun::api
