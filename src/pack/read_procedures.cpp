// Reading procedures as they are written; what they name is checked later.
#include "pack/languages.hpp"
#include "pack/readers.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::pack {
namespace {

using Words = std::vector<std::string>;

Words const &level_words() { // in the order of base::AreaLevel
    static Words const words = {"nation",   "province", "prefecture", "county",
                                "township", "village",  "group"};
    return words;
}

class StepReader {
  public:
    StepReader(Node const &node, Faults &faults)
        : node_(node), faults_(faults), reader_(node, faults) {}

    Step read() {
        step_.place = node_.place();
        step_.id = reader_.required_text("id");
        if (!step_.id.empty()) check_name(step_.id, node_.place_of("id"), faults_);
        step_.title = reader_.title("title", true);
        step_.by = reader_.required_text("by");
        step_.where = reader_.title("where", false);
        reader_.required("level");
        step_.level = read_level(reader_, node_, "level", faults_).value_or(step_.level);
        reader_.required("operation");
        step_.operation = read_operation(reader_, node_, "operation").value_or(step_.operation);
        step_.when = reader_.expression("when");
        read_records();
        read_must();
        read_excludes();
        if (auto const *within = reader_.table("within"))
            step_.within = read_deadline(*within, faults_);
        read_notice();
        if (reader_.find("freezes") != nullptr) step_.freezes = reader_.texts("freezes");
        read_effects();
        step_.batch = reader_.flag("batch");
        step_.any_time = reader_.flag("any_time");
        step_.return_to = reader_.text("return_to");
        step_.reject = reader_.flag("reject");
        step_.next = reader_.text("next");
        reader_.done();
        return std::move(step_);
    }

    static std::optional<base::AreaLevel> read_level(TableReader &reader, Node const &node,
                                                     std::string_view key, Faults &faults) {
        auto const word = reader.text(key);
        if (word.empty()) return std::nullopt;
        auto const found = read_word(word, node.place_of(key), level_words(), faults);
        if (!found) return std::nullopt;
        return static_cast<base::AreaLevel>(*found);
    }

    static Deadline read_deadline(Node const &node, Faults &faults) {
        TableReader reader(node, faults);
        Deadline deadline;
        deadline.place = node.place();
        reader.required("days");
        deadline.days = reader.expression("days");
        deadline.counted = read_counted(reader, node, faults);
        deadline.escalate = read_level(reader, node, "escalate", faults);
        reader.done();
        return deadline;
    }

  private:
    static CountedIn read_counted(TableReader &reader, Node const &node, Faults &faults) {
        static Words const words = {"days", "working_days"};
        auto const word = reader.text("calendar");
        if (word.empty()) return CountedIn::days;
        auto const found = read_word(word, node.place_of("calendar"), words, faults);
        return static_cast<CountedIn>(found.value_or(0));
    }

    std::optional<Operation> read_operation(TableReader &reader, Node const &node,
                                            std::string_view key) {
        static Words const words = {"record", "review", "approve", "inspect"};
        auto const word = reader.text(key);
        if (word.empty() || !read_word(word, node.place_of(key), words, faults_))
            return std::nullopt;
        return parse_operation(word);
    }

    void read_records() {
        auto const *records = reader_.table("record");
        if (records == nullptr) return;
        for (auto const &entry : records->entries) read_record(entry);
    }

    void read_record(Entry const &entry) {
        static Words const types = {"integer", "money",    "boolean",    "text",   "code",
                                    "date",    "document", "signatures", "members"};
        check_name(entry.key, entry.place(), faults_);
        TableReader reader(entry.value, faults_);
        ProcedureRecord record;
        record.place = entry.place();
        record.name = entry.key;
        record.title = reader.title("title", true);
        auto const word = reader.required_text("type");
        if (!word.empty())
            record.type = static_cast<RecordType>(
                read_word(word, reader.place_of("type"), types, faults_).value_or(3));
        record.codes = reader.text("codes");
        record.accept = reader.texts("accept");
        record.optional = reader.flag("optional");
        record.is_private = reader.flag("private");
        if (auto const *least = reader.find("least")) {
            if (least->kind == Node::Kind::integer && least->integer >= 1)
                record.least = static_cast<int>(least->integer);
            else report_type(*least, "integer ≥ 1", faults_);
        }
        reader.done();
        step_.records.push_back(std::move(record));
    }

    void read_must() {
        auto const *must = reader_.array("must");
        if (must == nullptr) return;
        for (auto const &node : must->items) {
            TableReader reader(node, faults_);
            Condition condition;
            condition.place = node.place();
            condition.id = reader.required_text("id");
            if (!condition.id.empty()) check_name(condition.id, node.place_of("id"), faults_);
            reader.required("that");
            condition.that = reader.expression("that");
            condition.message = read_languages(reader);
            reader.done();
            step_.must.push_back(std::move(condition));
        }
    }

