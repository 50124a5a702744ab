// A county's ledger in memory with rows that its events sealed, and proofs about it: honest ones,
// and whatever a forger makes of them.
#pragma once

#include "store/bundle_check.hpp"
#include "store/event_leaf.hpp"
#include "store/liar.hpp"
#include "store/row_bytes.hpp"

#include <fmt/format.h>

#include <map>

namespace jingzhun::store {

struct Forger {
    using Part = std::pair<std::string, std::int64_t>; // a table and a part of it
    Liar server{0};
    std::map<Part, std::vector<std::string>> rows;
    std::vector<EventLeaf> events;
    std::vector<std::string> openings;
    Trust trust{server.origin, {public_key_of(server.key)}, {}, 0};

    // Ten events; every second seals a batch of seven households and a change of a finding. The
    // sixth seals lists of four more kinds, so that its seals stand under a root.
    Forger() {
        for (std::int64_t sequence = 1; sequence <= 10; ++sequence) {
            openings.push_back(write_private({"李明", "recorder", "年度核查", "office", "batch",
                                              "{\"rows\":7}", "0123456789abcdef"}));
            EventLeaf leaf{
                431128, sequence, 1600000000000000 + sequence, "import", leaf_hash(openings.back()),
                {}};
            if (sequence % 2 == 0) {
                add_household_rows(sequence);
                rows[{"change", sequence}].push_back(change_row(sequence));
                for (auto const &part : {Part{"change", sequence}, Part{"r_household", sequence}})
                    leaf.seals.push_back({part.first, part.second,
                                          static_cast<std::int64_t>(rows[part].size()),
                                          root_of(rows[part])});
                if (sequence == 6)
                    for (auto const *list : {"r_land", "r_loan", "r_pension", "r_vehicle"})
                        leaf.seals.push_back({list, sequence, 1, leaf_hash(list)});
            }
            events.push_back(leaf);
            server.leaves.push_back(leaf_hash(write_leaf(leaf)));
        }
    }

    static std::string household_row(std::int64_t record, std::int64_t batch,
                                     std::string const &name) {
        std::string bytes = "r_household\n";
        add_integer(bytes, "county", 431128);
        add_integer(bytes, "record", record);
        add_integer(bytes, "valid_from", 18500);
        add_integer(bytes, "batch", batch);
        add_integer(bytes, "row", record + 1);
        if (batch == 2) add_text(bytes, "key", fmt::format("4311280000{}", record));
        add_blob(bytes, "salt", fmt::format("salt of row {:04}", record));
        add_text(bytes, "f_head", name);
        add_integer(bytes, "f_income", 633592);
        return bytes;
    }
    static std::string change_row(std::int64_t sequence) {
        std::string key, after, bytes = "change\n";
        add_integer(key, "id", 3);
        add_integer(after, "state", sequence);
        add_integer(bytes, "county", 431128);
        add_integer(bytes, "sequence", sequence);
        add_integer(bytes, "number", 1);
        add_text(bytes, "table_name", "finding");
        add_text(bytes, "row_key", key);
        add_text(bytes, "after", after);
        add_blob(bytes, "salt", "0123456789abcdef");
        return bytes;
    }
    void add_household_rows(std::int64_t batch) {
        for (std::int64_t record = 1; record <= 7; ++record)
            rows[{"r_household", batch}].push_back(
                household_row(record, batch, fmt::format("户主{}", record)));
    }

    static std::vector<Hash> hashes_of(std::vector<std::string> const &part) {
        std::vector<Hash> hashes;
        for (auto const &bytes : part) hashes.push_back(leaf_hash(bytes));
        return hashes;
    }
    static Hash root_of(std::vector<std::string> const &part) { return tree_root(hashes_of(part)); }

    ProvenRow proven_row(Part const &part, std::size_t place) {
        auto const &all = rows.at(part);
        return {place, all.at(place), inclusion_proof(hashes_of(all), place)};
    }
    ProvenSeal proven_seal(std::int64_t sequence, std::size_t place) const {
        std::vector<Hash> hashes;
        auto const &seals = events[static_cast<std::size_t>(sequence - 1)].seals;
        for (auto const &seal : seals) hashes.push_back(leaf_hash(write_seal(seal)));
        return {place, write_seal(seals.at(place)), inclusion_proof(hashes, place)};
    }
    ProvenEvent proven_event(std::int64_t sequence) const {
        auto const at = static_cast<std::size_t>(sequence - 1);
        return {write_leaf(events[at]), "", inclusion_proof(server.leaves, at), {}};
    }

    // Two statements about household 43112800004, and who wrote the first.
    Bundle record() {
        Bundle bundle{{"record", "r_household", "43112800004"},
                      {{"f_head", "text", "户主 Head"}, {"f_income", "money", "收入 Income"}},
                      {},
                      {proven_event(2), proven_event(6)},
                      server.cosigned(server.leaves.size())};
        bundle.events[0].opening = openings[1];
        bundle.events[0].rows.push_back(proven_row({"r_household", 2}, 3));
        bundle.events[1].rows.push_back(proven_row({"r_household", 6}, 3));
        bundle.events[1].seals.push_back(proven_seal(6, 1));
        return bundle;
    }
    Bundle change() {
        Bundle bundle{{"change", "finding", "id=3"}, {}, {}, {}, server.note(server.leaves.size())};
        for (std::int64_t const sequence : {2, 4}) {
            bundle.events.push_back(proven_event(sequence));
            bundle.events.back().rows.push_back(proven_row({"change", sequence}, 0));
        }
        return bundle;
    }
    Bundle event() {
        Bundle bundle{
            {"event", "-", "5"}, {}, {}, {proven_event(5)}, server.note(server.leaves.size())};
        bundle.events[0].opening = openings[4];
        return bundle;
    }
};

} // namespace jingzhun::store
