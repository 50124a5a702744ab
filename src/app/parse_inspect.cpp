// Options of the commands for draws, inspections and grievances.
#include "app/parse_builder.hpp"

namespace jingzhun::app {

void add_inspect_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
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
