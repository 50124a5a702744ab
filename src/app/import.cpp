// jingzhun import: files into the register.
#include "intake/import.hpp"
#include "api/import_json.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "intake/fault_workbook.hpp"
#include "intake/load.hpp"
#include "intake/returned_workbook.hpp"
#include "store/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

std::int64_t changed_rows(intake::ImportReport const &report) {
    std::int64_t changed = 0;
    for (auto const &one : report.batches) changed += one.batch.created + one.batch.updated;
    return changed;
}

void print_report(intake::ImportReport const &report, Common const &common) {
    auto const en = common.language == base::Language::en;
    std::vector<std::vector<std::string>> rows = {
        en ? std::vector<std::string>{"batch", "file", "sheet", "layout", "rows", "accepted",
                                      "refused", "new", "changed", "unchanged", "linked"}
           : std::vector<std::string>{"批次", "文件", "工作表", "表种类", "行数", "接受", "拒绝",
                                      "新增", "变化", "未变", "已关联"}};
    for (auto const &one : report.batches) {
        auto const &batch = one.batch;
        if (one.failure) continue;
        rows.push_back({std::to_string(batch.id), batch.file, batch.sheet, batch.source,
                        grouped(batch.rows), grouped(batch.accepted), grouped(batch.rejected),
                        grouped(batch.created), grouped(batch.updated), grouped(batch.unchanged),
                        grouped(batch.linked)});
    }
    if (rows.size() > 1) fmt::print("{}", table(rows, {0, 4, 5, 6, 7, 8, 9, 10}));
    if (report.links.added + report.links.waiting > 0)
        print_line(fmt::format(
            fmt::runtime(choose(common,
                                "号码缺失或写错的行：已认出 {} 行，待核对 {} 行（jingzhun review）",
                                "rows with a missing or mistyped number: {} recognised, {} to be "
                                "reviewed (jingzhun review)")),
            grouped(report.links.linked), grouped(report.links.waiting)));
    for (auto const &problem :
         report.passed_over) // a sheet that was left out is never passed in silence
        print_line(choose(common, "工作表未导入：", "sheet not imported: ") +
                   base::describe(problem, common.language));
    for (auto const &one : report.batches)
        if (one.ended > 0)
            print_line(fmt::format(
                fmt::runtime(choose(common, "{}：上次有、这次没有的 {} 条，从 {} 起终止",
                                    "{}: {} records that stood in the last file and not in this "
                                    "one have ended as of {}")),
                one.batch.file, grouped(one.ended), base::to_string(one.batch.valid_from)));
    constexpr std::size_t errors_shown = 20;
    for (auto const &one : report.batches)
        if (one.held)
            print_line(fmt::format(
                fmt::runtime(choose(
                    common,
                    "{}：批次 {} 改动、终止了 {} 行（共 {} 行），超出该表允许的比例，已暂停，"
                    "须另一人用 jingzhun accept 接受后才生效",
                    "{}: batch {} changes or ends {} of {} rows, more than this layout may; it "
                    "is held until "
                    "another person accepts it (jingzhun accept)")),
                one.batch.file, one.batch.id, grouped(one.batch.updated + one.ended),
                grouped(one.batch.accepted + one.ended)));
    for (auto const &one : report.batches)
        for (auto const &[header, column] : one.guesses)
            print_line(fmt::format(
                fmt::runtime(choose(
                    common, "{}：“{}”列没有使用，可能是“{}”；若是，加上 --map '{}={}' 再导入",
                    "{}: column “{}” was not used; it may be “{}”: if so, import "
                    "again with --map '{}={}'")),
                one.batch.file, header, column, header, column));
    for (auto const &one : report.batches) {
        if (one.failure) print_line(base::describe(*one.failure, common.language));
        for (std::size_t i = 0; i < std::min(one.errors.size(), errors_shown); ++i)
            print_line(base::describe(one.errors[i].problem, common.language));
        auto const more =
            one.errors_total - static_cast<std::int64_t>(std::min(one.errors.size(), errors_shown));
        if (more > 0)
            print_line(fmt::format(
                fmt::runtime(choose(common, "{}：还有 {} 处，用 --report 文件.xlsx 取回全部",
                                    "{}: {} more; get all of them with --report FILE.xlsx")),
                one.batch.file, grouped(more)));
    }
}

