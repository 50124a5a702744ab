// The table `batch_load`, made when the first large file is read.
#include "intake/load.hpp"

#include "base/json.hpp"
#include "register/rollback.hpp"

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jingzhun::intake {
namespace {

bool has_table(store::Database &database) { return !database.columns("batch_load").empty(); }

std::string lock_file(std::string const &address) { return address + ".loading"; }

// Whether the open file is the one that has the name now.
bool is_named(int descriptor, std::string const &file) {
    struct stat open_one {}, named {};
    return ::fstat(descriptor, &open_one) == 0 && ::stat(file.c_str(), &named) == 0 &&
           open_one.st_ino == named.st_ino && open_one.st_dev == named.st_dev;
}

std::string text_of(base::Json const &json, std::string_view name) {
    auto const *text = json.text(name);
    return text == nullptr ? std::string() : *text;
}

bool flag_of(base::Json const &json, std::string_view name) {
    auto const *member = json.find(name);
    auto const *flag = member == nullptr ? nullptr : std::get_if<bool>(&member->value);
    return flag != nullptr && *flag;
}

Load require_loading(store::Database &database, int county, std::int64_t id) {
    auto const batch = registry::find_batch(database, county, id);
    if (!batch || batch->part_of != 0)
        throw base::Error("batch_unknown", {{"batch", std::to_string(id)}});
    auto load = find_load(database, county, id);
    if (batch->state != registry::BatchState::loading || !load)
        throw base::Error("batch_not_loading",
                          {{"batch", std::to_string(id)},
                           {"state", std::string(registry::to_string(batch->state))}});
    return *load;
}

} // namespace

std::optional<Load> find_load(store::Database &database, int county, std::int64_t batch) {
    if (!has_table(database)) return std::nullopt;
    auto select = database.prepare("SELECT id, run, last_row, percent, options FROM batch_load "
                                   "WHERE county = $1 AND id = $2");
    select->bind(1, county);
    select->bind(2, batch);
    if (!select->step()) return std::nullopt;
    return Load{select->integer(0), select->integer(1), static_cast<int>(select->integer(2)),
                static_cast<int>(select->integer(3)), std::string(select->text(4))};
}

void put_load(store::Database &database, int county, Load const &load) {
    if (!has_table(database))
        // No column is called batch: such a table's rows would never change (store/sealed_row.hpp).
        database.execute("CREATE TABLE batch_load (county INTEGER NOT NULL, id INTEGER NOT NULL, "
                         "run INTEGER NOT NULL, last_row INTEGER NOT NULL, percent INTEGER NOT "
                         "NULL, options TEXT NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT "
                         "ROWID");
    auto insert =
        database.prepare("INSERT INTO batch_load (county, id, run, last_row, percent, options) "
                         "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (county, id) DO UPDATE "
                         "SET (last_row, percent) = ($4, $5)");
    insert->bind(1, county);
    insert->bind(2, load.batch);
    insert->bind(3, load.run);
    insert->bind(4, load.last_row);
    insert->bind(5, load.percent);
    insert->bind(6, load.options);
    insert->run();
}

std::string write_options(ImportOptions const &options, std::vector<KeptFile> const &files) {
    base::JsonWriter json;
    json.begin_object()
        .member("as", options.as)
        .member("sender", options.sender)
        .member("sheet", options.sheet)
        .member("stage", options.stage)
        .member("all_or_nothing", options.all_or_nothing)
        .member("correction", options.correction)
        .member("partial", options.partial)
        .member("valid_from", options.valid_from.days)
        .member("chunk_rows", options.chunk_rows);
    json.key("map").begin_array();
    for (auto const &[header, column] : options.map)
        json.begin_array().value(header).value(column).end_array();
    json.end_array().key("files").begin_array();
    for (auto const &file : files) json.begin_array().value(file.kept).value(file.name).end_array();
    json.end_array().end_object();
    return json.take();
}

KeptOptions read_options(std::string_view text) {
    auto const json = base::read_json(text, "batch_load");
    KeptOptions kept;
    auto &options = kept.options;
    options.as = text_of(json, "as");
    options.sender = text_of(json, "sender");
    options.sheet = text_of(json, "sheet");
    options.stage = flag_of(json, "stage");
    options.all_or_nothing = flag_of(json, "all_or_nothing");
    options.correction = flag_of(json, "correction");
    options.partial = flag_of(json, "partial");
    options.valid_from.days =
        static_cast<std::int32_t>(std::get<std::int64_t>(json.find("valid_from")->value));
    options.chunk_rows = std::get<std::int64_t>(json.find("chunk_rows")->value);
    for (auto const &pair : *json.find("map")->array())
        options.map.emplace_back(std::get<std::string>((*pair.array())[0].value),
                                 std::get<std::string>((*pair.array())[1].value));
    for (auto const &pair : *json.find("files")->array())
        kept.files.push_back({std::get<std::string>((*pair.array())[0].value),
                              std::get<std::string>((*pair.array())[1].value)});
    return kept;
}

std::vector<std::int64_t> cancel_import(store::Database &database, store::Actor const &actor,
                                        int county, std::int64_t id) {
    store::Transaction transaction(database);
    auto const load = require_loading(database, county, id);
    std::vector<std::int64_t> cancelled;
    for (auto const &batch : registry::list_batches(database, county)) {
        if (batch.state != registry::BatchState::loading || batch.part_of != 0) continue;
        auto const other = find_load(database, county, batch.id);
        if (!other || other->run != load.run) continue;
        registry::roll_back(database, actor, county, batch.id);
        cancelled.push_back(batch.id);
    }
    transaction.commit();
    return cancelled;
}

ImportReport resume_import(store::Database &database, pack::Pack const &pack,
                           base::AreaTree const &areas, int county, std::int64_t id,
                           ImportOptions const &options) {
    auto const load = require_loading(database, county, id);
    auto const first = find_load(database, county, load.run);
    auto kept = read_options(first->options);
    kept.options.resume = load.run;
    kept.options.keep_in = options.keep_in;
    kept.options.holder = options.holder;
    kept.options.actor = options.actor;
    kept.options.progress = options.progress;
    std::vector<std::string> files;
    for (auto const &file : kept.files) {
        files.push_back(options.keep_in + "/" + file.kept);
        kept.options.names[files.back()] = file.name;
    }
    return import_files(database, pack, areas, county, files, kept.options);
}

bool LoadLock::take(std::string const &store_address) {
    if (descriptor_ >= 0) return true;
    file_ = lock_file(store_address);
    for (;;) {
        descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor_ < 0) return false;
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) break;
        if (is_named(descriptor_, file_)) return true;
        ::close(descriptor_); // whoever held it has just taken the file away: once more
    }
    ::close(descriptor_);
    descriptor_ = -1;
    return false;
}

LoadLock::~LoadLock() {
    if (descriptor_ < 0) return;
    ::unlink(file_.c_str()); // nothing is left beside the store
    ::close(descriptor_);
}

bool is_loading(std::string const &store_address) {
    auto const descriptor = ::open(lock_file(store_address).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    auto const held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return held;
}

} // namespace jingzhun::intake
