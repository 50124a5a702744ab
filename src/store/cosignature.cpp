// Lines of witnesses, kept and asked for.
#include "store/cosignature.hpp"

#include "base/json.hpp"
#include "store/seal_check.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace jingzhun::store {
namespace {

std::vector<std::string> known_witnesses(Database &database, int county) {
    std::set<std::string> keys;
    for (auto const &one : stored_cosignatures(database, county)) keys.insert(one.public_key);
    return {keys.begin(), keys.end()};
}

void insert(Database &database, int county, StoredCosignature const &one) {
    auto insert = database.prepare("INSERT INTO cosignature (county, size, key, seconds, line) "
                                   "VALUES ($1, $2, $3, $4, $5)");
    insert->bind(1, county);
    insert->bind(2, one.size);
    insert->bind(3, one.public_key);
    insert->bind(4, one.seconds);
    insert->bind(5, one.line);
    insert->run();
}

std::string details_of(std::vector<StoredCosignature> const &added) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : added)
        json.begin_object()
            .member("size", one.size)
            .member("key", one.public_key)
            .member("seconds", one.seconds)
            .end_object();
    json.end_array();
    return json.take();
}

bool is_issued(Database &database, int county, std::string_view text) {
    return std::ranges::any_of(stored_checkpoints(database, county), [&](auto const &one) {
        return one.note.starts_with(std::string(text) + '\n');
    });
}

OpenedCheckpoint open_returned(Database &database, int county, std::string_view note,
                               Trust const &trust, std::string const &file) {
    auto const problems = check_note(database, county, note, trust);
    if (!problems.empty() && problems.front().code == "checkpoint_witnesses")
        throw base::Error("cosignature_unknown", {{"file", file}});
    if (!problems.empty()) throw base::Error(problems.front());
    auto known = trust;
    for (auto const &key : own_signing_keys(database.address(), county))
        known.log_keys.push_back(public_key_of(key));
    known.origin = origin_of(county);
    auto opened = open_checkpoint(note, known);
    if (!is_issued(database, county, write_checkpoint(opened.checkpoint)))
        throw base::Error("cosignature_not_issued",
                          {{"file", file}, {"size", std::to_string(opened.checkpoint.size)}});
    return opened;
}

} // namespace

std::vector<StoredCosignature> stored_cosignatures(Database &database, int county) {
    std::vector<StoredCosignature> found;
    auto select = database.prepare("SELECT size, key, seconds, line FROM cosignature "
                                   "WHERE county = $1 ORDER BY size, key");
    select->bind(1, county);
    while (select->step())
        found.push_back({select->integer(0), std::string(select->text(1)), select->integer(2),
                         std::string(select->text(3))});
    return found;
}

std::vector<CosignedCheckpoint> cosigned_checkpoints(Database &database, int county) {
    std::vector<CosignedCheckpoint> found;
    auto const cosignatures = stored_cosignatures(database, county);
    for (auto &issued : stored_checkpoints(database, county)) {
        auto &one = found.emplace_back();
        one.note = issued.note;
        auto lines = split_note(issued.note).value_or(NoteParts()).lines.size();
        for (auto const &cosignature : cosignatures) {
            if (cosignature.size != issued.size || lines == signatures_max) continue;
            one.note += cosignature.line;
            one.cosignatures.push_back(cosignature);
            ++lines;
        }
        one.issued = std::move(issued);
    }
    return found;
}

std::vector<StoredCosignature> add_cosignatures(Database &database, Actor const &actor, int county,
                                                std::string_view note,
                                                std::vector<std::string> const &witnesses,
                                                std::string const &file) {
    Transaction transaction(database);
    Trust trust;
    trust.witnesses = known_witnesses(database, county);
    std::ranges::copy_if(witnesses, std::back_inserter(trust.witnesses), [&](auto const &key) {
        return std::ranges::find(trust.witnesses, key) == trust.witnesses.end();
    });
    trust.witnesses_needed = 1;
    trust.latest = a_day_from_now();
    auto const opened = open_returned(database, county, note, trust, file);
    auto const size = static_cast<std::int64_t>(opened.checkpoint.size);
    auto const before = stored_cosignatures(database, county);
    std::vector<StoredCosignature> added;
    for (auto const &one : opened.cosignatures) {
        auto const there = std::ranges::any_of(before, [&](StoredCosignature const &other) {
            return other.size == size && other.public_key == one.public_key;
        });
        if (!there) added.push_back({size, one.public_key, one.seconds, one.line});
    }
    if (added.empty()) return added;
    for (auto const &one : added) insert(database, county, one);
    append(database, actor,
           {county, "cosign", "checkpoint " + std::to_string(size), details_of(added)});
    transaction.commit();
    return added;
}

std::uint64_t cosigned_size(Database &database, int county, std::string_view public_key) {
    std::int64_t size = 0;
    for (auto const &one : stored_cosignatures(database, county))
        if (one.public_key == public_key) size = one.size;
    return static_cast<std::uint64_t>(size);
}

Submission ask_witness(Database &database, Actor const &actor, int county, std::uint64_t old_size) {
    auto const issued = issue_checkpoint(database, actor, county);
    auto const size = static_cast<std::uint64_t>(issued.size);
    if (old_size > size)
        throw base::Error("cosignature_old_size",
                          {{"old", std::to_string(old_size)}, {"size", std::to_string(size)}});
    Snapshot const snapshot(database);
    return {old_size,
            old_size == 0 ? Proof() : ledger_consistency(database, county, old_size, size),
            issued.note};
}

} // namespace jingzhun::store
