// Options of the commands for draws, inspections and grievances.
#include "app/parse_builder.hpp"

namespace jingzhun::app {

namespace {

// The words after `grievance`, each a command of its own options.
void add_grievance(Builder &builder, CLI::App &parent, char const *what, std::string const &help) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const [sub, command] = builder.add<Grievance>(parent, what, help, grievance);
    command->what = what;
    std::string_view const word = what;
    builder.store(*sub, command->store);
    builder.date(*sub, "--today", command->today,
                 text("按哪一天办理（默认今天）", "as of this day"));
    if (word == "assign" || word == "answer" || word == "rate")
        sub->add_option("NUMBER", command->number, text("受理编号", "its number"))->required();
    if (word == "assign")
        sub->add_option("--to", command->to, text("承办人（名册编号）", "who answers for it (key)"))
            ->required();
    if (word == "answer") {
        sub->add_option("--answer", command->content, text("答复", "the answer"))->required();
        sub->add_option("--evidence", command->evidence, text("佐证文件", "files that show it"));
    }
    if (word == "rate")
        sub->add_option("--satisfied", command->satisfied, "true | false")->required();
    if (word == "list" || word == "report")
        sub->add_option("--area", command->area, text("区划代码", "an area's code"));
    if (word == "list") {
        sub->add_flag("--late", command->late, text("只列逾期的", "only late ones"));
        sub->add_flag("--all", command->all, text("已办结的也列出", "closed ones too"));
    }
    if (word == "report")
        sub->add_option("--out", command->out, text("写成 xlsx 或 csv", "write xlsx or csv"));
    if (word != "add") return;
    sub->add_option("--content", command->content, text("反映的内容", "what it is about"))
        ->required();
    sub->add_option("--channel", command->channel, text("受理渠道", "by which channel"));
    sub->add_option("--level", command->level, text("首报层级", "level of the report"));
    sub->add_option("--kind", command->kind, text("办理类别", "how it is handled"));
    sub->add_option("--name", command->claimant, text("诉求人（匿名不写）", "the claimant"));
    sub->add_option("--phone", command->phone, text("电话", "telephone"));
    sub->add_option("--area", command->area, text("行政村代码", "the village's code"));
    sub->add_option("--household", command->household, text("户编号", "the household"));
    sub->add_option("--about", command->about, text("被反映人", "who is complained about"));
    sub->add_option("--number", command->number, text("受理编号（默认自动编）", "its number"));
    builder.date(*sub, "--on", command->on, text("受理日期（默认今天）", "received on"));
}

void add_grievances(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto &parent = *builder.program.add_subcommand(
        "grievance", text("信访投诉：受理、承办、答复、回访、上提、统计",
                          "grievances: taken in, answered, called back, sent up, counted"));
    parent.require_subcommand(1);
    parent.fallthrough();
    add_grievance(builder, parent, "add", text("受理一件", "take one in"));
    add_grievance(builder, parent, "take-up",
                  text("受理台账中导入的", "take up what was imported"));
    add_grievance(builder, parent, "assign", text("交承办人", "say who answers for it"));
    add_grievance(builder, parent, "answer", text("答复", "answer it"));
    add_grievance(builder, parent, "rate", text("回访：满意则办结，不满意退回", "call back"));
    add_grievance(builder, parent, "escalate", text("逾期的逐级上提", "send late ones up"));
    add_grievance(builder, parent, "list", text("列出", "list them"));
    add_grievance(builder, parent, "report", text("统计", "count them"));
}

void add_inspection(Builder &builder, CLI::App &parent, char const *what, std::string const &help) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const [sub, command] = builder.add<InspectionCommand>(parent, what, help, inspection);
    command->what = what;
    std::string_view const word = what;
    builder.store(*sub, command->store);
    builder.date(*sub, "--today", command->today,
                 text("按哪一天办理（默认今天）", "as of this day"));
    if (word == "record")
        sub->add_option("NUMBER", command->number, text("督查编号", "its number"))->required();
    else if (word == "report")
        sub->add_option("NUMBER", command->number, text("督查编号", "its number"));
    if (word != "record")
        sub->add_option("--month", command->month, "YYYY-MM")->required(word == "plan");
    if (word == "plan") {
        sub->add_option("--questionnaire", command->questionnaire, text("问卷", "questionnaire"))
            ->required();
        sub->add_option("--teams", command->teams,
                        text("分组表：组、姓名、单位、回避区划", "team, name, unit, avoids"))
            ->required();
        sub->add_option("--level", command->level, "county | township | village")
            ->check(CLI::IsMember({"county", "township", "village"}));
    }
    if (word == "plan" || word == "look-back")
        sub->add_option("--seed", command->seed, text("公布的种子", "the seed as announced"));
    if (word == "record") {
        sub->add_option("--file", command->file, text("填好的问卷表", "the filled-in table"));
        sub->add_option("--subject", command->subject, text("一户的编号", "one household"));
        sub->add_option("--answer", command->answers,
                        text("问题=答案（可多次）", "QUESTION=ANSWER"));
    }
    if (word != "look-back") return;
    sub->add_option("--share", command->percent, text("抽百分之几（默认 10）", "percent (10)"))
        ->check(CLI::Range(1, 100));
    sub->add_option("--finding", command->finding, text("看过的问题编号", "the finding seen"));
    sub->add_option("--result", command->result, "holds | false")
        ->check(CLI::IsMember({"holds", "false"}));
}

