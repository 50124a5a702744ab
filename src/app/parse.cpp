// The command line as a whole: language, actor, and which command is meant.
#include "app/parse_builder.hpp"

#include "app/finding_command.hpp"
#include "app/worklist_command.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
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

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
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

} // namespace

Parsed parse(int argument_count, char **arguments) {
    auto builder = std::make_shared<Builder>();
    auto &common = builder->parsed.common;
    common.language = language_of(argument_count, arguments);
    common.actor.name = system_user();
    common.actor.from = host_name();
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
    add_intake_commands(*builder);
    add_exchange_commands(*builder);
    add_check_commands(*builder);
    add_finding_commands(*builder);
    add_worklist_commands(*builder);
    add_settle_commands(*builder);
    add_case_commands(*builder);
    add_linkage_commands(*builder);
    add_estimate_commands(*builder);
    add_other_commands(*builder);
    add_proof_commands(*builder);
    add_link_commands(*builder);
    add_account_commands(*builder);
    add_witness_commands(*builder);
    add_inspect_commands(*builder);
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
    common.actor_given = program.get_option("--actor")->count() > 0;
    Parsed parsed = builder->parsed;
    parsed.run = [builder] { return builder->parsed.run(); };
    return parsed;
}

} // namespace jingzhun::app
