// Refusals in words.
#include "access/refusal.hpp"

#include "base/date.hpp"

#include <fmt/format.h>

namespace jingzhun::access {

base::Error refusal(pack::Pack const &pack, base::AreaTree const &areas, std::string const &account,
                    pack::Operation operation, std::string_view register_name,
                    std::string const &area) {
    auto const wanting =
        may(pack.access, {account, {}}, operation, register_name, area, base::today()).wanting;
    std::vector<std::string> zh, en;
    for (auto const &name : wanting) {
        auto const &title = pack.access.find_role(name)->title;
        zh.push_back(title.zh);
        en.push_back(title.en);
    }
    auto const *definition = pack.find_register(register_name);
    auto const &done = pack::title_of(operation);
    return base::Error(
        "access_refused",
        {{"actor", account},
         {"area", areas.path_of(area)},
         {"operation", done.zh},
         {"operation_en", done.en},
         {"what", definition == nullptr ? "" : "“" + definition->title.zh + "”"},
         {"what_en", definition == nullptr ? "" : " (" + definition->title.en + ")"},
         {"roles", zh.empty() ? "（政策包中没有）" : fmt::format("{}", fmt::join(zh, "、"))},
         {"roles_en",
          en.empty() ? "(the pack has none)" : fmt::format("{}", fmt::join(en, ", "))}});
}

} // namespace jingzhun::access