    void read_excludes() {
        auto const *excludes = reader_.array("excludes");
        if (excludes == nullptr) return;
        for (auto const &item : excludes->items)
            if (auto list = parse_expression(item, faults_))
                step_.excludes.push_back(std::move(list));
    }

    void read_notice() {
        auto const *node = reader_.table("notice");
        if (node == nullptr) return;
        TableReader reader(*node, faults_);
        NoticeRule notice;
        notice.place = node->place();
        reader.required("days");
        notice.days = reader.expression("days");
        notice.counted = read_counted(reader, *node, faults_);
        reader.required("shows");
        notice.shows = reader.texts("shows");
        notice.text = reader.title("text", true);
        notice.objection = reader.text("objection");
        notice.objection_level =
            read_level(reader, *node, "objection_level", faults_).value_or(notice.objection_level);
        notice.objection_operation = read_operation(reader, *node, "objection_operation")
                                         .value_or(notice.objection_operation);
        reader.done();
        step_.notice = std::move(notice);
    }

    void read_effects() {
        auto const *effects = reader_.array("effect");
        if (effects == nullptr) return;
        for (auto const &node : effects->items) {
            TableReader reader(node, faults_);
            Effect effect;
            effect.place = node.place();
            effect.register_name = reader.text("register");
            reader.required("set");
            if (auto const *set = reader.table("set"))
                for (auto const &entry : set->entries)
                    effect.fields.emplace_back(entry.key, parse_expression(entry.value, faults_));
            reader.done();
            step_.effects.push_back(std::move(effect));
        }
    }

    Node const &node_;
    Faults &faults_;
    TableReader reader_;
    Step step_;
};

Procedure read_procedure(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    Procedure procedure;
    procedure.name = entry.key;
    procedure.place = entry.place();
    procedure.title = reader.title("title", true);
    procedure.on = reader.required_text("on");
    procedure.new_subject = reader.flag("new_subject");
    procedure.source = reader.required_text("source");
    if (auto const *starts = reader.table("starts")) {
        TableReader start(*starts, faults);
        start.required("when");
        procedure.starts = start.expression("when");
        procedure.starts_message = read_languages(start);
        start.done();
    }
    if (auto const *within = reader.table("within"))
        procedure.within = StepReader::read_deadline(*within, faults);
    reader.flag("replaces");
    reader.required("step");
    if (auto const *steps = reader.array("step"))
        for (auto const &node : steps->items) {
            auto step = StepReader(node, faults).read();
            auto const *first = procedure.find_step(step.id);
            if (!step.id.empty() && first != nullptr)
                faults.add("pack_twice", node.place_of("id"),
                           {{"name", step.id}, {"first", written_at(first->place)}});
            procedure.steps.push_back(std::move(step));
        }
    reader.done();
    return procedure;
}

Holiday read_holiday(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Holiday holiday;
    holiday.place = node.place();
    holiday.title = reader.title("title", true);
    reader.required("from");
    reader.required("to");
    holiday.from = reader.date("from").value_or(base::date_min);
    holiday.to = reader.date("to").value_or(holiday.from);
    holiday.source = reader.required_text("source");
    if (auto const *work = reader.array("work"))
        for (auto const &item : work->items) {
            if (item.kind == Node::Kind::date) holiday.work.push_back(item.date);
            else report_type(item, "date", faults);
        }
    reader.done();
    if (holiday.to < holiday.from) faults.add("pack_period_empty", node.place_of("to"));
    return holiday;
}

} // namespace

std::vector<Procedure> read_procedures(Node const &tree, Faults &faults) {
    std::vector<Procedure> procedures;
    auto const *all = tree.find("procedure");
    if (all == nullptr) return procedures;
    for (auto const &entry : all->entries) procedures.push_back(read_procedure(entry, faults));
    return procedures;
}

Calendar read_calendar(Node const &tree, Faults &faults) {
    Calendar calendar;
    auto const *node = tree.find("calendar");
    if (node == nullptr) return calendar;
    TableReader reader(*node, faults);
    calendar.place = node->place();
    reader.required("from");
    reader.required("to");
    calendar.from = reader.date("from").value_or(base::date_min);
    calendar.to = reader.date("to").value_or(base::date_min);
    calendar.source = reader.required_text("source");
    if (auto const *holidays = reader.array("holiday"))
        for (auto const &one : holidays->items)
            calendar.holidays.push_back(read_holiday(one, faults));
    reader.done();
    return calendar;
}

} // namespace jingzhun::pack
