// The scan of one register's statements and the columns it fills.
#include "register/frame_table.hpp"

#include "base/text.hpp"
#include "register/merge.hpp"
#include "register/tables.hpp"

#include <algorithm>
#include <cassert>
#include <map>

namespace jingzhun::registry {
namespace {

using pack::FieldType;

constexpr int fixed_columns = 5; // record, valid_from, batch, row, key

// Fills one column (or list of items), row by row.
class Filler {
  public:
    Filler(FieldType type, cel::Column *column, cel::ItemList *items, cel::Strings &strings)
        : column_(column), list_(items), strings_(strings) {
        if (type == FieldType::boolean) values_ = std::vector<std::uint8_t>();
        else if (type == FieldType::integer || type == FieldType::money)
            values_ = std::vector<std::int64_t>();
        else if (type == FieldType::number) values_ = std::vector<double>();
        else values_ = std::vector<std::int32_t>();
        if (list_ != nullptr) offsets_.assign(1, 0);
    }

    void add(Cell const &cell) {
        if (rows_ % 64 == 0) present_.push_back(0);
        if (cell.stated) present_.back() |= std::uint64_t{1} << (rows_ % 64);
        else ++missing_;
        ++rows_;
        if (list_ != nullptr) return add_items(cell);
        switch (values_.index()) {
        case 0:
            std::get<0>(values_).push_back(cell.bits != 0 ? 1 : 0);
            break;
        case 1:
            std::get<1>(values_).push_back(static_cast<std::int32_t>(cell.bits));
            break;
        case 2:
            std::get<2>(values_).push_back(cell.bits);
            break;
        default:
            std::get<3>(values_).push_back(std::bit_cast<double>(cell.bits));
            break;
        }
    }

    // Hands over what was filled.
    void finish() {
        if (missing_ == 0) present_.clear();
        if (list_ != nullptr)
            *list_ = {std::move(offsets_), std::move(items_), std::move(present_)};
        else
            std::visit(
                [&](auto &values) {
                    *column_ = {std::move(values), std::move(present_)};
                },
                values_);
    }

  private:
    void add_items(Cell const &cell) {
        if (cell.stated) {
            auto const text = std::string(strings_.text(static_cast<std::int32_t>(cell.bits)));
            for (auto const piece : base::split(text, ' '))
                if (!piece.empty()) items_.push_back(strings_.intern(piece));
        }
        offsets_.push_back(static_cast<std::uint32_t>(items_.size()));
    }

    cel::Column *column_;
    cel::ItemList *list_;
    cel::Strings &strings_;
    std::variant<std::vector<std::uint8_t>, std::vector<std::int32_t>, std::vector<std::int64_t>,
                 std::vector<double>>
        values_;
    std::vector<std::uint64_t> present_;
    std::vector<std::uint32_t> offsets_;
    std::vector<std::int32_t> items_;
    std::size_t rows_ = 0, missing_ = 0;
};

class Loader {
  public:
    Loader(pack::Register const &definition, FrameRequest const &request, BatchView const &batches,
           TablePlan const &plan, cel::Table &table, cel::Strings &strings)
        : definition_(definition), request_(request), batches_(batches), keyed_(plan.keyed),
          table_(table), strings_(strings), belief_(definition, batches.source_names()) {
        for (std::size_t i = 0; i < definition.fields.size(); ++i) {
            if (!plan.wanted[i]) continue;
            fields_.push_back(i);
            auto const several = is_several(definition.fields[i].type);
            fillers_.emplace_back(
                definition.fields[i].type, several ? nullptr : &table.columns[i],
                several ? &table.item_lists[item_list_of(definition, i)] : nullptr, strings);
        }
    }