void add_inspections(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto &parent = *builder.program.add_subcommand(
        "inspection", text("督查：抽签排定、问卷录入、验收算式、回头看",
                           "inspections: by lot, by questionnaire, with the sums, closures again"));
    parent.require_subcommand(1);
    parent.fallthrough();
    add_inspection(builder, parent, "plan", text("抽签排定一个月", "plan a month by lot"));
    add_inspection(builder, parent, "list", text("列出", "list them"));
    add_inspection(builder, parent, "record", text("录入问卷", "record answers"));
    add_inspection(builder, parent, "report", text("结果与算式", "results with their sums"));
    add_inspection(builder, parent, "look-back",
                   text("回头看：抽查已销号的问题", "closed findings, drawn to be seen again"));
}

void add_report(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const [sub, command] =
        builder.add<Report>(builder.program, "report",
                            text("通报与排名：算式列明，带账本检查点",
                                 "bulletins and rankings with their arithmetic and a checkpoint"),
                            report_command);
    builder.store(*sub, command->store);
    sub->add_option("NAME", command->name,
                    text("报表名称（不写则列出）", "the report (without: list them)"));
    sub->add_option("--period,--month,--quarter", command->period, "2020-11 | 2020-Q4");
    sub->add_option("--area", command->area, text("区划代码（默认全县）", "an area's code"));
    sub->add_option("--out", command->out, text("写成 txt、xlsx、html", "a .txt, .xlsx or .html"));
    sub->add_flag("--checkpoint", command->checkpoint,
                  text("JSON 中也带检查点", "issue a checkpoint for the JSON too"));
}

} // namespace

void add_inspect_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    add_inspections(builder);
    add_grievances(builder);
    add_report(builder);
    {
        auto const [sub, command] =
            builder.add<Draw>(program, "draw",
                              text("随机抽样：先封存，再抽取，人人可复核",
                                   "random draws: sealed first, then drawn, for anyone to repeat"),
                              draw);
        sub->add_option("STORE", command->store,
                        text("库文件；复核不需要", "the store's file; repeating needs none"));
        sub->add_option(
            "--plan", command->plan,
            text("抽样方案（不写则列出已封存的）", "the plan (without: list the sealed)"));
        sub->add_flag("--seal", command->seal,
                      text("封存方案和抽样框，种子还没有人知道",
                           "seal plan and frame while nobody knows the seed"));
        sub->add_option("--seed", command->seed,
                        text("公布的种子，按方案写法", "the seed as announced"));
        sub->add_option("--frame", command->frame,
                        text("抽样框文件，不从库里取", "the frame as a file, not from the store"));
        sub->add_option("--frame-out", command->frame_out,
                        text("封存时把抽样框写到这个文件", "where sealing writes the frame"));
        sub->add_option("--out", command->out,
                        text("把结果写到这个文件", "write the result to this file"));
        sub->add_option("--verify", command->verify,
                        text("用公布的抽样框和种子重复抽取，与这个结果文件核对",
                             "repeat from the published frame and compare with this result"));
    }
}

} // namespace jingzhun::app
