// The facts of a case's subject as a store knows them: the world of a transition (world.hpp).
//
// Frames are loaded once a day asked about, and only what the procedure's expressions read; an
// expression that reads no fact of the subject needs none.
#pragma once

#include "cel/population.hpp"
#include "pack/schema.hpp"
#include "register/records.hpp"
#include "work/world.hpp"

#include <map>
#include <memory>

namespace jingzhun::work {

class SubjectFacts {
  public:
    // All outlive this.
    SubjectFacts(store::Database &database, pack::Pack const &pack,
                 pack::Procedure const &procedure, int county);
    ~SubjectFacts();

    cel::Value evaluate(Case const &one, cel::Expression const &expression,
                        Variables const &variables, base::Date on);
    NoticeLine show(Case const &one, std::string const &field, base::Date on);
    // Who stated something about the subject.
    std::vector<access::Deed> authors(Case const &one) const;
    // The subject and the records that these relations lead to from it.
    std::vector<std::pair<std::string, std::int64_t>>
    related(Case const &one, std::vector<std::string> const &relations, base::Date on);

  private:
    struct Day;
    Day &day(base::Date on);
    std::optional<cel::RecordReference> self_in(Day &day, Case const &one) const;

    store::Database &database_;
    pack::Pack const &pack_;
    pack::Procedure const &procedure_;
    int county_;
    cel::Schema schema_;
    std::size_t subject_;
    std::map<base::Date, std::unique_ptr<Day>> days_;
};

} // namespace jingzhun::work