    LoadedTable scan(store::Database &database) {
        load_merged(database);
        auto select = database.prepare(sql("") + " ORDER BY record, valid_from, batch, row");
        select->bind(1, request_.county);
        std::int64_t record = 0;
        while (select->step()) {
            if (select->integer(0) != record) {
                flush(record);
                record = select->integer(0);
                key_ = 0;
            }
            if (!survivors_.empty() && survivors_.contains(record)) continue;
            if (keyed_ && !select->is_null(4)) key_ = strings_.intern(select->text(4));
            take(*select);
        }
        flush(record);
        for (auto &filler : fillers_) filler.finish();
        table_.rows = records_.size();
        table_.records = std::move(records_);
        table_.keys = std::move(keys_);
        return {days_, std::move(merged_)};
    }

  private:
    std::string sql(std::string const &more) const {
        std::string sql = "SELECT record, valid_from, batch, row, ";
        sql += keyed_ ? "key" : "NULL";
        for (auto const field : fields_) sql += ", " + column_of(definition_.fields[field]);
        return sql + " FROM " + table_of(definition_) + " WHERE county = $1" + more;
    }

    void take(store::Statement const &select) {
        auto const batch = select.integer(2);
        Said const said{base::Date{static_cast<std::int32_t>(select.integer(1))},
                        batches_.whole(batch), static_cast<int>(select.integer(3)),
                        batches_.source(batch)};
        if (said.source < 0 || !holds(said.valid_from)) return;
        said_.push_back(said);
        read(select, said);
    }

    // What records say that went into others.
    void load_merged(store::Database &database) {
        survivors_ =
            merged_records(database, request_.county, definition_.name, request_.moment.known());
        if (survivors_.empty()) return;
        auto select =
            database.prepare(sql(" AND record = $2") + " ORDER BY valid_from, batch, row");
        for (auto const &[record, survivor] : survivors_) {
            select->bind(1, request_.county);
            select->bind(2, record);
            while (select->step()) take(*select);
            MergedRow row{survivor, std::vector<Cell>(definition_.fields.size())};
            if (auto const current = current_now(); !current.empty())
                for (std::size_t i = 0; i < fields_.size(); ++i)
                    row.cells[fields_[i]] = cell_of(i, current);
            merged_.push_back(std::move(row));
            said_.clear();
            cells_.clear();
        }
    }

    // Which of the statements read hold; none where all have ended.
    std::span<std::uint32_t const> current_now() {
        if (said_.empty()) return {};
        auto const current = fold_.current(said_);
        return all_ended(said_, current) ? std::span<std::uint32_t const>() : current;
    }

    Cell cell_of(std::size_t i, std::span<std::uint32_t const> current) const {
        auto const width = fields_.size();
        auto const states = [&](std::uint32_t s) { return cells_[s * width + i].stated; };
        auto const best = winner(said_, current, belief_, fields_[i], states);
        return best < 0 ? Cell{} : cells_[static_cast<std::size_t>(best) * width + i];
    }

    // What the record lacks, from one that went into it.
    Cell complete(Cell const &own, std::int64_t record, std::size_t field) const {
        if (own.stated) return own;
        for (auto const &row : merged_)
            if (row.survivor == record && row.cells[field].stated) return row.cells[field];
        return own;
    }

    // A statement that holds from a later day bounds the days on which nothing changes.
    bool holds(base::Date from) {
        if (from <= request_.moment.as_of) {
            days_.first = std::max(days_.first, from);
            return true;
        }
        days_.last = std::min(days_.last, base::add_days(from, -1));
        return false;
    }

    void read(store::Statement const &select, Said const &said) {
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            auto const column = static_cast<int>(i) + fixed_columns;
            auto &cell = cells_.emplace_back();
            switch (select.kind(column)) {
            case store::Kind::null:
            case store::Kind::blob:
                continue;
            case store::Kind::integer:
                cell.bits = select.integer(column);
                break;
            case store::Kind::real:
                cell.bits = std::bit_cast<std::int64_t>(select.real(column));
                break;
            case store::Kind::text:
                cell.bits = strings_.intern(select.text(column));
                break;
            }
            cell.stated = !is_stale(definition_.fields[fields_[i]], said);
        }
    }

