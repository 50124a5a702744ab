// What a step records, between what people write, what is kept, and what expressions see.
#pragma once

#include "pack/model.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace jingzhun::pack {

// As expressions see it: documents are texts, signatures and members lists of texts.
cel::Type type_of(ProcedureRecord const &record);

// From what is typed: names are separated by 、 ， , ; or ；, everything else as in cells of tables
// (read_value.hpp). A document's text is taken as it is. Blank: a missing value.
std::variant<RecordValue, base::Problem>
read_record(Pack const &pack, ProcedureRecord const &record, std::string_view text);
// What people read; of a document its name.
std::string write_record(Pack const &pack, ProcedureRecord const &record, RecordValue const &value,
                         base::Language language);
bool is_missing(ProcedureRecord const &record, RecordValue const &value);

// Of a document: the name of its file, and the ending in small letters without the dot.
std::string document_name(std::string_view document);
std::string document_ending(std::string_view document);

} // namespace jingzhun::pack
