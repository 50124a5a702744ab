// Options of the commands for checking, findings and the questions about them.
#include "app/finding_command.hpp"
#include "app/parse_builder.hpp"

namespace jingzhun::app {

namespace {

void add_show(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const [sub, command] = builder.add<Show>(
        builder.program, "show", text("查看一条记录", "one record as it was"), show);
    builder.store(*sub, command->store);
    sub->add_option("REGISTER", command->register_name, "household | person | …")->required();
    sub->add_option("KEY", command->key, text("编号", "its number"))->required();
    builder.date(*sub, "--as-of", command->as_of,
                 text("哪一天的情况（默认最新）", "as it was on that day (the latest)"));
    builder.known_at(*sub, command->known_at);
    sub->add_flag("--history", command->history,
                  text("列出全部说法：何时有效、何时所知、变化还是更正",
                       "every version: from when it holds, when it was known, changed or "
                       "corrected"));
    sub->add_flag("--reveal", command->reveal,
                  text("显示完整号码（要写 --reason，留下记录）",
                       "show private fields whole (needs --reason, goes on record)"));
}

} // namespace

void add_check_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const as_of = text("判定日期（默认今天）", "the decision date (today)");
    {
        auto const [sub, command] = builder.add<Check>(
            program, "check",
            text("按规则核查，生成问题", "run the rules, open and close findings"), check);
        builder.store(*sub, command->store);
        builder.date(*sub, "--as-of", command->as_of, as_of);
        builder.known_at(*sub, command->known_at);
        sub->add_option("--area", command->area, text("只核查这个区划", "only this area"));
        sub->add_option("--rule", command->rules, text("只核查这些规则", "only these rules"));
        sub->add_option(
            "--fail-on", command->fail_on,
            text("这些规则有问题时退出码为 1", "exit with 1 where these rules have findings"));
    }
    {
        auto const [sub, by] = builder.add<FindingsBy>(
            program, "findings", text("列出问题", "list findings"), findings_by);
        auto *command = &by->list;
        builder.store(*sub, command->store);
        sub->add_option("--rule", command->rule, text("规则编号", "the rule's id"));
        sub->add_option("--area", command->area, text("区划代码", "area code"));
        sub->add_option("--state", command->state,
                        "open | assigned | rectified | verified | closed | all");
        sub->add_option("--owner", by->owner, text("责任角色", "the owner, a role of the pack"));
        sub->add_option("--person", by->person, text("在谁名下", "whose they are"));
        sub->add_flag("--overdue", by->overdue, text("已逾期的", "those that are late"));
        sub->add_option("--subject", command->subject, text("对象编号", "the subject's key"));
        sub->add_option("--format", command->format, "json | csv | xlsx")
            ->check(CLI::IsMember({"json", "csv", "xlsx"}));
        sub->add_option("--out", command->out, text("写到文件", "write to a file"));
        builder.date(*sub, "--as-of", command->as_of,
                     text("那一天未销号的（默认现在）", "those open on that day (now)"));
        builder.known_at(*sub, command->known_at);
    }
    {
        auto const [sub, command] =
            builder.add<Explain>(program, "explain", text("说明为什么", "say why"), explain);
        builder.store(*sub, command->store);
        sub->add_option("REGISTER", command->register_name, "household | person | …")->required();
        sub->add_option("KEY", command->key, text("编号", "its number"))->required();
        sub->add_option("--rule", command->rule, text("只说明这条规则", "only this rule"));
        builder.date(*sub, "--as-of", command->as_of, as_of);
        builder.known_at(*sub, command->known_at);
    }
    {
        auto const [sub, command] = builder.add<WhatIf>(
            program, "what-if",
            text("假如改了参数会怎样（不写入）", "what would change, nothing written"), what_if);
        builder.store(*sub, command->store);
        sub->add_option("--set", command->changes, "line[purpose=exit]=4000");
        sub->add_option("--pack", command->pack, text("换成这个政策包", "another pack"));
        sub->add_option("--by", command->by, "county | township | village")
            ->check(CLI::IsMember({"county", "township", "village"}));
        builder.date(*sub, "--as-of", command->as_of, as_of);
        builder.known_at(*sub, command->known_at);
    }
    add_show(builder);
}

} // namespace jingzhun::app
