// Records of steps, read and written.
#include "pack/record_value.hpp"

#include "base/text.hpp"
#include "pack/read_value.hpp"
#include "pack/schema.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace jingzhun::pack {
namespace {

bool holds_names(RecordType type) {
    return type == RecordType::signatures || type == RecordType::members;
}

// The field of a register whose cells are written the same way.
Field field_of(ProcedureRecord const &record) {
    static constexpr std::array<FieldType, 9> types = {
        FieldType::integer, FieldType::money, FieldType::boolean, FieldType::text, FieldType::code,
        FieldType::date,    FieldType::text,  FieldType::text,    FieldType::text};
    Field field;
    field.name = record.name;
    field.title = record.title;
    field.type = types.at(static_cast<std::size_t>(record.type));
    field.codes = record.codes;
    return field;
}

} // namespace

cel::Type type_of(ProcedureRecord const &record) {
    if (holds_names(record.type)) return cel::list_of({cel::Kind::text});
    return type_of(field_of(record));
}

std::variant<RecordValue, base::Problem>
read_record(Pack const &pack, ProcedureRecord const &record, std::string_view text) {
    if (holds_names(record.type)) return RecordValue{{}, base::split_list(text)};
    if (record.type == RecordType::document) {
        if (text.empty()) return RecordValue{};
        return RecordValue{std::string(text), {}};
    }
    auto read = read_cell(pack, field_of(record), text);
    if (auto *problem = std::get_if<base::Problem>(&read)) return std::move(*problem);
    return RecordValue{std::get<base::Value>(std::move(read)), {}};
}

std::string write_record(Pack const &pack, ProcedureRecord const &record, RecordValue const &value,
                         base::Language language) {
    if (holds_names(record.type)) {
        std::string text;
        auto const *between = language == base::Language::zh ? "、" : ", ";
        for (auto const &name : value.items) text += (text.empty() ? "" : between) + name;
        return text;
    }
    if (is_missing(record, value)) return "";
    if (record.type == RecordType::document) return document_name(base::as_text(value.value));
    return write_cell(pack, field_of(record), value.value, language);
}

bool is_missing(ProcedureRecord const &record, RecordValue const &value) {
    return holds_names(record.type) ? value.items.empty() : base::is_missing(value.value);
}

std::string document_name(std::string_view document) {
    constexpr std::size_t hash_length = 64;
    bool const has_hash = document.size() > hash_length + 1 && document[hash_length] == ' ' &&
                          document.find(' ') == hash_length;
    return std::string(has_hash ? document.substr(hash_length + 1) : document);
}

std::string document_ending(std::string_view document) {
    auto const name = document_name(document);
    auto const dot = name.rfind('.');
    if (dot == name.npos) return "";
    auto ending = name.substr(dot + 1);
    std::ranges::transform(ending, ending.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return ending;
}

} // namespace jingzhun::pack
