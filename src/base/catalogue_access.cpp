// What can go wrong in the chapter "access" of the catalogue: accounts, roles, signing in.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"access_no_random", Status::store, 500, "系统不能提供随机数，无法处理密码；请检查操作系统",
     "the system gives no random numbers, so nothing can be done with passwords; look at the "
     "operating system"},
    {"access_refused", Status::usage, 403,
     "“{actor}”无权在{area}{operation}{what}；需要角色：{roles}。请联系安全管理员授权（jingzhun "
     "account grant）",
     "“{actor}” may not {operation_en}{what_en} in {area}; one of these roles is needed: "
     "{roles_en}. Ask the security administrator to grant one (jingzhun account grant)"},
    {"account_active", Status::usage, 409, "账号“{name}”本来就在用，没有改动",
     "the account “{name}” is active already; nothing was changed"},
    {"account_disabled", Status::usage, 409, "账号“{name}”已停用，没有改动",
     "the account “{name}” is disabled; nothing was changed"},
    {"account_exists", Status::usage, 409, "已有账号“{name}”，没有改动；请换一个名字",
     "there is an account “{name}” already; nothing was changed, choose another name"},
    {"account_name_bad", Status::usage, 400,
     "“{name}”不能作账号名；请用字母、数字、汉字和 . _ - @，不超过 64 个字节，不含空格",
     "“{name}” cannot be an account's name; use letters, digits, Chinese characters and . _ - @, "
     "at most 64 bytes, no blanks"},
    {"account_oneself", Status::usage, 409, "不能停用自己的账号“{name}”；请由另一个管理员来做",
     "“{name}” cannot disable itself; another administrator can"},
    {"account_unknown", Status::usage, 404,
     "没有账号“{name}”；是否指“{nearest}”？请用 jingzhun account list 查看",
     "there is no account “{name}”; did you mean “{nearest}”? jingzhun account list shows all"},
    {"accounts_none", Status::usage, 409,
     "库 {store} 没有账号；账号从建库时开始：jingzhun init … --actor 姓名",
     "store {store} has no accounts; they begin when a store is made: jingzhun init … --actor "
     "NAME"},
    {"actor_disabled", Status::usage, 403, "经办人“{actor}”的账号已停用；请换一个经办人（--actor）",
     "the account of the actor “{actor}” is disabled; name another (--actor)"},
    {"actor_unknown", Status::usage, 403,
     "本库只认有账号的经办人，没有“{actor}”这个账号；请用 --actor "
     "写明，或请系统管理员添加（jingzhun account add）",
     "this store knows its actors and has no account “{actor}”; name one with --actor, or have the "
     "system administrator add it (jingzhun account add)"},
    {"duty_separated", Status::usage, 409,
     "“{account}”已对{subject}做过“{done}”，不能再“{wanted}”：{why}；请换一个人",
     "“{account}” did “{done_en}” to {subject} already and may not “{wanted_en}” it: {why_en}; "
     "somebody else has to"},
    {"grant_period", Status::usage, 400, "授权的起止日期不对：{from} 到 {to}；止日应在起日之后",
     "the grant would hold from {from} to {to}; the end must come after the beginning"},
    {"grant_revoked", Status::usage, 409, "授权 {grant} 已于 {time} 撤销，没有改动",
     "grant {grant} was revoked at {time}; nothing was changed"},
    {"grant_to_oneself", Status::usage, 409, "“{name}”不能给自己授权；请由另一个有权的人来做",
     "“{name}” cannot grant a role to itself; somebody else who may has to"},
    {"grant_unknown", Status::usage, 404, "没有授权 {grant}；请用 jingzhun account list 查看编号",
     "there is no grant {grant}; jingzhun account list shows their numbers"},
    {"pack_without_roles", Status::usage, 409,
     "政策包 {pack} 没有规定角色（roles.toml），不能建立账号；请换一个政策包，或不写 --actor",
     "the pack {pack} says nothing of roles (roles.toml), so there can be no accounts; take "
     "another pack, or leave --actor out"},
    {"password_same", Status::usage, 400, "新密码和旧密码一样，没有改动",
     "the new password is the old one; nothing was changed"},
    {"password_weak", Status::usage, 400, "密码不合要求：{what}",
     "the password will not do: {what_en}"},
    {"passwords_differ", Status::usage, 400, "两次输入的密码不一样，没有改动",
     "the two passwords differ; nothing was changed"},
    {"reason_missing", Status::usage, 400, "要写明事由：请加 --reason",
     "a reason is needed: add --reason"},
    {"role_level", Status::usage, 400,
     "角色“{role}”不能授在“{area}”这一级；请看政策包中该角色的 levels",
     "the role “{role_en}” is not granted for “{area}”, an area of that level; see the role's "
     "levels in the pack"},
    {"role_separated", Status::usage, 409,
     "“{account}”已是“{held}”，不能再任“{role}”：{why}；请先撤销前者，或换一个人",
     "“{account}” is “{held_en}” and cannot become “{role_en}”: {why_en}; revoke the one first, or "
     "take somebody else"},
    {"role_unknown", Status::usage, 404, "政策包里没有角色“{role}”；是否指“{nearest}”？",
     "the pack has no role “{role}”; did you mean “{nearest}”?"},
    {"sign_in_code_wanted", Status::usage, 401, "请输入动态码", "a one-time code is needed"},
    {"sign_in_refused", Status::usage, 401,
     "没有登录：账号、密码或动态码不对，或账号暂时锁定；连续错几次会锁定一段时间",
     "not signed in: the account, the password or the code is wrong, or the account is locked for "
     "a while; a row of failures locks it"},
    {"view_bad", Status::usage, 400, "视图要有名称（至多 60 字），条件不能过长",
     "a view needs a name of at most 60 characters, and not too much within"},
    {"view_unknown", Status::usage, 404, "没有你的视图 {view}", "there is no view {view} of yours"},
    {"views_full", Status::no, 409, "你的视图已满 200 个，请先删去不用的", "you have 200 views; drop some first"},
};

} // namespace

std::span<Entry const> access_chapter() { return entries; }

} // namespace jingzhun::base
