// The events against the checkpoints: those in the store, and those kept elsewhere.
#include "store/seal_check.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace jingzhun::store {
namespace {

base::Problem problem(std::string code, base::Arguments arguments) {
    return {std::move(code), {}, std::move(arguments)};
}

// The public keys that stand beside the store; none where they cannot be read.
std::vector<std::string> keys_beside(Database &database) {
    auto const file = key_file_of(database.address());
    std::vector<std::string> keys;
    if (!std::filesystem::exists(file)) return keys;
    try {
        for (auto const &key : read_signing_keys(file)) keys.push_back(public_key_of(key));
    } catch (base::Error const &) {
        keys.clear();
    }
    return keys;
}

// The first checkpoint that the rows contradict, and the last before it that they confirm: what was
// changed lies between.
struct Walk {
    std::uint64_t events = 0;
    std::int64_t missing = 0; // the first sequence that is not there
    std::int64_t confirmed = 0, contradicted = 0;
};

Walk walk(Database &database, int county, std::vector<StoredCheckpoint> const &checkpoints) {
    Walk walk;
    GrowingTree tree;
    auto next = checkpoints.begin();
    for_each_leaf(database, county, [&](std::int64_t sequence, std::string_view leaf) {
        tree.add_leaf(leaf);
        auto const size = static_cast<std::int64_t>(tree.size());
        if (sequence != size && walk.missing == 0) walk.missing = size;
        while (next != checkpoints.end() && next->size < size) ++next;
        if (next == checkpoints.end() || next->size != size || walk.contradicted != 0) return;
        auto const expected =
            write_checkpoint({origin_of(county), tree.size(), tree.root()}) + '\n';
        if (next->note.starts_with(expected)) walk.confirmed = size;
        else walk.contradicted = size;
    });
    walk.events = tree.size();
    return walk;
}

void check_signatures(Database &database, std::vector<StoredCheckpoint> const &checkpoints,
                      std::vector<base::Problem> &problems) {
    if (checkpoints.empty()) return;
    auto const &newest = checkpoints.back();
    auto const own = keys_beside(database);
    for (std::size_t i = 1; i < checkpoints.size(); ++i)
        if (checkpoints[i].public_key != checkpoints[i - 1].public_key)
            problems.push_back(
                problem("ledger_key_changed", {{"sequence", std::to_string(checkpoints[i].size)}}));
    if (!own.empty() && std::ranges::find(own, newest.public_key) == own.end())
        problems.push_back(
            problem("ledger_key_other", {{"file", key_file_of(database.address())}}));
    try {
        std::vector<std::string> const keys = {newest.public_key};
        if (open_note(newest.note, keys).fault == NoteFault::none) return;
    } catch (base::Error const &) { // the key itself was changed
    }
    problems.push_back(
        problem("ledger_checkpoint_forged", {{"size", std::to_string(newest.size)}}));
}

} // namespace

std::vector<base::Problem> check_ledger(Database &database, int county) {
    std::vector<base::Problem> problems;
    auto const checkpoints = stored_checkpoints(database, county);
    auto const found = walk(database, county, checkpoints);
    auto const newest = checkpoints.empty() ? 0 : checkpoints.back().size;
    auto const events = static_cast<std::int64_t>(found.events);
    if (found.missing != 0)
        problems.push_back(
            problem("ledger_event_missing", {{"sequence", std::to_string(found.missing)}}));
    if (newest > events)
        problems.push_back(problem(
            "ledger_cut", {{"size", std::to_string(newest)}, {"events", std::to_string(events)}}));
    if (found.contradicted != 0)
        problems.push_back(
            problem("ledger_event_changed", {{"from", std::to_string(found.confirmed + 1)},
                                             {"to", std::to_string(found.contradicted)}}));
    else if (newest < events)
        problems.push_back(
            problem("ledger_unsigned", {{"count", std::to_string(events - newest)}}));
    check_signatures(database, checkpoints, problems);
    return problems;
}

std::vector<base::Problem> check_note(Database &database, int county, std::string_view note,
                                      Trust trust) {
    std::ranges::move(keys_beside(database), std::back_inserter(trust.log_keys));
    trust.origin = origin_of(county);
    auto const opened = open_checkpoint(note, trust);
    if (opened.fault == CheckpointFault::malformed_note ||
        opened.fault == CheckpointFault::malformed)
        return {problem("checkpoint_malformed", {})};
    if (opened.fault == CheckpointFault::too_few_witnesses)
        return {
            problem("checkpoint_witnesses", {{"found", std::to_string(opened.cosignatures.size())},
                                             {"needed", std::to_string(trust.witnesses_needed)}})};
    if (opened.fault != CheckpointFault::none) return {problem("checkpoint_not_ours", {})};
    auto const *checkpoint = &opened.checkpoint;
    GrowingTree tree;
    auto same = checkpoint->size == 0;
    for_each_leaf(database, county, [&](std::int64_t, std::string_view leaf) {
        tree.add_leaf(leaf);
        if (tree.size() == checkpoint->size) same = tree.root() == checkpoint->root;
    });
    auto const size = std::to_string(checkpoint->size);
    if (tree.size() < checkpoint->size)
        return {
            problem("ledger_behind", {{"size", size}, {"events", std::to_string(tree.size())}})};
    if (!same) return {problem("ledger_forked", {{"size", size}})};
    return {};
}

} // namespace jingzhun::store
