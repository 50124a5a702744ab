// The one file that knows CLI11: options of every command.
#include "app/parse.hpp"

#include "base/text.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <pwd.h>
#include <unistd.h>

namespace jingzhun::app {
namespace {

bool english_by_environment() {
    for (auto const *name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (char const *value = std::getenv(name); value != nullptr && *value != '\0')
            return std::string_view(value).starts_with("en");
    return false;
}

std::string system_user() {
    if (auto const *entry = getpwuid(getuid()); entry != nullptr) return entry->pw_name;
    return std::to_string(getuid());
}

// The language must be known before the help texts are made.
base::Language language_of(int count, char **arguments) {
    for (int i = 1; i < count; ++i) {
        std::string_view const argument = arguments[i];
        if (argument == "--lang=en" ||
            (argument == "en" && std::string_view(arguments[i - 1]) == "--lang"))
            return base::Language::en;
        if (argument == "--lang=zh" ||
            (argument == "zh" && std::string_view(arguments[i - 1]) == "--lang"))
            return base::Language::zh;
    }
    return english_by_environment() ? base::Language::en : base::Language::zh;
}

// One command line being described: the program, its language, and what is to run.
struct Builder {
    CLI::App program;
    Parsed parsed;

    std::string text(char const *zh, char const *en) const {
        return parsed.common.language == base::Language::zh ? zh : en;
    }

    // Adds a command; its options fill `command`, and it runs as `run(command, common)`.
    template <class Command>
    std::pair<CLI::App *, Command *> add(CLI::App &parent, char const *name,
                                         std::string const &help,
                                         int (*run)(Command const &, Common const &)) {
        auto *sub = parent.add_subcommand(name, help);
        auto command = std::make_shared<Command>();
        sub->callback([this, command, run] {
            parsed.run = [this, command, run] { return run(*command, parsed.common); };
        });
        sub->fallthrough();
        return {sub, command.get()};
    }

    CLI::Option *store(CLI::App &sub, std::string &place) {
        return sub.add_option("STORE", place, text("库文件", "the store's file"))->required();
    }
    void date(CLI::App &sub, char const *name, std::optional<base::Date> &place,
              std::string const &help) {
        sub.add_option_function<std::string>(
               name,
               [&place, name](std::string const &value) {
                   place = base::parse_iso_date(value);
                   if (!place) throw CLI::ValidationError(name, "YYYY-MM-DD");
               },
               help)
            ->type_name("YYYY-MM-DD");
    }
};

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
        auto const [sub, command] =
            builder.add<Import>(program, "import", text("导入表格", "import files"), import);
        builder.store(*sub, command->store);
        sub->add_option("FILES", command->files, text("xlsx 或 csv 文件", "xlsx or csv files"))
            ->required();
        sub->add_option("--as", command->as,
                        text("表的种类（不自动识别）", "the layout, instead of recognising it"));
        sub->add_option("--sheet", command->sheet, text("只导入这张工作表", "only this sheet"));
        sub->add_flag("--dry-run", command->dry_run,
                      text("只检查，不写入", "check only, write nothing"));
        sub->add_flag("--all-or-nothing", command->all_or_nothing,
                      text("有一处错误就全部不导入", "one fault and nothing is imported"));
        sub->add_option("--report", command->report,
                        text("把有问题的行写成工作簿", "write the rows with faults to a workbook"));
        builder.date(*sub, "--valid-from", command->valid_from,
                     text("没有日期的行若有变化，从哪天起生效（默认今天）",
                          "from when changes of undated rows hold (today)"));
    }
    {
        auto const [sub, command] = builder.add<Batches>(
            program, "batches", text("列出导入批次", "list the imports"), batches);
        builder.store(*sub, command->store);
    }
    {
        auto const [sub, command] = builder.add<Rollback>(
            program, "rollback", text("撤回一个批次", "take an import back"), rollback);
        builder.store(*sub, command->store);
        sub->add_option("BATCH", command->batch, text("批次号", "the batch's number"))->required();
    }
    {
        auto const [sub, command] = builder.add<Summary>(
            program, "summary", text("全县概况", "the county at a glance"), summary);
        builder.store(*sub, command->store);
    }
}

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
        sub->add_option("--area", command->area, text("只核查这个区划", "only this area"));
        sub->add_option("--rule", command->rules, text("只核查这些规则", "only these rules"));
        sub->add_option(
            "--fail-on", command->fail_on,
            text("这些规则有问题时退出码为 1", "exit with 1 where these rules have findings"));
    }
    {
        auto const [sub, command] =
            builder.add<Findings>(program, "findings", text("列出问题", "list findings"), findings);
        builder.store(*sub, command->store);
        sub->add_option("--rule", command->rule, text("规则编号", "the rule's id"));
        sub->add_option("--area", command->area, text("区划代码", "area code"));
        sub->add_option("--state", command->state,
                        "open | assigned | rectified | verified | closed | all");
        sub->add_option("--subject", command->subject, text("对象编号", "the subject's key"));
        sub->add_option("--format", command->format, "json | csv | xlsx")
            ->check(CLI::IsMember({"json", "csv", "xlsx"}));
        sub->add_option("--out", command->out, text("写到文件", "write to a file"));
    }
    {
        auto const [sub, command] =
            builder.add<Explain>(program, "explain", text("说明为什么", "say why"), explain);
        builder.store(*sub, command->store);
        sub->add_option("REGISTER", command->register_name, "household | person | …")->required();
        sub->add_option("KEY", command->key, text("编号", "its number"))->required();
        sub->add_option("--rule", command->rule, text("只说明这条规则", "only this rule"));
        builder.date(*sub, "--as-of", command->as_of, as_of);
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
    }
    {
        auto const [sub, command] =
            builder.add<Show>(program, "show", text("查看一条记录", "one record as it was"), show);
        builder.store(*sub, command->store);
        sub->add_option("REGISTER", command->register_name, "household | person | …")->required();
        sub->add_option("KEY", command->key, text("编号", "its number"))->required();
        builder.date(*sub, "--as-of", command->as_of,
                     text("哪一天的情况（默认最新）", "as it was on that day (the latest)"));
        sub->add_option("--known-at", command->known_at,
                        text("当时所知（时刻，RFC 3339）", "as it was known then (RFC 3339)"));
    }
}

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
          std::pair{"show", text("显示政策包", "print a pack")}}) {
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

// The first word that is no option nor an option's value: the command meant.
std::string command_word(int count, char **arguments) {
    for (int i = 1; i < count; ++i) {
        std::string_view const argument = arguments[i];
        if (argument == "--lang" || argument == "--actor" || argument == "--reason") ++i;
        else if (!argument.starts_with("-")) return std::string(argument);
    }
    return "";
}

// What is wrong with the line, where the library would only say that a command is required.
std::optional<std::string> unknown_command(Builder const &builder, std::string const &word) {
    std::vector<std::string> names;
    for (auto const *sub : builder.program.get_subcommands([](CLI::App const *) { return true; }))
        names.push_back(sub->get_name());
    if (word.empty() || std::ranges::find(names, word) != names.end()) return std::nullopt;
    auto const near = base::nearest(word, names);
    auto text =
        builder.text("没有名为“", "there is no command “") + word + builder.text("”的命令", "”");
    if (near)
        text += builder.text("，是否为“", "; did you mean “") + *near + builder.text("”？", "”?");
    return text;
}

void add_proof_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    {
        auto const [sub, command] = builder.add<Verify>(
            program, "verify",
            text("核验库：有没有人绕过程序改动过", "verify that nobody changed the store behind the "
                                                   "program's back"),
            verify);
        builder.store(*sub, command->store);
        sub->add_option("--checkpoint", command->checkpoint,
                        text("与留存在外的检查点核对", "compare with a checkpoint kept elsewhere"));
        sub->add_option("--key", command->keys,
                        text("签署该检查点的公钥（默认本库的）",
                             "the public key that signed it (this store's)"));
    }
    {
        auto const [sub, command] = builder.add<CheckpointCommand>(
            program, "checkpoint",
            text("取出已签名的检查点，请留存在别处", "the newest signed checkpoint, to be kept elsewhere"),
            checkpoint);
        builder.store(*sub, command->store);
        sub->add_option("--out", command->out, text("写到文件", "write to a file"));
    }
}

} // namespace

