// Options of the commands for record linkage.
#include "app/parse_builder.hpp"

namespace jingzhun::app {
namespace {

template <class Command>
void add_settings(Builder const &builder, CLI::App &sub, Command &command) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    sub.add_option("--model", command.model, text("连接模型（toml）", "the model, a toml file"))
        ->required();
    sub.add_option("--out", command.out, text("结果写到", "where the result goes"))->required();
    sub.add_option("--threads", command.threads, text("线程数", "threads"))
        ->check(CLI::Range(1, 64));
}

} // namespace

void add_link_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const explain = text("写出分数的每一项", "with the parts of each score");
    {
        auto const [sub, command] = builder.add<LinkFiles>(
            program, "link", text("连接两个文件中相同的人或物", "link the records of two files"),
            link_files);
        sub->add_option("LEFT", command->left,
                        text("左表（csv）或连接索引", "a csv file, or an index made by link-index"))
            ->required();
        sub->add_option("RIGHT", command->right, text("右表（csv）", "another csv file"))
            ->required();
        add_settings(builder, *sub, *command);
        sub->add_flag("--explain", command->explain, explain);
        sub->add_option("--conflicts", command->conflicts,
                        text("把相连记录不一致的内容写到（csv）",
                             "where to write in what the linked records differ"));
    }
    {
        auto const [sub, command] = builder.add<Dedupe>(
            program, "dedupe",
            text("查找一个文件中重复的记录", "find the duplicates within a file"), dedupe);
        sub->add_option("FILE", command->file, text("表（csv）", "a csv file"))->required();
        add_settings(builder, *sub, *command);
        sub->add_flag("--explain", command->explain, explain);
    }
    {
        auto const [sub, command] = builder.add<LinkIndex>(
            program, "link-index",
            text("建立或扩充连接索引，新名单连它时不再重读",
                 "make or extend an index that new files link to without reading "
                 "the old ones again"),
            link_index);
        sub->add_option("FILE", command->file, text("表（csv）", "a csv file"))->required();
        add_settings(builder, *sub, *command);
        sub->add_option("--from", command->from,
                        text("在这个索引上扩充", "an index to which the file is added"));
        sub->add_option("--clusters", command->clusters,
                        text("把每条记录所在的组写到（csv）",
                             "where to write which cluster each record is of"));
    }
}

} // namespace jingzhun::app
