// Opening checkpoints.
#include "store/trust.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

#include <algorithm>
#include <filesystem>

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

// Whether this is a witness not seen yet; it is from then on.
bool is_new(std::vector<NoteKey> &seen, std::string const &public_key) {
    auto key = parse_public_key(public_key);
    auto const known = std::ranges::any_of(seen, [&](NoteKey const &other) {
        return other.name == key.name || other.bytes == key.bytes;
    });
    if (!known) seen.push_back(std::move(key));
    return !known;
}

// Each witness once, none whose clock is ahead.
std::vector<NoteSignature> counted(std::vector<NoteSignature> const &all, std::int64_t latest) {
    std::vector<NoteSignature> counted;
    std::vector<NoteKey> seen;
    for (auto const &one : all)
        if (one.seconds <= latest && is_new(seen, one.public_key)) counted.push_back(one);
    return counted;
}

bool of_this_ledger(OpenedCheckpoint const &opened, Trust const &trust) {
    if (!trust.origin.empty()) return opened.checkpoint.origin == trust.origin;
    return std::ranges::any_of(opened.signatures, [&](NoteSignature const &one) {
        return parse_public_key(one.public_key).name == opened.checkpoint.origin;
    });
}

} // namespace

std::vector<std::string> keys_given(std::vector<std::string> const &keys_or_files) {
    std::vector<std::string> keys;
    for (auto const &given : keys_or_files) {
        auto const text =
            std::filesystem::is_regular_file(given) ? base::read_file(given, 1 << 16) : given;
        for (std::string_view rest = text; !rest.empty();) {
            auto const end = std::min(rest.find('\n'), rest.size());
            keys.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            parse_public_key(keys.back()); // throws where it is none
        }
    }
    return keys;
}

std::size_t count_witnesses(std::vector<std::string> const &witnesses) {
    std::vector<NoteKey> seen;
    return static_cast<std::size_t>(
        std::ranges::count_if(witnesses, [&](auto const &key) { return is_new(seen, key); }));
}

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
