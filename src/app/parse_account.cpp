// Options of the commands about accounts.
#include "app/parse_builder.hpp"

namespace jingzhun::app {

void add_account_commands(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto *account =
        builder.program.add_subcommand("account", text("账号与授权", "accounts and their roles"))
            ->require_subcommand(1);
    account->fallthrough();
    auto const add = [&](char const *what, std::string const &help, bool named = true) {
        auto const [sub, command] = builder.add<AccountCommand>(*account, what, help, app::account);
        command->what = what;
        builder.store(*sub, command->store);
        if (named) sub->add_option("NAME", command->name, text("账号", "the account"))->required();
        return std::pair(sub, command);
    };
    {
        auto const [sub, command] = add("add", text("添加账号", "add an account"));
        sub->add_option("--display", command->display_name, text("姓名", "the person's name"));
        sub->add_option("--unit", command->unit, text("单位", "the unit"));
    }
    add("list", text("列出账号和授权", "list accounts and grants"), false);
    add("disable", text("停用账号", "disable an account"));
    add("enable", text("启用账号", "enable an account"));
    add("password",
        text("更换自己的密码（从标准输入读），或给别人一次性密码",
             "change one's own password (read from standard input), or give another a one-time "
             "one"));
    {
        auto const [sub, command] = add("code", text("设置动态码", "set up one-time codes"));
        sub->add_flag("--off", command->off, text("取消动态码", "turn them off"));
    }
    {
        auto const [sub, command] = add("grant", text("授予角色", "grant a role"));
        sub->add_option("ROLE", command->role, text("角色", "the role"))->required();
        sub->add_option("--area", command->area,
                        text("区划代码（默认全县）", "area code (the county)"));
        sub->add_option("--purpose", command->purpose, text("用途", "what for"));
        builder.date(*sub, "--from", command->from, text("起日（默认一直）", "first day (always)"));
        builder.date(*sub, "--to", command->to,
                     text("止日，不含（默认一直）", "the day it ends (never)"));
    }
    {
        auto const [sub, command] = add("revoke", text("撤销授权", "revoke a grant"), false);
        sub->add_option("GRANT", command->grant, text("授权编号", "the grant's number"))
            ->required();
    }
    {
        auto const [sub, command] =
            builder.add<Log>(builder.program, "log", text("谁做了什么", "who did what"), app::log);
        builder.store(*sub, command->store);
        sub->add_option("--account", command->account, text("经办人", "by whom"));
        sub->add_option("--kind", command->kind, "import | check | grant | reveal | …");
        sub->add_option("--subject", command->subject,
                        text("对象（含有）", "about what (part of it)"));
        sub->add_option("--limit", command->limit,
                        text("最近多少条（50）", "how many, the newest (50)"))
            ->check(CLI::Range(1, 100'000));
    }
}

} // namespace jingzhun::app
