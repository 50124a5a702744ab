// Opening checkpoints.
#include "store/trust.hpp"

#include "base/date.hpp"
#include "base/error.hpp"

#include <algorithm>

namespace jingzhun::store {
namespace {

void require_kind(std::vector<std::string> const &keys, bool witness) {
    for (auto const &key : keys)
        if (cosigns(parse_public_key(key).kind) != witness)
            throw base::Error("note_key_kind", {{"key", key}});
}

CheckpointFault fault_of(NoteFault fault) {
    switch (fault) {
    case NoteFault::none:
        return CheckpointFault::none;
    case NoteFault::unknown_signer:
        return CheckpointFault::unknown_signer;
    case NoteFault::bad_signature:
        return CheckpointFault::bad_signature;
    default:
        return CheckpointFault::malformed_note;
    }
}

// Each witness once, none whose clock is ahead.
std::vector<NoteSignature> counted(std::vector<NoteSignature> const &all, std::int64_t latest) {
    std::vector<NoteSignature> counted;
    std::vector<NoteKey> seen;
    for (auto const &one : all) {
        auto const key = parse_public_key(one.public_key);
        auto const known = std::ranges::any_of(seen, [&](NoteKey const &other) {
            return other.name == key.name || other.bytes == key.bytes;
        });
        if (known || one.seconds > latest) continue;
        seen.push_back(key);
        counted.push_back(one);
    }
    return counted;
}

bool of_this_ledger(OpenedCheckpoint const &opened, Trust const &trust) {
    if (!trust.origin.empty()) return opened.checkpoint.origin == trust.origin;
    return std::ranges::any_of(opened.signatures, [&](NoteSignature const &one) {
        return parse_public_key(one.public_key).name == opened.checkpoint.origin;
    });
}

} // namespace

std::int64_t a_day_from_now() { return base::now() / 1'000'000 + 86'400; }

std::string_view name_of(CheckpointFault fault) {
    constexpr std::string_view names[] = {
        "none",      "malformed_note", "unknown_signer",   "bad_signature",
        "malformed", "foreign_origin", "too_few_witnesses"};
    return names[static_cast<std::size_t>(fault)];
}

OpenedCheckpoint open_checkpoint(std::string_view note, Trust const &trust) {
    require_kind(trust.log_keys, false);
    require_kind(trust.witnesses, true);
    auto keys = trust.log_keys;
    keys.insert(keys.end(), trust.witnesses.begin(), trust.witnesses.end());
    auto const whole = open_note(note, keys);
    OpenedCheckpoint opened;
    opened.fault = fault_of(whole.fault);
    opened.culprit = whole.fault == NoteFault::bad_signature ? whole.signer : "";
    if (whole.fault != NoteFault::none) return opened;
    std::vector<NoteSignature> cosignatures;
    for (auto const &one : whole.signatures)
        (one.seconds == 0 ? opened.signatures : cosignatures).push_back(one);
    if (opened.signatures.empty()) return {CheckpointFault::unknown_signer, {}, {}, {}, ""};
    auto const checkpoint = read_checkpoint(whole.text);
    if (!checkpoint) return {CheckpointFault::malformed, {}, {}, {}, ""};
    opened.checkpoint = *checkpoint;
    if (!of_this_ledger(opened, trust))
        return {CheckpointFault::foreign_origin, {}, {}, {}, checkpoint->origin};
    opened.cosignatures = counted(cosignatures, trust.latest);
    if (opened.cosignatures.size() < trust.witnesses_needed)
        opened.fault = CheckpointFault::too_few_witnesses;
    return opened;
}

} // namespace jingzhun::store
