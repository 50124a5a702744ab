// Options of the commands about the life of findings.
#include "app/finding_command.hpp"
#include "app/parse_builder.hpp"

namespace jingzhun::app {
namespace {

using Added = std::pair<CLI::App *, FindingCommand *>;

void add_act_options(Builder &builder, Added const &added, bool several) {
    auto const &[sub, command] = added;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto *ids = sub->add_option("ID", command->ids, text("问题编号", "numbers of findings"));
    if (!several) ids->required();
    builder.date(*sub, "--on", command->on, text("办理日期（默认今天）", "the day (today)"));
    sub->add_option(
        "--request", command->request,
        text("请求编号：断线重发不会办两次", "a request's id: sent again it is done once"));
    if (!several) return;
    sub->add_option("--rule", command->rule,
                    text("不写编号时：规则", "instead of numbers: a rule"));
    sub->add_option("--area", command->within, text("区划代码", "an area code"));
    sub->add_option("--owner", command->of_owner, text("责任角色", "an owner"));
    sub->add_flag("--overdue", command->overdue, text("已逾期的", "those that are late"));
    sub->add_flag("--all", command->all, text("全部", "all of them"));
}

void add_raise(Builder &builder, Added const &added) {
    auto const &[sub, command] = added;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    sub->add_option("--register", command->register_name, text("对象的登记册", "its register"));
    sub->add_option("--key", command->key, text("对象编号", "its key"));
    sub->add_option("--area", command->area, text("或者：区划代码", "or: an area code"));
    sub->add_option("--text", command->text, text("什么问题", "what is wrong"))->required();
    sub->add_option("--severity", command->severity, "hard | soft")
        ->check(CLI::IsMember({"hard", "soft"}));
    sub->add_option("--owner", command->owner, text("责任角色", "who owns it: a role of the pack"))
        ->required();
    sub->add_option("--origin", command->origin,
                    text("来源，如 督查 3、会议", "where it comes from"));
    builder.date(*sub, "--due", command->due,
                 text("整改时限（默认按政策包）", "due day (the pack's)"));
    builder.date(*sub, "--on", command->on, text("发现日期（默认今天）", "found on (today)"));
    sub->add_option(
        "--request", command->request,
        text("请求编号：断线重发不会办两次", "a request's id: sent again it is done once"));
}

} // namespace

void add_finding_commands(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto *parent =
        builder.program.add_subcommand("finding", text("一条问题的办理", "the life of a finding"))
            ->require_subcommand(1);
    parent->fallthrough();
    auto const add = [&](char const *what, std::string const &help) -> Added {
        auto const [sub, command] =
            builder.add<FindingCommand>(*parent, what, help, finding_command);
        command->what = what;
        builder.store(*sub, command->store);
        return {sub, command};
    };
    auto const show = add("show", text("问题和办理经过", "a finding and its history"));
    show.first->add_option("ID", show.second->ids, text("问题编号", "its number"))->required();
    add_raise(builder, add("raise", text("提出问题", "say that something is wrong")));
    for (auto const *what : {"assign", "transfer"}) {
        auto const added = add(what, std::string(what) == "assign"
                                         ? text("分派（不写 --to 就按责任链）",
                                                "assign (along the chain without --to)")
                                         : text("转办，写明 --reason", "hand over, with --reason"));
        add_act_options(builder, added, true);
        added.first->add_option("--to", added.second->to, text("给谁：编号或姓名", "a person"));
    }
    auto const rectify =
        add("rectify", text("报整改：措施和佐证", "report the measure and evidence"));
    add_act_options(builder, rectify, false);
    rectify.first->add_option("--measure", rectify.second->measure,
                              text("整改措施", "what was done"));
    rectify.first->add_option("--evidence", rectify.second->evidence,
                              text("佐证文件，按内容留存", "files that show it, kept by content"));
    add_act_options(builder,
                    add("verify", text("复核属实，--reason 写明看到什么；数据不矛盾就销号",
                                       "verified by another, --reason says what was seen; closes "
                                       "where the data do not contradict")),
                    false);
    add_act_options(
        builder, add("reject", text("退回重做，写明 --reason", "send back, with --reason")), false);
    add_act_options(
        builder, add("close", text("已复核、数据已符合的销号", "close what was verified")), false);
    add_act_options(builder,
                    add("reopen", text("回头看发现没有解决，写明 --reason",
                                       "a look-back proved it false, with --reason")),
                    false);
    auto const extend = add("extend", text("延期，写明 --reason", "more time, with --reason"));
    add_act_options(builder, extend, false);
    builder.date(*extend.first, "--due", extend.second->due, text("新的时限", "the new due day"));
    add_act_options(builder, add("escalate", text("逾期的上报一级", "late ones go up one level")),
                    true);
    {
        auto const [sub, command] = builder.add<FaultsCommand>(
            *parent, "faults", text("虚假销号、反复的问题", "closures that proved false"),
            finding_faults);
        builder.store(*sub, command->store);
        sub->add_option("--by", command->by, "county | township | village")
            ->check(CLI::IsMember({"county", "township", "village"}));
    }
}

} // namespace jingzhun::app
