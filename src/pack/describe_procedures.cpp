// Procedures in words: to be read as the rule they are made from.
#include "pack/describe_procedures.hpp"

#include "cel/evaluate.hpp"
#include "pack/describe.hpp"
#include "pack/schema.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace jingzhun::pack {
namespace {

class ProcedureDescriber {
  public:
    ProcedureDescriber(Pack const &pack, base::Language language, std::optional<DaysAt> at = {})
        : pack_(pack), language_(language), at_(std::move(at)), schema_(make_schema(pack)) {}

    void describe(Procedure const &procedure) {
        line("\n## {} ({})", procedure.title.in(language_), procedure.name);
        auto const *definition = pack_.find_register(procedure.on);
        line("{}{}{}", say("对象：", "about: "),
             definition == nullptr ? procedure.on : definition->title.in(language_),
             procedure.new_subject
                 ? say("（不在册的也可以）", " (also one not in the register yet)")
                 : "");
        line("{}{}", say("依据：", "source: "), procedure.source);
        if (procedure.starts != nullptr)
            line("{}{}", say("立案条件：", "opened where: "), procedure.starts->text);
        deadline(say("全程", "as a whole"), procedure.within, "");
        int number = 0;
        for (auto const &step : procedure.steps) describe(step, ++number);
    }

    void describe(Calendar const &calendar) {
        if (calendar.holidays.empty()) return;
        line("\n# {}", say("节假日", "Holidays"));
        line("{} – {}  ({})", base::to_string(calendar.from), base::to_string(calendar.to),
             calendar.source);
        for (auto const &holiday : calendar.holidays) {
            std::string worked;
            for (auto const day : holiday.work) worked += " " + base::to_string(day);
            line("  {} {} – {}{}{}", holiday.title.in(language_), base::to_string(holiday.from),
                 base::to_string(holiday.to), worked.empty() ? "" : say("；上班", "; worked:"),
                 worked);
        }
    }

    std::string take() { return std::move(text_); }

  private:
    template <class... Arguments>
    void line(fmt::format_string<Arguments...> format, Arguments &&...arguments) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
        text_ += '\n';
    }
    std::string say(char const *zh, char const *en) const {
        return language_ == base::Language::zh ? zh : en;
    }
    std::string level(base::AreaLevel which) const {
        static std::array<Title, 7> const titles = {{{"全国", "nation"},
                                                     {"省", "province"},
                                                     {"市州", "prefecture"},
                                                     {"县", "county"},
                                                     {"乡镇", "township"},
                                                     {"村", "village"},
                                                     {"组", "group"}}};
        return titles.at(static_cast<std::size_t>(which)).in(language_);
    }
    std::string body(std::string const &by) const {
        auto const *list = pack_.find_codes("body");
        auto const *code = list == nullptr ? nullptr : list->find(by);
        return code == nullptr ? by : code->title.in(language_);
    }
    std::string counted(CountedIn how) const {
        return how == CountedIn::days ? say("天", " days") : say("个工作日", " working days");
    }

    // "15 days (procedure_days('exit'))"; where the number hangs on the subject, the words alone.
    std::string days(cel::Expression const &expression, CountedIn how) const {
        if (!at_) return expression.text + counted(how);
        cel::Scope scope;
        scope.schema = &schema_;
        scope.context = {at_->on, {}, at_->area};
        auto const value = cel::evaluate(expression, scope);
        auto const *number = value.as<std::int64_t>();
        if (number == nullptr || std::to_string(*number) == expression.text)
            return expression.text + counted(how);
        return fmt::format(fmt::runtime(say("{}{}（{}）", "{}{} ({})")), *number, counted(how),
                           expression.text);
    }

    void deadline(std::string const &what, Deadline const &deadline, std::string const &indent) {
        if (deadline.days == nullptr) return;
        line("{}{}{}{}{}{}", indent, say("期限：", "due: "), what, what.empty() ? "" : " ",
             days(*deadline.days, deadline.counted),
             deadline.escalate
                 ? say("；逾期后由上级办：", "; late, it is up to the level of the: ") +
                       level(*deadline.escalate)
                 : std::string());
    }

