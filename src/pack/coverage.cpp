// The coverage page, row by row.
#include "pack/coverage.hpp"

#include "pack/folder.hpp"
#include "pack/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace jingzhun::pack {
namespace {

struct KindWord {
    std::string_view kind, zh;
};

// Kinds this table does not know are printed as they are written.
constexpr std::array kind_words{
    KindWord{"rule", "规则"},       KindWord{"register", "登记表"}, KindWord{"parameter", "参数"},
    KindWord{"source", "表格"},     KindWord{"codes", "编码"},      KindWord{"role", "角色"},
    KindWord{"separation", "分离"}, KindWord{"command", "命令"},    KindWord{"procedure", "程序"},
    KindWord{"report", "报表"},     KindWord{"statistic", "统计"},  KindWord{"document", "文书"},
    KindWord{"campaign", "行动"},   KindWord{"worklist", "清单"},   KindWord{"draw", "抽样"},
};

std::string_view word_of(std::string const &kind) {
    auto const found = std::ranges::find(kind_words, kind, &KindWord::kind);
    return found == kind_words.end() ? std::string_view(kind) : found->zh;
}

std::string carriers(Mechanism const &mechanism) {
    std::string text;
    std::string_view last;
    for (auto const &carrier : mechanism.carried_by) {
        bool const same = carrier.kind == last;
        if (!text.empty()) text += same ? "、" : "；";
        if (!same) fmt::format_to(std::back_inserter(text), "{} ", word_of(carrier.kind));
        bool const is_command = carrier.kind == "command";
        fmt::format_to(std::back_inserter(text), "`{}{}`", is_command ? "jingzhun " : "",
                       carrier.name);
        last = carrier.kind;
    }
    if (mechanism.reason.zh.empty()) return text;
    return fmt::format("{}{}{} {}", text, text.empty() ? "" : "；", mechanism.reason.zh,
                       mechanism.reason.en);
}

std::string shown(Mechanism const &mechanism) {
    std::string text;
    auto const has_rule = std::ranges::any_of(
        mechanism.carried_by, [](Carrier const &one) { return one.kind == "rule"; });
    if (has_rule) text = "规则的例子 its examples";
    for (auto const &one : mechanism.shown_by)
        fmt::format_to(std::back_inserter(text), "{}`{}`", text.empty() ? "" : "；", one);
    return text.empty() ? "—" : text;
}

} // namespace

std::vector<Mechanism> load_mechanisms(std::string const &folder) {
    Faults faults;
    return read_mechanisms(read_folder(folder, faults).tree, faults);
}

std::string coverage_page(std::vector<Mechanism> const &mechanisms) {
    std::string text = fmt::format("# 机制对照 · Coverage\n\n"
                                   "由 `jingzhun pack coverage` 从政策包生成，不要手改。"
                                   "Made from the pack by that command; not edited by hand.\n");
    std::string document;
    for (auto const &mechanism : mechanisms) {
        if (mechanism.document != document) {
            document = mechanism.document;
            fmt::format_to(std::back_inserter(text),
                           "\n## {}\n\n| 机制 Mechanism | 由什么承载 Carried by | 由什么展示 Shown "
                           "by |\n|---|---|---|\n",
                           document);
        }
        auto const &[zh, en] = mechanism.title;
        fmt::format_to(std::back_inserter(text), "| {}{}{} | {} | {} |\n", zh, zh == en ? "" : " ",
                       zh == en ? std::string() : en, carriers(mechanism), shown(mechanism));
    }
    return text;
}

} // namespace jingzhun::pack
