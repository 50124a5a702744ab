// The parts of a workbook besides its sheets: what lists them, how cells look, who made it. Inside
// this folder only.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace jingzhun::source {

class ZipFile;

struct MadeSheet {
    std::string name;
    bool has_comments = false;
};

// Cell formats by number, as the style sheet lists them.
enum class Look { number, text, bad_text, bad_number, header, bad_header };

// The first part, by which programs tell what kind of archive it is.
void begin_skeleton(ZipFile &zip);
// All other parts but the sheets and their comments. `created` in seconds since 1970.
void end_skeleton(ZipFile &zip, std::span<MadeSheet const> sheets, int header_rows,
                  std::int64_t created);

} // namespace jingzhun::source
