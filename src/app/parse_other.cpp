// Options of the commands for packs, expressions, the demo county, the server.
#include "app/parse_builder.hpp"

namespace jingzhun::app {

void add_other_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto *pack =
        program.add_subcommand("pack", text("政策包", "policy packs"))->require_subcommand(1);
    pack->fallthrough();
    auto const add_pack = [&](char const *what, std::string const &help) {
        auto const [sub, command] = builder.add<PackCommand>(*pack, what, help, pack_command);
        command->what = what;
        return std::pair(sub, command);
    };
    for (auto const &[what, help] :
         {std::pair{"lint", text("检查政策包", "check a pack")},
          std::pair{"test", text("运行政策包自带的例子", "run the pack's own examples")},
          std::pair{"show", text("显示政策包", "print a pack")},
          std::pair{"coverage", text("列出每项机制由什么承载、由什么展示",
                                     "what carries and shows each mechanism")}}) {
        auto const [sub, command] = add_pack(what, help);
        sub->add_option("DIR", command->folder, text("政策包文件夹", "folder of the pack"))
            ->required();
    }
    {
        auto const [sub, command] =
            add_pack("install", text("换用新版政策包", "put a new version in force"));
        builder.store(*sub, command->store);
        sub->add_option("DIR", command->folder, text("政策包文件夹", "folder of the pack"))
            ->required();
        builder.date(*sub, "--from", command->from, text("生效日期", "from when it is in force"));
    }
    {
        auto const [sub, command] = builder.add<Cel>(
            program, "cel", text("计算 CEL 表达式", "evaluate CEL expressions"), cel);
        sub->add_option("FILE", command->file,
                        text("JSON 文件（默认标准输入）", "a JSON file (standard input)"));
    }
    {
        auto const [sub, command] = builder.add<Demo>(
            program, "demo", text("生成演示县", "write a synthetic county"), demo);
        sub->add_option("DIR", command->folder, text("输出文件夹", "folder to write to"))
            ->required();
        sub->add_option("--area", command->area, text("县级区划代码", "the county's code"));
        sub->add_option("--households", command->households, text("户数", "number of households"))
            ->check(CLI::Range(100, 10'000'000));
        sub->add_option("--seed", command->seed, text("随机种子", "seed"));
    }
    {
        auto const [sub, command] = builder.add<Serve>(
            program, "serve", text("打开网页服务", "serve the web application"), serve);
        builder.store(*sub, command->store);
        sub->add_option("--listen", command->listen, text("地址:端口", "address:port"));
        builder.date(*sub, "--as-of", command->as_of,
                     text("页面的判定日期（默认最近一次核查）",
                          "the pages' decision date (that of the last check)"));
    }
}

} // namespace jingzhun::app
