// Reading answers and holding them against the form.
#include "work/form_sheet.hpp"

#include "pack/read_value.hpp"

#include <algorithm>

namespace jingzhun::work {
namespace {

bool is_true(cel::Value const &value) {
    auto const *truth = value.as<bool>();
    return truth != nullptr && *truth;
}
bool is_false(cel::Value const &value) {
    auto const *truth = value.as<bool>();
    return truth != nullptr && !*truth;
}

class SheetCheck {
  public:
    SheetCheck(pack::Pack const &pack, pack::Form const &form, Sheet const &sheet,
               Filler const &filler, FormFacts &seen, FormFacts &whole)
        : pack_(pack), form_(form), sheet_(sheet), filler_(filler), seen_(seen), whole_(whole),
          states_(*pack.find_register(form.states)) {
        checked_.values.resize(states_.fields.size());
    }

    SheetChecked run() {
        for (auto const &[field, value] : whole_.from_subject())
            checked_.values[states_.field_index(field)] = value;
        each([&](pack::FormAsk const &ask) { known_[ask.field] = seen_.known(ask); });
        // All answers first: a condition may be about a question further down.
        each([&](pack::FormAsk const &ask) { read(ask); });
        each([&](pack::FormAsk const &ask) { settle(ask); });
        for (auto const &[field, text] : sheet_.answers)
            if (form_.find(field) == nullptr)
                refuse(field, "form_answer_unknown", {{"field", field}});
        for (auto const &check : form_.checks) hold(check);
        return std::move(checked_);
    }

  private:
    template <class Do> void each(Do const &work) {
        for (auto const &section : form_.sections)
            for (auto const &ask : section.asks) work(ask);
    }
    void refuse(std::string const &field, std::string const &code, base::Arguments arguments) {
        checked_.refused.push_back({field, {code, {}, std::move(arguments)}});
    }

    void read(pack::FormAsk const &ask) {
        auto const &field = *states_.find_field(ask.field);
        auto value = filled(ask, filler_, whole_);
        if (auto const given = sheet_.answers.find(ask.field);
            given != sheet_.answers.end() && base::is_missing(value)) {
            auto got = pack::read_cell(pack_, field, given->second);
            if (auto *problem = std::get_if<base::Problem>(&got)) {
                checked_.refused.push_back({ask.field, std::move(*problem)});
                return;
            }
            value = std::get<base::Value>(std::move(got));
        }
        seen_.answer(ask.field, value);
        whole_.answer(ask.field, value);
        checked_.values[states_.field_index(ask.field)] = std::move(value);
    }

    // Whether it was asked, and what the answer cost whoever gave it.
    void settle(pack::FormAsk const &ask) {
        auto &value = checked_.values[states_.field_index(ask.field)];
        if (!base::is_missing(filled(ask, filler_, whole_))) return;
        if (ask.when != nullptr && !is_true(seen_.evaluate(*ask.when))) {
            value = {};
            whole_.answer(ask.field, value);
            return;
        }
        ++checked_.asked;
        if (base::is_missing(value)) {
            auto const &title = states_.find_field(ask.field)->title;
            if (ask.required && !is_refused(ask.field))
                refuse(ask.field, "form_answer_missing",
                       {{"field", title.zh}, {"field_en", title.en}});
            return;
        }
        bool const typed = sheet_.typed.contains(ask.field) || value != known_[ask.field];
        (typed ? checked_.typed : checked_.confirmed) += 1;
    }
    bool is_refused(std::string const &field) const {
        return std::ranges::find(checked_.refused, field, &SheetRemark::field) !=
               checked_.refused.end();
    }

    void hold(pack::FormCheck const &check) {
        if (!is_false(whole_.evaluate(*check.must))) return;
        SheetRemark remark{check.field,
                           {"form_check_failed",
                            {},
                            {{"message", check.message.zh}, {"message_en", check.message.en}}}};
        (check.hard ? checked_.refused : checked_.remarks).push_back(std::move(remark));
    }

    pack::Pack const &pack_;
    pack::Form const &form_;
    Sheet const &sheet_;
    Filler const &filler_;
    FormFacts &seen_;
    FormFacts &whole_;
    pack::Register const &states_;
    std::map<std::string, base::Value> known_;
    SheetChecked checked_;
};

} // namespace

bool valid_sheet_number(std::string_view number) {
    constexpr std::size_t least = 16, most = 64;
    return number.size() >= least && number.size() <= most &&
           std::ranges::all_of(number, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

base::Value filled(pack::FormAsk const &ask, Filler const &filler, FormFacts const &facts) {
    if (ask.fill == "person" && !filler.key.empty()) return {filler.key};
    if (ask.fill == "person_name" && !filler.name.empty()) return {filler.name};
    if (ask.fill == "known") return facts.known(ask);
    return {};
}

SheetChecked check_sheet(pack::Pack const &pack, pack::Form const &form, Sheet const &sheet,
                         Filler const &filler, FormFacts &seen, FormFacts &whole) {
    return SheetCheck(pack, form, sheet, filler, seen, whole).run();
}

} // namespace jingzhun::work
