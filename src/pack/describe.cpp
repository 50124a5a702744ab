// A pack in words for people.
#include "pack/describe_access.hpp"
#include "pack/describe_procedures.hpp"
#include "pack/describe_rule.hpp"

#include "base/money.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace jingzhun::pack {
namespace {

class Describer {
  public:
    Describer(Pack const &pack, base::Language language) : pack_(pack), language_(language) {}

    std::string run() {
        line("{} {} {}", pack_.title.in(language_), pack_.name, pack_.version);
        line("{}: {}  {}: {} – {}", say("区域", "area"),
             pack_.area.empty() ? say("全国", "nation") : pack_.area, say("有效期", "holds"),
             base::to_string(pack_.from),
             pack_.to == base::date_max ? say("今", "now") : base::to_string(pack_.to));
        line("{}: {}", say("依据", "authority"), pack_.authority);
        line("SHA-256: {}", pack_.hash);
        heading(say("表", "Registers"));
        for (auto const &one : pack_.registers) describe(one);
        heading(say("编码", "Code lists"));
        for (auto const &list : pack_.code_lists) describe(list);
        heading(say("来源", "Sources"));
        for (auto const &source : pack_.sources) describe(source);
        heading(say("参数", "Parameters"));
        for (std::size_t i = 0; i < pack_.parameters.size(); ++i) describe_parameter(i);
        heading(say("规则", "Rules"));
        for (auto const &rule : pack_.rules) text_ += describe_rule_text(pack_, rule, language_);
        return std::move(text_) + describe_procedures(pack_, language_) +
               describe_access_text(pack_, language_);
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
    void heading(std::string const &title) { line("\n# {}", title); }

    void describe(Register const &one) {
        line("\n## {} ({})", one.title.in(language_), one.name);
        line("{}: {}", say("关键字段", "key"), fmt::join(one.key, ", "));
        if (!one.area.empty()) line("{}: {}", say("区域来自", "area from"), one.area);
        for (auto const &field : one.fields) describe(field);
        for (auto const &derived : one.derived)
            line("  {} {} = {}{}", derived.name, derived.title.in(language_),
                 derived.expression == nullptr ? "" : derived.expression->text,
                 in_brackets(derived.unit));
        for (auto const &link : one.links) {
            line("  {} → {}{}{}", link.name, link.to,
                 link.many ? say("（多条）", " (several)") : std::string(),
                 link.reverse.empty() ? std::string()
                                      : fmt::format("  {}.{}", link.to, link.reverse));
        }
    }

    static std::string in_brackets(std::string const &text) {
        return text.empty() ? std::string() : " [" + text + "]";
    }

    void describe(Field const &field) {
        std::string more = in_brackets(field.unit);
        if (!field.codes.empty()) more += " " + field.codes;
        if (field.masked) more += say("；部分显示", "; masked");
        if (!field.believe.empty())
            more += fmt::format("{}{}", say("；采信顺序：", "; believed: "),
                                fmt::join(field.believe, " > "));
        if (field.stale_after_days)
            more += fmt::format("{}{}{}", say("；", "; known for "), *field.stale_after_days,
                                say("天内有效", " days"));
        line("  {} {} {}{}", field.name, field.title.in(language_), name_of(field.type), more);
    }

    void describe(CodeList const &list) {
        std::string codes;
        for (auto const &code : list.codes)
            codes += fmt::format("{}{} {}", codes.empty() ? "" : "; ", code.code,
                                 code.title.in(language_));
        line("{} ({}): {}", list.title.in(language_), list.name, codes);
    }

    void describe(Source const &source) {
        line("\n## {} ({})", source.title.in(language_), source.name);
        line("{}: {}{}", say("文件", "file"), source.file, in_brackets(source.sheet));
        if (source.hold_above)
            line("{}", fmt::format(fmt::runtime(say("一批变化超过 {} %，须另一人审核后才生效",
                                                    "a batch that changes more than {} % waits for "
                                                    "a second person")),
                                   *source.hold_above));
        for (auto const &column : source.columns) {
            std::string into =
                column.area_part.empty() ? "" : say("区域 ", "area ") + column.area_part;
            for (auto const &[name, field] : column.into)
                into += fmt::format("{}{}.{}", into.empty() ? "" : ", ", name, field);
            line("  {}{} → {}", fmt::join(column.headers, " = "), column.required ? " *" : "",
                 into);
        }
    }

    void describe_parameter(std::size_t position) {
        auto const &parameter = pack_.parameters[position];
        line("\n## {} ({}){}", pack_.parameter_titles[position].in(language_), parameter.name,
             in_brackets(parameter.type.unit));
        for (std::size_t i = 0; i < parameter.values.size(); ++i) {
            auto const &value = parameter.values[i];
            line("  {} {}  {} – {}: {}  ({})", fmt::join(value.keys, ", "),
                 value.area.empty() ? say("全国", "nation") : value.area,
                 value.from == base::date_min ? "" : base::to_string(value.from),
                 value.to == base::date_max ? "" : base::to_string(value.to),
                 write_parameter(parameter, value.value), pack_.parameter_sources[position][i]);
        }
    }

    Pack const &pack_;
    base::Language language_;
    std::string text_;
};

} // namespace

std::string_view name_of(FieldType type) {
    static constexpr std::array<std::string_view, 13> names = {
        "text", "code", "codes",    "boolean", "integer", "number", "money",
        "date", "time", "identity", "phone",   "area",    "areas"};
    return names.at(static_cast<std::size_t>(type));
}

std::string_view name_of(RuleKind kind) {
    static constexpr std::array<std::string_view, 4> names = {"indicator", "alert", "measure",
                                                              "duty"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(Severity severity) { return severity == Severity::hard ? "hard" : "soft"; }

std::string write_parameter(cel::Parameter const &parameter, base::Value const &value) {
    if (base::is_missing(value)) return {};
    if (auto const *text = std::get_if<std::string>(&value)) return *text;
    if (auto const *real = std::get_if<double>(&value)) return fmt::format("{}", *real);
    auto const integer = base::as_integer(value);
    switch (parameter.type.kind) {
    case cel::Kind::money:
        return base::to_string(base::Money{integer});
    case cel::Kind::date:
        return base::to_string(base::Date{static_cast<std::int32_t>(integer)});
    case cel::Kind::boolean:
        return integer != 0 ? "true" : "false";
    default:
        return std::to_string(integer);
    }
}

std::string describe_text(Pack const &pack, base::Language language) {
    return Describer(pack, language).run();
}

} // namespace jingzhun::pack
