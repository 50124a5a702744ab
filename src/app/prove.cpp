// jingzhun prove, check-proof: a proof of one record, event or finding, and the check of one.
#include "register/prove.hpp"

#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "store/bundle_report.hpp"

#include <charconv>
#include <fmt/format.h>

namespace jingzhun::app {
namespace {

std::int64_t number_of(std::string const &text) {
    std::int64_t number = 0;
    auto const *end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < 1)
        throw base::Error("prove_number", {{"value", text}});
    return number;
}

store::Bundle bundle_of(Prove const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::read);
    // A proof shows what it proves.
    Acting const acting(session, common);
    auto const unknown = [&](std::string const &where) {
        return base::Error("record_unknown", {{"register", where}, {"key", command.key}});
    };
    if (command.register_name == "event" || command.register_name == "finding")
        acting.require(pack::Operation::audit);
    if (command.register_name == "event")
        return registry::prove_event(*session.database, session.county, number_of(command.key),
                                     common.language);
    if (command.register_name == "finding") {
        auto found = registry::prove_changes(*session.database, session.county, "finding",
                                             number_of(command.key), common.language);
        if (!found) throw unknown(choose(common, "问题清单", "the list of findings"));
        return *found;
    }
    auto const &definition = register_of(session, command.register_name);
    acting.require(pack::Operation::extract, definition.name);
    auto found = registry::prove_record(*session.database, session.pack, definition, session.county,
                                        command.key, common.language);
    if (!found) throw unknown(choose(common, definition.title));
    return *found;
}

} // namespace

int prove(Prove const &command, Common const &common) {
    auto const bundle = bundle_of(command, common);
    auto const text = store::write_bundle(bundle);
    std::size_t rows = 0;
    for (auto const &event : bundle.events) rows += event.rows.size();
    if (!command.out.empty()) base::write_file(command.out, text);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("events", bundle.events.size())
            .member("rows", rows)
            .member("bytes", text.size())
            .member("proof", text)
            .end_object();
        print_json(json.text());
    } else if (command.out.empty()) {
        fmt::print("{}", text);
    } else {
        print_line(
            fmt::format(fmt::runtime(choose(common, "证明已写到 {}：{} 条事件，{} 行，{} 字节",
                                            "proof written to {}: {} events, {} rows, {} bytes")),
                        command.out, bundle.events.size(), rows, text.size()));
    }
    return 0;
}

int check_proof(CheckProof const &command, Common const &common) {
    store::Trust trust;
    trust.log_keys = store::keys_given(command.keys);
    trust.witnesses = store::keys_given(command.witnesses);
    trust.witnesses_needed =
        command.witnesses_needed.value_or(store::count_witnesses(trust.witnesses));
    trust.latest = store::a_day_from_now();
    auto const report = store::check_file(base::read_file(command.file, store::bundle_bytes_max),
                                          trust, common.json, common.language);
    if (common.json) print_json(report.text);
    else fmt::print("{}", report.text);
    return static_cast<int>(report.sound ? base::Status::done : base::Status::no);
}

} // namespace jingzhun::app
