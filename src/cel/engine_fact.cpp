// Facts: columns, references and lists of the rows a register holds.
#include "cel/engine_state.hpp"

#include <algorithm>
#include <type_traits>

namespace jingzhun::cel {
namespace {

Table const &table_of(Frame const &frame) {
    return frame.bound.population.tables[static_cast<std::size_t>(frame.instruction().table)];
}

std::size_t fact_index(Frame const &frame) {
    return static_cast<std::size_t>(frame.instruction().payload);
}

// Row bits [first, first + lanes) as words of their own.
std::uint64_t const *slice(Frame &frame, SharedBits const &bits, std::size_t first,
                           std::size_t lanes) {
    if (first % 64 == 0) return bits.data() + first / 64;
    std::uint64_t *own = frame.known_words(lanes);
    std::size_t const shift = first % 64, at = first / 64;
    // The last word may lie at the end of all.
    std::size_t const whole = std::min(Frame::words(lanes), bits.size() - at - 1);
    frame.kernel.slice_words(bits.data() + at, shift, own, whole);
    if (whole < Frame::words(lanes)) own[whole] = bits[at + whole] >> shift;
    return own;
}

// Sets the result's knowledge to that of a fact of the rows.
void known_as(Frame &frame, Lanes const &rows, SharedBits const &present) {
    std::size_t const lanes = frame.lanes();
    Lanes &out = frame.result();
    if (rows.is_run) {
        out.known = Known::all;
        if (present.empty() || lanes == 0) return;
        std::uint64_t const *bits =
            slice(frame, present, static_cast<std::size_t>(rows.low), lanes);
        return frame.settle(bits, lanes);
    }
    std::uint64_t *bits = frame.known_words(lanes);
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t word = 0;
        for (std::size_t i = start; i < std::min(lanes, start + 64); ++i) {
            std::int64_t const row = is_known(rows, i) ? integer_at(rows, i) : nobody;
            bool const is_there = row >= 0 && bit(present, static_cast<std::size_t>(row));
            word |= std::uint64_t{is_there} << (i - start);
        }
        bits[start / 64] = word;
    }
    frame.settle(bits, lanes);
}

template <class T> constexpr Width width_of() {
    if constexpr (std::is_same_v<T, std::uint8_t>) return Width::byte;
    else if constexpr (std::is_same_v<T, std::int32_t>) return Width::half;
    else if constexpr (std::is_same_v<T, std::int64_t>) return Width::whole;
    else return Width::real;
}

// The cells of the rows: where they lie, or gathered.
template <class T> T const *cells_of(Frame &frame, Lanes const &rows, Array<T> const &cells) {
    if (rows.is_run) return cells.data() + rows.low;
    std::size_t const lanes = frame.lanes();
    T *own = frame.allocate<T>(lanes);
    for (std::size_t i = 0; i < lanes; ++i) {
        std::int64_t const row = integer_at(rows, i);
        bool const is_there = row >= 0 && is_known(rows, i);
        own[i] = is_there ? cells[static_cast<std::size_t>(row)] : T{};
    }
    return own;
}

// What the width alone says.
void set_loose(Lanes &lanes) {
    lanes.is_loose = lanes.width != Width::byte;
    lanes.low = lanes.width == Width::byte ? 0 : lanes.width == Width::half ? INT32_MIN : INT64_MIN;
    lanes.high = lanes.width == Width::byte   ? UINT8_MAX
                 : lanes.width == Width::half ? INT32_MAX
                                              : INT64_MAX;
}

// Bytes of a truth column, or bytes that are narrow integers, by the lane the instruction asks for.
template <class T>
void take_cells(Frame &frame, Lanes const &rows, Column const &column, Array<T> const &cells) {
    Lanes &out = frame.result();
    std::size_t const lanes = frame.lanes();
    T const *data = cells_of(frame, rows, cells);
    out.width = width_of<T>();
    out.data = data;
    known_as(frame, rows, column.present);
    if (frame.instruction().lane == Lane::integer) return set_loose(out);
    if constexpr (std::is_same_v<T, std::uint8_t>) {
        std::uint64_t *bits = frame.truth_words(lanes);
        frame.kernel.pack(data, bits, lanes);
        if (out.known != Known::all)
            frame.kernel.and_words(bits, frame.known_at(out), bits, Frame::words(lanes));
        out.width = Width::truth;
        out.data = bits;
    }
}

void column(Frame &frame, Lanes const &rows) {
    Column const &column = table_of(frame).columns[fact_index(frame)];
    std::visit(
        [&](auto const &cells) {
            if (cells.empty()) make_unknown(frame.result(), frame.instruction().lane);
            else take_cells(frame, rows, column, cells);
        },
        column.values);
}

// Known always: the truth is what `known_as` finds.
void presence(Frame &frame, Lanes const &rows, SharedBits const &present) {
    known_as(frame, rows, present);
    Lanes &out = frame.result();
    std::size_t const lanes = frame.lanes();
    Words const known = known_of(out);
    std::uint64_t *bits = frame.truth_words(lanes);
    for (std::size_t i = 0; i < Frame::words(lanes); ++i) bits[i] = known[i];
    out = {};
    out.data = bits;
}

// False everywhere, known where the fact is.
void gap(Frame &frame, Lanes const &rows, SharedBits const &present) {
    make_truth(frame.result(), false);
    known_as(frame, rows, present);
}

void reference(Frame &frame, Lanes const &rows) {
    Reference const &reference = table_of(frame).references[fact_index(frame)];
    std::size_t const lanes = frame.lanes();
    std::int32_t const *data = cells_of(frame, rows, reference.rows);
    Lanes &out = frame.result();
    out.width = Width::half;
    out.data = data;
    known_as(frame, rows, {});
    look_at_range(frame, out, lanes);
    if (out.low >= nobody) return;
    std::uint64_t *bits = frame.known_words(lanes);
    Words const before = known_of(out);
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t word = 0;
        for (std::size_t i = start; i < std::min(lanes, start + 64); ++i)
            word |= std::uint64_t{data[i] >= nobody} << (i - start);
        bits[start / 64] = word & before[start / 64];
    }
    frame.settle(bits, lanes);
}

