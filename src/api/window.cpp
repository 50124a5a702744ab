// /api/conflicts/window: what is to be entered in systems that we can only read, decided by another
// person than who found it, taken out as a table.
#include "api/conflicts.hpp"

#include "access/on_record.hpp"
#include "api/body_ids.hpp"
#include "api/file_answer.hpp"
#include "api/masking.hpp"
#include "base/identity.hpp"
#include "source/write.hpp"
#include "work/change_window.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::api {
namespace {

// The list speaks of the whole county: whoever reads it may do so with every register of the source
// there.
bool may_all(Asked const &asked, pack::Operation operation, std::string const &source_name) {
    if (!asked.caller.accounts()) return true;
    auto const *source = asked.view.pack.find_source(source_name);
    return source != nullptr && std::ranges::all_of(source->registers, [&](auto const &name) {
               return asked.caller.may(operation, name, asked.view.county_code);
           });
}

store::Actor require_all(Asked const &asked, pack::Operation operation,
                         std::string const &source_name, std::string const &reason) {
    auto const *source = asked.view.pack.find_source(source_name);
    if (source == nullptr) throw base::Error("not_found", {{"what", source_name}});
    auto actor = asked.caller.actor(reason);
    for (auto const &name : source->registers)
        actor = asked.caller.require(operation, name, asked.view.county_code, reason);
    return actor;
}

// Numbers of persons, wherever they stand: the list does not say which field a cell is.
std::string shown(Asked const &asked, std::string const &source_name, std::string const &text) {
    auto const *source = asked.view.pack.find_source(source_name);
    if (source == nullptr) return text;
    for (auto const &name : source->registers) {
        auto const &definition = *asked.view.pack.find_register(name);
        for (auto const &field : definition.fields)
            if (field.type == pack::FieldType::identity &&
                asked.caller.sees(definition, field, asked.view.county_code))
                return text;
    }
    return base::valid_identity(text) ? base::mask_identity(text) : text;
}

std::string what(work::WantedChange const &wanted, base::Language language) {
    auto const zh = language == base::Language::zh;
    if (wanted.kind == "here_only") return zh ? "新增该记录" : "enter the record";
    if (wanted.kind == "there_only")
        return zh ? "核实后删除该记录" : "verify, then remove the record";
    return wanted.header;
}

std::vector<work::WindowChange> changes_of(Asked const &asked, std::string_view wanted) {
    auto all =
        work::list_window(asked.database(), asked.view.county, asked.request.parameter("source"));
    std::erase_if(all, [&](work::WindowChange const &one) {
        auto const open =
            one.state == work::ChangeState::waiting || one.state == work::ChangeState::approved;
        auto const meant = wanted.empty()    ? open
                           : wanted == "all" ? true
                                             : work::to_string(one.state) == wanted;
        return !meant || !may_all(asked, pack::Operation::read, one.source);
    });
    return all;
}

std::array<std::string, 5> cells_of(Asked const &asked, work::WindowChange const &change) {
    auto const &wanted = change.wanted;
    return {wanted.area.empty() ? "" : asked.view.areas.path_of(wanted.area),
            shown(asked, change.source, wanted.key), what(wanted, asked.language()),
            shown(asked, change.source, wanted.theirs), shown(asked, change.source, wanted.ours)};
}

} // namespace

Response list_window(Asked const &asked) {
    auto const limit = static_cast<std::size_t>(asked.request.number("limit", 100, 1, 500));
    auto const all = changes_of(asked, asked.request.parameter("state"));
    base::JsonWriter json;
    json.begin_object().member("total", all.size()).key("items").begin_array();
    std::size_t shown_rows = 0;
    for (auto const &one : all) {
        if (++shown_rows > limit) break;
        auto const *source = asked.view.pack.find_source(one.source);
        auto const cells = cells_of(asked, one);
        json.begin_object()
            .member("id", one.id)
            .member("source", one.source)
            .member("source_title",
                    source == nullptr ? one.source : source->title.in(asked.language()))
            .member("place", cells[0])
            .member("key", cells[1])
            .member("what", cells[2])
            .member("theirs", cells[3])
            .member("ours", cells[4])
            .member("state", work::to_string(one.state))
            .member("found_by", one.found_by)
            .member("decided_by", one.decided_by)
            .member("reason", one.reason)
            .end_object();
    }
    json.end_array().end_object();
    return json_answer(json.take());
}

Response decide_window(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const ids = ids_member(body, "ids");
    auto const source = text_member(body, "source");
    auto const deed = text_member(body, "deed");
    if (deed != "approve" && deed != "drop")
        throw base::Error("request_malformed", {{"what", "deed=" + deed}});
    auto const actor =
        require_all(asked, pack::Operation::review, source, text_member(body, "reason", false));
    std::int64_t changed = 0;
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        changed = (deed == "approve" ? work::approve_changes : work::drop_changes)(
            database, actor, asked.view.county, source, ids);
    });
    base::JsonWriter json;
    json.begin_object().member("changed", changed).end_object();
    return json_answer(json.take());
}

Response export_window(Asked const &asked) {
    auto const &source = asked.request.parameter("source");
    auto const actor =
        require_all(asked, pack::Operation::extract, source, asked.request.parameter("reason"));
    auto const changes = changes_of(asked, "approved");
    auto file = begin_file(asked.request.parameter("format") != "csv", "window");
    auto const header =
        asked.language() == base::Language::zh
            ? std::array<std::string, 5>{"地点", "记录", "项目", "对方现为", "应录入"}
            : std::array<std::string, 5>{"place", "record", "what", "there now", "to be entered"};
    file.writer->row(std::span<std::string const>(header));
    for (auto const &one : changes) {
        auto const cells = cells_of(asked, one);
        file.writer->row(std::span<std::string const>(cells));
    }
    asked.county.writer().write([&](store::Database &database) {
        access::log_export(database, asked.view.county, actor, "window " + source, "state=approved",
                           static_cast<std::int64_t>(changes.size()));
    });
    return file_answer(std::move(file));
}

} // namespace jingzhun::api
