// Cutting an import into transactions.
#include "intake/chunks.hpp"

#include "register/rollback.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace jingzhun::intake {
namespace {

constexpr int whole_file = std::numeric_limits<int>::max(); // every row of it is written

} // namespace

Chunks::Chunks(store::Database &database, int county, ImportOptions const &options,
               std::string options_text)
    : database_(database), county_(county), options_(options),
      options_text_(std::move(options_text)) {
    if (options.resume != 0) {
        if (!lock_.take(database.address())) throw base::Error("import_running");
        cut_ = true;
    }
    open();
}

void Chunks::open() {
    rows_ = 0;
    transaction_ = std::make_unique<store::Transaction>(database_);
}

void Chunks::begin(registry::Batch const &batch) {
    begun_.push_back(batch.id);
    if (cut_ && !find_load(database_, county_, batch.id)) {
        mark_loading(batch.id);
        put_load(database_, county_, {batch.id, run(), 0, 0, ""});
    }
}

void Chunks::mark_loading(std::int64_t id) {
    auto batch = *registry::find_batch(database_, county_, id);
    batch.state = registry::BatchState::loading;
    batch.accepted_at = 0;
    registry::update_batch(database_, batch);
}

bool Chunks::count_row() {
    return ++rows_ >= options_.chunk_rows && !options_.dry_run && !refused_;
}

std::int64_t Chunks::cut(registry::Batch const &batch, int last_row, double share) {
    if (!lock_.take(database_.address())) {
        refused_ = true; // go on in one transaction
        return 0;
    }
    auto const text = [&](std::int64_t id) { return id == run() ? options_text_ : ""; };
    if (!cut_)
        for (auto const id : begun_) {
            mark_loading(id);
            put_load(database_, county_, {id, run(), whole_file, 100, text(id)});
        }
    cut_ = true;
    auto so_far = batch;
    so_far.state = registry::BatchState::loading;
    so_far.accepted_at = 0;
    registry::update_batch(database_, so_far);
    auto const percent = static_cast<int>(std::clamp(share * 100, 0.0, 99.0));
    put_load(database_, county_, {batch.id, run(), last_row, percent, text(batch.id)});
    store::append(
        database_, options_.actor,
        {county_, "load", fmt::format("batch {}", batch.id),
         fmt::format(R"({{"batch":{},"row":{},"percent":{}}})", batch.id, last_row, percent)});
    transaction_->commit();
    transaction_.reset();
    if (options_.on_chunk) options_.on_chunk();
    open();
    for (auto const id : begun_)
        if (registry::find_batch(database_, county_, id)->state != registry::BatchState::loading)
            throw base::Error("import_cancelled", {{"batch", std::to_string(id)}});
    return next_part(batch);
}

void Chunks::done(registry::Batch const &batch) {
    if (!cut_) return registry::update_batch(database_, batch);
    auto so_far = batch;
    so_far.state = registry::BatchState::loading;
    so_far.accepted_at = 0;
    registry::update_batch(database_, so_far);
    put_load(database_, county_, {batch.id, run(), whole_file, 100, ""});
}

std::int64_t Chunks::next_part(registry::Batch const &batch) {
    registry::Batch part = batch;
    part.part_of = batch.id;
    part.state = registry::BatchState::loading;
    part.accepted_at = 0;
    part.rows = part.accepted = part.rejected = part.created = part.updated = part.unchanged = 0;
    part.linked = part.conflicts = 0;
    return registry::insert_batch(database_, part);
}

void Chunks::commit() {
    transaction_->commit();
    transaction_.reset();
}

void Chunks::cancel() {
    transaction_.reset();
    if (!cut_) return;
    for (auto const id : begun_) {
        auto const batch = registry::find_batch(database_, county_, id);
        if (batch && batch->state == registry::BatchState::loading)
            registry::roll_back(database_, options_.actor, county_, id);
    }
}

} // namespace jingzhun::intake
