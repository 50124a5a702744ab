// The marks by which kinds of files begin.
#include "work/document.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace jingzhun::work {

using namespace std::string_view_literals;

bool content_fits(std::string_view ending, std::string_view first_bytes) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> marks = {
        {{"pdf"sv, "%PDF"sv},
         {"jpg"sv, "\xFF\xD8\xFF"sv},
         {"jpeg"sv, "\xFF\xD8\xFF"sv},
         {"png"sv, "\x89PNG"sv},
         {"xlsx"sv, "PK\x03\x04"sv},
         {"docx"sv, "PK\x03\x04"sv},
         {"zip"sv, "PK\x03\x04"sv},
         {"gif"sv, "GIF8"sv}}};
    auto const found =
        std::ranges::find(marks, ending, &std::pair<std::string_view, std::string_view>::first);
    return found == marks.end() || first_bytes.starts_with(found->second);
}

} // namespace jingzhun::work
