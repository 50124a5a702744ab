// Wraps zlib. Sizes are put into a part's head when the part has ended; room for large ones is
// kept there in the way Office does.
#include "source/zip_file.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <new>
#include <zlib.h>

namespace jingzhun::source {

namespace {

constexpr std::size_t piece_bytes = std::size_t{128} << 10;
// Sheets pack to a tenth whatever the effort; more of it takes several times as long.
constexpr int effort = 1;
constexpr std::uint64_t small_max = std::numeric_limits<std::uint32_t>::max() - 1;
// From 1980 on, as every part says: the same content makes the same bytes.
constexpr std::uint32_t date_1980 = 0x00210000;

z_stream *as_stream(void *packer) { return static_cast<z_stream *>(packer); }

template <class Word> void add(std::string &bytes, Word word) {
    for (std::size_t i = 0; i < sizeof word; ++i)
        bytes += static_cast<char>(static_cast<std::uint64_t>(word) >> (8 * i) & 0xFF);
}
void add_two(std::string &bytes, std::size_t word) { add(bytes, static_cast<std::uint16_t>(word)); }

std::uint32_t short_size(std::uint64_t size, bool is_large) {
    return is_large ? std::numeric_limits<std::uint32_t>::max() : static_cast<std::uint32_t>(size);
}

// What a part's head and the directory have in common: version 2.0 or 4.5, names in UTF-8, deflate.
template <class Entry> void add_common(std::string &bytes, Entry const &entry, bool is_large) {
    add_two(bytes, is_large ? 45 : 20);
    add_two(bytes, 1U << 11);
    add_two(bytes, 8);
    add(bytes, date_1980);
    add(bytes, entry.check);
    add(bytes, short_size(entry.packed, is_large));
    add(bytes, short_size(entry.unpacked, is_large));
    add_two(bytes, entry.name.size());
}

// Twenty bytes of extra field: the sizes of a large part, or a growth hint that says nothing.
template <class Entry> std::string head_of(Entry const &entry) {
    auto const is_large = std::max(entry.packed, entry.unpacked) > small_max;
    std::string head = "PK\x03\x04";
    add_common(head, entry, is_large);
    add_two(head, 20);
    head += entry.name;
    add_two(head, is_large ? 0x0001 : 0xA220);
    add_two(head, 16);
    if (is_large) {
        add(head, entry.unpacked);
        add(head, entry.packed);
    } else {
        add_two(head, 0xA028);
        head.append(14, '\0');
    }
    return head;
}

template <class Entry> std::string listing_of(Entry const &entry) {
    auto const is_large = std::max({entry.packed, entry.unpacked, entry.offset}) > small_max;
    std::string listing = "PK\x01\x02";
    add_two(listing, is_large ? 45 : 20);
    add_common(listing, entry, is_large);
    add_two(listing, is_large ? 28 : 0);
    listing.append(10, '\0'); // comment, disk, attributes
    add(listing, short_size(entry.offset, is_large));
    listing += entry.name;
    if (!is_large) return listing;
    add_two(listing, 0x0001);
    add_two(listing, 24);
    add(listing, entry.unpacked);
    add(listing, entry.packed);
    add(listing, entry.offset);
    return listing;
}

} // namespace

ZipFile::ZipFile(std::string const &file) : output_(file), room_(piece_bytes) {
    output_.create();
    auto *const stream = new z_stream{};
    packer_ = stream;
    if (deflateInit2(stream, effort, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
}

ZipFile::~ZipFile() {
    deflateEnd(as_stream(packer_));
    delete as_stream(packer_);
}

void ZipFile::put(std::string_view bytes) {
    output_.write(bytes);
    written_ += bytes.size();
}

void ZipFile::begin(std::string const &name) {
    assert(!is_open_);
    is_open_ = true;
    entries_.push_back({.name = name, .offset = written_});
    put(head_of(entries_.back()));
    deflateReset(as_stream(packer_));
}

void ZipFile::write(std::string_view bytes) {
    assert(is_open_);
    pending_ += bytes;
    if (pending_.size() < piece_bytes) return;
    pack(pending_, false);
    pending_.clear();
}

void ZipFile::pack(std::string_view bytes, bool is_last) {
    auto &entry = entries_.back();
    auto &stream = *as_stream(packer_);
    auto *const input = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    entry.check = static_cast<std::uint32_t>(crc32_z(entry.check, input, bytes.size()));
    entry.unpacked += bytes.size();
    stream.next_in = input;
    stream.avail_in = static_cast<uInt>(bytes.size());
    for (bool more = true; more;) {
        stream.next_out = reinterpret_cast<Bytef *>(room_.data());
        stream.avail_out = static_cast<uInt>(room_.size());
        auto const status = deflate(&stream, is_last ? Z_FINISH : Z_NO_FLUSH);
        assert(status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR);
        auto const count = room_.size() - stream.avail_out;
        put({room_.data(), count});
        entry.packed += count;
        more = is_last ? status != Z_STREAM_END : stream.avail_out == 0;
    }
}

void ZipFile::end() {
    assert(is_open_);
    pack(pending_, true);
    pending_.clear();
    is_open_ = false;
    output_.rewrite(entries_.back().offset, head_of(entries_.back()));
}

void ZipFile::part(std::string const &name, std::string_view bytes) {
    begin(name);
    write(bytes);
    end();
}

void ZipFile::finish() {
    assert(!is_open_);
    std::string directory;
    for (auto const &entry : entries_) directory += listing_of(entry);
    auto const start = written_, size = std::uint64_t{directory.size()};
    auto const is_large = start + size > small_max;
    auto const count = entries_.size();
    assert(count < 0xFFFF);
    if (is_large) { // the end for large archives, and where it stands
        directory += "PK\x06\x06";
        add(directory, std::uint64_t{44});
        add_two(directory, 45);
        add_two(directory, 45);
        add(directory, std::uint64_t{0}); // disks
        for (auto const word : {std::uint64_t{count}, std::uint64_t{count}, size, start})
            add(directory, word);
        directory += "PK\x06\x07";
        add(directory, std::uint32_t{0});
        add(directory, start + size);
        add(directory, std::uint32_t{1});
    }
    directory += "PK\x05\x06";
    add(directory, std::uint32_t{0});
    add_two(directory, count);
    add_two(directory, count);
    add(directory, short_size(size, is_large));
    add(directory, short_size(start, is_large));
    add_two(directory, 0);
    put(directory);
    output_.publish();
}

} // namespace jingzhun::source
