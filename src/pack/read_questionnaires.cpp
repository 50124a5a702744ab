// Reading questionnaires: what is asked, which answers are findings, which shares are accepted.
#include "cel/check.hpp"
#include "pack/readers.hpp"

#include <algorithm>
#include <charconv>

namespace jingzhun::pack {
namespace {

Question read_question(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Question question;
    question.place = node.place();
    question.id = reader.required_text("id");
    check_name(question.id, node.place(), faults);
    question.title = reader.title("title", true);
    reader.required("type");
    for (auto const *key : {"type", "codes", "unit"}) reader.find(key); // the register's business
    question.when = reader.expression("when");
    reader.done();
    return question;
}

AnswerFinding read_finding(Node const &node, Faults &faults) {
    static std::vector<std::string> const severities = {"hard", "soft"};
    TableReader reader(node, faults);
    AnswerFinding finding;
    finding.place = node.place();
    finding.id = reader.required_text("id");
    reader.required("when");
    finding.when = reader.expression("when");
    finding.message = reader.title("message", true);
    finding.owner = reader.required_text("owner");
    auto const severity = reader.required_text("severity");
    read_word(severity, reader.place_of("severity"), severities, faults);
    finding.hard = severity == "hard";
    reader.required("due");
    finding.due_days = reader.days("due").value_or(0);
    reader.done();
    return finding;
}

AcceptanceRate read_rate(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    AcceptanceRate rate;
    rate.place = node.place();
    rate.id = reader.required_text("id");
    rate.title = reader.title("title", true);
    reader.required("among");
    rate.among = reader.expression("among");
    reader.required("counts");
    rate.counts = reader.expression("counts");
    rate.weight = reader.expression("weight");
    rate.unit = reader.title("unit", true);
    rate.limit = reader.text("limit");
    rate.source = reader.required_text("source");
    reader.done();
    if (!rate.limit.empty() && !within_limit(rate.limit, 0, 1))
        faults.add("pack_limit_bad", reader.place_of("limit"), {{"text", rate.limit}});
    return rate;
}

template <class Item>
std::vector<Item> read_items(TableReader &reader, std::string_view key,
                             Item (*read)(Node const &, Faults &), Faults &faults) {
    std::vector<Item> items;
    if (auto const *array = reader.array(key))
        for (auto const &node : array->items) items.push_back(read(node, faults));
    return items;
}

Questionnaire read_questionnaire(Entry const &entry, Faults &faults) {
    TableReader reader(entry.value, faults);
    Questionnaire made;
    made.name = entry.key;
    made.place = entry.place();
    made.title = reader.title("title", true);
    made.subject = reader.required_text("subject");
    made.key = reader.required_text("key");
    reader.required("question");
    made.questions = read_items(reader, "question", read_question, faults);
    made.findings = read_items(reader, "finding", read_finding, faults);
    made.rates = read_items(reader, "rate", read_rate, faults);
    made.source = reader.required_text("source");
    reader.flag("replaces");
    reader.done();
    return made;
}

} // namespace

std::optional<bool> within_limit(std::string_view limit, std::int64_t part, std::int64_t whole) {
    auto const digits = limit.find_first_of("0123456789");
    if (digits == std::string_view::npos || whole <= 0) return std::nullopt;
    std::int64_t number = 0;
    auto const *end = limit.data() + limit.size();
    auto const read = std::from_chars(limit.data() + digits, end, number);
    auto sign = limit.substr(0, digits);
    while (sign.ends_with(' ')) sign.remove_suffix(1);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    auto const left = part * 100, right = number * whole;
    if (sign == "<") return left < right;
    if (sign == "<=") return left <= right;
    if (sign == ">") return left > right;
    if (sign == ">=") return left >= right;
    return std::nullopt;
}

std::vector<Questionnaire> read_questionnaires(Node const &tree, Faults &faults) {
    std::vector<Questionnaire> all;
    if (auto const *table = tree.find("questionnaire"))
        for (auto const &entry : table->entries) all.push_back(read_questionnaire(entry, faults));
    return all;
}

void check_questionnaires(Pack const &pack, cel::Schema const &schema, Faults &faults) {
    for (auto const &one : pack.questionnaires) {
        if (pack.find_register(one.name) == nullptr) continue; // reported with its keys
        auto const check = [&](std::shared_ptr<cel::Expression const> const &expression) {
            if (expression != nullptr)
                faults.add(cel::check(*expression, schema, one.name).problems);
        };
        for (auto const &question : one.questions) check(question.when);
        for (auto const &finding : one.findings) check(finding.when);
        for (auto const &rate : one.rates)
            for (auto const &expression : {rate.among, rate.counts, rate.weight}) check(expression);
    }
}

} // namespace jingzhun::pack