    void describe(Step const &step, int number) {
        line("{}. {} ({}){}", number, step.title.in(language_), step.id,
             step.any_time ? say("　随时可办，至少一次", "  at any time, once at least") : "");
        line("   {} · {} · {}{}", body(step.by), level(step.level),
             title_of(step.operation).in(language_),
             step.where.zh.empty() ? std::string() : " · " + step.where.in(language_));
        if (step.when != nullptr) line("   {}{}", say("适用：", "where: "), step.when->text);
        for (auto const &record : step.records) describe(record);
        for (auto const &condition : step.must)
            line("   {}{}  — {}", say("须：", "must: "), condition.that->text,
                 condition.message.in(language_));
        for (auto const &names : step.excludes)
            line("   {}{}", say("回避：", "takes no part: "), names->text);
        deadline("", step.within, "   ");
        if (step.notice) describe(*step.notice);
        if (step.batch) line("   {}", say("可几件一起办", "may decide several at once"));
        if (step.freezes)
            line("   {}{}", say("留存决定时所见：本户 ", "keeps what was seen: the subject "),
                 fmt::join(*step.freezes, " "));
        for (auto const &effect : step.effects) describe(effect);
        if (!step.return_to.empty())
            line("   {}{}", say("可退回：", "may be returned to: "), step.return_to);
        if (step.reject) line("   {}", say("可不予通过", "may be rejected"));
        if (!step.next.empty()) line("   {}{}", say("之后：", "then: "), step.next);
    }

    void describe(ProcedureRecord const &record) {
        std::string more = record.codes.empty() ? "" : " " + record.codes;
        for (auto const &ending : record.accept) more += " ." + ending;
        if (record.least > 1)
            more += fmt::format(fmt::runtime(say(" 至少 {} 人", " at least {}")), record.least);
        if (record.optional) more += say("；可不填", "; optional");
        if (record.is_private) more += say("；不公开", "; private");
        line("   {}{} ({}){}", say("记：", "record: "), record.title.in(language_), record.name,
             more);
    }

    void describe(NoticeRule const &notice) {
        line("   {}{}", say("公示：", "notice: "), days(*notice.days, notice.counted));
        line("   {}{}", say("只公开：", "shows only: "), fmt::join(notice.shows, ", "));
        line("   “{}”", notice.text.in(language_));
        if (!notice.objection.empty())
            line("   {}{}{}{}", say("异议成立退回：", "an upheld objection leads back to: "),
                 notice.objection, say("，由", ", decided by: "), level(notice.objection_level));
    }

    void describe(Effect const &effect) {
        std::string set;
        for (auto const &[field, value] : effect.fields)
            set += fmt::format("{}{} = {}", set.empty() ? "" : ", ", field, value->text);
        line("   {}{}: {}", say("写入 ", "states in "),
             effect.register_name.empty() ? say("本对象", "the subject") : effect.register_name,
             set);
    }

    Pack const &pack_;
    base::Language language_;
    std::optional<DaysAt> at_;
    cel::Schema schema_;
    std::string text_;
};

} // namespace

std::string describe_procedure(Pack const &pack, Procedure const &procedure,
                               base::Language language, std::optional<DaysAt> at) {
    ProcedureDescriber describer(pack, language, std::move(at));
    describer.describe(procedure);
    return describer.take();
}

std::string describe_procedures(Pack const &pack, base::Language language) {
    if (pack.procedures.empty()) return "";
    ProcedureDescriber describer(pack, language);
    for (auto const &procedure : pack.procedures) describer.describe(procedure);
    describer.describe(pack.calendar);
    return (language == base::Language::zh ? "\n# 程序\n" : "\n# Procedures\n") + describer.take();
}

} // namespace jingzhun::pack
