// What people read at the top of a proof.
#include "store/bundle.hpp"

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/utf8.hpp"
#include "store/event_leaf.hpp"
#include "store/row_cells.hpp"
#include "store/trust.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <fmt/format.h>

namespace jingzhun::store {
namespace {

// One line, whatever stands in the text: what is no character, or breaks lines, is shown as "?".
std::string one_line(std::string_view text) {
    if (base::valid_prefix(text) != text.size()) return "?";
    std::string line(text);
    for (auto &c : line)
        if ((c >= 0 && c < ' ') || c == 127) c = '?';
    return line;
}

std::int64_t number_in(std::string const &digits) {
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

// Numbers that a forger wrote may be anything.
bool within(std::int64_t number, std::int64_t least, std::int64_t most) {
    return number >= least && number <= most;
}

std::string shown_instant(std::int64_t instant) {
    constexpr std::int64_t last = 253'402'300'799'999'999; // in the year 9999
    return within(instant, 0, last) ? base::to_string_instant(instant) : fmt::format("{}", instant);
}

std::string shown_number(std::string const &digits, std::string_view type) {
    auto const number = number_in(digits);
    constexpr std::int64_t fen_max = 100'000'000'000'000'000;
    if (type == "money" && within(number, -fen_max, fen_max))
        return base::to_string(base::Money{number});
    if (type == "instant") return shown_instant(number);
    if (type == "yes_no") return number != 0 ? "是 yes" : "否 no";
    if (type == "date" && within(number, base::date_min.days, base::date_max.days))
        return number == base::date_min.days
                   ? "-"
                   : base::to_string(base::Date{static_cast<std::int32_t>(number)});
    return digits;
}

std::string shown(Cell const &cell, std::string_view type) {
    if (cell.kind == 'i') return shown_number(cell.value, type);
    if (cell.kind != 'r') return one_line(cell.value);
    std::uint64_t bits = 0;
    std::from_chars(cell.value.data(), cell.value.data() + cell.value.size(), bits, 16);
    return fmt::format("{}", std::bit_cast<double>(bits));
}

std::string line_of(Cell const &cell, Bundle const &bundle) {
    auto const label = std::ranges::find(bundle.labels, cell.column, &Label::column);
    auto const known = label != bundle.labels.end();
    auto const word = std::ranges::find_if(bundle.words, [&](Word const &one) {
        return one.column == cell.column && one.value == cell.value;
    });
    auto const name =
        known ? fmt::format("{} ({})", one_line(label->title), cell.column) : cell.column;
    auto value = shown(cell, known ? label->type : std::string_view());
    if (word != bundle.words.end()) value += fmt::format(" {}", one_line(word->title));
    return fmt::format("      {}: {}\n", one_line(name), value);
}

// A change holds lines of cells itself: the row's key, and what it became.
std::string lines_of(RowCells const &row, Bundle const &bundle) {
    std::string text;
    for (auto const &cell : row.cells) {
        if (cell.column == "salt" || cell.column == "county") continue;
        auto const inner =
            row.table == "change" && (cell.column == "row_key" || cell.column == "after")
                ? read_cells(cell.value)
                : std::nullopt;
        if (!inner) text += line_of(cell, bundle);
        else
            for (auto const &one : *inner)
                if (one.column != "county") text += line_of(one, bundle);
    }
    return text;
}

std::string head_of(ProvenEvent const &event) {
    auto const leaf = read_leaf(event.leaf);
    if (!leaf) return "  ?\n";
    return fmt::format("  事件 · event {}，{}，{}\n", leaf->sequence, one_line(leaf->kind),
                       shown_instant(leaf->time));
}

// Of the private lines: who, why, about what.
std::string opening_of(ProvenEvent const &event, Bundle const &bundle) {
    auto const row = read_row(event.opening);
    return row ? lines_of(*row, bundle) : std::string();
}

std::string checkpoint_lines(Bundle const &bundle) {
    auto const parts = split_note(bundle.checkpoint);
    auto const checkpoint = parts ? read_checkpoint(parts->text) : std::nullopt;
    if (!checkpoint) return "";
    return fmt::format("账本 · ledger: {}，检查点含 {} 条事件 · checkpoint of {} events\n",
                       one_line(checkpoint->origin), checkpoint->size, checkpoint->size);
}

} // namespace

std::string reading_part(Bundle const &bundle) {
    auto const &about = bundle.about;
    auto text = fmt::format("精准 · Jingzhun：证明 · proof\n关于 · about: {} {} {}\n",
                            one_line(about.what), one_line(about.table), one_line(about.key));
    text += checkpoint_lines(bundle);
    text += "核验 · verify: jingzhun-verify 本文件 THIS-FILE --key 公钥 PUBLIC-KEY\n"
            "列名和数值经证明；列名前的中文或英文叫法由出具者加注 · names and values are proven, "
            "what they are called is the issuer's word\n\n";
    std::size_t number = 0;
    for (auto const &event : bundle.events) {
        text += head_of(event) + opening_of(event, bundle);
        for (auto const &one : event.rows) {
            auto const row = read_row(one.bytes);
            text += fmt::format("    [{}] {}\n", ++number, row ? one_line(row->table) : "?");
            if (row) text += lines_of(*row, bundle);
        }
    }
    return text + '\n';
}

} // namespace jingzhun::store
