// A header, the arrays one after the other, and last a directory that says where each lies.
#include "register/frame_file.hpp"

#include "base/mapped_file.hpp"
#include "register/frame_layout.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <thread>

namespace jingzhun::registry {
namespace {

constexpr std::uint64_t format = 0x4A5A'4652'0000'0001;   // "JZFR", then the number of the format
constexpr std::size_t piece_bytes = std::size_t{1} << 20; // summed by itself
constexpr std::size_t alignment = 64;
constexpr std::uint64_t list_max = 1 << 20; // more tables or fields than that: not our file

struct Header {
    std::uint64_t format, directory, size; // where the directory begins; of the whole file
    std::uint64_t pieces;                  // sum of all that follows the header
    std::uint64_t directory_sum;           // of the directory, which begins with the tag
    std::uint64_t unused[2];               // zero
    std::uint64_t sum;                     // of the header before it
};
static_assert(sizeof(Header) == alignment);

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    auto const product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// Of one piece, by its place: four lanes, so that the sum does not wait for itself.
std::uint64_t sum_of(std::span<std::byte const> piece, std::uint64_t place) {
    std::uint64_t lanes[4] = {place + 1, ~place, place ^ 0x9E3779B97F4A7C15ULL, piece.size()};
    std::size_t at = 0;
    for (; at + 64 <= piece.size(); at += 64)
        for (std::size_t lane = 0; lane < 4; ++lane) {
            std::uint64_t words[2];
            std::memcpy(words, piece.data() + at + lane * 16, 16);
            lanes[lane] = fold(lanes[lane] ^ words[0], words[1] ^ 0xE7037ED1A0B428DBULL) +
                          words[0] + (words[1] << 32 | words[1] >> 32);
        }
    for (; at < piece.size(); ++at)
        lanes[0] =
            fold(lanes[0] ^ std::to_integer<std::uint64_t>(piece[at]), 0xA0761D6478BD642FULL);
    return fold(lanes[0] ^ lanes[1], 0x8EBC6AF09C88C6E3ULL) ^ fold(lanes[2], lanes[3] | 1) ^
           lanes[2];
}

std::uint64_t sum_of_all(std::span<std::byte const> bytes, int threads) {
    auto const pieces = (bytes.size() + piece_bytes - 1) / piece_bytes;
    std::atomic<std::uint64_t> next = 0, total = 0;
    auto const work = [&] {
        std::uint64_t sum = 0;
        for (auto at = next++; at < pieces; at = next++) {
            auto const begin = at * piece_bytes;
            sum += sum_of(bytes.subspan(begin, std::min(piece_bytes, bytes.size() - begin)), at);
        }
        total += sum;
    };
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(work);
    work();
    others.clear();
    return total;
}

std::uint64_t sum_of_header(Header const &header) {
    return sum_of(std::as_bytes(std::span(&header, 1)).first(offsetof(Header, sum)), 0);
}

std::uint64_t sum_of_text(std::string_view text) {
    return sum_of(std::as_bytes(std::span(text.data(), text.size())), 1);
}

// A file under way: bytes are gathered to pieces, summed, written.
class Output {
  public:
    explicit Output(std::string const &file)
        : handle_(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
        piece_.reserve(piece_bytes);
        good_ = handle_ >= 0 && lseek(handle_, sizeof(Header), SEEK_SET) >= 0;
    }
    ~Output() {
        if (handle_ >= 0) close(handle_);
    }
    Output(Output const &) = delete;
    Output &operator=(Output const &) = delete;

    void write(void const *data, std::size_t size) {
        auto const *bytes = static_cast<std::byte const *>(data);
        written_ += size;
        while (size > 0) {
            auto const now = std::min(size, piece_bytes - piece_.size());
            piece_.insert(piece_.end(), bytes, bytes + now);
            bytes += now;
            size -= now;
            if (piece_.size() == piece_bytes) flush();
        }
    }
    std::uint64_t align() {
        static constexpr std::byte none[alignment] = {};
        write(none, (alignment - written_ % alignment) % alignment);
        return sizeof(Header) + written_;
    }
    bool finish(std::uint64_t directory, std::uint64_t directory_sum) {
        flush();
        Header header{format, directory, sizeof(Header) + written_, sum_, directory_sum, {}, 0};
        header.sum = sum_of_header(header);
        return good_ && pwrite(handle_, &header, sizeof header, 0) == sizeof header;
    }

  private:
    void flush() {
        if (piece_.empty()) return;
        sum_ += sum_of(piece_, number_++);
        for (std::size_t at = 0; good_ && at < piece_.size();) {
            auto const done = ::write(handle_, piece_.data() + at, piece_.size() - at);
            good_ = done > 0;
            at += static_cast<std::size_t>(std::max<ssize_t>(done, 0));
        }
        piece_.clear();
    }

