// jingzhun verify: is the store as the program wrote it?
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
    options.trust.log_keys = store::keys_given(command.keys);
    options.trust.witnesses = store::keys_given(command.witnesses);
    options.trust.witnesses_needed =
        command.witnesses_needed.value_or(store::count_witnesses(options.trust.witnesses));
    options.trust.latest = store::a_day_from_now();
    if (!command.checkpoint.empty()) options.note = base::read_file(command.checkpoint, 1 << 20);
    Progress progress(common);
    options.progress = [&](std::string_view what) { progress.show(what, 0, 0); };
    auto const database = store::open(command.store, store::Access::read);
    auto const found = registry::verify(*database, options);
    if (common.json) print_json(as_json(found, common));
    else print_report(found, common);
    return static_cast<int>(found.problems.empty() ? base::Status::done : base::Status::no);
}

} // namespace jingzhun::app
