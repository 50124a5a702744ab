// One import call: open and recognise every file, then take the sheets in order of what depends on
// what.
#include "intake/import.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "intake/batch_run.hpp"

#include "intake/chunks.hpp"
#include "register/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <span>

namespace jingzhun::intake {
namespace {

struct OpenFile {
    std::unique_ptr<source::Book> book;
    std::string hash;
};

BatchReport failed_file(std::string const &file, base::Problem problem) {
    BatchReport report;
    report.batch.file = std::filesystem::path(file).filename().string();
    report.path = file;
    if (problem.place.file.empty()) problem.place.file = file;
    report.failure = std::move(problem);
    return report;
}

// Opens and recognises every file; what cannot be read is reported and left out.
std::vector<Layout> recognise_files(pack::Pack const &pack, std::vector<std::string> const &files,
                                    ImportOptions const &options, Reading const &reading,
                                    std::map<std::string, OpenFile> &open, ImportReport &report) {
    std::vector<Layout> layouts;
    for (auto const &file : files) {
        if (open.contains(file)) continue; // named twice
        try {
            auto book = source::open_book(file);
            auto found = recognise_book(pack, *book, reading, options.sheet);
            open.emplace(file, OpenFile{std::move(book), base::sha256_file(file)});
            std::ranges::move(found.layouts, std::back_inserter(layouts));
            std::ranges::move(found.passed_over, std::back_inserter(report.passed_over));
        } catch (base::Error const &error) {
            if (options.all_or_nothing || error.code() == "source_unknown") throw;
            report.batches.push_back(failed_file(file, error.problem()));
        }
    }
    order_layouts(pack, layouts);
    return layouts;
}

void keep_files(std::map<std::string, OpenFile> const &open, std::string const &folder) {
    namespace fs = std::filesystem;
    std::error_code failure;
    if (fs::create_directories(folder, failure)) base::sync_folder_of(folder);
    for (auto const &[file, opened] : open) {
        auto const kept = fs::path(folder) / (opened.hash + fs::path(file).extension().string());
        if (fs::exists(kept)) continue;
        base::copy_file(file, kept.string());
    }
}

void append_event(store::Database &database, int county, store::Actor const &actor,
                  BatchReport const &report) {
    auto const &batch = report.batch;
    auto const details = fmt::format(
        R"({{"batch":{},"file":{},"sheet":{},"source":"{}","sha256":"{}","rows":{},"accepted":{},"rejected":{},)"
        R"("created":{},"updated":{},"unchanged":{},"ended":{},"correction":{}}})",
        batch.id, base::quote_json(batch.file), base::quote_json(batch.sheet), batch.source,
        batch.file_hash, batch.rows, batch.accepted, batch.rejected, batch.created, batch.updated,
        batch.unchanged, report.ended, batch.correction);
    auto const counts = batch.state == registry::BatchState::accepted;
    store::append(
        database, actor,
        {county, counts ? "import" : "stage", fmt::format("batch {}", batch.id), details});
}

constexpr std::int64_t held_rows_min = 2; // one row is never too much

// Whether the source's own rows change or end more than the pack lets pass unseen.
bool is_held(store::Database &database, pack::Source const &source, BatchReport const &report) {
    auto const &batch = report.batch;
    auto const all = batch.accepted + report.ended, much = batch.updated + report.ended;
    if (!source.hold_above || much < held_rows_min) return false;
    auto const spoke = [&](registry::Batch const &other) {
        return other.id < batch.id && other.source == batch.source && registry::counts(other);
    };
    if (!std::ranges::any_of(registry::list_batches(database, batch.county), spoke)) return false;
    return much * 100 > std::int64_t{*source.hold_above} * all;
}

// A held batch is stated like a staged one, so it is decided when its rows are known.
void hold_where_needed(store::Database &database, pack::Source const &source, BatchReport &report) {
    report.held = is_held(database, source, report);
    if (!report.held) return;
    report.batch.state = registry::BatchState::held;
    report.batch.accepted_at = 0;
}

// What counts from now on.
std::vector<std::string> registers_fed(ImportReport const &report, pack::Pack const &pack) {
    std::vector<std::string> names;
    for (auto const &one : report.batches) {
        auto const *source = pack.find_source(one.batch.source);
        if (source != nullptr && one.batch.state == registry::BatchState::accepted)
            names.insert(names.end(), source->registers.begin(), source->registers.end());
    }
    return names;
}

using Opened = std::map<std::string, OpenFile>;

std::vector<KeptFile> kept_files(Opened const &open, ImportOptions const &options) {
    std::vector<KeptFile> files;
    for (auto const &[file, opened] : open) {
        std::filesystem::path const path(file);
        auto const name = options.names.find(file);
        files.push_back({opened.hash + path.extension().string(),
                         name == options.names.end() ? path.filename().string() : name->second});
    }
    return files;
}

// Two at once of one source would each leave out what the other says.
void require_finished(store::Database &database, int county, std::vector<Layout> const &layouts,
                      ImportOptions const &options) {
    if (options.dry_run) return;
    for (auto const &batch : registry::list_batches(database, county)) {
        if (batch.state != registry::BatchState::loading || batch.part_of != 0) continue;
        auto const load = find_load(database, county, batch.id);
        if (load && options.resume != 0 && load->run == options.resume) continue;
        for (auto const &layout : layouts)
            if (layout.source->name == batch.source)
                throw base::Error("import_unfinished",
                                  {{"batch", std::to_string(batch.id)}, {"file", batch.file}});
    }
}

// The batch of this sheet that broke off, where the call goes on with it.
std::optional<registry::Batch> begun_batch(store::Database &database, int county,
                                           Layout const &layout, std::string const &hash,
                                           ImportOptions const &options) {
    if (options.resume == 0) return std::nullopt;
    for (auto const &batch : registry::list_batches(database, county)) {
        if (batch.state != registry::BatchState::loading || batch.part_of != 0) continue;
        auto const load = find_load(database, county, batch.id);
        // The only sheet of a text file bears the file's name, which the kept copy has not.
        auto const same_sheet = batch.sheet == layout.sheet || batch.sheet == batch.file;
        if (load && load->run == options.resume && batch.file_hash == hash && same_sheet &&
            batch.source == layout.source->name)
            return batch;
    }
    return std::nullopt;
}

// What cannot be taken back now stays loading, and is visible to nobody.
void cancel_quietly(Chunks &chunks) {
    try {
        chunks.cancel();
    } catch (base::Error const &) {
    }
}

// What a full list has ended, in an earlier run too.
std::int64_t ended_rows(store::Database &database, pack::Pack const &pack,
                        registry::Batch const &batch) {
    std::int64_t ended = 0;
    for (auto const &name : pack.find_source(batch.source)->registers) {
        auto select = database.prepare("SELECT count(*) FROM " +
                                       registry::table_of(*pack.find_register(name)) +
                                       " WHERE county = $1 AND batch = $2 AND row = 0");
        for (auto const part : registry::parts_of(database, batch.county, batch.id)) {
            select->bind(1, batch.county);
            select->bind(2, part);
            if (select->step()) ended += select->integer(0);
            select->reset();
        }
    }
    return ended;
}

// Each batch as it shall be, with its event.
void finish(store::Database &database, pack::Pack const &pack, int county,
            std::vector<Layout> const &layouts, std::vector<std::vector<std::uint64_t>> hashes,
            ImportOptions const &options, std::span<BatchReport> reports) {
    LinkTargets targets(database, pack, county);
    for (std::size_t i = 0; i < layouts.size(); ++i) {
        auto &batch = reports[i].batch;
        auto const &last = *pack.find_register(layouts[i].source->registers.back());
        if (auto const *link = subject_link(last))
            batch.linked = targets.count(*link, std::move(hashes[i]));
        if (options.resume != 0) reports[i].ended = ended_rows(database, pack, batch);
        hold_where_needed(database, *layouts[i].source, reports[i]);
        if (batch.state == registry::BatchState::accepted) {
            // Known from now on, not from when reading began.
            batch.recorded_at = batch.accepted_at = base::now();
            batch.accepted_after = registry::ledger_position(database, county);
        }
        registry::update_whole(database, batch);
        append_event(database, county, options.actor, reports[i]);
    }
}

bool is_doubtful(ImportReport const &report) {
    return !report.passed_over.empty() ||
           std::ranges::any_of(report.batches, [](BatchReport const &one) {
               return one.errors_total > 0 || one.failure.has_value();
           });
}

// All sheets, in the transactions of `chunks`, to the last commit.
void take_in(store::Database &database, pack::Pack const &pack, base::AreaTree const &areas,
             int county, std::vector<Layout> const &layouts, Opened &open,
             ImportOptions const &options, Chunks &chunks, ImportReport &report) {
    AreaReader area_reader(areas, fmt::format("{:06}", county));
    remember_map(database, county, options.sender, options.map);
    std::vector<std::vector<std::uint64_t>> hashes; // of what each batch's rows link by
    auto const first = report.batches.size();
    std::map<std::string, Edition> editions; // by source
    for (auto const &layout : layouts) ++editions[layout.source->name].sheets_left;
    for (auto const &layout : layouts) {
        auto const &opened = open.at(layout.file);
        auto &edition = editions[layout.source->name];
        BatchRun run(database, pack, county, layout, opened.hash, area_reader, options, chunks,
                     edition, begun_batch(database, county, layout, opened.hash, options));
        report.batches.push_back(run.take_all(*opened.book));
        hashes.push_back(run.take_hashes());
    }
    finish(database, pack, county, layouts, std::move(hashes), options,
           std::span(report.batches).subspan(first));
    auto const fed = registers_fed(report, pack);
    // Of what came in chunks the rows are seen first, and decided while others may write.
    auto const apart = chunks.is_cut() && !options.dry_run;
    if (!fed.empty() && !apart)
        report.links = registry::link_rows(database, pack, county, options.actor, fed);
    if (options.dry_run) return;
    if (options.all_or_nothing && is_doubtful(report)) return chunks.cancel();
    chunks.commit();
    report.committed = true;
    if (!fed.empty() && apart)
        report.links = registry::link_rows_apart(database, pack, county, options.actor, fed);
}

} // namespace

bool ImportReport::any_failed_file() const {
    return std::ranges::any_of(
        batches, [](BatchReport const &report) { return report.failure.has_value(); });
}

ImportReport import_files(store::Database &database, pack::Pack const &pack,
                          base::AreaTree const &areas, int county,
                          std::vector<std::string> const &files, ImportOptions const &options) {
    ImportReport report;
    std::map<std::string, OpenFile> open;
    Reading const reading{options.as,
                          join_maps(options.map, remembered_map(database, county, options.sender))};
    auto const layouts = recognise_files(pack, files, options, reading, open, report);
    if (layouts.empty()) return report;
    Limit const limit(database, pack, county, options.holder,
                      options.correction ? pack::Operation::correct : pack::Operation::record);
    for (auto const &layout : layouts) limit.require(*layout.source, areas);
    require_finished(database, county, layouts, options);
    if (!options.keep_in.empty() && !options.dry_run) keep_files(open, options.keep_in);

    Chunks chunks(database, county, options, write_options(options, kept_files(open, options)));
    try {
        take_in(database, pack, areas, county, layouts, open, options, chunks, report);
    } catch (base::Error const &error) {
        if (error.code() != "import_interrupted") cancel_quietly(chunks);
        throw;
    } catch (...) {
        cancel_quietly(chunks);
        throw;
    }
    return report;
}

} // namespace jingzhun::intake
