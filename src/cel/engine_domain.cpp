// Child domains: the children of each lane, and values of a parent brought to them.
#include "cel/engine_state.hpp"

#include <cstring>

namespace jingzhun::cel {
namespace {

// A relation or an item list, as far as domains need it.
struct Source {
    Array<std::uint32_t> const &offsets;
    Array<std::uint32_t> const *rows; // null where positions are what is asked for
};

Source source_of(Frame const &frame, Domain const &domain) {
    Table const &table = frame.bound.population.tables[static_cast<std::size_t>(domain.table)];
    auto const index = static_cast<std::size_t>(domain.index);
    if (domain.is_items) return {table.item_lists[index].offsets, nullptr};
    Relation const &relation = table.relations[index];
    return {relation.offsets, relation.rows.empty() ? nullptr : &relation.rows};
}

void open_run(Segments &segments, Source const &source, std::size_t first, std::size_t parents) {
    segments.offsets = source.offsets.data() + first;
    std::uint32_t const begin = segments.offsets[0];
    segments.lanes = segments.offsets[parents] - begin;
    segments.first = begin;
    segments.positions = source.rows == nullptr ? nullptr : source.rows->data() + begin;
}

// The children of rows that lie anywhere, one lane's after the other's.
void open_gathered(Frame &frame, Segments &segments, Source const &source, Lanes const &rows,
                   std::size_t parents) {
    segments.own_offsets.assign(1, 0);
    segments.own_positions.clear();
    for (std::size_t i = 0; i < parents; ++i) {
        std::int64_t const row = is_known(rows, i) ? integer_at(rows, i) : nobody;
        if (row >= 0) {
            auto const at = static_cast<std::size_t>(row);
            for (std::uint32_t position = source.offsets[at]; position < source.offsets[at + 1];
                 ++position)
                segments.own_positions.push_back(source.rows == nullptr ? position
                                                                        : (*source.rows)[position]);
        }
        segments.own_offsets.push_back(static_cast<std::uint32_t>(segments.own_positions.size()));
        if (segments.own_positions.size() > lanes_max) break;
    }
    if (segments.own_positions.size() > lanes_max) frame.is_too_large = true;
    segments.offsets = segments.own_offsets.data();
    segments.positions = segments.own_positions.data();
    segments.lanes = segments.own_positions.size();
}

} // namespace

void run_open(Frame &frame) {
    auto const index = static_cast<DomainIndex>(frame.instruction().payload);
    Domain const &domain = frame.bound.program.domains[static_cast<std::size_t>(index)];
    Segments &segments = frame.segments(index);
    segments.has_parents = segments.has_ends = false;
    Lanes const rows = frame[domain.source];
    std::size_t const parents = frame.lanes_of(domain.parent);
    Source const source = source_of(frame, domain);
    make_truth(frame.result(), false);
    if (rows.is_run && source.offsets.size() > parents) {
        open_run(segments, source, static_cast<std::size_t>(rows.low), parents);
    } else {
        open_gathered(frame, segments, source, rows, parents);
    }
    if (segments.lanes > (frame.row_count == 1 ? lanes_max : lanes_wanted))
        frame.is_too_large = true;
    if (frame.is_too_large) return;
    frame.make_room(segments.lanes);
    segments.lengths = frame.kernel.lengths(segments.offsets, parents);
}

Segmented Frame::segmented(DomainIndex domain) {
    Segments &own = segments(domain);
    std::size_t const count = lanes_of(bound.program.domains[std::size_t(domain)].parent);
    if (!own.has_ends) {
        own.has_ends = true;
        own.ends.resize(words(own.lanes) + 1);
        own.filled.resize(words(count) + 1);
        auto *marks = allocate<std::uint8_t>(own.lanes + 16);
        kernel.segment_ends(own.offsets, count, marks, own.ends.data(), own.filled.data());
    }
    return {own.offsets, count, own.lanes, own.ends.data(),
            own.lengths.low > 0 ? nullptr : own.filled.data()};
}

std::vector<std::uint32_t> const &Frame::parents(DomainIndex domain) {
    Segments &own = segments(domain);
    if (own.has_parents) return own.parents;
    own.has_parents = true;
    own.parents.resize(own.lanes);
    std::size_t const count = lanes_of(bound.program.domains[std::size_t(domain)].parent);
    for (std::size_t parent = 0; parent < count; ++parent)
        for (std::uint32_t i = own.offsets[parent] - own.offsets[0];
             i < own.offsets[parent + 1] - own.offsets[0]; ++i)
            own.parents[i] = static_cast<std::uint32_t>(parent);
    return own.parents;
}

namespace {

void spread_bits(Words from, std::vector<std::uint32_t> const &parents, std::uint64_t *to) {
    std::size_t const lanes = parents.size();
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t word = 0;
        std::size_t const count = lanes - start < 64 ? lanes - start : 64;
        for (std::size_t i = 0; i < count; ++i) {
            std::uint32_t const parent = parents[start + i];
            word |= ((from[parent / 64] >> (parent % 64)) & 1U) << i;
        }
        to[start / 64] = word;
    }
}

template <class T>
void spread(Frame &frame, Lanes const &from, std::vector<std::uint32_t> const &parents) {
    T *to = frame.allocate<T>(parents.size());
    T const *data = from.as<T>();
    for (std::size_t i = 0; i < parents.size(); ++i) to[i] = data[parents[i]];
    frame.result().data = to;
}

} // namespace

void run_broadcast(Frame &frame) {
    Lanes from = frame.raw_operand(0);
    Lanes &out = frame.result();
    auto const &parents = frame.parents(frame.instruction().domain);
    if (from.is_run) {
        auto *rows = frame.allocate<std::int32_t>(parents.size());
        for (std::size_t i = 0; i < parents.size(); ++i)
            rows[i] = static_cast<std::int32_t>(from.low) + static_cast<std::int32_t>(parents[i]);
        out = from;
        out.is_run = false;
        out.width = Width::half;
        out.data = rows;
        return;
    }
    out = from;
    if (!from.is_constant) {
        if (from.width == Width::truth) {
            std::uint64_t *bits = frame.truth_words(parents.size());
            spread_bits(truth_of(from), parents, bits);
            out.data = bits;
        } else if (from.width == Width::byte) {
            spread<std::uint8_t>(frame, from, parents);
        } else if (from.width == Width::half) {
            spread<std::int32_t>(frame, from, parents);
        } else {
            spread<std::uint64_t>(frame, from, parents);
        }
    }
    if (from.known == Known::some) {
        std::uint64_t *bits = frame.known_words(parents.size());
        spread_bits(known_of(from), parents, bits);
        frame.settle(bits, parents.size());
    }
}

} // namespace jingzhun::cel
