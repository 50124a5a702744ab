// What is typed, or stands in a table, as records of a case.
#include "app/case_desk.hpp"
#include "app/kept_file.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "pack/record_value.hpp"
#include "source/sheet.hpp"
#include "work/document.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace jingzhun::app {
namespace {

constexpr std::size_t mark_bytes = 8;

std::string first_bytes(std::string const &file) {
    std::array<char, mark_bytes> bytes{};
    std::ifstream in(file, std::ios::binary);
    in.read(bytes.data(), bytes.size());
    return {bytes.data(), static_cast<std::size_t>(in.gcount())};
}

pack::RecordValue document_of(std::string const &store, pack::ProcedureRecord const &record,
                              std::string const &file) {
    auto const ending = pack::document_ending(file);
    // Wrong kinds are refused with the rest by the transition; nothing is kept of them.
    if (!record.accept.empty() && std::ranges::find(record.accept, ending) == record.accept.end())
        return {file, {}};
    auto const bytes = first_bytes(file);
    if (!bytes.empty() && !work::content_fits(ending, bytes))
        throw base::Error("case_document_content", {{"file", file}, {"ending", ending}});
    return {keep_file(store, file), {}};
}

pack::ProcedureRecord const *find_record(pack::Procedure const &procedure, std::string_view word) {
    auto const folded = base::fold(word);
    for (auto const &step : procedure.steps)
        for (auto const &record : step.records)
            if (record.name == word || base::fold(record.title.zh) == folded ||
                base::fold(record.title.en) == folded)
                return &record;
    return nullptr;
}

// Which column says what: "case", "subject", or a record.
struct Column {
    enum class Says { nothing, number, subject, record } says = Says::nothing;
    pack::ProcedureRecord const *record = nullptr;
};

Column column_of(pack::Pack const &pack, pack::Procedure const &procedure,
                 std::string const &header) {
    static constexpr std::array<std::string_view, 3> numbers = {"案卷", "案卷号", "case"};
    auto const folded = base::fold(header);
    if (std::ranges::find(numbers, folded) != numbers.end()) return {Column::Says::number};
    auto const &definition = *pack.find_register(procedure.on);
    if (definition.key.size() == 1) {
        auto const &key = *definition.find_field(definition.key.front());
        if (key.name == header || base::fold(key.title.zh) == folded ||
            base::fold(key.title.en) == folded)
            return {Column::Says::subject};
    }
    auto const *record = find_record(procedure, header);
    return {record == nullptr ? Column::Says::nothing : Column::Says::record, record};
}

class CaseTable {
  public:
    CaseTable(std::string const &store, pack::Pack const &pack, pack::Procedure const &procedure,
              std::vector<work::Case> const &cases, std::string const &file)
        : store_(store), pack_(pack), procedure_(procedure), cases_(cases), file_(file) {}

    std::map<std::int64_t, pack::RecordValues> read() {
        auto const book = source::open_book(file_);
        auto const sheet = book->open(0);
        source::Row row;
        if (!sheet->next(row)) fail(1, "");
        for (auto const &cell : row.cells)
            columns_.push_back(column_of(pack_, procedure_, std::string(base::trim(cell.text))));
        while (sheet->next(row)) take(row);
        return std::move(values_);
    }

  private:
    [[noreturn]] void fail(int row, std::string const &what) const {
        throw base::Error("case_table_unreadable",
                          {{"file", file_}, {"row", std::to_string(row)}, {"what", what}});
    }

    void take(source::Row const &row) {
        std::vector<std::pair<std::string, std::string>> said;
        std::int64_t id = 0;
        std::string which;
        for (std::size_t i = 0; i < std::min(row.cells.size(), columns_.size()); ++i) {
            auto const text = std::string(base::trim(row.cells[i].text));
            if (text.empty()) continue;
            auto const &column = columns_[i];
            if (column.says == Column::Says::record) said.emplace_back(column.record->name, text);
            if (column.says != Column::Says::number && column.says != Column::Says::subject)
                continue;
            which = text;
            for (auto const &one : cases_)
                if (column.says == Column::Says::subject ? one.key == text
                                                         : std::to_string(one.id) == text)
                    id = one.id;
        }
        if (id == 0 || values_.contains(id)) fail(row.number, which);
        values_[id] = records_of(store_, pack_, procedure_, said);
    }

    std::string const &store_;
    pack::Pack const &pack_;
    pack::Procedure const &procedure_;
    std::vector<work::Case> const &cases_;
    std::string const &file_;
    std::vector<Column> columns_;
    std::map<std::int64_t, pack::RecordValues> values_;
};

} // namespace

pack::RecordValues records_of(std::string const &store, pack::Pack const &pack,
                              pack::Procedure const &procedure,
                              std::vector<std::pair<std::string, std::string>> const &said) {
    pack::RecordValues values;
    for (auto const &[name, text] : said) {
        auto const *record = find_record(procedure, name);
        if (record == nullptr) {
            values.emplace_back(name, pack::RecordValue{text, {}}); // refused with the nearest name
            continue;
        }
        if (record->type == pack::RecordType::document) {
            values.emplace_back(record->name, document_of(store, *record, text));
            continue;
        }
        auto read = pack::read_record(pack, *record, text);
        if (auto const *problem = std::get_if<base::Problem>(&read)) {
            base::Problem named = *problem;
            named.arguments.emplace_back("field", record->title.zh);
            named.arguments.emplace_back("field_en", record->title.en);
            throw base::Error(named);
        }
        values.emplace_back(record->name, std::get<pack::RecordValue>(std::move(read)));
    }
    return values;
}

std::map<std::int64_t, pack::RecordValues>
read_case_table(std::string const &store, pack::Pack const &pack, pack::Procedure const &procedure,
                std::vector<work::Case> const &cases, std::string const &file) {
    return CaseTable(store, pack, procedure, cases, file).read();
}

} // namespace jingzhun::app
