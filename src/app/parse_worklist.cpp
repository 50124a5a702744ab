// Options of the commands about who does what: worklists, agendas, responsibility, campaigns.
#include "app/parse_builder.hpp"
#include "app/worklist_command.hpp"

namespace jingzhun::app {
namespace {

void add_lists(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    {
        auto const [sub, command] = builder.add<WorklistCommand>(
            builder.program, "worklist",
            text("今天要做什么（--person）；什么卡在哪里（--area）",
                 "what to do today (--person); what is stuck where (--area)"),
            worklist);
        builder.store(*sub, command->store);
        sub->add_option("--person", command->person, text("干部编号或姓名", "a person"));
        sub->add_option("--area", command->area, text("区划代码", "an area code"));
        builder.date(*sub, "--on", command->on, text("哪一天（今天）", "the day (today)"));
    }
    {
        auto const [sub, command] = builder.add<AgendaCommand>(
            builder.program, "agenda", text("月度调度会议程", "agenda of the monthly meeting"),
            agenda);
        builder.store(*sub, command->store);
        sub->add_option("--area", command->area, text("区划代码（全县）", "an area (the county)"));
        sub->add_option("--month", command->month, text("月份，如 2020-12", "such as 2020-12"));
        sub->add_option("--out", command->out, text("写成工作簿", "as a workbook"));
    }
}

void add_campaign(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const [sub, command] = builder.add<CampaignCommand>(
        builder.program, "campaign", text("行动的覆盖率", "how far a campaign is"), campaign);
    builder.store(*sub, command->store);
    sub->add_option("NAME", command->name, text("政策包中的行动", "a campaign of the pack"))
        ->required();
    sub->add_option("--by", command->by, "county | township | village")
        ->check(CLI::IsMember({"county", "township", "village"}));
    sub->add_option("--area", command->area, text("只看这里", "only there"));
    builder.date(*sub, "--on", command->on, text("哪一天（今天）", "the day (today)"));
}

} // namespace

void add_worklist_commands(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    add_lists(builder);
    add_campaign(builder);
    {
        auto const [sub, command] = builder.add<ResponsibleCommand>(
            builder.program, "responsible",
            text("一户的责任链；--gaps 列出空缺",
                 "who answers for a household; --gaps lists vacancies"),
            responsible);
        builder.store(*sub, command->store);
        sub->add_option("REGISTER", command->register_name, text("登记册", "the register"));
        sub->add_option("KEY", command->key, text("编号", "the key"));
        builder.date(*sub, "--as-of", command->as_of, text("哪一天（今天）", "the day (today)"));
        sub->add_flag("--gaps", command->gaps, text("列出空缺", "list vacancies"));
    }
    {
        auto const [sub, command] = builder.add<HandoverCommand>(
            builder.program, "handover",
            text("离任移交，写明 --reason", "who leaves hands over, with --reason"), handover);
        builder.store(*sub, command->store);
        sub->add_option("--from", command->from, text("谁离任", "who leaves"))->required();
        sub->add_option("--to", command->to,
                        text("谁接手（不写就按责任链）", "who takes over (along the chain)"));
        builder.date(*sub, "--on", command->on, text("哪一天（今天）", "the day (today)"));
    }
}

} // namespace jingzhun::app
