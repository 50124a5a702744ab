// Cases as JSON, for the command line and the API alike.
#pragma once

#include "base/json.hpp"
#include "pack/model.hpp"
#include "work/desk.hpp"

namespace jingzhun::work {

// What is shown of what is personal.
struct Sight {
    bool private_records = true; // records the pack calls private, who objected
};
// The head of a case: {case, procedure, title, subject, label, area, state, step, since, opened}.
void write_json_head(base::JsonWriter &json, pack::Pack const &pack, Case const &one);
// The whole: the head, acts with their records, notices, objections, and what is needed next.
void write_json(base::JsonWriter &json, pack::Pack const &pack, Case const &one, Needs const &needs,
                Sight const &sight = {});
// {refused: [{case, subject, problems: [{code, message, message_en}]}]}
void write_json(base::JsonWriter &json, std::vector<Refusal> const &refusals);

} // namespace jingzhun::work
