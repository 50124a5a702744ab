// Options of the commands for the provable record.
#include "app/parse_builder.hpp"

namespace jingzhun::app {
namespace {

void add_erase(Builder &builder) {
    auto const [sub, command] =
        builder.add<Erase>(builder.program, "erase",
                           builder.text("抹除一条记录的个人信息，证明仍然有效",
                                        "erase the personal data of a record; proofs stay valid"),
                           erase);
    builder.store(*sub, command->store);
    sub->add_option("REGISTER", command->register_name, "household | person | …")->required();
    sub->add_option("KEY", command->key, builder.text("编号", "its number"))->required();
}

} // namespace

void add_proof_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    {
        auto const [sub, command] =
            builder.add<Verify>(program, "verify",
                                text("核验库：有没有人绕过程序改动过",
                                     "verify that nobody changed the store behind the "
                                     "program's back"),
                                verify);
        builder.store(*sub, command->store);
        sub->add_option("--checkpoint", command->checkpoint,
                        text("与留存在外的检查点核对", "compare with a checkpoint kept elsewhere"));
        sub->add_option("--key", command->keys,
                        text("签署该检查点的公钥（默认本库的）",
                             "the public key that signed it (this store's)"));
        sub->add_option("--witness", command->witnesses,
                        text("联署该检查点的见证人的公钥，可多个",
                             "public keys of witnesses that cosigned it"));
        sub->add_option("--witnesses-needed", command->witnesses_needed,
                        text("至少要有几个见证人联署（默认全部）",
                             "how many of them must have cosigned (all)"));
    }
    add_erase(builder);
    {
        auto const [sub, command] = builder.add<BackupCommand>(
            program, "backup",
            text("备份：使用中的库也可以，备份完即核验", "a verified copy, also of a store in use"),
            backup);
        builder.store(*sub, command->store);
        sub->add_option("FILE", command->file, text("备份文件（不可已存在）", "a new file"))
            ->required();
    }
    {
        auto const [sub, command] = builder.add<RestoreCommand>(
            program, "restore",
            text("从备份恢复：先核验，再替换", "put a backup in place, once it is verified"),
            restore);
        sub->add_option("FILE", command->file, text("备份文件", "the backup"))->required();
        builder.store(*sub, command->store);
        sub->add_option("--checkpoint", command->checkpoint,
                        text("与留存在外的检查点核对", "compare with a checkpoint kept elsewhere"));
        sub->add_option("--key", command->keys,
                        text("签署该检查点的公钥（默认备份中的）",
                             "the public key that signed it (the backup's)"));
        sub->add_flag("--accept-loss", command->accept_loss,
                      text("备份之后的事件会丢失，仍要恢复",
                           "restore although events written after the backup will be missing"));
        sub->add_flag("--new-key", command->new_key,
                      text("签名密钥已丢失，换用新的（会留下痕迹）",
                           "the signing key is lost: make another (it leaves a trace)"));
    }
}

} // namespace jingzhun::app
