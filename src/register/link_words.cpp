// Words for the outcomes of comparisons.
#include "register/link_words.hpp"

#include "link/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace jingzhun::registry {
namespace {

struct Words {
    std::string_view level, zh, en;
};

// Levels that take an argument are told by their first word.
constexpr std::array words = {
    Words{"exact", "相同", "the same"},
    Words{"variant", "只是繁简或异体不同", "the same but for variant characters"},
    Words{"loose", "用了可互相代写的字", "the same but for interchangeable characters"},
    Words{"homophone", "同音", "sounds the same"},
    Words{"one_character", "差一个字", "one character differs"},
    Words{"surname", "只有姓相同", "only the surname agrees"},
    Words{"edit", "差一处", "one slip apart"},
    Words{"both_valid", "是两个有效的号", "two valid numbers"},
    Words{"prefix", "前几位相同", "begins the same"},
    Words{"month_day_swapped", "月日颠倒", "month and day swapped"},
    Words{"parts", "年月日部分相同", "in part the same"},
    Words{"years", "相差几年", "some years apart"},
    Words{"days", "相差几天", "some days apart"},
    Words{"else", "不同", "differs"},
};

std::string outcome_words(std::string_view outcome, base::Language language) {
    auto const first = outcome.substr(0, outcome.find(' '));
    for (auto const &one : words)
        if (one.level == first)
            return std::string(language == base::Language::zh ? one.zh : one.en);
    return std::string(outcome);
}

bool is_ascii(std::string const &text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 128; });
}

// The field's column as the language has it.
std::string field_words(link::Model const &model, std::string const &comparison,
                        base::Language language) {
    auto const found = link::find_comparison(model, comparison);
    if (!found) return comparison;
    auto const &field = model.fields[model.comparisons[*found].field];
    auto const wanted = [&](std::string const &column) {
        return is_ascii(column) == (language == base::Language::en);
    };
    auto const column = std::ranges::find_if(field.columns, wanted);
    return column == field.columns.end() ? comparison : *column;
}

} // namespace

std::string state_words(LinkState state, base::Language language) {
    constexpr std::string_view zh[] = {"自动连上", "待核", "已确认", "已否认"};
    constexpr std::string_view en[] = {"linked by itself", "to be reviewed", "confirmed",
                                       "refused"};
    auto const at = static_cast<std::size_t>(state);
    return std::string(language == base::Language::zh ? zh[at] : en[at]);
}

std::vector<EvidenceLine> evidence_lines(pack::Pack const &pack, LinkDecision const &decision,
                                         base::Language language) {
    auto const zh = language == base::Language::zh;
    auto const *linkage = pack.find_linkage(decision.model);
    std::vector<EvidenceLine> lines;
    for (auto const &term : decision.evidence) {
        if (term.name == "prior") lines.push_back({zh ? "起点" : "odds of any two", "", term.bits});
        else if (term.outcome.empty() || linkage == nullptr)
            lines.push_back({term.name, "", term.bits});
        else
            lines.push_back({field_words(*linkage->model, term.name, language),
                             outcome_words(term.outcome, language), term.bits});
    }
    return lines;
}

std::string evidence_words(pack::Pack const &pack, LinkDecision const &decision,
                           base::Language language) {
    auto const zh = language == base::Language::zh;
    std::string text;
    for (auto const &line : evidence_lines(pack, decision, language)) {
        if (!text.empty()) text += zh ? "，" : ", ";
        text += line.what + (zh || line.outcome.empty() ? "" : " ") + line.outcome +
                fmt::format(" {:+.1f}", line.bits);
    }
    return text;
}

} // namespace jingzhun::registry
