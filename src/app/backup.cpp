// jingzhun backup, restore: a verified copy of everything, and the way back from it.
#include "register/backup.hpp"

#include "app/acting.hpp"
#include "app/print.hpp"
#include "base/file.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

namespace jingzhun::app {
namespace {

void add_problems(base::JsonWriter &json, registry::Verification const &found,
                  Common const &common) {
    json.key("problems").begin_array();
    for (auto const &problem : found.problems)
        json.begin_object()
            .member("code", problem.code)
            .member("message", base::describe(problem, common.language))
            .end_object();
    json.end_array();
}

int status_of(registry::Verification const &found) {
    return static_cast<int>(found.problems.empty() ? base::Status::done : base::Status::no);
}

void print_problems(registry::Verification const &found, Common const &common) {
    for (auto const &problem : found.problems) print_line(base::describe(problem, common.language));
}

} // namespace

namespace {

// A store too damaged to say who may is backed up all the same: it may be the last chance.
store::Actor who_may_back_up(BackupCommand const &command, Common const &common) {
    try {
        auto const session = open_session(command.store, store::Access::read);
        return Acting(session, common).require(pack::Operation::maintain);
    } catch (base::Error const &error) {
        if (error.status() == base::Status::usage) throw;
        return common.actor;
    }
}

} // namespace

int backup(BackupCommand const &command, Common const &common) {
    auto const actor = who_may_back_up(command, common);
    Progress progress(common);
    auto const made = registry::back_up(command.store, command.file, actor,
                                        [&](std::string_view what) { progress.show(what, 0, 0); });
    auto const sound = made.verified.problems.empty();
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("file", command.file)
            .member("events", made.verified.events)
            .member("files", made.files)
            .member("recorded", made.recorded)
            .member("sound", sound)
            .member("checkpoint", made.note);
        add_problems(json, made.verified, common);
        json.end_object();
        print_json(json.text());
        return status_of(made.verified);
    }
    print_problems(made.verified, common);
    std::string const text =
        sound ? choose(common, "已备份到 {}：事件 {} 条、原始表格 {} 份，核验通过。",
                       "backed up to {}: {} events, {} original files, verified.")
              : choose(common,
                       "已备份到 {}（事件 {} 条、原始表格 {} 份），但库本身核验未通过：见上。",
                       "backed up to {} ({} events, {} original files), but the store itself does "
                       "not verify: see above.");
    print_line(fmt::format(fmt::runtime(text), command.file, grouped(made.verified.events),
                           grouped(made.files)));
    if (!made.recorded)
        print_line(choose(common, "库无法写入，因此账本中没有记下这次备份。",
                          "the store could not be written, so this backup is not in its ledger."));
    return status_of(made.verified);
}

int restore(RestoreCommand const &command, Common const &common) {
    registry::RestoreOptions options;
    options.actor = common.actor;
    options.accept_loss = command.accept_loss;
    options.new_key = command.new_key;
    options.trust.log_keys = command.keys;
    if (!command.checkpoint.empty()) options.note = base::read_file(command.checkpoint, 1 << 20);
    Progress progress(common);
    options.progress = [&](std::string_view what) { progress.show(what, 0, 0); };
    auto const restored = registry::restore(command.file, command.store, options);
    auto const sound = restored.verified.problems.empty();
    auto const missing = restored.known > restored.events;
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("store", command.store)
            .member("restored", sound)
            .member("events", restored.events);
        if (missing)
            json.member("missing_from", restored.events + 1).member("missing_to", restored.known);
        json.member("aside", restored.aside);
        add_problems(json, restored.verified, common);
        json.end_object();
        print_json(json.text());
        return status_of(restored.verified);
    }
    print_problems(restored.verified, common);
    if (!sound) {
        print_line(choose(common, "备份核验未通过，没有替换任何内容。",
                          "The backup does not verify; nothing was replaced."));
        return status_of(restored.verified);
    }
    print_line(fmt::format(fmt::runtime(choose(common, "已恢复 {}：事件 {} 条，核验通过。",
                                               "restored {}: {} events, verified.")),
                           command.store, grouped(restored.events)));
    if (missing)
        print_line(fmt::format(
            fmt::runtime(choose(common, "缺少第 {} 至 {} 条事件，已记入账本。",
                                "Events {} to {} are missing, and the ledger says so.")),
            restored.events + 1, restored.known));
    if (!restored.aside.empty())
        print_line(fmt::format(fmt::runtime(choose(common, "原来的库留在 {}。",
                                                   "The store that was there lies in {}.")),
                               restored.aside));
    return 0;
}

} // namespace jingzhun::app
