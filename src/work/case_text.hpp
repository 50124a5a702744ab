// Parts of a case as the JSON texts that are kept in a column. Inside this folder only.
#pragma once

#include "work/case.hpp"

#include <string>
#include <string_view>

namespace jingzhun::work {

std::string write(pack::RecordValue const &value);
pack::RecordValue read_record_value(std::string_view text);
std::string write(std::vector<Stated> const &stated);
std::vector<Stated> read_stated(std::string_view text);
std::string write(std::vector<NoticeLine> const &lines);
std::vector<NoticeLine> read_lines(std::string_view text);

} // namespace jingzhun::work
