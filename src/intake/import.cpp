// One import call: open and recognise every file, then take the sheets in order of what depends on
// what.
#include "intake/import.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "intake/batch_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>

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
        R"("created":{},"updated":{},"unchanged":{},"correction":{}}})",
        batch.id, base::quote_json(batch.file), base::quote_json(batch.sheet), batch.source,
        batch.file_hash, batch.rows, batch.accepted, batch.rejected, batch.created, batch.updated,
        batch.unchanged, batch.correction);
    auto const counts = batch.state == registry::BatchState::accepted;
    store::append(
        database, actor,
        {county, counts ? "import" : "stage", fmt::format("batch {}", batch.id), details});
}

// Whether the source's own rows change more than the pack lets pass unseen.
bool is_held(store::Database &database, pack::Source const &source, registry::Batch const &batch) {
    if (!source.hold_above || batch.accepted == 0) return false;
    auto const spoke = [&](registry::Batch const &other) {
        return other.id < batch.id && other.source == batch.source && registry::counts(other);
    };
    if (!std::ranges::any_of(registry::list_batches(database, batch.county), spoke)) return false;
    return batch.updated * 100 > std::int64_t{*source.hold_above} * batch.accepted;
}

// A held batch is stated like a staged one, so it is decided when its rows are known.
void hold_where_needed(store::Database &database, pack::Source const &source, BatchReport &report) {
    report.held = is_held(database, source, report.batch);
    if (!report.held) return;
    report.batch.state = registry::BatchState::held;
    report.batch.accepted_at = 0;
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
    if (!options.keep_in.empty() && !options.dry_run) keep_files(open, options.keep_in);

    AreaReader area_reader(areas, fmt::format("{:06}", county));
    store::Transaction transaction(database);
    remember_map(database, county, options.sender, options.map);
    std::vector<std::vector<std::uint64_t>> hashes; // of what each batch's rows link by
    auto const first = report.batches.size();
    for (auto const &layout : layouts) {
        auto const &opened = open.at(layout.file);
        BatchRun run(database, pack, county, layout, opened.hash, area_reader, options);
        report.batches.push_back(run.take_all(*opened.book));
        hashes.push_back(run.take_hashes());
    }
    LinkTargets targets(database, pack, county);
    for (std::size_t i = 0; i < layouts.size(); ++i) {
        auto &batch = report.batches[first + i].batch;
        auto const &last = *pack.find_register(layouts[i].source->registers.back());
        if (auto const *link = subject_link(last))
            batch.linked = targets.count(*link, std::move(hashes[i]));
        hold_where_needed(database, *layouts[i].source, report.batches[first + i]);
        if (batch.state == registry::BatchState::accepted) {
            // Known from now on, not from when reading began.
            batch.recorded_at = batch.accepted_at = base::now();
            batch.accepted_after = registry::ledger_position(database, county);
        }
        registry::update_batch(database, batch);
        append_event(database, county, options.actor, report.batches[first + i]);
    }
    if (options.dry_run) return report;
    auto const doubtful = [](BatchReport const &one) {
        return one.errors_total > 0 || one.failure.has_value();
    };
    auto const in_doubt =
        !report.passed_over.empty() || std::ranges::any_of(report.batches, doubtful);
    if (options.all_or_nothing && in_doubt) return report;
    transaction.commit();
    report.committed = true;
    return report;
}

} // namespace jingzhun::intake
