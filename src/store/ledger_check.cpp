// The events against the checkpoints: those in the store, and those kept elsewhere.
#include "store/seal_check.hpp"

#include "store/head.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <random>

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

// How far the rows agree with what was kept of them.
struct Walk {
    std::int64_t events = 0;
    std::int64_t missing = 0;                     // the first sequence that is not there
    std::int64_t confirmed = 0, contradicted = 0; // sizes of checkpoints: the last, the first
    std::vector<std::int64_t> unlike; // events whose row does not give the hash beside it
    std::vector<std::uint64_t> tiles; // whole tiles that are missing or other than the rows give
    std::int64_t whole_tiles = 0;     // of all levels, as the rows give them
};

constexpr std::size_t told_max = 20;

class Walker {
  public:
    Walker(Database &database, int county, std::vector<StoredCheckpoint> const &checkpoints)
        : database_(database), county_(county), next_(checkpoints.begin()),
          end_(checkpoints.end()) {}

    Walk run() {
        for_each_leaf(database_, county_, 0, [&](LeafRow const &row) { take(row); });
        walk_.events = static_cast<std::int64_t>(tree_.size());
        return std::move(walk_);
    }

  private:
    void take(LeafRow const &row) {
        tree_.add(row.hash, [&](int height, std::uint64_t number, Hash const &root) {
            if (height % tile_height == 0) look_at_tile(height / tile_height, number, root);
        });
        auto const size = static_cast<std::int64_t>(tree_.size());
        if (row.sequence != size && walk_.missing == 0) walk_.missing = size;
        if (row.stored != bytes_of(row.hash)) walk_.unlike.push_back(row.sequence);
        for (; next_ != end_ && next_->size <= size; ++next_)
            if (next_->size == size) look_at(*next_);
    }
    void look_at(StoredCheckpoint const &checkpoint) {
        if (walk_.contradicted != 0) return;
        auto const expected =
            write_checkpoint({origin_of(county_), tree_.size(), tree_.root()}) + '\n';
        (checkpoint.note.starts_with(expected) ? walk_.confirmed : walk_.contradicted) =
            checkpoint.size;
    }
    void look_at_tile(int level, std::uint64_t number, Hash const &root) {
        ++walk_.whole_tiles;
        auto const kept = tile_hashes(database_, county_, level, number, 1);
        if (level == 1 && (kept.empty() || kept.front() != root)) walk_.tiles.push_back(number);
        if (level > 1 && (kept.empty() || kept.front() != root))
            walk_.tiles.push_back(number << (tile_height * (level - 1)));
    }

    Database &database_;
    int county_;
    GrowingTree tree_;
    std::vector<StoredCheckpoint>::const_iterator next_, end_;
    Walk walk_;
};

// Whether the hashes beside the events still give what was signed: then exactly the events whose
// rows do not give them were changed.
bool hashes_hold(Database &database, int county, StoredCheckpoint const &checkpoint) {
    GrowingTree tree;
    auto select = database.prepare(
        "SELECT leaf FROM event WHERE county = $1 AND sequence <= $2 ORDER BY sequence");
    select->bind(1, county);
    select->bind(2, checkpoint.size);
    while (select->step()) tree.add(hash_of_bytes(select->blob(0)).value_or(Hash{}));
    return checkpoint.note.starts_with(
        write_checkpoint({origin_of(county), tree.size(), tree.root()}) + '\n');
}

base::Problem changed(std::int64_t from, std::int64_t to) {
    return problem("ledger_event_changed",
                   {{"from", std::to_string(from)}, {"to", std::to_string(to)}});
}

void tell_changed(Database &database, int county, Walk const &walk,
                  std::vector<StoredCheckpoint> const &checkpoints,
                  std::vector<base::Problem> &problems) {
    auto const told = std::min(walk.unlike.size(), told_max);
    for (std::size_t i = 0; i < told; ++i)
        problems.push_back(changed(walk.unlike[i], walk.unlike[i]));
    auto const checkpoint =
        *std::ranges::find(checkpoints, walk.contradicted, &StoredCheckpoint::size);
    if (!walk.unlike.empty() && hashes_hold(database, county, checkpoint)) return;
    // The hashes were made to fit too; the tiles above them still tell where.
    auto from = walk.confirmed + 1, to = walk.contradicted;
    if (!walk.tiles.empty()) {
        auto const first = static_cast<std::int64_t>(walk.tiles.front() * tile_width);
        auto const last = static_cast<std::int64_t>((walk.tiles.back() + 1) * tile_width);
        from = std::clamp(first + 1, from, to);
        to = std::clamp(last, from, to);
    }
    problems.push_back(changed(from, to));
}

// What only repeats the events: it is made anew at the next write.
void tell_repeated(Database &database, int county, Walk const &walk,
                   std::vector<base::Problem> &problems) {
    std::size_t told = 0;
    for (auto const sequence : walk.unlike)
        if (sequence <= walk.confirmed && ++told <= told_max)
            problems.push_back(
                problem("ledger_hash_changed", {{"sequence", std::to_string(sequence)}}));
    auto count = database.prepare("SELECT count(*) FROM tile WHERE county = $1");
    count->bind(1, county);
    count->step();
    auto const more = count->integer(0) - walk.whole_tiles;
    if (!walk.tiles.empty() || more != 0)
        problems.push_back(problem(
            "ledger_tile_changed",
            {{"count", std::to_string(std::max<std::int64_t>(
                           static_cast<std::int64_t>(walk.tiles.size()), more))},
             {"first",
              walk.tiles.empty() ? "-" : std::to_string(walk.tiles.front() * tile_width + 1)}}));
}

