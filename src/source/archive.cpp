// Wraps libzip.
#include "source/archive.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cassert>
#include <utility>
#include <zip.h>

namespace jingzhun::source {

namespace {

// Small parts may pack extremely well without doing harm.
constexpr std::uint64_t ratio_from_bytes = std::uint64_t{16} << 20;

zip_t *as_zip(void *handle) { return static_cast<zip_t *>(handle); }
zip_file_t *as_part(void *handle) { return static_cast<zip_file_t *>(handle); }

std::string comparable(std::string_view name) {
    std::string text(name);
    for (char &character : text) {
        if (character == '\\') character = '/';
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
    }
    if (text.starts_with('/')) text.erase(0, 1);
    return text;
}

[[noreturn]] void refuse_open(std::string const &file, int code) {
    switch (code) {
    case ZIP_ER_NOZIP:
    case ZIP_ER_EOF:
        throw base::Error("workbook_truncated", {}, {file});
    default:
        break;
    }
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string const reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    throw base::Error("workbook_damaged", {{"part", "zip"}, {"reason", reason}}, {file});
}

[[noreturn]] void refuse_size(std::string const &file, std::string limit) {
    throw base::Error("workbook_bomb", {{"limit", std::move(limit)}}, {file});
}

} // namespace

Part::Part(Archive &archive, std::uint64_t index, std::string name)
    : archive_(&archive), index_(index), name_(std::move(name)) {
    zip_stat_t about;
    if (zip_stat_index(as_zip(archive.handle_), index, 0, &about) == 0) {
        packed_ = about.comp_size;
        told_ = about.size;
    }
    handle_ = zip_fopen_index(as_zip(archive.handle_), index, 0);
    if (handle_ != nullptr) return;
    zip_error_t *error = zip_get_error(as_zip(archive.handle_));
    int const code = zip_error_code_zip(error);
    if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_ENCRNOTSUPP)
        throw base::Error("workbook_encrypted", {}, {archive.file()});
    archive.fail(name_, zip_error_strerror(error));
}

Part::~Part() {
    if (handle_ != nullptr) zip_fclose(as_part(handle_));
}

Part::Part(Part &&other) noexcept
    : archive_(other.archive_), index_(other.index_), name_(std::move(other.name_)),
      handle_(std::exchange(other.handle_, nullptr)), packed_(other.packed_),
      unpacked_(other.unpacked_), told_(other.told_) {}

double Part::share() const {
    return told_ == 0 ? 0
                      : std::min(1.0, static_cast<double>(unpacked_) / static_cast<double>(told_));
}

std::string_view Part::read(std::span<char> room) {
    zip_int64_t const count = zip_fread(as_part(handle_), room.data(), room.size());
    if (count < 0) archive_->fail(name_, zip_file_strerror(as_part(handle_)));
    unpacked_ += static_cast<std::uint64_t>(count);
    archive_->count(*this);
    return {room.data(), static_cast<std::size_t>(count)};
}

Archive::Archive(std::string const &file, Limits const &limits) : file_(file), limits_(limits) {
    int code = 0;
    handle_ = zip_open(file.c_str(), ZIP_RDONLY, &code);
    if (handle_ == nullptr) refuse_open(file, code);
    zip_int64_t const parts = zip_get_num_entries(as_zip(handle_), 0);
    for (zip_int64_t i = 0; i < parts; ++i) {
        auto const index = static_cast<zip_uint64_t>(i);
        if (char const *name = zip_get_name(as_zip(handle_), index, ZIP_FL_ENC_RAW))
            index_by_name_.try_emplace(comparable(name), index);
    }
}

Archive::~Archive() { zip_discard(as_zip(handle_)); }

void Archive::fail(std::string_view part, std::string_view reason) const {
    throw base::Error("workbook_damaged",
                      {{"part", std::string(part)}, {"reason", std::string(reason)}}, {file_});
}

bool Archive::has(std::string_view name) const { return index_by_name_.contains(comparable(name)); }

Part Archive::open(std::string_view name) {
    auto const found = index_by_name_.find(comparable(name));
    if (found == index_by_name_.end()) fail(name, "missing");
    return {*this, found->second, std::string(name)};
}

std::string Archive::read_whole(std::string_view name, std::size_t bytes_max) {
    Part part = open(name);
    std::string whole;
    std::vector<char> room(std::size_t{64} << 10);
    for (std::string_view bytes = part.read(room); !bytes.empty(); bytes = part.read(room)) {
        whole += bytes;
        if (whole.size() > bytes_max) refuse_size(file_, std::to_string(bytes_max) + " bytes");
    }
    return whole;
}

void Archive::count(Part const &part) {
    std::uint64_t &most = unpacked_by_index_[part.index_];
    if (part.unpacked_ > most) {
        unpacked_ += part.unpacked_ - most;
        most = part.unpacked_;
    }
    if (unpacked_ > limits_.unpacked_bytes_max)
        refuse_size(file_, std::to_string(limits_.unpacked_bytes_max) + " bytes");
    std::uint64_t const packed = std::max<std::uint64_t>(part.packed_, 1);
    if (part.unpacked_ > ratio_from_bytes && part.unpacked_ / packed > limits_.unpacked_ratio_max)
        refuse_size(file_, std::to_string(limits_.unpacked_ratio_max) + ":1");
}

} // namespace jingzhun::source
