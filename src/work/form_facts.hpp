// What a form may know of its subject: the rows its expressions read, cut out of a county's frames,
// with the answers written among them. The same facts are sent to the page that asks.
#pragma once

#include "cel/cut.hpp"
#include "cel/facts_json.hpp"
#include "pack/form_model.hpp"
#include "pack/model.hpp"

#include <functional>
#include <string>
#include <vector>

namespace jingzhun::work {

// A stored value as one of the language, and back; lists of codes are joined by blanks.
cel::Value to_language(pack::Field const &field, base::Value const &value);
base::Value to_stored(cel::Value const &value);

struct FormGround {
    pack::Pack const &pack;
    cel::Schema const &schema;
    cel::Population const &population;
    cel::RecordReference subject; // of `population`
    std::string area;             // of the subject
    base::Date on;                // the day of the answers
    // Facts that the caller does not see: left out as if nobody knew them. Empty: none.
    std::function<bool(cel::RecordReference, pack::Register const &, pack::Field const &)> hidden =
        {};
};

class FormFacts {
  public:
    // All outlive this.
    FormFacts(FormGround const &ground, pack::Form const &form);

    // What is known of the answer to a question, as stored; missing where nothing is.
    base::Value known(pack::FormAsk const &ask) const;
    // Fields of the answers' record that say which subject it is about, as stored.
    std::vector<std::pair<std::string, base::Value>> from_subject() const;
    // Before any is set, a new record's answers are unknown, those of the subject itself as they
    // stand.
    void answer(std::string const &field, base::Value const &value);
    // On the record the answers make. Requires: one of the form's conditions or checks.
    cel::Value evaluate(cel::Expression const &expression) const;
    std::string json() const; // cel/facts_json.hpp

  private:
    struct Reads {
        std::vector<cel::UsedField> fields;
        cel::FactsWanted wanted;
    };
    static Reads reads_of(FormGround const &ground, pack::Form const &form);
    static cel::CutWanted cut_of(FormGround const &ground, Reads const &reads);
    cel::Value on(cel::RecordReference self, cel::Expression const &expression) const;

    FormGround const &ground_;
    pack::Form const &form_;
    Reads reads_;
    cel::Cut cut_;
    cel::RecordReference subject_, self_;
};

} // namespace jingzhun::work
