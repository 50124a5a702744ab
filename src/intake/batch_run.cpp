// The rows of one sheet, one by one.
#include "intake/batch_run.hpp"

#include "intake/key.hpp"
#include "intake/tick_columns.hpp"

#include <algorithm>
#include <filesystem>

namespace jingzhun::intake {
namespace {

constexpr std::int64_t rows_between_progress = 2000;

registry::Batch describe_batch(int county, Layout const &layout, std::string const &file_hash,
                               ImportOptions const &options) {
    registry::Batch batch;
    batch.county = county;
    auto const name = options.names.find(layout.file);
    batch.file = name == options.names.end()
                     ? std::filesystem::path(layout.file).filename().string()
                     : name->second;
    auto const text_file = layout.sheet == std::filesystem::path(layout.file).filename().string();
    batch.sheet = text_file ? batch.file : layout.sheet;
    batch.source = layout.source->name;
    batch.file_hash = file_hash;
    batch.actor = options.actor.name;
    batch.reason = options.actor.reason;
    batch.recorded_at = base::now();
    batch.valid_from = options.valid_from;
    if (options.stage) batch.state = registry::BatchState::staged;
    batch.correction = options.correction;
    return batch;
}

std::string value_of(base::Problem const &problem) {
    for (auto const &[name, value] : problem.arguments)
        if (name == "value") return value;
    return "";
}

} // namespace

BatchRun::BatchRun(store::Database &database, pack::Pack const &pack, int county,
                   Layout const &layout, std::string const &file_hash, AreaReader &areas,
                   ImportOptions const &options, Chunks &chunks, Edition &edition,
                   std::optional<registry::Batch> const &begun)
    : database_(database), pack_(pack), layout_(layout), county_(county), options_(options),
      reader_(pack, layout, areas),
      limit_(database, pack, county, options.holder,
             options.correction ? pack::Operation::correct : pack::Operation::record),
      chunks_(chunks), edition_(edition) {
    start(begun, file_hash);
    report_.aside = layout.aside;
    report_.guesses = layout.guesses;
    report_.headers = layout.headers;
    report_.path = layout.file;
    report_.header_row = layout.header_row;
    for (auto const &name : layout.source->registers) {
        registers_.push_back(pack.find_register(name));
        writers_.emplace_back(database, pack, *registers_.back(), report_.batch);
        if (report_.batch.state == registry::BatchState::accepted)
            writers_.back().count_too(chunks_.begun());
        if (part_ == report_.batch.id) continue;
        writers_.back().replay();
        writers_.back().next_part(part_);
    }
}

void BatchRun::start(std::optional<registry::Batch> const &begun, std::string const &file_hash) {
    report_.batch = describe_batch(county_, layout_, file_hash, options_);
    if (!begun) {
        report_.batch.id = part_ = registry::insert_batch(database_, report_.batch);
        chunks_.begin(report_.batch);
        return;
    }
    auto const state = report_.batch.state;
    report_.batch = *begun;
    report_.batch.state = state;
    conflicts_ = begun->conflicts;
    written_row_ = find_load(database_, county_, begun->id)->last_row;
    chunks_.begin(report_.batch);
    part_ = chunks_.next_part(report_.batch);
}

BatchReport BatchRun::take_all(source::Book &book) {
    auto const label = report_.batch.file + (layout_.sheet.empty() ? "" : " " + layout_.sheet);
    try {
        reader_.set_tick_columns(tick_columns(pack_, layout_, book));
        auto const sheet = book.open(layout_.sheet_index);
        source::Row row;
        while (sheet->next(row)) {
            if (row.number <= layout_.header_row) continue;
            take(row);
            if (options_.progress && report_.batch.rows % rows_between_progress == 0)
                options_.progress(label, report_.batch.rows, sheet->share());
            if (row.number > written_row_ && chunks_.count_row()) cut(row.number, sheet->share());
        }
    } catch (base::Error const &error) {
        // A file that breaks off half way is not half taken: nobody could tell what is missing.
        if (options_.all_or_nothing || error.status() == base::Status::store ||
            error.code() == "import_cancelled" || report_.batch.accepted > 0)
            throw;
        report_.failure = error.problem();
    }
    if (options_.progress) options_.progress(label, report_.batch.rows, 1);
    end_unnamed();
    report_.batch.conflicts = conflicts();
    chunks_.done(report_.batch);
    return std::move(report_);
}

std::int64_t BatchRun::conflicts() const {
    auto sum = conflicts_;
    for (auto const &writer : writers_) sum += writer.conflicts();
    return sum;
}

void BatchRun::cut(int row, double share) {
    report_.batch.conflicts = conflicts();
    auto const part = chunks_.cut(report_.batch, row, share);
    if (part == 0) return;
    part_ = part;
    for (auto &writer : writers_) writer.next_part(part);
}

void BatchRun::end_unnamed() {
    if (!layout_.source->full_edition || options_.partial) return;
    edition_.broken = edition_.broken || report_.failure.has_value();
    edition_.named.resize(writers_.size());
    auto const is_last = --edition_.sheets_left == 0;
    for (std::size_t i = 0; i < writers_.size() && !edition_.broken; ++i) {
        auto &beside = edition_.named[i];
        if (is_last) report_.ended += writers_[i].end_unnamed(edition_.refused, beside);
        else beside.push_back(writers_[i].named());
    }
}

void BatchRun::take(source::Row const &row) {
    auto const &statement = reader_.read(row);
    if (statement.empty) return;
    if (row.number <= written_row_) return remember(statement, row.number);
    ++report_.batch.rows;
    if (!statement.problems.empty() || statement.refused) remark(statement, row);
    if (statement.refused) {
        ++report_.batch.rejected;
        return;
    }
    if (!within_limit(statement, row)) return;
    ++report_.batch.accepted;
    state(statement, row.number);
}

void BatchRun::remember(RowStatement const &statement, int row) {
    if (statement.refused) {
        edition_.refused.push_back({statement.name, statement.identity});
        return;
    }
    auto const counted = report_.batch;
    state(statement, row);
    report_.batch = counted;
}

bool BatchRun::within_limit(RowStatement const &statement, source::Row const &row) {
    if (options_.holder == nullptr) return true;
    std::vector<Limit::Stated> stated;
    for (std::size_t i = 0; i < registers_.size(); ++i) {
        auto key = record_key(*registers_[i], statement.values[i]);
        if (!key.empty()) stated.push_back({registers_[i], std::move(key), &statement.values[i]});
    }
    if (limit_.allows(stated)) return true;
    auto refused = statement;
    refused.refused = true;
    refused.problems.push_back(
        {"row_outside_area", {layout_.file, row.number, 0, layout_.sheet}, {}});
    remark(refused, row);
    ++report_.batch.rejected;
    return false;
}

void BatchRun::state(RowStatement const &statement, int row) {
    auto outcome = registry::Outcome::unchanged;
    for (std::size_t i = 0; i < registers_.size(); ++i) {
        auto const key = record_key(*registers_[i], statement.values[i]);
        if (key.empty()) continue;
        auto const one =
            writers_[i].state(key, statement.valid_on, row, with_what_was_known(statement, i, key));
        auto const last = i + 1 == registers_.size();
        if (last && one == registry::Outcome::created) outcome = one;
        else if (one != registry::Outcome::unchanged && outcome == registry::Outcome::unchanged)
            outcome = registry::Outcome::updated;
    }
    if (outcome == registry::Outcome::created) ++report_.batch.created;
    if (outcome == registry::Outcome::updated) ++report_.batch.updated;
    if (outcome == registry::Outcome::unchanged) ++report_.batch.unchanged;
    if (auto const *link = subject_link(*registers_.back()))
        hashes_.push_back(link_hash(*registers_.back(), *link, statement.values.back()));
}

// Where a cell could not be read, what its source said before still holds.
std::span<base::Value const> BatchRun::with_what_was_known(RowStatement const &statement,
                                                           std::size_t slot,
                                                           std::string const &key) {
    if (statement.unread[slot].empty()) return statement.values[slot];
    auto const before = writers_[slot].said(key, statement.valid_on);
    if (before.empty()) return statement.values[slot];
    completed_ = statement.values[slot];
    for (auto const field : statement.unread[slot]) completed_[field] = before[field];
    return completed_;
}

void BatchRun::remark(RowStatement const &statement, source::Row const &row) {
    registry::RefusedRow kept;
    kept.batch = part_;
    kept.row = row.number;
    kept.refused = statement.refused;
    kept.problems = statement.problems;
    for (auto const &cell : row.cells) kept.cells.push_back(cell.text);
    kept.name = statement.name;
    kept.identity = statement.identity;
    registry::insert_refused(database_, county_, kept);
    if (kept.refused) edition_.refused.push_back({kept.name, kept.identity});
    if (report_.doubtful.size() < doubtful_max) report_.doubtful.push_back(kept);
    report_.errors_total += static_cast<std::int64_t>(statement.problems.size());
    for (auto const &problem : statement.problems) {
        if (report_.errors.size() >= errors_max) return;
        auto const position = static_cast<std::size_t>(std::max(problem.place.column, 1)) - 1;
        auto const header =
            position < layout_.headers.size() ? layout_.headers[position] : std::string();
        report_.errors.push_back(
            {layout_.sheet, row.number, header, value_of(problem), problem, statement.refused});
    }
}

} // namespace jingzhun::intake
