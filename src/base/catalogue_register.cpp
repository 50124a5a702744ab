// What can go wrong in the chapter "register" of the catalogue: batches and records.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"backup_exists", Status::usage, 409, "“{file}”已经存在，没有改动；请为备份换一个文件名",
     "\"{file}\" exists already and was left as it is; choose another name for the backup"},
    {"batch_needed", Status::no, 409,
     "批次 {batch} 不能撤回：同一来源后来的批次 {by} 只保存了与它不同的内容，撤回会丢失其余内容；请先撤回批次 {by}",
     "batch {batch} cannot be taken back: the later batch {by} of the same source kept only what differs from it, and "
     "the rest would be lost; take batch {by} back first"},
    {"batch_needs_another", Status::no, 403,
     "批次 {batch} 改动过多，须由导入人（{actor}）以外的人审核接受",
     "batch {batch} changes so much that somebody other than who brought it ({actor}) must accept it"},
    {"batch_not_clean", Status::no, 409,
     "批次 {batch} 有退回或存疑的行（退回 {count} 行），没有接受；请用 jingzhun preview --kind refused 查看，改正后重新导入",
     "batch {batch} has rows that were refused ({count}) or are in doubt and was not accepted; see jingzhun preview "
     "--kind refused, correct them and import again"},
    {"batch_not_loading", Status::no, 409, "批次 {batch} 不在导入中（现在是 {state}），没有可继续或取消的",
     "batch {batch} is not being imported (it is {state}); there is nothing to go on with or to cancel"},
    {"batch_not_staged", Status::no, 409, "批次 {batch} 不是待定批次（现在是 {state}），无需接受",
     "batch {batch} is not staged (it is {state}); there is nothing to accept"},
    {"batch_outdated", Status::no, 409,
     "批次 {batch} 暂存之后，同一来源的批次 {by} 又有变化，比对已过时；请撤回批次 {batch}，重新导入该文件",
     "since batch {batch} was staged, batch {by} of the same source has come or gone, so its comparison is out of "
     "date; take batch {batch} back and import the file again"},
    {"batch_rolled_back", Status::no, 409, "批次 {batch} 已于 {time} 撤回，没有再改动",
     "batch {batch} was rolled back already at {time}; nothing was changed"},
    {"batch_unknown", Status::input, 404, "没有批次 {batch}；请用 jingzhun batches 查看批次编号",
     "there is no batch {batch}; jingzhun batches lists their numbers"},
    {"duplicates_no_model", Status::input, 400,
     "没有哪个名单按连接模型连到“{register}”，无法查重；请在政策包的 possible 里写 model",
     "no list is linked to \"{register_en}\" by a linkage model, so duplicates cannot be told; write model in "
     "`possible` of the pack"},
    {"frozen_differs", Status::no, 409,
     "决定所见 {frozen} "
     "中的{register}“{key}”已与当时不同；有人绕过程序改动，或个人信息已依法删除，请用 jingzhun "
     "verify 核验",
     "the {register_en} \"{key}\" is no longer what the decision saw (frozen {frozen}): somebody "
     "changed it behind the program's back, or its personal data were erased; run jingzhun verify"},
    {"frozen_list_differs", Status::no, 409,
     "决定所见 {frozen} 的清单本身被改动；请用 jingzhun verify 核验",
     "the list of what the decision saw (frozen {frozen}) was itself changed; run jingzhun verify"},
    {"kept_file_changed", Status::no, 409,
     "批次 {batch} 留存的原始表格“{file}”已被改动（{kept}）；请从备份恢复该文件",
     "the kept original \"{file}\" of batch {batch} was changed ({kept}); restore it from a "
     "backup"},
    {"kept_file_missing", Status::no, 409,
     "批次 {batch} 留存的原始表格“{file}”不见了（{kept}）；请从备份恢复该文件",
     "the kept original \"{file}\" of batch {batch} is gone ({kept}); restore it from a backup"},
    {"known_before_store", Status::no, 404,
     "那时还没有这个库：{store} 的第一个政策包记在 {time} 的第 {event} 条事件；请给出之后的时刻",
     "the store was not there then: the first pack of {store} came at {time} in event {event}; ask for "
     "a later time"},
    {"merge_already", Status::no, 409,
     "“{key}”并入“{target}”已在办理（合并 {id}），其中一条不能再合并；请用 jingzhun merges 查看",
     "\"{key}\" into \"{target}\" is merged or asked for already (merge {id}), so one of the two cannot be merged "
     "again; see jingzhun merges"},
    {"merge_needs_another", Status::no, 403, "合并 {id} 须由提出人（{actor}）以外的人批准",
     "merge {id} must be decided by somebody other than who asked for it ({actor})"},
    {"merge_not_asked", Status::no, 409, "合并 {id} 没有待批准的请求（现在是 {state}）",
     "nothing is asked for of merge {id} (it is {state})"},
    {"merge_not_in_force", Status::no, 409, "合并 {id} 不在生效中（现在是 {state}），无法拆开",
     "merge {id} is not in force (it is {state}) and cannot be undone"},
    {"merge_same", Status::input, 400, "“{key}”与它自己无需合并；请给出两条不同的记录",
     "\"{key}\" cannot be merged with itself; name two records"},
    {"merge_unknown", Status::input, 404, "没有合并 {id}；请用 jingzhun merges 查看",
     "there is no merge {id}; jingzhun merges lists them"},
    {"register_field_changed", Status::input, 409,
     "登记表“{register}”的字段“{field}”已按 {before} 存储，不能改成 "
     "{after}；请在政策包中改用新的字段名",
     "the field \"{field}\" of the register \"{register}\" is kept as {before} and cannot become "
     "{after}; give it "
     "a new name in the pack"},
    {"register_internal", Status::store, 500, "内部错误：{what}", "internal error: {what}"},
    {"register_key_differs", Status::no, 409,
     "编号表 {table} 与登记表不一致：{key}；有人绕过程序改动，请与备份比较",
     "the keys in {table} are not those of the register: {key}; somebody changed them behind the "
     "program's back, compare with a backup"},
    {"restore_differs", Status::no, 409,
     "库“{store}”的历史与备份“{file}"
     "”不同（另一个县，或被改写过）；没有替换任何内容。若确认用备份代替它，请加 "
     "--accept-loss",
     "the history of the store \"{store}\" is not that of the backup \"{file}\" (another county, "
     "or "
     "rewritten); nothing was replaced. Add --accept-loss to put the backup in its place all the "
     "same"},
    {"restore_loses", Status::no, 409,
     "备份“{file}”只到第 {events} 条事件，缺少已写入的第 {from} 至 {to} "
     "条；没有替换任何内容。请找更新的备份，或加 --accept-loss 接受丢失",
     "the backup \"{file}\" ends with event {events}; events {from} to {to} were written later and "
     "are not in it. Nothing was replaced: find a newer backup, or accept the loss with "
     "--accept-loss"},
    {"restore_without_key", Status::no, 409,
     "找不到签名密钥“{key}”，没有替换任何内容；请先把另行保存的密钥放到那里。确已丢失时，加 --new-key "
     "换用新密钥（核验时会一直提到）",
     "the signing key \"{key}\" is not there and nothing was replaced; put the key that you kept "
     "apart in its place. If it is lost, --new-key makes another (verify will always tell of it)"},
};

} // namespace

std::span<Entry const> register_chapter() { return entries; }

} // namespace jingzhun::base
