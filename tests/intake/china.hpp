// The China pack and a county's divisions, read once; rows made of texts.
#pragma once

#include "base/area.hpp"
#include "intake/layout.hpp"
#include "pack/load.hpp"
#include "source_folder.hpp"

#include <string>
#include <vector>

namespace china {

namespace pack = jingzhun::pack;
namespace source = jingzhun::source;
namespace base = jingzhun::base;

inline pack::Pack const &policy() {
    static auto const read = pack::load_or_throw(source_folder() + "/packs/china");
    return read;
}

inline base::AreaTree const &areas() {
    static base::AreaTree const tree(
        base::read_areas(source_folder() + "/data/divisions/431128.csv", "431128"));
    return tree;
}

inline source::Row row(int number, std::vector<std::string> const &texts) {
    source::Row made;
    made.number = number;
    for (auto const &text : texts)
        made.cells.push_back(
            {text, text.empty() ? source::CellKind::empty : source::CellKind::text});
    return made;
}

inline std::string code_of(std::variant<std::string, base::Problem> const &read) {
    auto const *problem = std::get_if<base::Problem>(&read);
    return problem == nullptr ? std::get<std::string>(read) : problem->code;
}

} // namespace china
