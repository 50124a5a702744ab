// jingzhun checkpoint: what to keep elsewhere, so that it can be told later whether history was
// rewritten; who cosigned it; and as a notice with a QR code.
#include "app/print.hpp"
#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "report/qr.hpp"
#include "store/cosignature.hpp"
#include "store/open.hpp"
#include "store/seal.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <unistd.h>

namespace jingzhun::app {
namespace {

std::string name_in(std::string const &public_key) {
    return store::parse_public_key(public_key).name;
}

void add_returned(store::Database &database, CheckpointCommand const &command, int county,
                  Common const &common) {
    auto const witnesses = store::keys_given(command.witnesses);
    for (auto const &file : command.add) {
        auto const added = store::add_cosignatures(database, common.actor, county,
                                                   base::read_file(file, 1 << 16), witnesses, file);
        if (common.json) continue;
        if (added.empty())
            print_line(file + choose(common, "：已收过，没有新的联署", ": nothing new in it"));
        for (auto const &one : added)
            print_line(fmt::format(fmt::runtime(choose(common, "收到 {} 对前 {} 条事件的联署",
                                                       "{} cosigned the first {} events")),
                                   name_in(one.public_key), one.size));
    }
}

// The newest that somebody cosigned; nothing where nobody did.
std::optional<store::CosignedCheckpoint> newest_cosigned(store::Database &database, int county) {
    std::optional<store::CosignedCheckpoint> newest;
    for (auto &one : store::cosigned_checkpoints(database, county))
        if (!one.cosignatures.empty()) newest = std::move(one);
    return newest;
}

std::vector<std::string> keys_beside(std::string const &address) {
    std::vector<std::string> keys;
    auto const file = store::key_file_of(address);
    if (!std::filesystem::exists(file)) return keys;
    for (auto const &key : store::read_signing_keys(file))
        keys.push_back(store::public_key_of(key));
    return keys;
}

std::string as_json(store::CosignedCheckpoint const &one, std::vector<std::string> const &keys) {
    auto const checkpoint = *store::read_checkpoint(store::split_note(one.note)->text);
    base::JsonWriter json;
    json.begin_object()
        .member("size", checkpoint.size)
        .member("origin", checkpoint.origin)
        .member("root", base::to_base64(store::bytes_of(checkpoint.root)))
        .member("note", one.note)
        .member("key", one.issued.public_key)
        .key("keys")
        .begin_array();
    for (auto const &key : keys) json.value(key);
    json.end_array().key("cosigned_by").begin_array();
    for (auto const &cosignature : one.cosignatures)
        json.begin_object()
            .member("name", name_in(cosignature.public_key))
            .member("key", cosignature.public_key)
            .member("time", base::to_string_instant(cosignature.seconds * 1'000'000))
            .end_object();
    json.end_array().end_object();
    return json.take();
}

// To be read out over the telephone: the root's first eight bytes, in fours.
std::string short_code(store::Hash const &root) {
    auto const hex = store::to_hex(root);
    return fmt::format("{}-{}-{}-{}", hex.substr(0, 4), hex.substr(4, 4), hex.substr(8, 4),
                       hex.substr(12, 4));
}

// In a terminal, dark on light whatever its colours are; in a file, ink on paper.
std::string coloured(std::string const &blocks) {
    if (::isatty(STDOUT_FILENO) == 0) return blocks;
    std::string text;
    for (std::size_t at = 0; at < blocks.size();) {
        auto const end = blocks.find('\n', at);
        text += "\x1B[30;107m" + blocks.substr(at, end - at) + "\x1B[0m\n";
        at = end + 1;
    }
    return text;
}

void print_notice(store::CosignedCheckpoint const &one) {
    auto const parts = *store::split_note(one.note);
    auto const checkpoint = *store::read_checkpoint(parts.text);
    print_line("账本检查点公告 · Notice of a ledger's checkpoint\n");
    print_line("账本 ledger    " + checkpoint.origin);
    print_line("事件 events    " + grouped(static_cast<std::int64_t>(checkpoint.size)));
    print_line("日期 date      " + local_time(base::now()));
    print_line("短码 code      " + short_code(checkpoint.root));
    print_line("公钥 key       " + one.issued.public_key);
    for (auto const &cosignature : one.cosignatures)
        print_line("联署 cosigned  " + name_in(cosignature.public_key) + "  " +
                   local_time(cosignature.seconds * 1'000'000));
    fmt::print("\n{}\n", one.note);
    fmt::print("{}", coloured(report::half_blocks(report::qr_code(one.note))));
    print_line(
        "扫码得到上面的原文，存成文件，用 jingzhun-verify 核验；日后账本若被改写，凭它即可证明。\n"
        "Scan, save the text above as a file and check it with jingzhun-verify: should the "
        "ledger be rewritten, it proves that.");
}

void write_picture(std::string const &file, std::string const &note) {
    auto const code = report::qr_code(note);
    auto const ending = std::filesystem::path(file).extension();
    if (ending != ".svg" && ending != ".png") throw base::Error("qr_ending", {{"file", file}});
    base::write_file(file, ending == ".svg" ? report::qr_svg(code) : report::qr_png(code));
}

void print_plain(store::CosignedCheckpoint const &one, CheckpointCommand const &command,
                 Common const &common) {
    if (command.out.empty()) {
        fmt::print("{}", one.note);
        return;
    }
    print_line(fmt::format(
        fmt::runtime(choose(common,
                            "已写到 {}（第 {} 条事件）；请与公钥一起留存在库所在机器之外：{}",
                            "written to {} (event {}); keep it off this machine, with the public "
                            "key: {}")),
        command.out, one.issued.size, one.issued.public_key));
    for (auto const &cosignature : one.cosignatures)
        print_line(choose(common, "联署：", "cosigned by ") + name_in(cosignature.public_key));
}

} // namespace

int checkpoint(CheckpointCommand const &command, Common const &common) {
    auto const database = store::open(command.store, store::Access::write);
    auto const counties = store::sealed_counties(*database);
    if (counties.empty()) throw base::Error("checkpoint_none", {{"store", command.store}});
    auto const county = counties.front();
    add_returned(*database, command, county, common);
    std::optional<store::CosignedCheckpoint> one;
    if (command.cosigned || !command.add.empty()) one = newest_cosigned(*database, county);
    if (command.cosigned && !one) throw base::Error("checkpoint_uncosigned");
    if (!one) {
        auto issued = store::issue_checkpoint(*database, common.actor, county);
        one = store::CosignedCheckpoint{issued, issued.note, {}};
    }
    if (!command.out.empty()) base::write_file(command.out, one->note);
    if (!command.qr.empty()) write_picture(command.qr, one->note);
    if (common.json) print_json(as_json(*one, keys_beside(command.store)));
    else if (command.print) print_notice(*one);
    else if (command.qr.empty() && command.add.empty()) print_plain(*one, command, common);
    return 0;
}

} // namespace jingzhun::app
