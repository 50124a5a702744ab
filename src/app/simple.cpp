// jingzhun cel, demo, batches, rollback: the short commands.
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "cel/conformance.hpp"
#include "demo/demo.hpp"
#include "register/rollback.hpp"

#include <fmt/format.h>

#include <iostream>
#include <iterator>

namespace jingzhun::app {

namespace {

std::string state_text(registry::BatchState state, Common const &common) {
    if (state == registry::BatchState::accepted) return choose(common, "已接受", "accepted");
    if (state == registry::BatchState::staged) return choose(common, "待审", "staged");
    return choose(common, "已撤回", "rolled back");
}

} // namespace

int cel(Cel const &command, Common const &) {
    auto const text = command.file.empty()
                          ? std::string(std::istreambuf_iterator<char>(std::cin), {})
                          : base::read_file(command.file);
    print_json(jingzhun::cel::run_cel_cases(text));
    return 0;
}

int demo(Demo const &command, Common const &common) {
    jingzhun::demo::DemoOptions options;
    options.folder = command.folder;
    options.area = command.area;
    options.households = command.households;
    options.seed = command.seed;
    Progress progress(common);
    auto const made = jingzhun::demo::write_demo(
        options, [&](std::string_view what, std::int64_t done, std::int64_t total) {
            progress.show(what, done, total);
        });
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("as_of", base::to_string(made.as_of))
            .member("households", made.households);
        json.member("persons", made.persons).key("files").begin_array();
        for (auto const &file : made.files) json.value(file);
        json.end_array().end_object();
        print_json(json.text());
    } else {
        print_line(fmt::format(
            fmt::runtime(choose(common, "已生成 {} 户 {} 人，{} 个文件，截至 {}：{}",
                                "made {} households, {} persons, {} files, as of {}: {}")),
            grouped(made.households), grouped(made.persons), made.files.size(),
            base::to_string(made.as_of), command.folder));
    }
    return 0;
}

int batches(Batches const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    auto const all = registry::list_batches(*session.database, session.county);
    if (common.json) {
        base::JsonWriter json;
        json.begin_array();
        for (auto const &batch : all)
            json.begin_object()
                .member("batch", batch.id)
                .member("file", batch.file)
                .member("sheet", batch.sheet)
                .member("source", batch.source)
                .member("state", registry::to_string(batch.state))
                .member("recorded_at", base::to_string_instant(batch.recorded_at))
                .member("actor", batch.actor)
                .member("reason", batch.reason)
                .member("rows", batch.rows)
                .member("accepted", batch.accepted)
                .member("rejected", batch.rejected)
                .member("created", batch.created)
                .member("updated", batch.updated)
                .member("unchanged", batch.unchanged)
                .member("linked", batch.linked)
                .end_object();
        json.end_array();
        print_json(json.text());
        return 0;
    }
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"批次", "文件", "工作表", "表种类", "状态", "时间", "经办",
                                       "行数", "新增", "变化", "未变"}
            : std::vector<std::string>{"batch", "file", "sheet", "layout", "state", "time", "by",
                                       "rows", "new", "changed", "unchanged"}};
    for (auto const &batch : all)
        rows.push_back({std::to_string(batch.id), batch.file, batch.sheet, batch.source,
                        state_text(batch.state, common), local_time(batch.recorded_at), batch.actor,
                        grouped(batch.rows), grouped(batch.created), grouped(batch.updated),
                        grouped(batch.unchanged)});
    fmt::print("{}", table(rows, {0, 7, 8, 9, 10}));
    return 0;
}

int rollback(Rollback const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::write);
    registry::roll_back(*session.database, common.actor, session.county, command.batch);
    if (common.json)
        print_json(fmt::format(R"({{"batch":{},"state":"rolled_back"}})", command.batch));
    else
        print_line(fmt::format(
            fmt::runtime(choose(
                common, "批次 {} 已撤回；原始记录仍保留，请重新核查（jingzhun check）",
                "batch {} was taken back; what it said is kept. Check again (jingzhun check)")),
            command.batch));
    return 0;
}

} // namespace jingzhun::app