bool is_signed(StoredCheckpoint const &checkpoint) {
    try {
        std::vector<std::string> const keys = {checkpoint.public_key};
        return open_note(checkpoint.note, keys).fault == NoteFault::none;
    } catch (base::Error const &) { // the key itself was changed
        return false;
    }
}

void check_signatures(Database &database, int county,
                      std::vector<StoredCheckpoint> const &checkpoints,
                      std::vector<base::Problem> &problems) {
    auto replaced =
        database.prepare("SELECT sequence FROM event WHERE county = $1 AND kind = 'key' "
                         "ORDER BY sequence");
    replaced->bind(1, county);
    while (replaced->step())
        problems.push_back(
            problem("ledger_key_changed", {{"sequence", std::to_string(replaced->integer(0))}}));
    if (checkpoints.empty()) return;
    auto const own = keys_beside(database);
    if (!own.empty() && std::ranges::find(own, checkpoints.back().public_key) == own.end())
        problems.push_back(
            problem("ledger_key_other", {{"file", key_file_of(database.address())}}));
    for (auto const &one : checkpoints)
        if (!is_signed(one))
            problems.push_back(
                problem("ledger_checkpoint_forged", {{"size", std::to_string(one.size)}}));
}

// The newest checkpoint, which is kept apart from those that were issued.
std::int64_t newest_size(Database &database, int county) {
    auto select = database.prepare("SELECT size FROM checkpoint WHERE county = $1");
    select->bind(1, county);
    return select->step() ? select->integer(0) : 0;
}

void compare_sizes(std::int64_t newest, std::int64_t events, std::vector<base::Problem> &problems) {
    if (newest > events)
        problems.push_back(problem(
            "ledger_cut", {{"size", std::to_string(newest)}, {"events", std::to_string(events)}}));
    if (newest < events)
        problems.push_back(
            problem("ledger_unsigned", {{"count", std::to_string(events - newest)}}));
}

// Rows that belong to no event there is.
void check_strays(Database &database, int county, std::vector<base::Problem> &problems) {
    auto const last = last_sequence(database, county);
    for (auto const *table : {"event", "change", "seal"}) {
        auto select = database.prepare(
            std::string("SELECT count(*), min(sequence) FROM (SELECT sequence FROM ") + table +
            " WHERE county = $1 AND sequence < 1 UNION ALL SELECT sequence FROM " + table +
            " WHERE county = $1 AND sequence > $2)");
        select->bind(1, county);
        select->bind(2, last);
        if (select->step() && select->integer(0) > 0)
            problems.push_back(
                problem("ledger_rows_unknown", {{"table", table},
                                                {"count", std::to_string(select->integer(0))},
                                                {"sequence", std::to_string(select->integer(1))}}));
    }
}

// Of a long ledger: what was signed last against the tiles, the newest events and some others
// against their rows.
std::vector<base::Problem> check_newest(Database &database, int county) {
    std::vector<base::Problem> problems;
    auto const checkpoints = stored_checkpoints(database, county);
    auto const newest = newest_size(database, county), events = last_sequence(database, county);
    compare_sizes(newest, events, problems);
    check_strays(database, county, problems);
    check_signatures(database, county, checkpoints, problems);
    if (newest > events || checkpoints.empty()) return problems;
    auto const size = static_cast<std::uint64_t>(newest);
    auto const expected =
        write_checkpoint({origin_of(county), size, ledger_root(database, county, size)}) + '\n';
    if (!checkpoints.back().note.starts_with(expected)) problems.push_back(changed(1, newest));
    auto const look = [&](LeafRow const &row) {
        if (row.stored != bytes_of(row.hash))
            problems.push_back(changed(row.sequence, row.sequence));
    };
    for_each_leaf(database, county, std::max<std::int64_t>(newest - 1000, 0), look);
    std::mt19937_64 random(std::random_device{}());
    for (int i = 0; i < 300; ++i) {
        auto const sequence = 1 + static_cast<std::int64_t>(random() % size);
        auto const kept =
            tile_hashes(database, county, 0, static_cast<std::uint64_t>(sequence - 1), 1);
        if (kept.empty() || leaf_hash(leaf_of(database, county, sequence)) != kept.front())
            problems.push_back(changed(sequence, sequence));
    }
    return problems;
}

} // namespace

std::vector<base::Problem> check_ledger(Database &database, int county) {
    std::vector<base::Problem> problems;
    auto const checkpoints = stored_checkpoints(database, county);
    auto const found = Walker(database, county, checkpoints).run();
    if (found.missing != 0)
        problems.push_back(
            problem("ledger_event_missing", {{"sequence", std::to_string(found.missing)}}));
    if (found.contradicted != 0) tell_changed(database, county, found, checkpoints, problems);
    else tell_repeated(database, county, found, problems);
    compare_sizes(newest_size(database, county), found.events, problems);
    check_strays(database, county, problems);
    check_signatures(database, county, checkpoints, problems);
    return problems;
}

std::vector<base::Problem> check_quickly(Database &database, int county, std::string_view head) {
    constexpr std::int64_t few_events = 100'000;
    auto problems = last_sequence(database, county) <= few_events ? check_ledger(database, county)
                                                                  : check_newest(database, county);
    std::ranges::move(check_head(database, county, head), std::back_inserter(problems));
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
    for_each_leaf(database, county, 0, [&](LeafRow const &row) {
        tree.add(row.hash);
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
