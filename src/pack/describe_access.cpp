// Roles for people and for programs.
#include "pack/describe_access.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::pack {
namespace {

std::string joined(std::vector<std::string> const &names, std::string_view between) {
    return fmt::format("{}", fmt::join(names, between));
}

std::string operations_text(std::vector<Operation> const &operations, base::Language language) {
    std::vector<std::string> names;
    for (auto const one : operations) names.push_back(title_of(one).in(language));
    return joined(names, language == base::Language::zh ? "、" : ", ");
}

std::string permission_text(Pack const &pack, Permission const &permission,
                            base::Language language) {
    auto const zh = language == base::Language::zh;
    std::vector<std::string> registers, sees;
    for (auto const &name : permission.registers)
        registers.push_back(pack.find_register(name)->title.in(language));
    for (auto const &name : permission.sees)
        sees.push_back(pack.access.find_class(name)->title.in(language));
    auto text = operations_text(permission.operations, language);
    if (permission.every_register) text += zh ? "：全部登记表" : ": every register";
    else if (!registers.empty()) text += (zh ? "：" : ": ") + joined(registers, zh ? "、" : ", ");
    if (!sees.empty())
        text += (zh ? "；看全：" : "; sees whole: ") + joined(sees, zh ? "、" : ", ");
    return text;
}

std::string role_text(Pack const &pack, Role const &role, base::Language language) {
    auto const zh = language == base::Language::zh;
    auto text = fmt::format("\n## {} ({}){}\n", role.title.in(language), role.name,
                            !role.second_factor ? ""
                            : zh                ? "；登录要动态码"
                                                : "; signs in with a one-time code");
    for (auto const &permission : role.may)
        text += "  " + permission_text(pack, permission, language) + "\n";
    return text + fmt::format("{}{}\n", zh ? "依据: " : "source: ", role.source);
}

std::string separation_text(AccessRules const &access, Separation const &one,
                            base::Language language) {
    auto const zh = language == base::Language::zh;
    auto const titles = [&](std::vector<std::string> const &names) {
        std::vector<std::string> all;
        for (auto const &name : names) all.push_back(access.find_role(name)->title.in(language));
        return joined(all, " | ");
    };
    auto const roles = titles(one.roles) + (one.against.empty() ? "" : " × " + titles(one.against));
    auto text = fmt::format("{} ({}):", one.title.in(language), one.id);
    if (!roles.empty())
        text += fmt::format(
            " {} {}", roles,
            one.anywhere ? (zh ? "不得由一人兼任" : "never in one hand")
                         : (zh ? "在同一区划不得由一人兼任" : "not in one hand for one area"));
    if (!one.operations.empty())
        text += fmt::format(" {} {}", operations_text(one.operations, language),
                            zh ? "同一对象须由不同的人" : "of one subject by different persons");
    return text + fmt::format("  ({})\n", one.source);
}

void write_title(base::JsonWriter &json, Title const &title) {
    json.key("title").begin_object().member("zh", title.zh).member("en", title.en).end_object();
}

void write_texts(base::JsonWriter &json, std::string_view key,
                 std::vector<std::string> const &texts) {
    json.key(key).begin_array();
    for (auto const &text : texts) json.value(text);
    json.end_array();
}

void write_operations(base::JsonWriter &json, std::string_view key,
                      std::vector<Operation> const &operations) {
    json.key(key).begin_array();
    for (auto const one : operations) json.value(to_string(one));
    json.end_array();
}

void write_role(base::JsonWriter &json, Role const &role) {
    json.begin_object().member("name", role.name);
    write_title(json, role.title);
    json.member("source", role.source).member("second_factor", role.second_factor);
    json.key("may").begin_array();
    for (auto const &permission : role.may) {
        json.begin_object();
        write_operations(json, "do", permission.operations);
        json.member("every_register", permission.every_register);
        write_texts(json, "on", permission.registers);
        write_texts(json, "sees", permission.sees);
        json.end_object();
    }
    json.end_array().end_object();
}

} // namespace

std::string describe_access_text(Pack const &pack, base::Language language) {
    auto const &access = pack.access;
    if (access.roles.empty()) return {};
    auto const zh = language == base::Language::zh;
    std::string text = zh ? "\n# 角色\n" : "\n# Roles\n";
    for (auto const &role : access.roles) text += role_text(pack, role, language);
    text += zh ? "\n# 分离\n" : "\n# Separations\n";
    for (auto const &one : access.separations) text += separation_text(access, one, language);
    auto const &rules = access.sign_in;
    text += zh ? "\n# 登录\n" : "\n# Signing in\n";
    return text +
           fmt::format(
               fmt::runtime(
                   zh ? "密码至少 {} 位、{} 种字符，{} 天更换（0：不要求）；错 {} 次锁 {} 分钟；"
                        "闲置 {} 分钟或满 {} 小时退出\n"
                      : "passwords of at least {} characters of {} kinds, changed every {} days "
                        "(0: never); {} failures lock for {} minutes; sessions end "
                        "after {} idle minutes or {} hours\n"),
               rules.password_least, rules.password_kinds, rules.password_days,
               rules.failures_before_lock, rules.lock_minutes, rules.idle_minutes,
               rules.session_hours);
}

void describe_access_json(base::JsonWriter &json, Pack const &pack) {
    auto const &access = pack.access;
    json.key("access")
        .begin_object()
        .member("first_role", access.first_role)
        .member("password_least", access.sign_in.password_least)
        .member("password_kinds", access.sign_in.password_kinds)
        .member("password_days", access.sign_in.password_days)
        .member("failures_before_lock", access.sign_in.failures_before_lock)
        .member("lock_minutes", access.sign_in.lock_minutes)
        .member("idle_minutes", access.sign_in.idle_minutes)
        .member("session_hours", access.sign_in.session_hours)
        .end_object();
    json.key("classes").begin_array();
    for (auto const &one : access.classes) {
        json.begin_object().member("name", one.name);
        write_title(json, one.title);
        write_texts(json, "types", one.types);
        write_texts(json, "fields", one.fields);
        json.end_object();
    }
    json.end_array().key("roles").begin_array();
    for (auto const &role : access.roles) write_role(json, role);
    json.end_array().key("separations").begin_array();
    for (auto const &one : access.separations) {
        json.begin_object().member("id", one.id);
        write_title(json, one.title);
        write_texts(json, "roles", one.roles);
        write_texts(json, "against", one.against);
        json.member("anywhere", one.anywhere);
        write_operations(json, "operations", one.operations);
        json.member("source", one.source).end_object();
    }
    json.end_array();
}

} // namespace jingzhun::pack