void reference_present(Frame &frame, Lanes const &rows) {
    reference(frame, rows);
    Lanes const found = frame.result();
    std::size_t const lanes = frame.lanes();
    std::uint64_t *bits = frame.truth_words(lanes);
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t word = 0;
        for (std::size_t i = start; i < std::min(lanes, start + 64); ++i)
            word |= std::uint64_t{is_known(found, i) && integer_at(found, i) >= 0} << (i - start);
        bits[start / 64] = word;
    }
    frame.result() = {};
    frame.result().data = bits;
}

void area(Frame &frame) {
    Lanes &out = frame.result();
    auto const &areas = frame.bound.population.tables[frame.bound.program.record].areas;
    if (areas.empty()) return make_constant(out, frame.bound.context_area);
    out.width = Width::half;
    out.data = areas.data() + frame.first_row;
    set_loose(out);
}

void rows(Frame &frame) {
    Segments const &segments = frame.segments(frame.instruction().domain);
    Lanes &out = frame.result();
    out.width = Width::half;
    if (segments.positions == nullptr) {
        out.is_run = true;
        out.low = segments.first;
        out.high = out.low + static_cast<std::int64_t>(segments.lanes);
    } else {
        out.data = segments.positions; // below 2^31, so that the sign does not matter
        set_loose(out);
    }
}

void item(Frame &frame) {
    ItemList const &items = table_of(frame).item_lists[fact_index(frame)];
    Segments const &segments = frame.segments(frame.instruction().domain);
    Lanes &out = frame.result();
    out.width = Width::half;
    if (segments.positions == nullptr) {
        out.data = items.items.data() + segments.first;
    } else {
        auto *own = frame.allocate<std::int32_t>(segments.lanes);
        for (std::size_t i = 0; i < segments.lanes; ++i)
            own[i] = items.items[segments.positions[i]];
        out.data = own;
    }
    set_loose(out);
}

} // namespace

void run_fact(Frame &frame) {
    Op const op = frame.instruction().op;
    frame.result() = {};
    if (op == Op::rows) return rows(frame);
    if (op == Op::area) return area(frame);
    if (op == Op::item) return item(frame);
    Lanes const rows = frame.raw_operand(0);
    if (op == Op::column) return column(frame, rows);
    if (op == Op::reference) return reference(frame, rows);
    if (op == Op::reference_present) return reference_present(frame, rows);
    if (op == Op::column_present) {
        Column const &column = table_of(frame).columns[fact_index(frame)];
        bool const is_filled =
            std::visit([](auto const &cells) { return !cells.empty(); }, column.values);
        return is_filled ? presence(frame, rows, column.present)
                         : make_truth(frame.result(), false);
    }
    if (op == Op::relation_gap)
        return gap(frame, rows, table_of(frame).relations[fact_index(frame)].complete);
    SharedBits const &present = table_of(frame).item_lists[fact_index(frame)].present;
    if (op == Op::items_gap) gap(frame, rows, present);
    else presence(frame, rows, present);
}

} // namespace jingzhun::cel
