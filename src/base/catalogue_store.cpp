// What can go wrong in the chapter "store" of the catalogue: opening, reading and writing a store.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"checkpoint_malformed", Status::input, 400, "这不是检查点，或已不完整；请使用当初导出的原文件",
     "this is no checkpoint, or it is cut off; use the file as it was handed out"},
    {"checkpoint_not_ours", Status::no, 409,
     "检查点不是由本库的密钥签名的；请核对是否拿错了县或文件，并恢复原来的“库文件.key”",
     "the checkpoint was not signed by this store's key; see whether it belongs to another county, "
     "and restore the original STORE.key"},
    {"checkpoint_witnesses", Status::no, 409,
     "检查点只有 {found} 个见证人联署，需要 {needed} 个；请向其余见证人索取，或核对见证人公钥",
     "the checkpoint was cosigned by {found} witnesses, {needed} are needed; ask the others for "
     "theirs, or see whether the witnesses' keys are right"},
    {"cosignature_not_issued", Status::no, 409,
     "“{file}”中的检查点（{size} 条事件）不是本库发出去联署的；请用 jingzhun witness request "
     "重新生成申请",
     "this store issued no checkpoint of {size} events as \"{file}\" has it; ask anew with "
     "jingzhun "
     "witness request"},
    {"cosignature_old_size", Status::usage, 409,
     "见证人上次联署了 {old} 条事件，而本库只有 {size} 条：这是旧备份，或 --old 写错了",
     "the witness cosigned {old} events last, but this store has {size}: it is an old backup, or "
     "--old is wrong"},
    {"cosignature_unknown", Status::no, 409,
     "“{file}”中没有已知见证人的联署；第一次收某见证人的联署，请用 --witness 给出其公钥",
     "\"{file}\" bears no line of a known witness; for the first of a witness, give its public key "
     "with --witness"},
    {"erase_unsealed", Status::no, 409,
     "这一行与封存不一致，不能抹除（抹除后无法再证明它原来存在）：{row}；请先运行 jingzhun verify "
     "查明",
     "this row is not as it was sealed and cannot be erased, for nothing could be proved of it "
     "then: "
     "{row}; run jingzhun verify first"},
    {"ledger_behind", Status::no, 409,
     "检查点签于第 {size} 条事件之后，而库中只有 {events} "
     "条：这是旧备份，或末尾的事件被删除；请恢复最新的库",
     "the checkpoint was signed after event {size}, but the store has only {events}: it is an old "
     "backup, or its last events were removed; restore the newest store"},
    {"ledger_checkpoint_forged", Status::no, 409,
     "第 {size} 条事件的检查点签名无效；请与留存在外的检查点核对，并从备份恢复",
     "the signature of the checkpoint at event {size} is not valid; compare with one kept "
     "elsewhere "
     "and restore a backup"},
    {"ledger_cut", Status::no, 409,
     "已签到第 {size} 条事件，而库中只有 {events} 条：末尾的事件被删除；请从备份恢复",
     "{size} events were signed, but there are only {events}: the last were removed; restore a "
     "backup"},
    {"ledger_event_changed", Status::no, 409,
     "事件 {from} 至 {to} 之间的记录（或其封存）被绕过程序修改；请与备份比较，查明是谁改动",
     "events {from} to {to}, or their seals, were changed behind the program's back; compare with "
     "a "
     "backup and find out who did it"},
    {"ledger_event_missing", Status::no, 409,
     "缺少第 {sequence} 条事件：它被绕过程序删除或改号；请从备份恢复",
     "event {sequence} is missing: it was removed or renumbered behind the program's back; restore "
     "a "
     "backup"},
    {"ledger_forked", Status::no, 409,
     "前 {size} 条事件与检查点不一致：历史被改写；请保留此文件并报告监督部门",
     "the first {size} events are not those of the checkpoint: history was rewritten; keep this "
     "file "
     "and report it"},
    {"ledger_hash_changed", Status::no, 409,
     "第 {sequence} 条事件旁保存的散列值被修改，事件本身与签名一致；下次写入时会重新算出",
     "the hash kept beside event {sequence} was changed, the event itself is as it was signed; the "
     "hash is made anew at the next write"},
    {"ledger_head_lost", Status::no, 409,
     "最后写到第 {size} 条事件，而库中只有 "
     "{events} 条：已提交的写入丢失（日志损坏），或换上了旧的库文件；请从最新的备份恢复",
     "event {size} was written, but the store has only {events}: committed writes were lost (a "
     "damaged log), or an old copy of the store was put in place; restore the newest backup"},
    {"ledger_key_changed", Status::no, 409,
     "从第 {sequence} 条事件起换了签名密钥；若不是因丢失而有意更换，请查明原因",
     "another key signs from event {sequence} on; unless the old one was lost, find out why"},
    {"ledger_key_other", Status::no, 409, "“{file}”不是签署最新检查点的密钥；请恢复原来的密钥文件",
     "\"{file}\" is not the key that signed the newest checkpoint; restore the original key file"},
    {"ledger_rows_unknown", Status::no, 409,
     "{table} 中有 {count} 行属于不存在的事件（第 {sequence} 条）：被绕过程序添加，请删除并查明是谁",
     "{count} rows of {table} belong to an event that is not there (event {sequence}): they were added "
     "behind the program's back; remove them and find out by whom"},
    {"ledger_tampering", Status::no, 409,
     "{time} 写入前发现有人绕过程序改动了 {found} 处，已记为第 {sequence} "
     "条事件：{first}；请查明原因并与备份比较",
     "before writing at {time} the program found {found} changes made behind its back and put them "
     "on "
     "record as event {sequence}: {first}; find out why and compare with a backup"},
    {"ledger_tile_changed", Status::no, 409,
     "散列瓦片有 {count} 处与事件不符（第一处从第 {first} "
     "条事件起）：被修改、删除或添加；事件本身与签名一致，"
     "下次写入时会重新算出",
     "{count} hashes of tiles do not fit the events (the first from event {first} on): they were "
     "changed, removed or added; the events are as they were signed, and tiles are made anew at "
     "the next write"},
    {"ledger_unsigned", Status::no, 409,
     "最后 {count} 条事件没有签名的检查点；可能有人绕过程序添加了事件，请与备份比较",
     "the last {count} events have no signed checkpoint: somebody may have added them behind the "
     "program's back; compare with a backup"},
    {"ledger_unsound", Status::no, 409,
     "县 {county} 的账本与已签名的检查点不一致，不再签发检查点；请运行 jingzhun verify "
     "查明，并从备份恢复",
     "the ledger of county {county} is not as it was signed, and no checkpoint is handed out; run "
     "jingzhun verify to see what was changed, and restore a backup"},
    {"note_key_kind", Status::usage, 400,
     "“{key}”用错了地方：签署检查点的是县里的密钥，联署的是见证人的密钥；请核对两者是否对调",
     "\"{key}\" stands in the wrong place: a county's key signs checkpoints, a witness's key "
     "cosigns them; see whether the two were exchanged"},
    {"note_key_malformed", Status::input, 400,
     "签名密钥不完整或已损坏；请从备份恢复“库文件.key”，不要手工修改",
     "a signing key is cut off or damaged; restore STORE.key from a backup and do not edit it"},
    {"proof_about_differs", Status::no, 409,
     "证明中的内容不是关于“{about}”的；内容本身如下列各项所示，但不要当作关于它的证明",
     "what is proven is not about \"{about}\": take the parts below for what they are, not for a "
     "proof about it"},
    {"proof_event_foreign", Status::no, 409,
     "第 {sequence} 条事件不属于账本 {origin}：取自别的县；请向出具者索取正确的证明",
     "event {sequence} does not belong to the ledger {origin} but to another county; ask for the "
     "right proof"},
    {"proof_event_malformed", Status::no, 409,
     "证明中有一条事件的字节不完整或不合规定：不可信；请重新索取",
     "the bytes of an event are cut off or not as they must be: it cannot be trusted; ask for the "
     "proof again"},
    {"proof_event_not_in_ledger", Status::no, 409,
     "第 {sequence} 条事件不在检查点所签的账本中：被改动，或从未发生；依附于它的各行都不可信",
     "event {sequence} is not in the ledger that was signed: it was changed, or never happened; no "
     "row under it can be trusted"},
    {"proof_malformed", Status::input, 400,
     "这不是证明文件，或已不完整（第 {line} 行）；请使用出具时的原文件",
     "this is no proof, or it is cut off (line {line}); use the file as it was handed out"},
    {"proof_order", Status::no, 409, "“{name}”在证明中重复或次序颠倒；请重新索取",
     "\"{name}\" stands twice or out of order in the proof; ask for the proof again"},
    {"proof_origin_foreign", Status::no, 409,
     "检查点属于账本“{origin}”，不是所信任公钥的账本；请核对公钥或向出具者索取正确的证明",
     "the checkpoint is of the ledger \"{origin}\" and not of the one whose key is trusted; see "
     "whether the key is right, or ask for the right proof"},
    {"proof_private_differs", Status::no, 409,
     "第 {sequence} 条事件公开的经办人、事由或内容与当时写入的不一致：被改动",
     "what is shown of event {sequence} (who, why, what) is not what was written then: it was "
     "changed"},
    {"proof_row_foreign", Status::no, 409,
     "“{row}”不属于第 {sequence} 条事件所在的县；请重新索取证明",
     "\"{row}\" is not of the county of event {sequence}; ask for the proof again"},
    {"proof_row_malformed", Status::no, 409,
     "第 {sequence} 条事件下有一行（{row}）的字节不合规定：不可信；请重新索取",
     "the bytes of a row ({row}) under event {sequence} are not as they must be: it cannot be "
     "trusted; ask for the proof again"},
    {"proof_row_not_sealed", Status::no, 409,
     "“{row}”与第 {sequence} 条事件的封存不一致：内容或盐被改动，或取自别处",
     "\"{row}\" is not what event {sequence} sealed: it or its salt was changed, or it comes from "
     "elsewhere"},
    {"proof_seal_differs", Status::no, 409,
     "第 {sequence} 条事件的第 {place} 项封存与该事件不符：被改动，或取自别处",
     "seal {place} is not among those of event {sequence}: it was changed, or comes from elsewhere"},
    {"proof_seal_missing", Status::no, 409,
     "第 {sequence} 条事件没有封存“{row}”所在的部分：此行取自别处",
     "event {sequence} did not seal the part that \"{row}\" belongs to: the row comes from "
     "elsewhere"},
    {"proof_signature_bad", Status::no, 409,
     "检查点上 {key} 的签名无效：检查点被改动，其下一切都不可信",
     "the signature of {key} on the checkpoint is not valid: it was changed, and nothing under it "
     "can be trusted"},
    {"proof_signer_unknown", Status::no, 409,
     "检查点不是由所给公钥签名的：请核对公钥（应从公告或监督部门另行取得），在此之前一切都不可信",
     "the checkpoint was signed by none of the keys given: see whether the key is right (it should "
     "come from the bulletin or the supervisors, not with the proof); until then nothing can be "
     "trusted"},
    {"proof_text_differs", Status::no, 409, "供人阅读的部分被改动过；请以核验程序列出的内容为准",
     "the part for reading was changed; believe what the verifier lists instead"},
    {"prove_event_unknown", Status::usage, 404,
     "没有第 {sequence} 条事件，或检查点还没有包含它；请核对序号",
     "there is no event {sequence}, or no checkpoint reaches it yet; see whether the number is "
     "right"},
    {"prove_unsealed", Status::no, 409,
     "{table} 第 {part} 部分与封存不一致，或尚未封存，无法出具证明；请先运行 jingzhun verify",
     "part {part} of {table} is not as it was sealed, or not sealed yet: nothing can be proven of "
     "it; run jingzhun verify first"},
    {"request_differs", Status::input, 409,
     "编号为“{id}”的请求已经办过，而这次的内容不同，没有再办；请为新的请求另编编号",
     "the request \"{id}\" was done before, with another content; it was not done again. Give a "
     "new "
     "request an id of its own"},
    {"seal_batch_unknown", Status::no, 409,
     "{table} 中有 {count} 行属于从未导入的批次 "
     "{batch}（第一行：{row}）：被绕过程序添加，请删除并查明是谁",
     "{count} rows of {table} belong to batch {batch}, which was never imported (the first: "
     "{row}): "
     "they were added behind the program's back; find out by whom"},
    {"seal_county_unknown", Status::no, 409,
     "{table} 中有 {count} 行属于本库没有账本的县 {county}：被绕过程序添加，请删除并查明是谁",
     "{count} rows of {table} belong to county {county}, which has no ledger in this store: they "
     "were "
     "added behind the program's back; find out by whom"},
    {"seal_marks_changed", Status::no, 409,
     "{table} 的封存标记被修改，内容本身与封存一致；请从备份恢复",
     "the marks of the seal of {table} were changed, what it seals was not; restore a backup"},
    {"seal_more", Status::no, 409, "{table}：另有 {count} 处改动未列出",
     "{table}: {count} more changes are not listed"},
    {"seal_root_differs", Status::no, 409,
     "{table} 与封存时不一致，但无法指出是哪一行（封存标记也被修改）；请与备份比较",
     "{table} is not as it was sealed, and no row can be named since its marks were changed too; "
     "compare with a backup"},
    {"seal_row_added", Status::no, 409, "被绕过程序添加的行：{row}；请查明来历",
     "a row was added behind the program's back: {row}; find out where it comes from"},
    {"seal_row_changed", Status::no, 409, "被绕过程序修改的行：{row}；请与原始表格和备份比较",
     "a row was changed behind the program's back: {row}; compare with the original file and a "
     "backup"},
    {"seal_row_removed", Status::no, 409, "被绕过程序删除的行：{row}；请从备份恢复",
     "a row was removed behind the program's back: {row}; restore a backup"},
    {"seal_rows_missing", Status::no, 409,
     "{table} 有 {count} 行被绕过程序删除（在此行之后：{after}）；请从备份恢复",
     "{count} rows of {table} were removed behind the program's back (after: {after}); restore a "
     "backup"},
    {"seal_rows_unknown", Status::no, 409,
     "{table} 中有 {count} "
     "行冒充正在导入的批次，不是本次导入写入的：被绕过程序添加；请撤回该批次并查明是谁",
     "{count} rows of {table} pass for rows of the batches being imported and were not written by "
     "this import: they were added behind the program's back; take the batches back and find out "
     "by whom"},
    {"store_busy", Status::store, 503,
     "数据库“{file}”正被另一个程序写入，等待后仍未结束；请等它的导入或核查完成后重试，或先停止它",
     "another program is writing the store \"{file}\" and did not finish in time; try again when "
     "its import or "
     "check is done, or stop it first"},
    {"store_damaged", Status::store, 500,
     "数据库“{file}”已损坏或不完整（{what}）；请停止使用，保留此文件，并从备份恢复",
     "the store \"{file}\" is damaged or cut off ({what}); stop using it, keep the file, and "
     "restore a backup"},
    {"store_exists", Status::usage, 409, "“{file}”已经存在，没有改动；请换一个文件名，或直接使用它",
     "\"{file}\" exists already and was left as it is; choose another name, or use it"},
    {"store_failed", Status::store, 500,
     "磁盘未能完成对数据库“{file}”的读写（{what}），本次更改没有保存；请检查磁盘后重新启动程序",
     "the disk did not read or write the store \"{file}\" ({what}) and this change was not saved; "
     "check the disk "
     "and start the program again"},
    {"store_foreign", Status::input, 400,
     "“{file}”不是精准的数据库；请检查文件名，或用 jingzhun init 新建一个",
     "\"{file}\" is not a store of Jingzhun; check its name, or make one with jingzhun init"},
    {"store_internal", Status::store, 500, "数据库内部错误：{what}",
     "internal error of the store: {what}"},
    {"store_missing", Status::input, 404,
     "找不到数据库“{file}”；请检查路径，或用 jingzhun init 新建一个",
     "there is no store \"{file}\"; check its path, or make one with jingzhun init"},
    {"store_newer", Status::store, 409,
     "数据库“{file}”是较新版本（{found}）写成的，本程序只认识版本 "
     "{known}；请升级程序，文件没有改动",
     "the store \"{file}\" was written by a newer version ({found}); this program knows version "
     "{known}. Install "
     "the newer program; the file was left as it is"},
    {"store_older", Status::store, 409,
     "数据库“{file}”的版本是 {found}，本程序需要版本 "
     "{known}；请用原来的程序导出数据后重新导入，文件没有改动",
     "the store \"{file}\" has version {found}, this program needs {known}; export it with the "
     "program that wrote "
     "it and import again; the file was left as it is"},
    {"store_postgresql_unavailable", Status::usage, 501,
     "本程序目前只支持 SQLite 文件，不支持 PostgreSQL 地址；请给出文件路径，例如 county.db",
     "this build keeps its data in SQLite files and does not speak to PostgreSQL; give the path of "
     "a file such as "
     "county.db"},
    {"store_structure", Status::store, 500,
     "数据库文件的内部结构已损坏：{what}；请停止使用并从备份恢复",
     "the inner structure of the store is damaged: {what}; stop using it and restore a backup"},
    {"store_unfinished", Status::store, 500,
     "“{file}”没有建成：建库时被中断，其中没有任何内容；请重新运行 jingzhun init",
     "the making of the store \"{file}\" was interrupted and there is nothing in it; run jingzhun "
     "init once more"},
    {"store_unsealed", Status::no, 409, "此库还没有封存过，无从核验；下一次导入或核查之后即可核验",
     "nothing in this store has been sealed yet, so nothing can be verified; import or check once"},
    {"store_unwritable", Status::store, 500,
     "无法打开或写入数据库“{file}”（{what}）；请检查文件夹是否存在、文件和文件夹是否有读写权限",
     "the store \"{file}\" cannot be opened or written ({what}); check that its folder exists and "
     "that file and "
     "folder may be read and written"},
    {"witness_damaged", Status::no, 409,
     "“{file}"
     "”中记着的检查点不是本见证人签的，或已损坏；请不要再用它联署，查明是谁改动，并从备份恢复",
     "what \"{file}\" remembers was not signed by this witness, or is damaged; cosign nothing with "
     "it, find out who changed it, and restore it from a backup"},
    {"witness_exists", Status::usage, 409,
     "“{folder}”中已有见证人密钥，没有改动；请换一个文件夹，或直接使用它",
     "\"{folder}\" holds a witness's key already and was left as it is; choose another folder, or "
     "use it"},
    {"witness_missing", Status::input, 404,
     "“{folder}”中没有见证人密钥；请检查路径，或先用 jingzhun witness init 生成",
     "there is no witness's key in \"{folder}\"; check the path, or make one with jingzhun witness "
     "init"},
    {"witness_name", Status::usage, 400,
     "“{name}”不能作见证人的名称：不能为空，不能有空格和加号；请换一个，例如 某县审计局",
     "\"{name}\" cannot name a witness: it must not be empty and has no blanks and no plus signs; "
     "choose another, for example audit.example/xintian"},
};

} // namespace

std::span<Entry const> store_chapter() { return entries; }

} // namespace jingzhun::base
