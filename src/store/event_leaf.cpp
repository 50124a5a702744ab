// Leaves as text, and back.
#include "store/event_leaf.hpp"

#include "base/base64.hpp"
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

} // namespace

std::string write_private(EventPrivate const &event) {
    std::string lines = "private\n";
    add_text(lines, "actor", event.actor);
    add_text(lines, "role", event.role);
    add_text(lines, "reason", event.reason);
    add_text(lines, "origin", event.origin);
    add_text(lines, "subject", event.subject);
    add_text(lines, "details", event.details);
    add_blob(lines, "salt", event.salt);
    return lines;
}

std::string write_leaf(EventLeaf const &leaf) {
    std::string lines = "event\n";
    add_integer(lines, "county", leaf.county);
    add_integer(lines, "sequence", leaf.sequence);
    add_integer(lines, "time", leaf.time);
    add_text(lines, "kind", leaf.kind);
    add_text(lines, "private", base::to_base64(bytes_of(leaf.private_commitment)));
    for (auto const &seal : leaf.seals) {
        lines += "seal\n";
        add_text(lines, "table", seal.table);
        add_integer(lines, "part", seal.part);
        add_integer(lines, "rows", seal.rows);
        add_text(lines, "root", base::to_base64(bytes_of(seal.root)));
    }
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
    while (!reader.failed() && reader.word("seal\n")) {
        auto &seal = leaf.seals.emplace_back();
        seal.table = reader.text("table");
        seal.part = reader.integer("part");
        seal.rows = reader.integer("rows");
        seal.root = reader.hash("root");
    }
    // One text for each leaf: whatever could be written in another way is refused.
    if (reader.failed() || !reader.done() || write_leaf(leaf) != text) return std::nullopt;
    return leaf;
}

} // namespace jingzhun::store
