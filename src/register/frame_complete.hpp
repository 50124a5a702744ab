// For which records is a list of linked rows known to be whole? Not for others.
#pragma once

#include "register/could_be.hpp"
#include "register/fold.hpp"
#include "register/frame_decided.hpp"
#include "register/frame_links.hpp"

#include <memory>
#include <vector>

namespace jingzhun::registry {

class Completeness {
  public:
    Completeness(store::Database &database, pack::Pack const &pack, FrameRequest const &request,
                 BatchView const &batches, cel::Population const &population)
        : database_(database), pack_(pack), request_(request), batches_(batches),
          population_(population) {}

    // Of the relation from each row of the other register (LinkPlace::to) to ours: all rows where a
    // batch that feeds our register counts, but those whom a row of ours that found nobody could
    // mean, unless somebody decided that it does not. A yearly list without a row of the day's year
    // is whole for nobody.
    cel::Bits of_reverse(pack::LinkPlace const &place, Matches const &own,
                         DecidedRows const &decided);
    // Of our own relation: all rows where a batch that feeds the other register counts, but those
    // that found nobody and could mean somebody.
    cel::Bits of_own(pack::LinkPlace const &place, Matches const &own, DecidedRows const &decided);

  private:
    struct Known {
        std::size_t table = 0;
        std::string name, identity;
        std::unique_ptr<Resemblance> persons;
    };
    bool fed(std::string const &name) const;
    bool covers(std::size_t table) const;
    std::string_view text(std::size_t table, std::string const &field, std::size_t row) const;
    Resemblance const &persons(pack::LinkPlace const &place);
    template <class Loose>
    void each_loose(pack::LinkPlace const &place, Matches const &own, Loose const &loose);

    store::Database &database_;
    pack::Pack const &pack_;
    FrameRequest const &request_;
    BatchView const &batches_;
    cel::Population const &population_;
    std::vector<Known> known_;
};

} // namespace jingzhun::registry
