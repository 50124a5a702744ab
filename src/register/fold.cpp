// Which batches count, whom the pack believes, and which statements are still said.
#include "register/fold.hpp"

#include <algorithm>

namespace jingzhun::registry {

BatchView::BatchView(std::vector<Batch> batches, Known const &known)
    : batches_(std::move(batches)) {
    for (auto const &batch : batches_) {
        auto const at = static_cast<std::size_t>(batch.id);
        if (sources_.size() <= at) {
            sources_.resize(at + 1, -1);
            wholes_.resize(at + 1, 0);
        }
        wholes_[at] = whole_of(batch);
        if (!counts(batch, known)) continue;
        auto const found = std::ranges::find(names_, batch.source);
        sources_[at] = static_cast<int>(found - names_.begin());
        if (found == names_.end()) names_.push_back(batch.source);
    }
}

Batch const *BatchView::find(std::int64_t batch) const {
    auto const found = std::ranges::lower_bound(batches_, batch, {}, &Batch::id);
    return found == batches_.end() || found->id != batch ? nullptr : &*found;
}

Belief::Belief(pack::Register const &definition, std::vector<std::string> const &source_names) {
    for (auto const &field : definition.fields) {
        auto &ranks = ranks_.emplace_back();
        if (field.believe.empty()) continue;
        for (auto const &name : source_names) {
            auto const found = std::ranges::find(field.believe, name);
            ranks.push_back(found == field.believe.end()
                                ? unranked
                                : static_cast<int>(found - field.believe.begin()));
        }
    }
}

std::span<std::uint32_t const> Fold::current(std::span<Said const> said) {
    latest_.clear();
    current_.clear();
    for (std::size_t i = said.size(); i-- > 0;) {
        auto const &one = said[i];
        auto const found = std::ranges::find(latest_, one.source, &Latest::source);
        if (found == latest_.end()) latest_.push_back({one.source, one.valid_from, one.batch});
        else if (found->valid_from != one.valid_from || found->batch != one.batch) continue;
        current_.push_back(static_cast<std::uint32_t>(i));
    }
    return current_;
}

bool all_ended(std::span<Said const> said, std::span<std::uint32_t const> current) {
    return std::ranges::all_of(current, [&](std::uint32_t i) { return said[i].row == 0; });
}

} // namespace jingzhun::registry
