// A batch whose source is the handover.
#include "work/pairing_writer.hpp"

#include "base/error.hpp"
#include "register/records.hpp"
#include "work/kin.hpp"

#include <algorithm>

namespace jingzhun::work {
namespace {

constexpr auto source_name = "handover"; // packs may name it where they say whom to believe

class PairingWriter {
  public:
    PairingWriter(FindingDesk const &desk, store::Actor const &actor, base::Date on)
        : desk_(desk), on_(on), rules_(responsibility_of(desk.pack).pairing),
          definition_(*desk.pack.find_register(rules_.register_name)) {
        batch_.county = desk.county;
        batch_.file = batch_.source = batch_.sheet = source_name;
        batch_.actor = actor.name;
        batch_.reason = actor.reason;
        batch_.recorded_at = batch_.accepted_at = base::now();
        batch_.valid_from = on;
        batch_.accepted_after = registry::ledger_position(desk.database, desk.county);
        batch_.id = registry::insert_batch(desk.database, batch_);
        writer_.emplace(desk.database, desk.pack, definition_, batch_);
    }

    // Nothing where the register holds no such pairing.
    std::optional<Paired> pass(Paired const &pair, Person const &from, Person const &to) {
        auto values = key_values(pair);
        auto const key = registry::Writer::key_of(definition_, values);
        auto const old = registry::read_record(desk_.database, desk_.pack, definition_,
                                               desk_.county, key, registry::Moment{on_});
        if (!old) return std::nullopt;
        auto const last = std::max(pair.from, base::add_days(on_, -1));
        at(values, rules_.to) = std::int64_t{last.days};
        state(old->key, values);
        values = old->values;
        // Where the person is named, the other one is named now.
        for (auto &value : values)
            if (auto *text = std::get_if<std::string>(&value);
                text != nullptr && *text == from.name)
                *text = to.name;
        at(values, person_field()) = to.key;
        at(values, rules_.from) = std::int64_t{on_.days};
        at(values, rules_.to) = {};
        state(registry::Writer::key_of(definition_, values), values);
        return Paired{to.key, pair.subject, on_, base::date_max, pair.subject_name};
    }
    void close() { registry::update_batch(desk_.database, batch_); }

  private:
    std::string own_field(std::string const &link) const {
        for (auto const &one : definition_.links)
            if (one.name == link && !one.on.empty()) return one.on.front().first;
        return "";
    }
    std::string person_field() const { return own_field(rules_.person); }
    base::Value &at(std::vector<base::Value> &values, std::string const &field) const {
        return values[definition_.field_index(field)];
    }
    std::vector<base::Value> key_values(Paired const &pair) const {
        std::vector<base::Value> values(definition_.fields.size());
        at(values, own_field(rules_.subject)) = pair.subject;
        at(values, person_field()) = pair.person;
        if (pair.from != base::date_min) at(values, rules_.from) = std::int64_t{pair.from.days};
        return values;
    }
    void state(std::string const &key, std::vector<base::Value> const &values) {
        auto const outcome = writer_->state(key, on_, ++row_, values);
        ++batch_.rows;
        ++batch_.accepted;
        batch_.created += outcome == registry::Outcome::created;
        batch_.updated += outcome == registry::Outcome::updated;
        batch_.unchanged += outcome == registry::Outcome::unchanged;
    }

    FindingDesk const &desk_;
    base::Date on_;
    pack::Pairing const &rules_;
    pack::Register const &definition_;
    registry::Batch batch_;
    std::optional<registry::Writer> writer_;
    int row_ = 0;
};

} // namespace

std::vector<Paired> pass_pairings(FindingDesk const &desk, store::Actor const &actor,
                                  std::vector<Paired> const &pairings, Person const &from,
                                  Person const &to, base::Date on) {
    std::vector<Paired> begun;
    if (pairings.empty()) return begun;
    auto const close = close_to(desk.database, desk.pack, desk.county, to.key, on);
    for (auto const &pair : pairings)
        if (close.subjects.contains(pair.subject))
            throw base::Error("handover_relative", {{"who", to.name}, {"key", pair.subject}});
    PairingWriter writer(desk, actor, on);
    for (auto const &pair : pairings)
        if (auto next = writer.pass(pair, from, to)) begun.push_back(*std::move(next));
    writer.close();
    return begun;
}

} // namespace jingzhun::work
