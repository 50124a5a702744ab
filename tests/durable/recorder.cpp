// Playing the record back, up to the moment the power goes.
#include "durable/recorder.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <sys/stat.h>

namespace durable {
namespace {

constexpr std::size_t sector = 512;

std::string parent_of(std::string const &path) { return path.substr(0, path.rfind('/')); }

std::size_t any_up_to(std::size_t most, std::mt19937 &random) {
    return std::uniform_int_distribution<std::size_t>(0, most)(random);
}

} // namespace

struct Recorder::Disk {
    struct File {
        std::string durable;
        std::vector<Recorded const *> pending;
    };
    std::map<int, File> files;
    std::map<std::string, int> names;
    std::vector<Recorded const *> pending_names;

    static void apply(Recorded const &one, std::string &content) {
        if (one.call == Call::truncate) {
            content.resize(static_cast<std::size_t>(one.size));
            return;
        }
        auto const offset = static_cast<std::size_t>(one.offset);
        if (content.size() < offset + one.bytes.size()) content.resize(offset + one.bytes.size());
        content.replace(offset, one.bytes.size(), one.bytes);
    }

    void apply(Recorded const &one) {
        if (one.call == Call::open) names[one.path] = one.file;
        if (one.call == Call::remove) names.erase(one.path);
        if (one.call != Call::rename && one.call != Call::link) return;
        if (one.call == Call::rename) names.erase(one.path);
        names[one.to] = one.file;
    }

    void sync_folder(std::string const &folder) {
        auto const lies_in = [&](Recorded const *one) {
            return parent_of(one->path) == folder ||
                   (!one->to.empty() && parent_of(one->to) == folder);
        };
        for (auto const *one : pending_names)
            if (lies_in(one)) apply(*one);
        std::erase_if(pending_names, lies_in);
    }

    void take(Recorded const &one) {
        switch (one.call) {
        case Call::write:
        case Call::truncate:
            files[one.file].pending.push_back(&one);
            break;
        case Call::sync:
            if (one.file < 0) {
                if (!one.failed) sync_folder(one.path);
                return;
            }
            if (!one.failed)
                for (auto const *pending : files[one.file].pending)
                    apply(*pending, files[one.file].durable);
            files[one.file].pending.clear();
            break;
        case Call::open:
        case Call::remove:
        case Call::rename:
        case Call::link:
            pending_names.push_back(&one);
            break;
        case Call::read:
        case Call::make_folder:
            break;
        }
    }

    // Sectors of any age; the length of any moment since the last sync.
    static std::string scatter(File const &file, std::mt19937 &random) {
        auto current = file.durable, result = file.durable;
        auto size = current.size();
        auto left = file.pending.size();
        for (auto const *one : file.pending) {
            apply(*one, current);
            if (any_up_to(left--, random) < 2) size = current.size();
            if (one->call == Call::truncate) continue;
            if (result.size() < current.size()) result.resize(current.size());
            auto const begin = static_cast<std::size_t>(one->offset),
                       end = begin + one->bytes.size();
            for (auto at = begin / sector * sector; at < end; at += sector) {
                if (any_up_to(1, random) == 0) continue;
                auto const length = std::min(sector, current.size() - at);
                result.replace(at, length, current, at, length);
            }
        }
        result.resize(size);
        return result;
    }
};

Recorder::Recorder(std::string folder, Files durable, std::function<bool(Seen const &)> sync_fails)
    : folder_(std::move(folder)),
      watching_({folder_,
                 [this, sync_fails = std::move(sync_fails)](Seen const &seen) {
                     if (seen.call != Call::sync || !sync_fails(seen)) return Verdict();
                     note(seen, true);
                     return Verdict{EIO};
                 },
                 [this](Seen const &seen) { note(seen, false); }}) {
    find_files(durable);
}

void Recorder::find_files(Files const &durable) {
    for (auto const &entry : std::filesystem::directory_iterator(folder_)) {
        struct stat about = {};
        if (::stat(entry.path().c_str(), &about) != 0) continue;
        auto const number = next_file_++;
        files_[about.st_ino] = number;
        auto const found = durable.find(entry.path().filename().string());
        before_[entry.path().string()] = {number, found == durable.end() ? "" : found->second};
    }
}

void Recorder::note(Seen const &seen, bool failed) {
    std::scoped_lock const lock(mutex_);
    Recorded one;
    one.call = seen.call;
    one.path = seen.path;
    one.to = seen.to;
    one.bytes = seen.bytes;
    one.offset = seen.offset;
    one.size = seen.size;
    one.failed = failed;
    if (seen.call == Call::read || (seen.call == Call::open && !seen.made)) return;
    if (seen.call == Call::open) files_[seen.inode] = next_file_++;
    if (auto const file = files_.find(seen.inode); file != files_.end()) one.file = file->second;
    calls_.push_back(std::move(one));
}

void Recorder::tell(std::int64_t number) {
    std::scoped_lock const lock(mutex_);
    told_.emplace_back(calls_.size(), number);
}

std::vector<std::int64_t> Recorder::told(std::size_t calls) const {
    std::vector<std::int64_t> numbers;
    for (auto const &[at, number] : told_)
        if (at <= calls) numbers.push_back(number);
    return numbers;
}

Recorder::Files Recorder::state(std::size_t calls, Loss loss, std::mt19937 &random) const {
    Disk disk;
    for (auto const &[path, file] : before_) {
        disk.names[path] = file.first;
        disk.files[file.first].durable = file.second;
    }
    for (std::size_t i = 0; i < calls; ++i) disk.take(calls_[i]);
    auto const *kept_until = calls_.data() + any_up_to(calls, random);
    auto names_kept = loss == Loss::drop ? 0 : any_up_to(disk.pending_names.size(), random);
    if (loss == Loss::prefix)
        names_kept = static_cast<std::size_t>(std::ranges::count_if(
            disk.pending_names, [&](Recorded const *one) { return one < kept_until; }));
    for (std::size_t i = 0; i < names_kept; ++i) disk.apply(*disk.pending_names[i]);
    Files found;
    for (auto const &[path, number] : disk.names) {
        auto &file = disk.files[number];
        if (loss == Loss::scattered) file.durable = Disk::scatter(file, random);
        if (loss == Loss::prefix)
            for (auto const *one : file.pending)
                if (one < kept_until) Disk::apply(*one, file.durable);
        file.pending.clear();
        found[path.substr(folder_.size() + 1)] = file.durable;
    }
    return found;
}

} // namespace durable
