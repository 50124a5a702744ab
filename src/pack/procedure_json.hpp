// Procedures as JSON, for programs and the web.
#pragma once

#include "base/json.hpp"
#include "pack/model.hpp"

namespace jingzhun::pack {

// {name, title, on, source, steps: [{id, title, by, level, operation, records, must, …}]}
void write_procedure(base::JsonWriter &json, Pack const &pack, Procedure const &procedure);
// {name, title, type, optional, private, accept}
void write_record(base::JsonWriter &json, ProcedureRecord const &record);
// Members by, by_title, by_title_en of the object that is open.
void write_body(base::JsonWriter &json, Pack const &pack, std::string const &by);

} // namespace jingzhun::pack
