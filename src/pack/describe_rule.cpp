// A rule in words for people.
#include "pack/describe_rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace jingzhun::pack {
namespace {

class RuleDescriber {
  public:
    RuleDescriber(Pack const &pack, base::Language language) : pack_(pack), language_(language) {}

    std::string run(Rule const &rule) {
        describe(rule);
        return std::move(text_);
    }

  private:
    template <class... Arguments>
    void line(fmt::format_string<Arguments...> format, Arguments &&...arguments) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
        text_ += '\n';
    }
    std::string say(char const *zh, char const *en) const {
        return language_ == base::Language::zh ? zh : en;
    }

    std::string word_of(RuleKind kind) const {
        switch (kind) {
        case RuleKind::indicator:
            return say("指标", "indicator");
        case RuleKind::alert:
            return say("疑点", "alert");
        case RuleKind::measure:
            return say("数值", "measure");
        case RuleKind::duty:
            return say("责任", "duty");
        }
        return {};
    }

    // The names an expression mentions that stand for something, in the order they are met.
    void add_names(cel::Node const &node, std::vector<std::string> &names) const {
        if (node.kind != cel::NodeKind::literal && !node.name.empty() &&
            std::ranges::find(names, node.name) == names.end())
            names.push_back(node.name);
        for (auto const &child : node.children) add_names(*child, names);
    }

    // Title of a name: a field of the rule's register, of any register, or a parameter.
    std::string title_of(std::string const &name, Register const &subject) const {
        auto const in = [&](Register const &one) -> std::string {
            if (auto const *field = one.find_field(name)) return field->title.in(language_);
            auto const derived = std::ranges::find(one.derived, name, &Derived::name);
            return derived == one.derived.end() ? std::string() : derived->title.in(language_);
        };
        if (auto title = in(subject); !title.empty()) return title;
        for (std::size_t i = 0; i < pack_.parameters.size(); ++i)
            if (pack_.parameters[i].name == name) return pack_.parameter_titles[i].in(language_);
        for (auto const &one : pack_.registers)
            for (auto const &link : one.links)
                if (link.reverse == name) return one.title.in(language_);
        for (auto const &one : pack_.registers)
            if (auto title = in(one); !title.empty()) return title;
        return {};
    }

    // What the names in the rule's sentences mean: "house_grade 住房安全等级；…".
    std::string glossary(Rule const &rule) const {
        std::vector<std::string> names;
        for (auto const *one : {rule.when.get(), rule.as_written.get()})
            if (one != nullptr) add_names(*one->root, names);
        std::string text;
        for (auto const &name : names) {
            auto const title = title_of(name, *pack_.find_register(rule.on));
            if (!title.empty() && title != name)
                text += fmt::format("{}{} {}", text.empty() ? "" : say("；", "; "), name, title);
        }
        return text;
    }

    void describe(Rule const &rule) {
        line("\n## {} ({})", rule.title.in(language_), rule.id);
        line("{} · {}{}{}{}", word_of(rule.kind), say("查", "on "),
             pack_.find_register(rule.on)->title.in(language_),
             rule.veto ? say(" · 一票否决", " · veto") : std::string(),
             rule.severity == Severity::hard ? say(" · 硬伤", " · hard") : std::string());
        if (rule.when != nullptr) line("  {}: {}", say("适用", "when"), rule.when->text);
        if (rule.as_written != nullptr)
            line("  {}: {}",
                 rule.kind == RuleKind::measure ? say("数值", "value")
                 : rule.must_hold               ? say("必须", "must")
                                                : say("不得", "must not"),
                 rule.as_written->text);
        for (auto const &exception : rule.exceptions)
            line("  {} ({}): {}  ({})", say("例外", "except"), exception.label.in(language_),
                 exception.when->text, exception.source);
        if (!rule.sides.empty())
            line("  {}: {} / {}", say("可裁定的双方", "sides"), rule.sides[0].in(language_),
                 rule.sides[1].in(language_));
        for (auto const unit : rule.every)
            line("  {}: {}", say("每", "every"), base::to_string(unit));
        if (auto const words = glossary(rule); !words.empty())
            line("  {}: {}", say("其中", "where"), words);
        if (!rule.message.zh.empty())
            line("  {}: {}", say("报出", "says"), rule.message.in(language_));
        if (!rule.owner.empty())
            line("  {}: {}{}{}{}", say("交办", "for"), rule.owner, say("，", ", within "),
                 rule.due_days, say(" 天内", " days"));
        line("  {}: {}", say("依据", "source"), rule.source);
    }

    Pack const &pack_;
    base::Language language_;
    std::string text_;
};

} // namespace

std::string describe_rule_text(Pack const &pack, Rule const &rule, base::Language language) {
    return RuleDescriber(pack, language).run(rule);
}

} // namespace jingzhun::pack