    int handle_;
    bool good_ = false;
    std::vector<std::byte> piece_;
    std::uint64_t written_ = 0, sum_ = 0, number_ = 0;
};

class Saver {
  public:
    explicit Saver(Output &output) : output_(output) {}
    template <class Number> void number(Number value) { put(static_cast<std::uint64_t>(value)); }
    void text(std::string const &text) {
        put(text.size());
        directory_.append(text);
    }
    template <class Item, class Each> void list(std::vector<Item> const &items, Each const &each) {
        put(items.size());
        for (auto const &item : items) each(item);
    }
    template <class Variant> void kind(Variant const &variant) { put(variant.index()); }
    template <class T> void array(cel::Array<T> const &array) {
        put(array.size());
        if (array.empty()) return;
        put(output_.align());
        output_.write(array.data(), array.size() * sizeof(T));
    }
    std::string const &directory() const { return directory_; }

  private:
    void put(std::uint64_t value) {
        directory_.append(reinterpret_cast<char const *>(&value), sizeof value);
    }
    Output &output_;
    std::string directory_;
};

struct NotOurs {}; // never leaves this file

class Finder {
  public:
    Finder(base::MappedFile const &file, std::uint64_t begin) : file_(file), at_(begin) {}
    template <class Number> void number(Number &value) { value = static_cast<Number>(take()); }
    void text(std::string &text) {
        auto const size = take();
        if (size > file_.bytes.size() - at_) throw NotOurs{};
        text.assign(reinterpret_cast<char const *>(file_.bytes.data()) + at_, size);
        at_ += size;
    }
    template <class Item, class Each> void list(std::vector<Item> &items, Each const &each) {
        auto const size = take();
        if (size > list_max) throw NotOurs{};
        items.resize(size);
        for (auto &item : items) each(item);
    }
    template <class Variant> void kind(Variant &variant) {
        switch (take()) {
        case 0:
            variant.template emplace<0>();
            break;
        case 1:
            variant.template emplace<1>();
            break;
        case 2:
            variant.template emplace<2>();
            break;
        case 3:
            variant.template emplace<3>();
            break;
        default:
            throw NotOurs{};
        }
    }
    template <class T> void array(cel::Array<T> &array) {
        auto const size = take();
        if (size == 0) return;
        auto const begin = take();
        auto const all = file_.bytes.size();
        if (begin % alignment != 0 || begin > all || size > (all - begin) / sizeof(T))
            throw NotOurs{};
        array = {{reinterpret_cast<T const *>(file_.bytes.data() + begin), size}, file_.keeper};
    }

  private:
    std::uint64_t take() {
        std::uint64_t value = 0;
        if (file_.bytes.size() - at_ < sizeof value) throw NotOurs{};
        std::memcpy(&value, file_.bytes.data() + at_, sizeof value);
        at_ += sizeof value;
        return value;
    }
    base::MappedFile const &file_;
    std::uint64_t at_; // at most the size
};

std::optional<Header> header_of(base::MappedFile const &file) {
    Header header{};
    if (file.bytes.size() < sizeof header) return std::nullopt;
    std::memcpy(&header, file.bytes.data(), sizeof header);
    if (header.format != format || header.sum != sum_of_header(header) ||
        header.size != file.bytes.size() || header.directory < sizeof header ||
        header.directory > header.size ||
        sum_of(file.bytes.subspan(header.directory), 1) != header.directory_sum)
        return std::nullopt;
    return header;
}

} // namespace

bool write_frames(std::string const &file, FrameTag const &tag, cel::Population const &population) {
    static std::atomic<int> number = 0;
    auto const beside = file + ".part" + std::to_string(getpid()) + "-" + std::to_string(number++);
    auto done = false;
    {
        Output output(beside);
        Saver saver(output);
        walk_tag(saver, tag);
        walk_population(saver, population.tables, population.strings.settled());
        auto const begin = output.align();
        output.write(saver.directory().data(), saver.directory().size());
        done = output.finish(begin, sum_of_text(saver.directory()));
    }
    std::error_code failure;
    if (done) std::filesystem::rename(beside, file, failure);
    if (done && !failure) return true;
    std::filesystem::remove(beside, failure);
    return false;
}

std::optional<FrameTag> read_frame_tag(std::string const &file) {
    auto const mapped = base::map_file(file);
    auto const header = mapped ? header_of(*mapped) : std::nullopt;
    if (!header) return std::nullopt;
    try {
        FrameTag tag;
        Finder finder(*mapped, header->directory);
        walk_tag(finder, tag);
        return tag;
    } catch (NotOurs const &) {
        return std::nullopt;
    }
}

std::optional<KeptFrames> read_frames(std::string const &file, int threads) {
    auto const mapped = base::map_file(file);
    auto const header = mapped ? header_of(*mapped) : std::nullopt;
    if (!header || sum_of_all(mapped->bytes.subspan(sizeof(Header)), threads) != header->pieces)
        return std::nullopt;
    try {
        KeptFrames kept;
        Finder finder(*mapped, header->directory);
        walk_tag(finder, kept.tag);
        cel::Strings::Settled texts;
        walk_population(finder, kept.population.tables, texts);
        if (texts.starts.empty() || texts.slots.empty()) return std::nullopt;
        kept.population.strings = cel::Strings(std::move(texts));
        return kept;
    } catch (NotOurs const &) {
        return std::nullopt;
    }
}

} // namespace jingzhun::registry
