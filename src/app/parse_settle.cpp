// Options of the commands for settling data fights.
#include "app/parse_builder.hpp"

namespace jingzhun::app {

void add_settle_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    {
        auto const [sub, command] =
            builder.add<Settle>(program, "settle",
                                text("裁定一条数据打架的问题：哪一方对，凭什么",
                                     "settle a data fight: which side is right, and why"),
                                settle);
        builder.store(*sub, command->store);
        sub->add_option("FINDING", command->finding, text("问题编号", "the finding's number"))
            ->required();
        sub->add_option("--side", command->side,
                        text("哪一方对：1、2、一方的名称，或“都不对”",
                             "which is right: 1, 2, its name, or neither"))
            ->required();
        sub->add_option("--evidence", command->evidence,
                        text("佐证文件，按内容留存", "a file that shows it, kept by its content"));
    }
    {
        auto const [sub, command] = builder.add<Settlements>(
            program, "settlements", text("列出已裁定的", "list what was settled"), settlements);
        builder.store(*sub, command->store);
        sub->add_option("--rule", command->rule, text("规则编号", "the rule's id"));
        sub->add_option("--subject", command->subject, text("对象编号", "the subject's key"));
    }
}

} // namespace jingzhun::app
