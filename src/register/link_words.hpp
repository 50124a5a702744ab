// A link decision as people read it.
#pragma once

#include "pack/model.hpp"
#include "register/link_decision.hpp"

#include <string>
#include <vector>

namespace jingzhun::registry {

// 自动连上 待核 已确认 已否认
std::string state_words(LinkState state, base::Language language);
// 身份证号差一处 +15.6，姓名相同 +18.2，起点 -12.4
std::string evidence_words(pack::Pack const &pack, LinkDecision const &decision,
                           base::Language language);

// One comparison each: what was compared, how it came out, what that is worth in bits.
struct EvidenceLine {
    std::string what, outcome;
    double bits = 0;
};
std::vector<EvidenceLine> evidence_lines(pack::Pack const &pack, LinkDecision const &decision,
                                         base::Language language);

} // namespace jingzhun::registry
