// Options of the commands for making a store and the county at a glance.
#include "app/parse_builder.hpp"

namespace jingzhun::app {

void add_store_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    {
        auto const [sub, command] =
            builder.add<Init>(program, "init", text("新建库", "make a store"), init);
        builder.store(*sub, command->store);
        sub->add_option("--pack", command->pack, text("政策包文件夹", "folder of the policy pack"))
            ->required();
        sub->add_option("--area", command->area,
                        text("县级区划代码，如 431128", "the county's code"))
            ->required();
    }
    {
        auto const [sub, command] = builder.add<Summary>(
            program, "summary", text("全县概况", "the county at a glance"), summary);
        builder.store(*sub, command->store);
        builder.date(*sub, "--as-of", command->as_of,
                     text("那一天的样子（默认现在）", "as it was on that day (now)"));
        builder.known_at(*sub, command->known_at);
    }
}

} // namespace jingzhun::app
