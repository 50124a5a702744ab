// /api/checkpoints: what is kept elsewhere so that nobody can rewrite the ledger unseen, as text
// and as a QR code, with the witnesses who cosigned it.
#include "api/inspect_handlers.hpp"

#include "base/base64.hpp"
#include "report/qr.hpp"
#include "store/cosignature.hpp"
#include "store/note.hpp"
#include "store/open.hpp"

#include <fmt/format.h>

namespace jingzhun::api {
namespace {

using pack::Operation;

constexpr std::size_t shown_most = 20;
constexpr int module_pixels = 4;

// To be read out over the telephone: the root's first eight bytes, in fours.
std::string short_code(store::Hash const &root) {
    auto const hex = store::to_hex(root);
    return fmt::format("{}-{}-{}-{}", hex.substr(0, 4), hex.substr(4, 4), hex.substr(8, 4),
                       hex.substr(12, 4));
}

void write_checkpoint(base::JsonWriter &json, store::CosignedCheckpoint const &one, bool picture) {
    auto const checkpoint = *store::read_checkpoint(store::split_note(one.note)->text);
    json.begin_object()
        .member("size", checkpoint.size)
        .member("origin", checkpoint.origin)
        .member("code", short_code(checkpoint.root))
        .member("note", one.note)
        .member("key", one.issued.public_key)
        .member("qr", picture ? report::qr_svg(report::qr_code(one.note), module_pixels) : "")
        .key("cosigned")
        .begin_array();
    for (auto const &cosignature : one.cosignatures)
        json.begin_object()
            .member("name", store::parse_public_key(cosignature.public_key).name)
            .member("time", base::to_string_instant(cosignature.seconds * 1'000'000))
            .end_object();
    json.end_array().end_object();
}

} // namespace

// Checkpoints are public: whoever has one can check the ledger with it.
Response list_checkpoints(Asked const &asked) {
    auto const all = store::cosigned_checkpoints(asked.database(), asked.view.county);
    base::JsonWriter json;
    json.begin_array();
    std::size_t shown = 0;
    for (auto one = all.rbegin(); one != all.rend() && shown < shown_most; ++one)
        write_checkpoint(json, *one, shown++ == 0);
    json.end_array();
    return json_answer(json.take());
}

// By those who keep the store or audit it. On a connection of its own: the whole tree is built
// anew, and nobody who writes waits behind it.
Response issue_checkpoint(Asked const &asked) {
    auto const audits = asked.caller.may(Operation::audit, "", asked.view.county_code);
    auto const actor = asked.caller.require(audits ? Operation::audit : Operation::maintain);
    auto const database = store::open(asked.county.address(), store::Access::write);
    auto const issued = store::issue_checkpoint(*database, actor, asked.view.county);
    base::JsonWriter json;
    write_checkpoint(json, {issued, issued.note, {}}, true);
    return json_answer(json.take(), 201);
}

} // namespace jingzhun::api
