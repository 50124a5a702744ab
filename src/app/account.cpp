// jingzhun account add|list|enable|disable|password|code|grant|revoke: who may act, and as what.
#include "access/account.hpp"
#include "access/code.hpp"
#include "access/password.hpp"
#include "access/sign_in.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace jingzhun::app {
namespace {

using pack::Operation;

std::string local_or_dash(base::Instant instant) {
    return instant == 0 ? "-" : local_time(instant);
}

// No echo while a password is typed; as it was afterwards.
class Unseen {
  public:
    Unseen() : terminal_(::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!terminal_) return;
        auto quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Unseen() {
        if (!terminal_) return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        std::cerr << "\n";
    }
    Unseen(Unseen const &) = delete;
    Unseen &operator=(Unseen const &) = delete;
    bool terminal() const { return terminal_; }

  private:
    termios before_{};
    bool terminal_;
};

std::string read_line(std::string const &prompt) {
    Unseen const unseen;
    if (unseen.terminal()) std::cerr << prompt << std::flush;
    std::string line;
    std::getline(std::cin, line);
    return line;
}

// Typed twice at a terminal; else the first line of standard input.
std::string read_password(Common const &common) {
    auto const password = read_line(choose(common, "新密码：", "new password: "));
    if (::isatty(STDIN_FILENO) == 1 &&
        read_line(choose(common, "再输入一次：", "once more: ")) != password)
        throw base::Error("passwords_differ");
    return password;
}

std::string state_text(access::Account const &account, Common const &common) {
    if (account.state == access::AccountState::disabled) return choose(common, "停用", "disabled");
    if (account.locked_until > base::now()) return choose(common, "锁定", "locked");
    return choose(common, "在用", "active");
}

std::string period_text(access::Grant const &grant) {
    auto const from = grant.from == base::date_min ? "" : base::to_string(grant.from);
    auto const to = grant.to == base::date_max ? "" : base::to_string(grant.to);
    return from.empty() && to.empty() ? "-" : from + " – " + to;
}

void add_json(base::JsonWriter &json, access::Grant const &grant) {
    json.begin_object()
        .member("grant", grant.id)
        .member("role", grant.role)
        .member("area", grant.area)
        .member("purpose", grant.purpose);
    json.key("from");
    if (grant.from == base::date_min) json.null();
    else json.value(base::to_string(grant.from));
    json.key("to");
    if (grant.to == base::date_max) json.null();
    else json.value(base::to_string(grant.to));
    json.member("holds", grant.holds(base::today()))
        .member("granted_by", grant.granted_by)
        .member("reason", grant.reason)
        .member("granted_at", base::to_string_instant(grant.granted_at));
    json.key("revoked_at");
    if (grant.revoked_at == 0) json.null();
    else json.value(base::to_string_instant(grant.revoked_at));
    json.member("revoked_by", grant.revoked_by).member("revoke_reason", grant.revoke_reason);
    json.end_object();
}

void list_json(Session const &session) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &account : access::list_accounts(*session.database, session.county)) {
        json.begin_object()
            .member("name", account.name)
            .member("display_name", account.display_name)
            .member("unit", account.unit)
            .member("state", access::to_string(account.state))
            .member("locked", account.locked_until > base::now())
            .member("password", account.has_password)
            .member("code", account.has_code)
            .member("created_by", account.created_by)
            .member("created_at", base::to_string_instant(account.created_at));
        json.key("grants").begin_array();
        for (auto const &grant :
             access::list_grants(*session.database, session.county, account.name))
            add_json(json, grant);
        json.end_array().end_object();
    }
    json.end_array();
    print_json(json.text());
}

void list_text(Session const &session, Common const &common) {
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"账号", "姓名", "单位", "状态", "密码", "动态码", "设立"}
            : std::vector<std::string>{"account", "name", "unit", "state", "password", "code",
                                       "since"}};
    auto const yes = [&](bool has) { return has ? choose(common, "有", "yes") : "-"; };
    for (auto const &account : access::list_accounts(*session.database, session.county))
        rows.push_back({account.name, account.display_name, account.unit,
                        state_text(account, common), yes(account.has_password),
                        yes(account.has_code), local_or_dash(account.created_at)});
    fmt::print("{}\n", table(rows, {}));
    rows = {common.language == base::Language::zh
                ? std::vector<std::string>{"授权", "账号", "角色", "区划", "期限", "用途", "授权人",
                                           "事由", "撤销"}
                : std::vector<std::string>{"grant", "account", "role", "area", "period", "purpose",
                                           "by", "reason", "revoked"}};
    for (auto const &grant : access::list_grants(*session.database, session.county)) {
        auto const *role = session.pack.access.find_role(grant.role);
        rows.push_back({std::to_string(grant.id), grant.account,
                        role == nullptr ? grant.role : choose(common, role->title),
                        session.areas.path_of(grant.area), period_text(grant), grant.purpose,
                        grant.granted_by, grant.reason, local_or_dash(grant.revoked_at)});
    }
    fmt::print("{}", table(rows, {0}));
}

int list(Session const &session, Acting const &acting, Common const &common) {
    if (!acting.may(Operation::grant, "", check::county_code(session.county)) &&
        !acting.may(Operation::audit, "", check::county_code(session.county)))
        acting.require(Operation::account);
    if (common.json) list_json(session);
    else list_text(session, common);
    return 0;
}

void say(AccountCommand const &command, Common const &common, std::string const &zh,
         std::string const &en) {
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().member("name", command.name).member("done", command.what).end_object();
        print_json(json.text());
    } else {
        print_line(choose(common, zh, en));
    }
}

