// Reading forms, and whether what they name exists and types.
#include "cel/check.hpp"
#include "pack/form_readers.hpp"
#include "pack/readers.hpp"
#include "pack/schema.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace jingzhun::pack {
namespace {

std::vector<std::string> const fills = {"", "person", "person_name", "known"};

FormAsk read_ask(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    FormAsk ask;
    ask.place = node.place();
    ask.field = reader.required_text("field");
    ask.hint = reader.title("hint", false);
    ask.required = reader.flag("required");
    ask.when = reader.expression("when");
    ask.known = reader.expression("known");
    ask.fill = reader.text("fill");
    read_word(ask.fill, reader.place_of("fill"), fills, faults);
    ask.document = reader.flag("document");
    reader.done();
    return ask;
}

FormSection read_section(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    FormSection section;
    section.title = reader.title("title", true);
    reader.required("ask");
    if (auto const *asks = reader.array("ask"))
        for (auto const &ask : asks->items) section.asks.push_back(read_ask(ask, faults));
    reader.done();
    return section;
}

FormCheck read_check(Node const &node, Faults &faults) {
    static std::vector<std::string> const severities = {"hard", "soft"};
    TableReader reader(node, faults);
    FormCheck check;
    check.place = node.place();
    reader.required("must");
    check.must = reader.expression("must");
    check.message = reader.title("message", true);
    check.field = reader.text("field");
    auto const severity = reader.required_text("severity");
    read_word(severity, reader.place_of("severity"), severities, faults);
    check.hard = severity == "hard";
    reader.done();
    return check;
}

Form read_form(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    Form form;
    form.name = entry.key;
    form.place = entry.place();
    form.title = reader.title("title", true);
    form.subject = reader.required_text("subject");
    form.states = reader.required_text("states");
    form.sheets = reader.required_text("sheets");
    form.phone = reader.flag("phone");
    form.source = reader.required_text("source");
    reader.required("section");
    if (auto const *sections = reader.array("section"))
        for (auto const &node : sections->items)
            form.sections.push_back(read_section(node, faults));
    if (auto const *checks = reader.array("check"))
        for (auto const &node : checks->items) form.checks.push_back(read_check(node, faults));
    reader.flag("replaces");
    reader.done();
    return form;
}

class FormCheckup {
  public:
    FormCheckup(Pack const &pack, cel::Schema const &schema, Form const &form, Faults &faults)
        : pack_(pack), schema_(schema), form_(form), faults_(faults) {}

    void run() {
        auto const *subject = register_of(form_.subject), *states = register_of(form_.states),
                   *sheets = register_of(form_.sheets);
        if (subject == nullptr || states == nullptr || sheets == nullptr) return;
        // A wrong register makes each of its questions wrong too: that one fault says it.
        if (form_.states != form_.subject &&
            std::ranges::none_of(states->links,
                                 [&](Link const &link) { return link.to == form_.subject; }))
            return faults_.add("pack_form_unlinked", form_.place,
                               {{"register", form_.states}, {"subject", form_.subject}});
        for (auto const &wanted : sheet_fields) check_sheet_field(*sheets, wanted);
        for (auto const &section : form_.sections)
            for (auto const &ask : section.asks) check_ask(*states, ask);
        for (auto const &check : form_.checks) {
            if (!check.field.empty()) check_field(*states, check.field, check.place);
            expect_truth(check.must);
        }
    }

  private:
    Register const *register_of(std::string const &name) {
        auto const *found = pack_.find_register(name);
        if (found == nullptr)
            faults_.add_unknown("pack_unknown_register", form_.place, name,
                                names_of(pack_.registers));
        return found;
    }
    void check_sheet_field(Register const &sheets, SheetField const &wanted) {
        auto const *field = sheets.find_field(wanted.name);
        if (field != nullptr &&
            field_type_names()[static_cast<std::size_t>(field->type)] == wanted.type)
            return;
        faults_.add("pack_form_sheet", form_.place,
                    {{"register", sheets.name},
                     {"field", std::string(wanted.name)},
                     {"type", std::string(wanted.type)}});
    }
    void check_field(Register const &states, std::string const &name, base::Place const &place) {
        if (states.find_field(name) == nullptr)
            faults_.add_unknown("pack_unknown_field", place, name, names_of(states.fields),
                                {{"register", states.name}});
    }
    void check_ask(Register const &states, FormAsk const &ask) {
        check_field(states, ask.field, ask.place);
        expect_truth(ask.when);
        if (ask.known != nullptr)
            faults_.add(cel::check(*ask.known, schema_, form_.subject).problems);
    }
    void expect_truth(std::shared_ptr<cel::Expression const> const &expression) {
        if (expression == nullptr) return;
        auto checked = cel::check(*expression, schema_, form_.states);
        auto const is_truth =
            checked.type.kind == cel::Kind::boolean || checked.type.kind == cel::Kind::dyn;
        if (checked.problems.empty() && !is_truth)
            faults_.add("pack_form_no_truth", expression->place,
                        {{"type", cel::to_string(checked.type)}});
        faults_.add(std::move(checked.problems));
    }

    Pack const &pack_;
    cel::Schema const &schema_;
    Form const &form_;
    Faults &faults_;
};

// What was read of each pack, by its hash: a hash names one content, so what is kept never changes.
struct Kept {
    std::mutex mutex;
    std::map<std::string, std::shared_ptr<std::vector<Form> const>> by_hash;
};
Kept &kept() {
    static Kept all;
    return all;
}

} // namespace

FormAsk const *Form::find(std::string_view field) const {
    for (auto const &section : sections)
        for (auto const &ask : section.asks)
            if (ask.field == field) return &ask;
    return nullptr;
}

std::shared_ptr<std::vector<Form> const> kept_forms(Pack const &pack) {
    std::scoped_lock const lock(kept().mutex);
    auto const found = kept().by_hash.find(pack.hash);
    if (found != kept().by_hash.end()) return found->second;
    static auto const none = std::make_shared<std::vector<Form> const>();
    return none;
}

void keep_forms(std::string const &hash, std::vector<Form> forms) {
    auto all = std::make_shared<std::vector<Form> const>(std::move(forms));
    std::scoped_lock const lock(kept().mutex);
    kept().by_hash.insert_or_assign(hash, std::move(all));
}

std::vector<Form> read_forms(Node const &tree, Faults &faults) {
    std::vector<Form> all;
    if (auto const *table = tree.find("form"))
        for (auto const &entry : table->entries) all.push_back(read_form(entry, faults));
    return all;
}

void check_forms(Pack const &pack, std::vector<Form> const &forms, cel::Schema const &schema,
                 Faults &faults) {
    for (auto const &form : forms) FormCheckup(pack, schema, form, faults).run();
}

} // namespace jingzhun::pack
