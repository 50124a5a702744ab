// Options of the commands that prove to outsiders: checkpoints, witnesses, proofs.
#include "app/parse_builder.hpp"
#include "app/witness_http.hpp"

namespace jingzhun::app {
namespace {

void add_checkpoint(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const [sub, command] = builder.add<CheckpointCommand>(
        builder.program, "checkpoint",
        text("取出已签名的检查点，请留存在别处", "a signed checkpoint, to be kept elsewhere"),
        checkpoint);
    builder.store(*sub, command->store);
    sub->add_option("--out", command->out, text("写到文件", "write to a file"));
    sub->add_option("--add", command->add,
                    text("收回见证人联署过的检查点", "take in what witnesses cosigned"));
    sub->add_option("--witness", command->witnesses,
                    text("见证人的公钥或公钥文件（第一次收其联署时）",
                         "a witness's key, or a file of keys, for its first cosignature"));
    sub->add_flag("--cosigned", command->cosigned,
                  text("最近一个有见证人联署的", "the newest that witnesses cosigned"));
    sub->add_flag("--print", command->print,
                  text("印成公告，带二维码", "as a notice with a QR code"));
    sub->add_option("--qr", command->qr,
                    text("二维码写成 .svg 或 .png", "write the QR code as .svg or .png"));
}

void add_witness(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto *parent =
        builder.program
            .add_subcommand("witness", text("见证人：联署别处账本的检查点",
                                            "witnesses: cosign checkpoints of other ledgers"))
            ->require_subcommand(1);
    parent->fallthrough();
    auto const add = [&](char const *what, std::string const &help) {
        auto const [sub, command] = builder.add<WitnessCommand>(*parent, what, help, witness);
        command->what = what;
        return std::pair(sub, command);
    };
    auto const folder = [&](CLI::App *sub, WitnessCommand *command) {
        sub->add_option("DIR", command->folder, text("见证人的文件夹", "the witness's folder"))
            ->required();
    };
    auto const [init, of_init] = add("init", text("生成见证人密钥", "make a witness's key"));
    folder(init, of_init);
    init->add_option("--name", of_init->name,
                     text("名称，如 某县审计局", "its name, such as audit.example/xintian"))
        ->required();
    init->add_flag("--sm2", of_init->sm2, text("另加 SM2 密钥", "an SM2 key as well"));
    auto const [trust, of_trust] =
        add("trust", text("开始见证用这些公钥签的账本", "watch the ledgers these keys sign"));
    folder(trust, of_trust);
    trust->add_option("KEYS", of_trust->keys, text("公钥或公钥文件", "keys, or files of keys"))
        ->required();
    auto const [cosign, of_cosign] =
        add("cosign", text("核对一份申请并联署", "look at a request and cosign it"));
    folder(cosign, of_cosign);
    cosign->add_option("REQUEST", of_cosign->file, text("申请文件", "the request"))->required();
    cosign->add_option("--out", of_cosign->out, text("写到文件", "write to a file"));
    auto const [show, of_show] =
        add("show", text("列出见证的账本", "list the ledgers that are watched"));
    folder(show, of_show);
    auto const [request, of_request] =
        add("request", text("写一份给见证人的申请", "write a request to a witness"));
    builder.store(*request, of_request->store);
    request->add_option("--witness", of_request->witness,
                        text("见证人的公钥：从其上次联署处接续",
                             "the witness's key: go on from what it cosigned last"));
    request->add_option("--old", of_request->old_size,
                        text("见证人上次联署的条数", "the size it cosigned last"));
    request->add_option("--out", of_request->out, text("写到文件", "write to a file"));
}

void add_witness_http(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto *parent = builder.program.get_subcommand("witness");
    {
        auto const [sub, command] =
            builder.add<WitnessServe>(*parent, "serve",
                                      text("在网上当见证人（C2SP tlog-witness）",
                                           "be a witness over HTTP (C2SP tlog-witness)"),
                                      witness_serve);
        sub->add_option("DIR", command->folder, text("见证人的文件夹", "the witness's folder"))
            ->required();
        sub->add_option("--listen", command->listen, text("监听地址", "the address to listen at"))
            ->capture_default_str();
    }
    {
        auto const [sub, command] =
            builder.add<WitnessAsk>(*parent, "ask",
                                    text("请网上的见证人联署，并收回联署",
                                         "ask a witness over HTTP, and take its lines in"),
                                    witness_ask);
        builder.store(*sub, command->store);
        sub->add_option("URL", command->url, "http://HOST:PORT")->required();
        sub->add_option("--witness", command->witness,
                        text("见证人的公钥或公钥文件（第一次收其联署时）",
                             "the witness's key, or a file of keys, for its first cosignature"));
    }
}

void add_proofs(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    {
        auto const [sub, command] =
            builder.add<Prove>(builder.program, "prove",
                               text("出具一条记录、事件或问题的证明",
                                    "a proof of one record, event or finding, for outsiders"),
                               prove);
        builder.store(*sub, command->store);
        sub->add_option("REGISTER", command->register_name,
                        "household | person | … | event | finding")
            ->required();
        sub->add_option("KEY", command->key, text("编号或序号", "its number"))->required();
        sub->add_option("--out", command->out, text("写到文件", "write to a file"));
    }
    {
        auto const [sub, command] =
            builder.add<CheckProof>(builder.program, "check-proof",
                                    text("核验一份证明或检查点（不需要库）",
                                         "check a proof or a checkpoint; needs no store"),
                                    check_proof);
        sub->add_option("FILE", command->file, text("证明或检查点", "a proof or a checkpoint"))
            ->required();
        sub->add_option("--key", command->keys,
                        text("县里的公钥或公钥文件", "the county's key, or a file of keys"))
            ->required();
        sub->add_option("--witness", command->witnesses,
                        text("见证人的公钥或公钥文件", "a witness's key, or a file of keys"));
        sub->add_option("--witnesses-needed", command->witnesses_needed,
                        text("至少要有几个见证人联署（默认全部）",
                             "how many of them must have cosigned (all)"));
    }
}

} // namespace

void add_witness_commands(Builder &builder) {
    add_checkpoint(builder);
    add_witness(builder);
    add_witness_http(builder);
    add_proofs(builder);
}

} // namespace jingzhun::app
