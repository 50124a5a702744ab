// jingzhun verify, checkpoint: is the store as the program wrote it, and what to keep elsewhere so
// that this can be told later.
#include "register/verify.hpp"

#include "app/print.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "store/ledger_tree.hpp"
#include "store/open.hpp"
#include "store/seal.hpp"

#include <fmt/format.h>

namespace jingzhun::app {
namespace {

std::string as_json(registry::Verification const &found, Common const &common) {
    base::JsonWriter json;
    json.begin_object()
        .member("sound", found.problems.empty())
        .member("events", found.events)
        .member("tables", found.tables)
        .member("files", found.files)
        .key("problems")
        .begin_array();
    for (auto const &problem : found.problems) {
        json.begin_object().member("code", problem.code).key("where").begin_object();
        for (auto const &[name, value] : problem.arguments) json.member(name, value);
        json.end_object().member("message", base::describe(problem, common.language)).end_object();
    }
    json.end_array().end_object();
    return json.take();
}

void print_report(registry::Verification const &found, Common const &common) {
    for (auto const &problem : found.problems) print_line(base::describe(problem, common.language));
    std::string const verdict =
        found.problems.empty()
            ? choose(
                  common,
                  "核验通过：事件 {} 条、数据表 {} 个、原始表格 {} 份，都与程序写入时一致。",
                  "Verified: {} events, {} tables and {} original files are as the program wrote "
                  "them.")
            : choose(
                  common, "核验未通过（已看事件 {} 条、数据表 {} 个、原始表格 {} 份）：见上。",
                  "Not verified ({} events, {} tables, {} original files looked at): see above.");
    print_line(fmt::format(fmt::runtime(verdict), grouped(found.events), grouped(found.tables),
                           grouped(found.files)));
}

} // namespace

int verify(Verify const &command, Common const &common) {
    registry::VerifyOptions options;
    options.kept_files = command.store + ".files";
    options.trust = {"", command.keys, command.witnesses,
                     command.witnesses_needed.value_or(command.witnesses.size()),
                     store::a_day_from_now()};
    if (!command.checkpoint.empty()) options.note = base::read_file(command.checkpoint, 1 << 20);
    Progress progress(common);
    options.progress = [&](std::string_view what) { progress.show(what, 0, 0); };
    auto const database = store::open(command.store, store::Access::read);
    auto const found = registry::verify(*database, options);
    if (common.json) print_json(as_json(found, common));
    else print_report(found, common);
    return static_cast<int>(found.problems.empty() ? base::Status::done : base::Status::no);
}

int checkpoint(CheckpointCommand const &command, Common const &common) {
    auto const database = store::open(command.store, store::Access::write);
    auto const counties = store::sealed_counties(*database);
    if (counties.empty()) throw base::Error("checkpoint_none", {{"store", command.store}});
    auto const newest = store::issue_checkpoint(*database, common.actor, counties.back());
    if (!command.out.empty()) base::write_file(command.out, newest.note);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("size", newest.size)
            .member("note", newest.note)
            .member("key", newest.public_key)
            .end_object();
        print_json(json.text());
    } else if (command.out.empty()) {
        fmt::print("{}", newest.note);
    } else {
        print_line(fmt::format(
            fmt::runtime(
                choose(common, "已写到 {}（第 {} 条事件）；请与公钥一起留存在库所在机器之外：{}",
                       "written to {} (event {}); keep it off this machine, with the public "
                       "key: {}")),
            command.out, newest.size, newest.public_key));
    }
    return 0;
}

} // namespace jingzhun::app
