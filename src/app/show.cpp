// jingzhun show: one record as it was on a day, as it was known then; or all its versions.
#include "access/on_record.hpp"
#include "api/explain_json.hpp"
#include "api/masking.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/show_history.hpp"
#include "pack/read_value.hpp"
#include "register/link_words.hpp"
#include "register/merge.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

registry::Moment moment_of(Show const &command) {
    auto const known = known_of(command.known_at);
    return {command.as_of.value_or(base::date_max), known.at, known.position};
}

void print_record(Session const &session, pack::Register const &definition,
                  registry::Record const &record, api::Hidden const &hidden, Common const &common) {
    print_line(fmt::format("{} {} {}", choose(common, definition.title), record.key,
                           session.areas.path_of(record.area)));
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"字段", "值", "来源", "文件", "行", "自何时", "批次"}
            : std::vector<std::string>{"field", "value", "source", "file", "row", "since",
                                       "batch"}};
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        if (base::is_missing(record.values[i])) continue;
        auto const &field = definition.fields[i];
        auto const text = pack::write_cell(session.pack, field, record.values[i], common.language);
        std::vector<std::string> row = {choose(common, field.title),
                                        hidden(field) ? api::mask_value(field, text) : text};
        if (auto const &origin = record.origins[i]) {
            auto const since =
                origin->valid_from == base::date_min ? "-" : base::to_string(origin->valid_from);
            row.insert(row.end(), {origin->source, origin->file, std::to_string(origin->row), since,
                                   std::to_string(origin->batch)});
        }
        rows.push_back(std::move(row));
    }
    fmt::print("{}", table(rows, {4, 6}));
}

// Where another key was asked for, and which records have gone into this one.
void tell_merge(Session const &session, Show const &command, registry::Record const &record,
                Common const &common) {
    for (auto const &one : registry::list_merges(*session.database, session.county)) {
        if (one.register_name != command.register_name || one.merged_at == 0) continue;
        if (one.state == registry::MergeState::undone) continue;
        if (one.key == command.key && record.key != command.key)
            print_line(fmt::format(
                fmt::runtime(choose(common, "{} 已于 {} 并入 {}（合并 {}，{} 提出，{} 批准：{}）",
                                    "{0} went into {2} at {1} (merge {3}, asked for by {4}, "
                                    "approved by {5}: {6})")),
                one.key, local_time(one.merged_at), record.key, one.id, one.asked_by,
                one.decided_by, one.reason));
        else if (one.target == record.id)
            print_line(fmt::format(fmt::runtime(choose(common, "已并入：{}（合并 {}：{}）",
                                                       "has taken in {} (merge {}: {})")),
                                   one.key, one.id, one.reason));
    }
}

// Whom a row means whose number does not say so; of a person, the rows that were taken for theirs.
void print_links(Session const &session, Acting const &acting, pack::Register const &definition,
                 registry::Record const &record, registry::Known const &known,
                 Common const &common) {
    for (auto const &one : registry::decisions(*session.database, session.county, known)) {
        auto const *own = session.pack.find_register(one.register_name);
        if (own == nullptr) continue;
        auto const link = std::ranges::find(own->links, one.link, &pack::Link::name);
        if (link == own->links.end()) continue;
        auto const is_row = own->name == definition.name && one.record == record.id;
        auto const is_meant = link->to == definition.name && one.target == record.id;
        if (!is_row && !is_meant) continue;
        auto const &other = is_row ? *session.pack.find_register(link->to) : *own;
        auto const found = registry::read_record(*session.database, session.pack, other,
                                                 session.county, is_row ? one.target : one.record);
        if (!found || !acting.may(pack::Operation::read, other.name, found->area)) continue;
        print_line(fmt::format("[{}] {} {} {}：{}", one.id,
                               registry::state_words(one.state, common.language),
                               choose(common, other.title), api::mask_key(other, found->key),
                               registry::evidence_words(session.pack, one, common.language)));
    }
}

// The private fields the actor's roles do not show whole; with --reveal they are shown, on record.
api::Hidden hidden_from(Session const &session, Acting const &acting, Show const &command,
                        pack::Register const &definition, std::string const &area) {
    std::vector<std::string> fields;
    for (auto const &field : definition.fields)
        if (!acting.sees(definition, field, area)) fields.push_back(field.name);
    if (!command.reveal || fields.empty())
        return [fields](pack::Field const &field) {
            return std::ranges::find(fields, field.name) != fields.end();
        };
    auto const actor = acting.require(pack::Operation::reveal, definition.name, area);
    auto const database = store::open(command.store, store::Access::write);
    store::Transaction transaction(*database);
    access::log_reveal(*database, session.county, actor, definition.name, command.key, fields);
    transaction.commit();
    return [](pack::Field const &) { return false; };
}

} // namespace

int show(Show const &command, Common const &common) {
    auto const moment = moment_of(command);
    auto session = open_session(command.store, store::Access::read, {}, moment.known());
    auto const &definition = register_of(session, command.register_name);
    Acting const acting(session, common);
    acting.require_somewhere(pack::Operation::read, definition.name);
    auto const record = registry::read_record(*session.database, session.pack, definition,
                                              session.county, command.key, moment);
    // What lies outside the actor's areas does not exist for him.
    if (!record || !acting.may(pack::Operation::read, definition.name, record->area))
        throw base::Error("record_unknown",
                          {{"register", choose(common, definition.title)}, {"key", command.key}});
    auto const hidden = hidden_from(session, acting, command, definition, record->area);
    if (!common.json) tell_merge(session, command, *record, common);
    if (command.history) {
        show_history(session, definition, *record, hidden, common);
    } else if (common.json) {
        base::JsonWriter json;
        api::write(json, session.pack, definition, *record, session.areas, common.language, hidden);
        print_json(json.text());
    } else {
        print_record(session, definition, *record, hidden, common);
        print_links(session, acting, definition, *record, moment.known(), common);
    }
    return 0;
}

} // namespace jingzhun::app
