// jingzhun batches, preview, accept, rollback: what was imported, what it says, and what becomes of
// it.
#include "access/separation.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "intake/load.hpp"
#include "intake/preview.hpp"
#include "pack/read_value.hpp"
#include "register/records.hpp"
#include "register/rollback.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

// Of one that is being read in: how far, and whether somebody still is.
std::string loading_text(Session const &session, registry::Batch const &batch,
                         Common const &common) {
    auto const load = intake::find_load(*session.database, session.county, batch.id);
    return fmt::format("{} {} %",
                       intake::is_loading(session.address)
                           ? choose(common, "正在导入", "being imported")
                           : choose(common, "导入中断于", "import broke off at"),
                       load ? load->percent : 0);
}

std::string state_text(Session const &session, registry::Batch const &batch, Common const &common) {
    switch (batch.state) {
    case registry::BatchState::loading:
        return loading_text(session, batch, common);
    case registry::BatchState::accepted:
        return batch.correction ? choose(common, "已接受（更正）", "accepted (correction)")
                                : choose(common, "已接受", "accepted");
    case registry::BatchState::staged:
        return choose(common, "待审", "staged");
    case registry::BatchState::held:
        return choose(common, "待另一人审", "held");
    default:
        return choose(common, "已撤回", "rolled back");
    }
}

// The batches there were, as they stood then.
std::vector<registry::Batch> batches_then(Session const &session, registry::Known const &known) {
    std::vector<registry::Batch> then;
    for (auto &batch : registry::list_batches(*session.database, session.county)) {
        if (batch.part_of != 0) continue; // its first part stands for it
        if (batch.recorded_at > known.at || batch.accepted_after >= known.position) continue;
        auto const taken_back = batch.rolled_back_at != 0 && batch.rolled_back_at <= known.at &&
                                batch.rolled_back_after < known.position;
        if (registry::counts(batch, known)) batch.state = registry::BatchState::accepted;
        else if (!taken_back && batch.state != registry::BatchState::held &&
                 batch.state != registry::BatchState::loading)
            batch.state = registry::BatchState::staged;
        then.push_back(std::move(batch));
    }
    return then;
}

// Asks for the right to every register the batch feeds, wherever its records are.
store::Actor require_for(Session const &session, Acting const &acting, pack::Operation operation,
                         std::int64_t id) {
    auto actor = acting.require_some_register(operation);
    auto const batch = registry::find_batch(*session.database, session.county, id);
    auto const *source = batch ? session.pack.find_source(batch->source) : nullptr;
    if (acting.holder() == nullptr || source == nullptr) return actor;
    auto areas = registry::areas_of_batch(*session.database, session.pack, *batch);
    if (areas.empty()) areas.emplace_back();
    for (auto const &name : source->registers)
        for (auto const &area : areas) actor = acting.require(operation, name, area);
    return actor;
}

// Of somebody else's batch only where all that it feeds may be read in the whole county.
bool may_list(Session const &session, Acting const &acting, registry::Batch const &batch) {
    if (acting.holder() == nullptr || batch.actor == acting.holder()->account) return true;
    auto const *source = session.pack.find_source(batch.source);
    return source != nullptr &&
           std::ranges::all_of(source->registers, [&](std::string const &name) {
               return acting.may(pack::Operation::read, name, check::county_code(session.county));
           });
}

// Who recorded a batch does not review it.
store::Actor require_review(Session const &session, Acting const &acting, std::int64_t id) {
    auto actor = require_for(session, acting, pack::Operation::review, id);
    auto const batch = registry::find_batch(*session.database, session.county, id);
    if (acting.holder() == nullptr || !batch) return actor;
    std::vector<access::Deed> const deeds = {{batch->actor, pack::Operation::record}};
    access::require_separate(session.pack.access, deeds, actor.name, pack::Operation::review,
                             "batch " + std::to_string(id));
    return actor;
}

std::string kind_text(intake::RowKind kind, Common const &common) {
    switch (kind) {
    case intake::RowKind::created:
        return choose(common, "新增", "new");
    case intake::RowKind::changed:
        return choose(common, "变化", "changed");
    case intake::RowKind::conflicting:
        return choose(common, "与别的来源不一致", "conflicting");
    case intake::RowKind::ended:
        return choose(common, "名单上已没有", "no longer there");
    default:
        return choose(common, "有问题", "in doubt");
    }
}

std::string written(Session const &session, pack::Field const &field, base::Value const &value,
                    Common const &common) {
    if (base::is_missing(value)) return choose(common, "（空）", "(blank)");
    return pack::write_cell(session.pack, field, value, common.language);
}

std::string change_text(Session const &session, intake::PreviewRow const &row,
                        intake::FieldChange const &change, Common const &common) {
    auto const &field = row.definition->fields[change.field];
    auto const after = written(session, field, change.after, common);
    if (row.kind == intake::RowKind::created)
        return fmt::format("{} {}", choose(common, field.title), after);
    auto text = fmt::format("{} {} → {}", choose(common, field.title),
                            written(session, field, change.before, common), after);
    if (change.other)
        text += fmt::format(fmt::runtime(choose(common, "（现采信 {} {} 第 {} 行）",
                                                " (believed now: {} {} row {})")),
                            change.other->source, change.other->file, change.other->row);
    return text;
}