    // The age of a fact that "has always held" is that of its batch, as far as that is known.
    bool is_stale(pack::Field const &field, Said const &said) {
        if (!field.stale_after_days) return false;
        auto from = said.valid_from;
        if (from == base::date_min) from = batches_.find(said.batch)->valid_from;
        if (from == base::date_min) return false;
        auto const last = base::add_days(from, *field.stale_after_days);
        if (last < request_.moment.as_of) {
            days_.first = std::max(days_.first, base::add_days(last, 1));
            return true;
        }
        days_.last = std::min(days_.last, last);
        return false;
    }

    void flush(std::int64_t record) {
        if (said_.empty()) return;
        auto const alone = said_.size() == 1 && said_[0].row != 0;
        auto const current = alone ? std::span<std::uint32_t const>() : current_now();
        if (alone || !current.empty()) {
            records_.push_back(record);
            if (keyed_) keys_.push_back(key_);
            for (std::size_t i = 0; i < fields_.size(); ++i) {
                auto const cell = alone ? cells_[i] : cell_of(i, current);
                fillers_[i].add(merged_.empty() ? cell : complete(cell, record, fields_[i]));
            }
        }
        said_.clear();
        cells_.clear();
    }

    pack::Register const &definition_;
    FrameRequest const &request_;
    BatchView const &batches_;
    bool keyed_;
    cel::Table &table_;
    cel::Strings &strings_;
    std::vector<std::int64_t> records_;
    std::vector<std::int32_t> keys_;
    std::int32_t key_ = 0; // of the record being read
    DayRange days_;
    Belief belief_;
    Fold fold_;
    std::vector<std::size_t> fields_;
    std::vector<Filler> fillers_;
    std::map<std::int64_t, std::int64_t> survivors_; // records that went into others
    std::vector<MergedRow> merged_;
    std::vector<Said> said_;  // of the record being read
    std::vector<Cell> cells_; // of them, statement by statement
};

} // namespace

std::size_t item_list_of(pack::Register const &definition, std::size_t field) {
    auto const first = definition.fields.begin();
    return static_cast<std::size_t>(
        std::count_if(first, first + static_cast<std::ptrdiff_t>(field),
                      [](auto const &one) { return is_several(one.type); }));
}

bool is_text(FieldType type) {
    switch (type) {
    case FieldType::text:
    case FieldType::code:
    case FieldType::identity:
    case FieldType::phone:
    case FieldType::time:
    case FieldType::area:
        return true;
    default:
        return false;
    }
}

LoadedTable load_table(store::Database &database, pack::Register const &definition,
                       FrameRequest const &request, BatchView const &batches, TablePlan const &plan,
                       cel::Table &table, cel::Strings &strings) {
    return Loader(definition, request, batches, plan, table, strings).scan(database);
}

void move_texts(cel::Table &table, std::vector<MergedRow> &merged, pack::Register const &definition,
                TablePlan const &plan, cel::Strings const &from, cel::Strings &strings) {
    std::vector<std::int32_t> numbers(from.size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = strings.intern(from.text(static_cast<std::int32_t>(i)));
    auto const move = [&](cel::Array<std::int32_t> &texts) {
        texts.change([&](auto &values) {
            for (auto &text : values) text = numbers[static_cast<std::size_t>(text)];
        });
    };
    move(table.keys);
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        if (!plan.wanted[i]) continue;
        auto const type = definition.fields[i].type;
        if (is_text(type)) move(std::get<1>(table.columns[i].values));
        if (is_several(type)) move(table.item_lists[item_list_of(definition, i)].items);
        if (!is_text(type) && !is_several(type)) continue;
        for (auto &row : merged)
            if (row.cells[i].stated)
                row.cells[i].bits = numbers[static_cast<std::size_t>(row.cells[i].bits)];
    }
}

} // namespace jingzhun::registry
