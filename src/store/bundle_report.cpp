// Reports of checks.
#include "store/bundle_report.hpp"

#include "base/base64.hpp"
#include "base/date.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

namespace jingzhun::store {
namespace {

std::string const &choose(base::Language language, std::string const &zh, std::string const &en) {
    return language == base::Language::zh ? zh : en;
}

std::string name_of_key(std::string const &public_key) { return parse_public_key(public_key).name; }

std::string problem_lines(std::vector<base::Problem> const &problems, base::Language language) {
    std::string text;
    for (auto const &problem : problems) text += "  - " + base::describe(problem, language) + '\n';
    return text;
}

bool readable(OpenedCheckpoint const &opened) {
    return opened.fault == CheckpointFault::none ||
           opened.fault == CheckpointFault::too_few_witnesses;
}

std::string checkpoint_text(OpenedCheckpoint const &opened, base::Language language) {
    if (!readable(opened)) return "";
    auto text = fmt::format(fmt::runtime(choose(language, "检查点：{}，{} 条事件，根 {}\n",
                                                "checkpoint: {}, {} events, root {}\n")),
                            opened.checkpoint.origin, opened.checkpoint.size,
                            base::to_base64(bytes_of(opened.checkpoint.root)));
    for (auto const &one : opened.signatures)
        text += choose(language, "  签名：", "  signed by: ") + one.public_key + '\n';
    for (auto const &one : opened.cosignatures)
        text += fmt::format("{}{}{}{}\n", choose(language, "  联署：", "  cosigned by: "),
                            name_of_key(one.public_key), choose(language, "，", ", "),
                            base::to_string_instant(one.seconds * 1'000'000));
    return text;
}

void add_problems(base::JsonWriter &json, std::vector<base::Problem> const &problems,
                  base::Language language) {
    json.key("problems").begin_array();
    for (auto const &problem : problems) {
        json.begin_object().member("code", problem.code).key("where").begin_object();
        for (auto const &[name, value] : problem.arguments) json.member(name, value);
        json.end_object().member("message", base::describe(problem, language)).end_object();
    }
    json.end_array();
}

void add_checkpoint(base::JsonWriter &json, OpenedCheckpoint const &opened) {
    json.key("checkpoint");
    if (!readable(opened)) {
        json.null();
        return;
    }
    json.begin_object()
        .member("origin", opened.checkpoint.origin)
        .member("size", opened.checkpoint.size)
        .member("root", base::to_base64(bytes_of(opened.checkpoint.root)))
        .key("signed_by")
        .begin_array();
    for (auto const &one : opened.signatures) json.value(one.public_key);
    json.end_array().key("cosigned_by").begin_array();
    for (auto const &one : opened.cosignatures)
        json.begin_object()
            .member("name", name_of_key(one.public_key))
            .member("key", one.public_key)
            .member("time", base::to_string_instant(one.seconds * 1'000'000))
            .end_object();
    json.end_array().end_object();
}

std::string parts_text(CheckedBundle const &checked, base::Language language) {
    std::string text;
    for (auto const &part : checked.parts)
        text += fmt::format("  {}  {}\n",
                            part.holds ? choose(language, "可信  ", "holds   ")
                                       : choose(language, "不可信", "does not"),
                            part.name);
    return text;
}

} // namespace

std::string report_text(CheckedBundle const &checked, base::Language language) {
    auto const sound = checked.problems.empty();
    auto text = sound ? choose(language, "核验通过：以下内容一字不差地在检查点所签的账本中。\n",
                               "Verified: what follows is in the signed ledger, word for word.\n")
                      : choose(language, "核验未通过：\n", "Not verified:\n") +
                            problem_lines(checked.problems, language);
    text += checkpoint_text(checked.checkpoint, language) + parts_text(checked, language);
    if (sound)
        text += choose(language, "它不证明账本中没有关于同一对象的其他记录。\n\n",
                       "It does not prove that nothing else is said about it elsewhere in the "
                       "ledger.\n\n") +
                checked.reading;
    return text;
}

std::string report_json(CheckedBundle const &checked, base::Language language) {
    base::JsonWriter json;
    json.begin_object().member("sound", checked.problems.empty());
    json.key("about")
        .begin_object()
        .member("what", checked.about.what)
        .member("table", checked.about.table)
        .member("key", checked.about.key)
        .end_object();
    add_checkpoint(json, checked.checkpoint);
    json.key("parts").begin_array();
    for (auto const &part : checked.parts)
        json.begin_object().member("name", part.name).member("holds", part.holds).end_object();
    json.end_array();
    add_problems(json, checked.problems, language);
    json.end_object();
    return json.take();
}

std::string report_text(OpenedCheckpoint const &opened, Trust const &trust,
                        base::Language language) {
    auto const problems = checkpoint_problems(opened, trust);
    auto const head = problems.empty()
                          ? choose(language, "核验通过：检查点的签名有效。\n",
                                   "Verified: the checkpoint's signatures are valid.\n")
                          : choose(language, "核验未通过：\n", "Not verified:\n") +
                                problem_lines(problems, language);
    return head + checkpoint_text(opened, language);
}

std::string report_json(OpenedCheckpoint const &opened, Trust const &trust,
                        base::Language language) {
    auto const problems = checkpoint_problems(opened, trust);
    base::JsonWriter json;
    json.begin_object().member("sound", problems.empty());
    add_checkpoint(json, opened);
    add_problems(json, problems, language);
    json.end_object();
    return json.take();
}

Report check_file(std::string_view contents, Trust const &trust, bool json,
                  base::Language language) {
    // A proof ends like a note too.
    auto const parts = split_note(contents);
    if (parts && read_checkpoint_lines(parts->text)) {
        auto const opened = open_checkpoint(contents, trust);
        return {json ? report_json(opened, trust, language) : report_text(opened, trust, language),
                opened.fault == CheckpointFault::none};
    }
    auto const checked = check_bundle(contents, trust);
    return {json ? report_json(checked, language) : report_text(checked, language),
            checked.problems.empty()};
}

} // namespace jingzhun::store