void print_row(Session const &session, intake::PreviewRow const &row, Common const &common) {
    auto const line = fmt::format(fmt::runtime(choose(common, "第 {} 行", "row {}")), row.row);
    if (row.definition == nullptr) {
        for (auto const &problem : row.problems)
            print_line(fmt::format("{}  {}  {}", line, kind_text(row.kind, common),
                                   base::describe(problem, common.language)));
        return;
    }
    std::string said;
    for (auto const &change : row.changes)
        said += (said.empty() ? "" : choose(common, "；", "; ")) +
                change_text(session, row, change, common);
    print_line(fmt::format("{}  {}  {} {}  {}", line, kind_text(row.kind, common),
                           choose(common, row.definition->title), row.key, said));
}

void add_change(base::JsonWriter &json, Session const &session, intake::PreviewRow const &row,
                intake::FieldChange const &change, Common const &common) {
    auto const &field = row.definition->fields[change.field];
    json.begin_object().member("field", field.name);
    auto const add = [&](char const *name, base::Value const &value) {
        json.key(name);
        if (base::is_missing(value)) json.null();
        else json.value(pack::write_cell(session.pack, field, value, common.language));
    };
    add("before", change.before);
    add("after", change.after);
    if (change.other)
        json.key("believed")
            .begin_object()
            .member("source", change.other->source)
            .member("file", change.other->file)
            .member("row", change.other->row)
            .member("batch", change.other->batch)
            .end_object();
    json.end_object();
}

void add_row(base::JsonWriter &json, Session const &session, intake::PreviewRow const &row,
             Common const &common) {
    json.begin_object().member("kind", intake::to_string(row.kind)).member("row", row.row);
    if (row.definition != nullptr)
        json.member("register", row.definition->name).member("key", row.key);
    json.key("changes").begin_array();
    for (auto const &change : row.changes) add_change(json, session, row, change, common);
    json.end_array().key("problems").begin_array();
    for (auto const &problem : row.problems)
        json.begin_object()
            .member("code", problem.code)
            .member("message", base::describe(problem, common.language))
            .end_object();
    json.end_array().end_object();
}

// Every row and every cell of it was read.
bool is_clean(registry::Batch const &batch, store::Database &database) {
    return batch.rejected == 0 && registry::list_refused(database, batch.county, batch.id).empty();
}

} // namespace

int batches(Batches const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    auto all = batches_then(session, known_of(command.known_at));
    Acting const acting(session, common);
    acting.require_some_register(pack::Operation::read);
    std::erase_if(all,
                  [&](registry::Batch const &batch) { return !may_list(session, acting, batch); });
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
                .member("correction", batch.correction)
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
                        state_text(session, batch, common), local_time(batch.recorded_at),
                        batch.actor, grouped(batch.rows), grouped(batch.created),
                        grouped(batch.updated), grouped(batch.unchanged)});
    fmt::print("{}", table(rows, {0, 7, 8, 9, 10}));
    return 0;
}

int preview(Preview const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    Acting const acting(session, common);
    auto const batch = registry::find_batch(*session.database, session.county, command.batch);
    if (batch && acting.holder() != nullptr && batch->actor != acting.holder()->account)
        require_for(session, acting, pack::Operation::review, command.batch);
    base::JsonWriter json;
    json.begin_array();
    std::int64_t shown = 0;
    auto const take = [&](intake::PreviewRow const &row) {
        if (!command.kind.empty() && command.kind != intake::to_string(row.kind)) return true;
        if (common.json) add_row(json, session, row, common);
        else print_row(session, row, common);
        return ++shown < command.limit;
    };
    intake::preview(*session.database, session.pack, session.county, command.batch, take);
    json.end_array();
    if (common.json) print_json(json.text());
    else if (shown == 0) print_line(choose(common, "没有这样的行。", "There are no such rows."));
    return 0;
}

int accept(Accept const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::write);
    auto const batch = registry::find_batch(*session.database, session.county, command.batch);
    if (command.only_clean && batch && !is_clean(*batch, *session.database))
        throw base::Error("batch_not_clean", {{"batch", std::to_string(command.batch)},
                                              {"count", std::to_string(batch->rejected)}});
    auto const actor = require_review(session, Acting(session, common), command.batch);
    registry::accept(*session.database, session.pack, actor, session.county, command.batch);
    if (common.json) print_json(fmt::format(R"({{"batch":{},"state":"accepted"}})", command.batch));
    else
        print_line(fmt::format(
            fmt::runtime(choose(common, "批次 {} 已接受并生效；请重新核查（jingzhun check）",
                                "batch {} was accepted and counts now. Check "
                                "again (jingzhun check)")),
            command.batch));
    return 0;
}

// Stops an import that is under way, or takes back what one that broke off had written.
int batch_command(BatchCommand const &command, Common const &common) {
    if (command.action == "resume") return resume_batch(command, common);
    auto session = open_session(command.store, store::Access::write);
    auto const actor =
        require_for(session, Acting(session, common), pack::Operation::withdraw, command.batch);
    auto const cancelled =
        intake::cancel_import(*session.database, actor, session.county, command.batch);
    if (common.json) print_json(fmt::format(R"({{"cancelled":[{}]}})", fmt::join(cancelled, ",")));
    else
        print_line(fmt::format(
            fmt::runtime(choose(common, "已取消导入（批次 {}），库与导入前相同",
                                "the import was cancelled (batch {}); the store is as before")),
            fmt::join(cancelled, ", ")));
    return 0;
}

int rollback(Rollback const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::write);
    auto const found = registry::find_batch(*session.database, session.county, command.batch);
    if (found && found->state == registry::BatchState::loading)
        return batch_command({"cancel", command.store, command.batch}, common);
    auto const actor =
        require_for(session, Acting(session, common), pack::Operation::withdraw, command.batch);
    registry::roll_back(*session.database, session.pack, actor, session.county, command.batch);
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
