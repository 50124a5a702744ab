// Pack files kept as rows; read back in memory, or through a folder made for the moment.
#include "register/pack_files.hpp"

#include "base/file.hpp"
#include "pack/load.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <unistd.h>

namespace jingzhun::registry {
namespace {

namespace fs = std::filesystem;

// The folder of the pack that this one overlays; empty where it overlays none.
fs::path base_of(fs::path const &folder) {
    static std::regex const extends(R"re((?:^|\n)\s*extends\s*=\s*"([^"]+)")re");
    auto const text = base::read_file((folder / "pack.toml").string());
    std::smatch match;
    if (!std::regex_search(text, match, extends)) return {};
    return fs::weakly_canonical(folder / match[1].str());
}

std::vector<pack::File> collect(std::string const &folder) {
    std::vector<pack::File> files;
    auto place = fs::weakly_canonical(folder);
    auto const top = place.parent_path();
    for (int layers = 0; !place.empty() && layers < 16; ++layers) {
        for (auto const &file : base::files_below(place.string(), ".toml"))
            files.push_back({fs::relative(file, top).generic_string(), base::read_file(file)});
        place = base_of(place);
    }
    return files;
}

// A folder that goes away with its owner.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        auto pattern = (fs::temp_directory_path() / "jingzhun-pack-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw base::Error("file_unwritable", {{"file", pattern}, {"why", "mkdtemp"}});
        path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryFolder(TemporaryFolder const &) = delete;
    TemporaryFolder &operator=(TemporaryFolder const &) = delete;
    fs::path const &path() const { return path_; }

  private:
    fs::path path_;
};

void create_tables(store::Database &database) {
    database.execute(
        "create table if not exists pack_version(county integer not null, valid_from integer not "
        "null, installed_after integer not null, installed_at integer not null,"
        "name text not null, version text not null, hash text not null, folder text not null,"
        "primary key(county, valid_from, installed_after)) strict;"
        "create table if not exists pack_file(county integer not null, hash text not null,"
        "path text not null, content text not null, primary key(county, hash, path)) strict");
}

void insert_version(store::Database &database, int county, std::string const &folder,
                    pack::Pack const &pack, base::Date from) {
    auto version = database.prepare(
        "insert into pack_version(county, valid_from, installed_after, installed_at, name, "
        "version, hash, folder) values($1, $2, $3, $4, $5, $6, $7, $8) "
        "on conflict(county, valid_from, installed_after) do update set name = excluded.name, "
        "version = excluded.version, hash = excluded.hash, folder = excluded.folder");
    version->bind(1, county);
    version->bind(2, from.days);
    version->bind(3, ledger_position(database, county));
    version->bind(4, base::now());
    version->bind(5, pack.name);
    version->bind(6, pack.version);
    version->bind(7, pack.hash);
    version->bind(8, fs::weakly_canonical(folder).filename().string());
    version->run();
}

void each_file(store::Database &database, int county, std::string const &hash,
               std::function<void(std::string_view path, std::string_view content)> const &take) {
    auto files = database.prepare(
        "select path, content from pack_file where county = $1 and hash = $2 order by path");
    files->bind(1, county);
    files->bind(2, hash);
    while (files->step()) take(files->text(0), files->text(1));
}

void lay_out(store::Database &database, int county, std::string const &hash,
             TemporaryFolder const &temporary) {
    each_file(database, county, hash, [&](std::string_view name, std::string_view content) {
        auto const path = temporary.path() / std::string(name);
        fs::create_directories(path.parent_path());
        // Read back at once and thrown away: nothing waits for the disk.
        std::ofstream out(path, std::ios::binary);
        out.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!out.flush())
            throw base::Error("file_unwritable", {{"file", path.string()}, {"why", "write"}});
    });
}

pack::Pack unpack(store::Database &database, int county, std::string const &hash,
                  std::string const &folder) {
    std::vector<pack::File> files;
    each_file(database, county, hash, [&](std::string_view path, std::string_view content) {
        files.push_back({std::string(path), std::string(content)});
    });
    return pack::load_kept(files, folder, hash);
}

} // namespace

void put_pack(store::Database &database, int county, std::string const &folder,
              pack::Pack const &pack, base::Date from) {
    create_tables(database);
    auto const versions = pack_versions(database, county);
    auto const same = [&](PackVersion const &one) {
        return one.from == from && one.hash == pack.hash;
    };
    if (std::ranges::none_of(versions, same)) insert_version(database, county, folder, pack, from);
    auto file =
        database.prepare("insert into pack_file values($1, $2, $3, $4) on conflict do nothing");
    for (auto const &one : collect(folder)) {
        file->bind(1, county);
        file->bind(2, pack.hash);
        file->bind(3, one.path);
        file->bind(4, one.text);
        file->run();
    }
}

std::vector<PackVersion> pack_versions(store::Database &database, int county) {
    auto query = database.prepare(
        "select valid_from, name, version, hash from pack_version where county = $1 "
        "order by valid_from, installed_after");
    query->bind(1, county);
    std::vector<PackVersion> versions;
    while (query->step()) {
        base::Date const from{static_cast<std::int32_t>(query->integer(0))};
        if (!versions.empty() && versions.back().from == from) versions.pop_back();
        versions.push_back({from, std::string(query->text(1)), std::string(query->text(2)),
                            std::string(query->text(3))});
    }
    return versions;
}

pack::Pack load_pack(store::Database &database, int county, base::Date on, Known const &known) {
    auto query = database.prepare(
        "select hash, folder from pack_version where county = $1 and installed_at <= $3 and "
        "installed_after < $4 order by valid_from <= $2 desc, abs(valid_from - $2), "
        "installed_after desc limit 1");
    query->bind(1, county);
    query->bind(2, on.days);
    query->bind(3, known.at);
    query->bind(4, known.position);
    if (!query->step()) throw base::Error("store_without_pack", {{"store", database.address()}});
    auto const hash = std::string(query->text(0)), folder = std::string(query->text(1));
    query->reset();
    return unpack(database, county, hash, folder);
}

namespace {

std::string folder_of(store::Database &database, int county, std::string const &hash) {
    auto query =
        database.prepare("select folder from pack_version where county = $1 and hash = $2 limit 1");
    query->bind(1, county);
    query->bind(2, hash);
    if (!query->step()) throw base::Error("store_without_pack", {{"store", database.address()}});
    return std::string(query->text(0));
}

} // namespace

pack::Pack load_pack(store::Database &database, int county, std::string const &hash) {
    return unpack(database, county, hash, folder_of(database, county, hash));
}

void with_pack_files(store::Database &database, int county, std::string const &hash,
                     std::function<void(std::string const &folder)> const &work) {
    auto const folder = folder_of(database, county, hash);
    TemporaryFolder const temporary;
    lay_out(database, county, hash, temporary);
    work((temporary.path() / folder).string());
}

} // namespace jingzhun::registry
