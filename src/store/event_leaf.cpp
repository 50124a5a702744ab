// Leaves as text, and back.
#include "store/event_leaf.hpp"

#include "base/base64.hpp"
#include "store/proof.hpp"
#include "store/row_bytes.hpp"

#include <charconv>

namespace jingzhun::store {
namespace {

// Takes the lines apart; after the first that is not as expected nothing more is read.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}
    bool failed() const { return failed_; }
    bool done() const { return rest_.empty(); }

    bool starts_with(std::string_view expected) const { return rest_.starts_with(expected); }
    bool word(std::string_view expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }
    void expect(std::string_view expected) { failed_ = !word(expected) || failed_; }
    std::int64_t integer(std::string_view name) {
        expect(name);
        expect("=i");
        return number('\n');
    }
    std::string_view text(std::string_view name) {
        expect(name);
        expect("=t");
        auto const size = static_cast<std::size_t>(number(':'));
        if (failed_ || size >= rest_.size()) {
            failed_ = true;
            return {};
        }
        auto const value = rest_.substr(0, size);
        rest_.remove_prefix(size);
        expect("\n");
        return value;
    }
    Hash hash(std::string_view name) {
        auto const bytes = base::from_base64(text(name));
        auto const found = bytes ? hash_of_bytes(*bytes) : std::nullopt;
        failed_ = failed_ || !found;
        return found.value_or(Hash{});
    }

  private:
    std::int64_t number(char end) {
        std::int64_t value = 0;
        auto const read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
        failed_ = failed_ || read.ec != std::errc() || rest_.empty() || rest_.front() != end;
        if (!rest_.empty()) rest_.remove_prefix(1);
        return value;
    }

    std::string_view rest_;
    bool failed_ = false;
};

EventSeal seal_in(Reader &reader) {
    EventSeal seal;
    seal.table = reader.text("table");
    seal.part = reader.integer("part");
    seal.rows = reader.integer("rows");
    seal.root = reader.hash("root");
    return seal;
}

constexpr std::size_t room = 400; // for most leaves, so that they are not moved while they grow

// A text of 44 characters: its Base64.
void add_hash(std::string &lines, std::string_view name, Hash const &hash) {
    lines += name;
    lines += "=t44:";
    lines += base::to_base64(bytes_of(hash));
    lines += '\n';
}

void add_seal(std::string &lines, EventSeal const &seal) {
    lines += "seal\n";
    add_text(lines, "table", seal.table);
    add_integer(lines, "part", seal.part);
    add_integer(lines, "rows", seal.rows);
    add_hash(lines, "root", seal.root);
}

void add_seal_tree(std::string &lines, std::int64_t count, Hash const &root) {
    add_integer(lines, "seals", count);
    add_hash(lines, "root", root);
}

} // namespace

std::string write_private(EventPrivate const &event) {
    std::string lines = "private\n";
    lines.reserve(room + event.details.size());
    add_text(lines, "actor", event.actor);
    add_text(lines, "role", event.role);
    add_text(lines, "reason", event.reason);
    add_text(lines, "origin", event.origin);
    add_text(lines, "subject", event.subject);
    add_text(lines, "details", event.details);
    add_blob(lines, "salt", event.salt);
    return lines;
}

std::string write_seal(EventSeal const &seal) {
    std::string lines;
    add_seal(lines, seal);
    return lines;
}

std::optional<EventSeal> read_seal(std::string_view text) {
    Reader reader(text);
    reader.expect("seal\n");
    auto const seal = seal_in(reader);
    if (reader.failed() || !reader.done() || write_seal(seal) != text) return std::nullopt;
    return seal;
}

std::string write_leaf(EventLeaf const &leaf) {
    std::string lines = "event\n";
    lines.reserve(room);
    add_integer(lines, "county", leaf.county);
    add_integer(lines, "sequence", leaf.sequence);
    add_integer(lines, "time", leaf.time);
    add_text(lines, "kind", leaf.kind);
    add_hash(lines, "private", leaf.private_commitment);
    if (leaf.seals.size() > seals_shown) {
        std::vector<Hash> hashes;
        for (auto const &seal : leaf.seals) hashes.push_back(leaf_hash(write_seal(seal)));
        add_seal_tree(lines, static_cast<std::int64_t>(hashes.size()), tree_root(hashes));
    } else if (leaf.seal_count > 0) {
        add_seal_tree(lines, leaf.seal_count, leaf.seal_root);
    }
    if (leaf.seals.size() <= seals_shown)
        for (auto const &seal : leaf.seals) add_seal(lines, seal);
    return lines;
}

std::optional<EventLeaf> read_leaf(std::string_view text) {
    Reader reader(text);
    EventLeaf leaf;
    reader.expect("event\n");
    auto const county = reader.integer("county");
    leaf.county = static_cast<int>(county);
    leaf.sequence = reader.integer("sequence");
    leaf.time = reader.integer("time");
    leaf.kind = reader.text("kind");
    leaf.private_commitment = reader.hash("private");
    if (!reader.failed() && reader.starts_with("seals=")) {
        leaf.seal_count = reader.integer("seals");
        leaf.seal_root = reader.hash("root");
        if (leaf.seal_count <= static_cast<std::int64_t>(seals_shown)) return std::nullopt;
    }
    while (!reader.failed() && leaf.seal_count == 0 && reader.word("seal\n"))
        leaf.seals.push_back(seal_in(reader));
    // One text for each leaf: whatever could be written in another way is refused.
    if (leaf.seals.size() > seals_shown || reader.failed() || !reader.done() ||
        write_leaf(leaf) != text)
        return std::nullopt;
    return leaf;
}

} // namespace jingzhun::store
