// What outsiders hand over, of any bytes: proofs, checkpoints, requests to a witness, rows. Nothing
// crashes, nothing forged is believed, and what reads as a proof is written in one way only.
#include "store/bundle_report.hpp"
#include "store/event_leaf.hpp"
#include "store/row_cells.hpp"
#include "store/witness.hpp"

#include <cassert>
#include <cstdint>

using namespace jingzhun;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size) {
    static std::string const key =
        store::public_key_of(store::make_signing_key("jingzhun/431128")); // signed nothing
    std::string_view const text(reinterpret_cast<char const *>(data), size);
    store::Trust const trust{"jingzhun/431128", {key}, {}, 0};
    auto const checked = store::check_bundle(text, trust);
    assert(!checked.problems.empty());
    assert(!store::report_json(checked, base::Language::zh).empty());
    assert(store::open_checkpoint(text, trust).fault != store::CheckpointFault::none);
    auto const read = store::read_bundle(text);
    if (read.whole && read.same_text) assert(store::write_bundle(read.bundle) == text);
    if (auto const submission = store::read_submission(text))
        assert(store::read_submission(store::write_submission(*submission)).has_value());
    assert(store::consider({"jingzhun/431128", {key}}, text).answer !=
           store::WitnessAnswer::cosigned);
    if (auto const leaf = store::read_leaf(text)) assert(store::write_leaf(*leaf) == text);
    store::read_row(text);
    return 0;
}