std::string verdict(intake::ImportReport const &report, Import const &command,
                    Common const &common) {
    if (command.dry_run)
        return choose(common, "只做了检查，没有写入。", "Checked only; nothing was written.");
    if (!report.committed)
        return choose(common, "没有导入任何内容；库与导入前相同。",
                      "Nothing was imported; the store is as before.");
    auto const held = [](intake::BatchReport const &one) { return one.held; };
    if (std::ranges::any_of(report.batches, held))
        return choose(common, "有批次待另一人审核，尚未生效。",
                      "A batch waits for another person and does not count yet.");
    if (command.stage)
        return choose(common,
                      "已暂存，尚未生效；用 jingzhun preview 查看，jingzhun accept 接受，jingzhun "
                      "rollback 放弃。",
                      "Staged, nothing counts yet: jingzhun preview shows it, accept takes it in, "
                      "rollback drops it.");
    if (changed_rows(report) == 0)
        return choose(common, "内容与库中一致，没有任何变化。",
                      "Nothing changed: the store says the same already.");
    return choose(common, "导入完成。", "Imported.");
}

void write_and_print(intake::ImportReport const &report, Import const &command,
                     Common const &common) {
    if (!command.report.empty())
        intake::write_fault_workbook(command.report, report, common.language);
    auto const returned =
        command.returned.empty()
            ? std::vector<std::string>()
            : intake::write_returned_workbooks(command.returned, report, common.language);
    if (common.json) {
        print_json(api::import_json(report, returned, common.language));
        return;
    }
    print_report(report, common);
    for (auto const &file : returned)
        print_line(choose(common, "标红退回：", "given back with marks: ") + file);
    print_line(verdict(report, command, common));
}

// Refused rows are reported, not a failure of the command; a file nobody could read is.
int status_of(intake::ImportReport const &report, Import const &command) {
    auto const sound = (report.committed || command.dry_run) && !report.any_failed_file();
    return static_cast<int>(sound ? base::Status::done : base::Status::input);
}

std::int64_t rows_in_all(std::int64_t rows, double share) {
    return share > 0.01 ? static_cast<std::int64_t>(static_cast<double>(rows) / share) : 0;
}

} // namespace

int resume_batch(BatchCommand const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::write);
    intake::ImportOptions options;
    Acting const acting(session, common);
    options.actor = acting.require_some_register(pack::Operation::record);
    options.holder = acting.holder();
    options.keep_in = command.store + ".files";
    Progress progress(common);
    options.progress = [&](std::string const &what, std::int64_t rows, double share) {
        progress.show(what, rows, rows_in_all(rows, share));
    };
    auto const report = intake::resume_import(*session.database, session.pack, session.areas,
                                              session.county, command.batch, options);
    write_and_print(report, {}, common);
    return status_of(report, {});
}

int import(Import const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::write);
    intake::ImportOptions options;
    options.as = command.as;
    options.sheet = command.sheet;
    options.map = intake::read_column_map(session.pack, command.map);
    options.sender = command.sender;
    options.dry_run = command.dry_run;
    options.stage = command.stage;
    options.all_or_nothing = command.all_or_nothing;
    options.valid_from = command.valid_from.value_or(base::today());
    Acting const acting(session, common);
    options.correction = command.correction;
    options.partial = command.partial;
    options.actor = acting.require_some_register(command.correction ? pack::Operation::correct
                                                                    : pack::Operation::record);
    options.holder = acting.holder();
    options.keep_in = command.store + ".files";
    Progress progress(common);
    options.progress = [&](std::string const &what, std::int64_t rows, double share) {
        progress.show(what, rows, rows_in_all(rows, share));
    };
    if (command.chunk > 0) options.chunk_rows = command.chunk;
    auto const report = intake::import_files(*session.database, session.pack, session.areas,
                                             session.county, command.files, options);
    write_and_print(report, command, common);
    return status_of(report, command);
}

} // namespace jingzhun::app
