// Could this unlinked row of a list be that person? If so, the person's absence from the list is
// not known.
//
// Yes where the folded names are equal and not (both numbers are valid and differ); or where the
// numbers lie one changed character or one swap of neighbours apart and at least one of them is not
// valid.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::registry {

struct Candidate {
    std::string name;     // as stated
    std::string identity; // as stated, may be empty or wrong
};

// For each person: could any of the loose rows be them? Both may be large: names and numbers are
// hashed, never compared all against all.
std::vector<bool> could_be(std::vector<Candidate> const &persons,
                           std::vector<Candidate> const &loose);

} // namespace jingzhun::registry
