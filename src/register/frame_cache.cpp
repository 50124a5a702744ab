// Looking for kept frames that serve, and keeping those that had to be loaded.
#include "register/frame_cache.hpp"

#include "register/frame_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace jingzhun::registry {
namespace {

namespace files = std::filesystem;

constexpr std::size_t kept_max = 3; // for other days or other packs
constexpr std::string_view ending = ".frames";
constexpr auto abandoned_after = std::chrono::hours(1); // a part that nobody finishes any more

struct Kept {
    std::string file;
    FrameTag tag;
    files::file_time_type time;
};

// The newest first.
std::vector<Kept> kept_in(std::string const &folder, int county) {
    std::vector<Kept> kept;
    std::error_code failure;
    for (files::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        std::error_code gone;
        auto const time = entry->last_write_time(gone);
        if (gone) continue;
        auto const file = entry->path().string();
        if (file.ends_with(ending)) {
            if (auto tag = read_frame_tag(file); tag && tag->county == county)
                kept.push_back({file, std::move(*tag), time});
        } else if (files::file_time_type::clock::now() - time > abandoned_after) {
            files::remove(entry->path(), gone);
        }
    }
    std::ranges::sort(kept, std::ranges::greater{}, &Kept::time);
    return kept;
}

// A page may ask for a field that no rule reads: what is loaded anew has what both want.
void widen(FrameRequest &request, FrameTag const &tag) {
    auto const add = [](auto &all, auto const &more) {
        for (auto const &one : more)
            if (std::ranges::find(all, one) == all.end()) all.push_back(one);
    };
    add(request.fields, tag.fields);
    add(request.keyed, tag.keyed);
}

void keep(std::string const &folder, FrameTag const &tag, cel::Population const &population,
          std::vector<Kept> const &others) {
    std::error_code failure;
    files::create_directories(folder, failure);
    auto const name = fmt::format("{}/{}-{}-{}{}", folder, tag.county, tag.pack.substr(0, 8),
                                  base::to_string(tag.days.last), ending);
    std::size_t more = 0;
    for (auto const &other : others) {
        auto const still = other.tag.position == tag.position && ++more < kept_max;
        if (!still && other.file != name) files::remove(other.file, failure);
    }
    write_frames(name, tag, population);
}

} // namespace

std::string frames_folder(std::string const &address) { return address + ".frames"; }

cel::Population take_frames(store::Database &database, pack::Pack const &pack,
                            cel::Schema const &schema, FrameRequest const &request, bool *loaded) {
    if (loaded != nullptr) *loaded = true;
    if (!request.moment.is_now() || database.hold() == store::Hold::write)
        return load_frames(database, pack, schema, request);
    store::Snapshot const snapshot(database);
    auto const print = pack_print(pack);
    auto const position = frame_position(database, request.county);
    auto const folder = frames_folder(database.address());
    auto const all = kept_in(folder, request.county);
    auto wider = request;
    for (auto const &one : all) {
        if (serves(one.tag, position, print, request)) {
            auto kept = read_frames(one.file, request.threads);
            if (kept && serves(kept->tag, position, print, request)) {
                if (loaded != nullptr) *loaded = false;
                return std::move(kept->population);
            }
        } else if (one.tag.pack == print) {
            widen(wider, one.tag);
        }
    }
    FrameTag tag{request.county, position, print, {}, wider.fields, wider.keyed};
    auto population = load_frames(database, pack, schema, wider, &tag.days);
    population.strings.settle();
    keep(folder, tag, population, all);
    return population;
}

} // namespace jingzhun::registry
