// Options of the commands for imports and what becomes of them.
#include "app/parse_builder.hpp"

namespace jingzhun::app {
namespace {

void add_import(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const [sub, command] =
        builder.add<Import>(builder.program, "import", text("导入表格", "import files"), import);
    builder.store(*sub, command->store);
    sub->add_option("FILES", command->files, text("xlsx 或 csv 文件", "xlsx or csv files"))
        ->required();
    sub->add_option("--as", command->as,
                    text("表的种类（不自动识别）", "the layout, instead of recognising it"));
    sub->add_option("--sheet", command->sheet, text("只导入这张工作表", "only this sheet"));
    sub->add_option("--map", command->map,
                    text("列名的含义，如 '证件号=身份证号'（可多次）",
                         "what a header means: 'HEADER=COLUMN' (repeatable)"));
    sub->add_option("--sender", command->sender,
                    text("报送单位：记住它的 --map，下次自动使用",
                         "who sends: its --map is remembered and used again"));
    sub->add_flag("--dry-run", command->dry_run,
                  text("只检查，不写入", "check only, write nothing"));
    sub->add_flag("--stage", command->stage,
                  text("只暂存，等人审核接受（accept）后才生效",
                       "keep it, but nothing counts before it is accepted"));
    sub->add_flag("--all-or-nothing", command->all_or_nothing,
                  text("有一处错误就全部不导入", "one fault and nothing is imported"));
    sub->add_option("--report", command->report,
                    text("把有问题的行写成工作簿", "write the rows with faults to a workbook"));
    sub->add_option("--returned", command->returned,
                    text("把有问题的文件标红后写回这个文件夹",
                         "give files with faults back, marked, in this folder"));
    builder.date(*sub, "--valid-from", command->valid_from,
                 text("没有日期的行若有变化，从哪天起生效（默认今天）",
                      "from when changes of undated rows hold (today)"));
    sub->add_option("--chunk", command->chunk,
                    text("每多少行写一次（默认 20000），其间别的程序可以写",
                         "rows written at a time (20000); others write in between"));
    sub->add_flag("--partial", command->partial,
                  text("只是名单的一部分：没有列出的不算终止",
                       "a part of a list: what it does not hold goes on"));
    sub->add_flag("--correction", command->correction,
                  text("更正：原来说错了，从同一天起替换，不是情况有变",
                       "corrections: what was said was wrong and is replaced from the same day; "
                       "nothing changed"));
}

} // namespace

void add_intake_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    add_import(builder);
    {
        auto const [sub, command] = builder.add<Batches>(
            program, "batches", text("列出导入批次", "list the imports"), batches);
        builder.store(*sub, command->store);
        builder.known_at(*sub, command->known_at);
    }
    {
        auto const [sub, command] = builder.add<BatchCommand>(
            program, "batch",
            text("导入中断的批次：继续，或取消", "an import that broke off: go on, or cancel it"),
            batch_command);
        sub->add_option("ACTION", command->action, "resume | cancel")
            ->required()
            ->check(CLI::IsMember({"resume", "cancel"}));
        builder.store(*sub, command->store);
        sub->add_option("BATCH", command->batch, text("批次号", "the batch's number"))->required();
    }
    {
        auto const [sub, command] = builder.add<Preview>(
            program, "preview", text("查看一个批次改了什么", "what a batch says that is new"),
            preview);
        builder.store(*sub, command->store);
        sub->add_option("BATCH", command->batch, text("批次号", "the batch's number"))->required();
        sub->add_option("--kind", command->kind, "new | changed | conflicting | refused | ended")
            ->check(CLI::IsMember({"new", "changed", "conflicting", "refused", "ended"}));
        sub->add_option("--limit", command->limit,
                        text("最多几行（默认 20）", "at most so many rows (20)"));
    }
    {
        auto const [sub, command] = builder.add<Accept>(
            program, "accept", text("接受一个暂存的批次", "accept a staged batch"), accept);
        builder.store(*sub, command->store);
        sub->add_option("BATCH", command->batch, text("批次号", "the batch's number"))->required();
        sub->add_flag("--only-clean", command->only_clean,
                      text("有一行有问题就不接受", "not where a row was refused or is in doubt"));
    }
    {
        auto const [sub, command] = builder.add<Rollback>(
            program, "rollback", text("撤回一个批次", "take an import back"), rollback);
        builder.store(*sub, command->store);
        sub->add_option("BATCH", command->batch, text("批次号", "the batch's number"))->required();
    }
}

} // namespace jingzhun::app
