// A name in both languages, as everything in a pack has.
#pragma once

#include "base/error.hpp"

#include <string>

namespace jingzhun::pack {

struct Title {
    std::string zh, en;
    std::string const &in(base::Language language) const {
        return language == base::Language::zh ? zh : en;
    }
};

} // namespace jingzhun::pack
