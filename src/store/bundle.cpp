// Proofs as files, and back.
#include "store/bundle.hpp"

#include "base/base64.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <iterator>
#include <optional>

namespace jingzhun::store {
namespace {

constexpr std::string_view border = // stands alone on its line, behind an empty one
    "\n======== 以下供核验程序使用，全文一字不可改 · for the verifier; change nothing ========\n";
constexpr std::string_view title = "jingzhun-proof/v1\n";
constexpr std::size_t path_max = 64;

void add_path(std::string &text, Proof const &path) {
    text += fmt::format("path {}\n", path.size());
    for (auto const &hash : path) text += base::to_base64(bytes_of(hash)) + '\n';
}

std::string verifier_part(Bundle const &bundle) {
    std::string text(title);
    auto const &about = bundle.about;
    text += fmt::format("about {} {} {}\n", about.what, about.table, about.key);
    for (auto const &one : bundle.labels)
        text += fmt::format("label {} {} {}\n", one.column, one.type, one.title);
    for (auto const &one : bundle.words)
        text += fmt::format("word {} {} {}\n", one.column, one.value, one.title);
    for (auto const &event : bundle.events) {
        text += fmt::format("event {}\n{}", event.leaf.size(), event.leaf);
        if (!event.opening.empty())
            text += fmt::format("private {}\n{}", event.opening.size(), event.opening);
        add_path(text, event.path);
        for (auto const &seal : event.seals) {
            text += fmt::format("seal {} {}\n{}", seal.place, seal.bytes.size(), seal.bytes);
            add_path(text, seal.path);
        }
        for (auto const &row : event.rows) {
            text += fmt::format("row {} {}\n{}", row.place, row.bytes.size(), row.bytes);
            add_path(text, row.path);
        }
    }
    return text + "checkpoint\n" + bundle.checkpoint;
}

// Takes the lower part apart, and stops where something is not as it is written.
class Reader {
  public:
    explicit Reader(std::string_view text) : whole_(text), rest_(text) {}

    std::size_t line() const {
        auto const read = whole_.substr(0, whole_.size() - rest_.size());
        return 1 + static_cast<std::size_t>(std::ranges::count(read, '\n'));
    }
    bool word(std::string_view expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }
    // Up to the end, which is taken with it; nothing where it does not come on this line.
    std::optional<std::string> until(char end) {
        auto const at = rest_.find(end);
        if (at == rest_.npos || rest_.substr(0, at).find('\n') != rest_.npos) return std::nullopt;
        std::string taken(rest_.substr(0, at));
        rest_.remove_prefix(at + 1);
        return taken;
    }
    std::optional<std::uint64_t> number(char end) {
        auto const text = until(end);
        std::uint64_t number = 0;
        if (!text) return std::nullopt;
        auto const read = std::from_chars(text->data(), text->data() + text->size(), number);
        if (read.ec != std::errc()) return std::nullopt;
        return number;
    }
    std::optional<std::string> bytes() {
        auto const size = number('\n');
        if (!size || *size > rest_.size()) return std::nullopt;
        std::string taken(rest_.substr(0, *size));
        rest_.remove_prefix(*size);
        return taken;
    }
    std::optional<Proof> path() {
        auto const size = word("path ") ? number('\n') : std::nullopt;
        if (!size || *size > path_max) return std::nullopt;
        Proof path;
        for (std::uint64_t i = 0; i < *size; ++i) {
            auto const text = until('\n');
            auto const bytes = text ? base::from_base64(*text) : std::nullopt;
            auto const hash = bytes ? hash_of_bytes(*bytes) : std::nullopt;
            if (!hash) return std::nullopt;
            path.push_back(*hash);
        }
        return path;
    }
    std::string remainder() {
        std::string taken(rest_);
        rest_ = {};
        return taken;
    }

  private:
    std::string_view whole_, rest_;
};

// Three words of a line, the last of which may hold blanks.
template <class Three> bool read_three(Reader &reader, Three &&take) {
    auto const one = reader.until(' '), two = one ? reader.until(' ') : std::nullopt;
    auto const three = two ? reader.until('\n') : std::nullopt;
    if (!three) return false;
    take(*one, *two, *three);
    return true;
}

bool is_type(std::string_view text) {
    constexpr std::string_view types[] = {"text", "integer", "money", "date", "instant", "yes_no"};
    return std::ranges::find(types, text) != std::end(types);
}

bool read_head(Reader &reader, Bundle &bundle) {
    auto const set_about = [&](auto const &a, auto const &b, auto const &c) {
        bundle.about = {a, b, c};
    };
    if (!reader.word(title) || !reader.word("about ") || !read_three(reader, set_about))
        return false;
    auto const add_label = [&](auto const &a, auto const &b, auto const &c) {
        bundle.labels.push_back({a, b, c});
    };
    while (reader.word("label "))
        if (!read_three(reader, add_label) || !is_type(bundle.labels.back().type)) return false;
    auto const add_word = [&](auto const &a, auto const &b, auto const &c) {
        bundle.words.push_back({a, b, c});
    };
    while (reader.word("word "))
        if (!read_three(reader, add_word)) return false;
    return true;
}

// Seals and rows: a place, bytes and a path each.
template <class Proven>
bool read_all(Reader &reader, std::string_view word, std::vector<Proven> &all) {
    while (reader.word(word)) {
        auto const place = reader.number(' ');
        auto bytes = place ? reader.bytes() : std::nullopt;
        auto path = bytes ? reader.path() : std::nullopt;
        if (!path) return false;
        all.push_back({*place, std::move(*bytes), std::move(*path)});
    }
    return true;
}

bool read_events(Reader &reader, Bundle &bundle) {
    while (reader.word("event ")) {
        ProvenEvent event;
        auto leaf = reader.bytes();
        auto opening = leaf && reader.word("private ") ? reader.bytes() : std::string();
        auto path = leaf && opening ? reader.path() : std::nullopt;
        if (!path) return false;
        event.leaf = std::move(*leaf);
        event.opening = std::move(*opening);
        event.path = std::move(*path);
        if (!read_all(reader, "seal ", event.seals) || !read_all(reader, "row ", event.rows))
            return false;
        bundle.events.push_back(std::move(event));
    }
    return reader.word("checkpoint\n");
}

} // namespace

std::string write_bundle(Bundle const &bundle) {
    return reading_part(bundle) + std::string(border.substr(1)) + verifier_part(bundle);
}

ReadBundle read_bundle(std::string_view text) {
    ReadBundle read;
    auto const at = text.find(border);
    if (at == text.npos || text.size() > bundle_bytes_max) return read;
    auto const upper = text.substr(0, at + 1), lower = text.substr(at + border.size());
    Reader reader(lower);
    auto const taken = read_head(reader, read.bundle) && read_events(reader, read.bundle);
    read.line = reader.line() + static_cast<std::size_t>(std::ranges::count(upper, '\n')) + 1;
    if (!taken) return read;
    read.bundle.checkpoint = reader.remainder();
    read.whole = verifier_part(read.bundle) == lower;
    read.same_text = read.whole && reading_part(read.bundle) == upper;
    return read;
}

} // namespace jingzhun::store
