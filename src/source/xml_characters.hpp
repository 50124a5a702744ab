// What XML 1.0 allows where: characters of text and names, entities. Inside this folder only.
#pragma once

#include <string>
#include <string_view>

namespace jingzhun::source {

inline bool is_xml_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Letters, digits, _ : - . and all beyond ASCII; a name does not begin with the last three kinds.
bool is_xml_name(std::string_view text);

// How the bytes of a text stand: as they are, with something to be decoded (an entity, a carriage
// return), or not at all. ]]> stands in attributes and comments only.
enum class XmlText { plain, coded, bad };
XmlText look_at_text(std::string_view text, bool brackets_allowed = false);

// Text with entities put in place and line ends unified, behind `out`; in an attribute every blank
// becomes a space. False where an entity is unknown or stands for no character.
bool decode_xml(std::string &out, std::string_view text, bool is_attribute);

} // namespace jingzhun::source