int change(Session &session, Acting const &acting, AccountCommand const &command,
           Common const &common) {
    auto const actor = acting.require(Operation::account);
    auto &database = *session.database;
    store::Transaction transaction(database);
    if (command.what == "add") {
        access::Account account;
        account.name = command.name;
        account.display_name = command.display_name;
        account.unit = command.unit;
        access::add_account(database, session.county, actor, account);
    } else if (command.what == "disable") {
        access::disable_account(database, session.county, actor, command.name);
    } else {
        access::enable_account(database, session.county, actor, command.name);
    }
    transaction.commit();
    if (command.what == "add")
        say(command, common, "已添加账号 " + command.name + "，尚无角色",
            "added the account " + command.name + "; it has no role yet");
    else if (command.what == "disable")
        say(command, common, "账号 " + command.name + " 已停用，会话已结束",
            "disabled the account " + command.name + "; its sessions have ended");
    else
        say(command, common, "账号 " + command.name + " 已启用",
            "enabled the account " + command.name);
    return 0;
}

// Who acts for himself needs no right; another's password is not chosen but drawn, once.
int password(Session &session, Acting const &acting, AccountCommand const &command,
             Common const &common) {
    auto &database = *session.database;
    auto const own = acting.holder()->account == command.name;
    auto const actor = own ? common.actor : acting.require(Operation::account);
    access::require_account(database, session.county, command.name);
    auto const text = own ? read_password(common) : access::random_password();
    if (own) access::require_strong(session.pack.access.sign_in, command.name, text);
    auto const verifier = access::make_verifier(text);
    store::Transaction transaction(database);
    access::set_password(database, session.county, actor, command.name, verifier, !own);
    transaction.commit();
    if (own) {
        say(command, common, "密码已更换，会话已结束",
            "the password is changed; sessions have ended");
    } else if (common.json) {
        base::JsonWriter json;
        json.begin_object().member("name", command.name).member("once", text).end_object();
        print_json(json.text());
    } else {
        print_line(fmt::format(fmt::runtime(choose(common, "{} 的一次性密码（登录后必须更换）：{}",
                                                   "the one-time password of {}, to be changed at "
                                                   "the first sign-in: {}")),
                               command.name, text));
    }
    return 0;
}

int code(Session &session, Acting const &acting, AccountCommand const &command,
         Common const &common) {
    auto &database = *session.database;
    auto const own = acting.holder()->account == command.name;
    auto const actor = own ? common.actor : acting.require(Operation::account);
    store::Transaction transaction(database);
    if (command.off) {
        access::drop_code(database, session.county, actor, command.name);
        transaction.commit();
        say(command, common, "动态码已取消", "one-time codes are off");
        return 0;
    }
    auto const key = access::set_up_code(database, session.county, actor, command.name);
    transaction.commit();
    auto const address = access::code_address(command.name, key);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().member("name", command.name).member("address", address).end_object();
        print_json(json.text());
    } else {
        print_line(choose(common, "请在验证器中录入（只显示这一次）：",
                          "enter this in an authenticator (shown once):"));
        print_line(address);
    }
    return 0;
}

int grant(Session &session, Acting const &acting, AccountCommand const &command,
          Common const &common) {
    access::GrantRequest request;
    request.account = command.name;
    request.role = command.role;
    request.area = command.area.empty() ? check::county_code(session.county) : command.area;
    request.purpose = command.purpose;
    request.from = command.from.value_or(base::date_min);
    request.to = command.to.value_or(base::date_max);
    if (session.areas.find(request.area) == nullptr)
        throw base::Error("area_not_in_store", {{"area", request.area}});
    auto const actor = acting.require(Operation::grant, "", request.area);
    store::Transaction transaction(*session.database);
    auto const made =
        access::grant(*session.database, session.pack, session.county, actor, request);
    transaction.commit();
    if (common.json) {
        base::JsonWriter json;
        add_json(json, made);
        print_json(json.text());
    } else {
        print_line(fmt::format(
            fmt::runtime(choose(common, "授权 {}：{} 任{}（{}）", "grant {}: {} is {} ({})")),
            made.id, made.account, choose(common, session.pack.access.find_role(made.role)->title),
            session.areas.path_of(made.area)));
    }
    return 0;
}

int revoke(Session &session, Acting const &acting, AccountCommand const &command,
           Common const &common) {
    auto area = check::county_code(session.county);
    for (auto const &one : access::list_grants(*session.database, session.county))
        if (one.id == command.grant) area = one.area;
    auto const actor = acting.require(Operation::grant, "", area);
    store::Transaction transaction(*session.database);
    auto const ended = access::revoke(*session.database, session.county, actor, command.grant);
    transaction.commit();
    if (common.json) {
        base::JsonWriter json;
        add_json(json, ended);
        print_json(json.text());
    } else {
        print_line(fmt::format(fmt::runtime(choose(common, "授权 {} 已撤销，{} 的会话已结束",
                                                   "revoked grant {}; the sessions of {} have "
                                                   "ended")),
                               ended.id, ended.account));
    }
    return 0;
}

} // namespace

int account(AccountCommand const &command, Common const &common) {
    auto const reads = command.what == "list";
    auto session = open_session(command.store, reads ? store::Access::read : store::Access::write);
    Acting const acting(session, common);
    if (acting.holder() == nullptr) throw base::Error("accounts_none", {{"store", command.store}});
    if (reads) return list(session, acting, common);
    if (command.what == "password") return password(session, acting, command, common);
    if (command.what == "code") return code(session, acting, command, common);
    if (command.what == "grant") return grant(session, acting, command, common);
    if (command.what == "revoke") return revoke(session, acting, command, common);
    return change(session, acting, command, common);
}

} // namespace jingzhun::app
