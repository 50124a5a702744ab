// How clerks write people down: mostly right, sometimes so that nobody can tell whom they meant.
//
// Names stay the same when folded (traditional characters, blanks); numbers get wrong digits, get
// lost, or come in another form. A row that hides its person says so in `Written::links`.
#pragma once

#include "demo/names.hpp"
#include "demo/numbers.hpp"
#include "demo/world.hpp"

namespace jingzhun::demo {

// `exact` rows never hide their person; `single` rows may, but stand only once; `planted` rows hide
// theirs more often, so that linkage has something to find.
enum class Care { normal, single, planted, exact };

class Pen {
  public:
    Pen(NameBook const &names, NumberOffice &numbers) : names_(names), numbers_(numbers) {}

    Written write(Individual const &person, Random &random, Care care = Care::normal) const;
    Written write_card(Individual const &person, Random &random, int kind, int grade,
                       Care care) const;
    // Somebody who does not stand in the register.
    Individual stranger(Random &random, int youngest, int oldest) const;
    NameBook const &names() const { return names_; }
    NumberOffice &numbers() const { return numbers_; }

  private:
    std::string write_name(std::string const &name, Random &random) const;

    NameBook const &names_;
    NumberOffice &numbers_;
};

} // namespace jingzhun::demo
