// Names for people who do not exist, composed from common characters by sex and time of birth.
//
// The characters are read from data/names. Written simplified; every character folds to itself.
#pragma once

#include "base/identity.hpp"
#include "demo/random.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::demo {

class NameBook {
  public:
    // Throws Error "shipped_file_missing".
    NameBook();

    // By how common it is in China.
    std::string const &surname(Random &random) const;
    // One or two characters; `shared` is the character of the generation, or empty.
    std::string given(base::Sex sex, int birth_year, std::string_view shared, Random &random) const;
    // The character that a lineage gives all children of one generation and sex.
    std::string const &generation_character(std::uint64_t lineage, int generation, base::Sex sex,
                                            int birth_year) const;
    // The name in traditional characters; the same text where it has none.
    std::string traditional(std::string_view name) const;

  private:
    struct Weighted {
        std::vector<std::string> texts;
        std::vector<std::int64_t> sums; // running sums of the weights
        std::string const &draw(Random &random) const;
        void add(std::string text, std::int64_t weight);
    };
    Weighted const &characters(base::Sex sex, int era) const {
        return given_[sex == base::Sex::male ? 0 : 1][era];
    }

    Weighted surnames_;
    std::array<std::array<Weighted, 3>, 2> given_; // by sex and era
    std::map<std::string, std::string, std::less<>> traditional_;
};

} // namespace jingzhun::demo