Parsed parse(int argument_count, char **arguments) {
    auto builder = std::make_shared<Builder>();
    auto &common = builder->parsed.common;
    common.language = language_of(argument_count, arguments);
    common.actor.name = system_user();
    auto &program = builder->program;
    auto const text = [&](char const *zh, char const *en) { return builder->text(zh, en); };
    program.name("jingzhun");
    program.description(
        text("精准：一户一档，按政策逐条核查，问题逐一销号",
             "Jingzhun: one true register, checked against policy, every gap turned into work"));
    program.require_subcommand(1);
    std::string language;
    program.add_option("--lang", language, "zh | en")->check(CLI::IsMember({"zh", "en"}));
    program.add_flag("--json", common.json,
                     text("标准输出只有一个 JSON 文档", "one JSON document on standard output"));
    program.add_flag("--quiet", common.quiet, text("不显示进度", "no progress"));
    program.add_option("--actor", common.actor.name,
                       text("经办人（默认系统用户）", "who acts (the system user)"));
    program.add_option("--reason", common.actor.reason, text("事由", "why"));
    add_store_commands(*builder);
    add_check_commands(*builder);
    add_other_commands(*builder);
    add_proof_commands(*builder);
    auto const word = command_word(argument_count, arguments);
    if (auto const wrong = unknown_command(*builder, word)) {
        std::cerr << *wrong << "\n"
                  << text("用 jingzhun --help 查看全部命令", "see jingzhun --help for all commands")
                  << "\n";
        return {common, {}, static_cast<int>(base::Status::usage)};
    }
    if (argument_count == 1) {
        std::cout << program.help();
        return {common, {}, static_cast<int>(base::Status::usage)};
    }
    try {
        program.parse(argument_count, arguments);
    } catch (CLI::CallForHelp const &) {
        program.exit(CLI::CallForHelp(), std::cout, std::cerr);
        return {common, {}, 0};
    } catch (CLI::ParseError const &error) {
        std::cerr << text("命令有误：", "wrong usage: ") << error.what() << "\n"
                  << text("用 jingzhun --help 查看用法", "see jingzhun --help") << "\n";
        return {common, {}, static_cast<int>(base::Status::usage)};
    }
    Parsed parsed = builder->parsed;
    parsed.run = [builder] { return builder->parsed.run(); };
    return parsed;
}

} // namespace jingzhun::app
