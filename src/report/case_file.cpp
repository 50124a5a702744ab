// Case files and notices.
#include "report/case_file.hpp"

#include "pack/read_value.hpp"
#include "pack/record_value.hpp"
#include "register/frozen.hpp"
#include "register/pack_files.hpp"
#include "report/html.hpp"

#include <fmt/format.h>

namespace jingzhun::report {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

constexpr int hash_shown = 16;

std::string body_of(pack::Pack const &pack, std::string const &by) {
    auto const *bodies = pack.find_codes("body");
    auto const *body = bodies == nullptr ? nullptr : bodies->find(by);
    return body == nullptr ? by : body->title.zh;
}

class CaseDocument {
  public:
    CaseDocument(CaseFile const &file, work::Case const &one, work::Needs const &needs)
        : file_(file), case_(one), needs_(needs), procedure_(*needs.procedure),
          page_(fmt::format("{} {}", procedure_.title.zh, one.key)) {}

    std::string write() {
        page_.heading(1, procedure_.title.zh + "案卷", "Case file: " + procedure_.title.en);
        write_head();
        for (auto const &act : case_.acts) write_act(act);
        write_objections();
        page_.heading(2, "依据与校验", "Authority and proof");
        page_.paragraph("依据：" + procedure_.source);
        page_.paragraph("政策包 SHA-256：" + case_.pack_hash, "small");
        page_.paragraph("各步后面的“流水号”是本县总账中的事件号；用 jingzhun verify "
                        "可以验证总账没有改动，用 jingzhun prove 可以为单个事件出具证明。",
                        "small");
        return page_.take();
    }

  private:
    void write_head() {
        auto const *step = needs_.step;
        page_.facts(
            {{"案卷号 Case", std::to_string(case_.id)},
             {"对象 Subject",
              case_.label.empty() ? case_.key : case_.label + "（" + case_.key + "）"},
             {"所在地 Place", file_.areas.path_of(case_.area)},
             {"立案日期 Opened", base::to_string(case_.opened)},
             {"状态 State", work::title_of(case_.state).zh},
             {"现在该办 Next", step == nullptr ? "" : step->title.zh},
             {"本步期限 Due", needs_.due ? base::to_string(*needs_.due) : ""},
             {"全程期限 Whole due", needs_.whole_due ? base::to_string(*needs_.whole_due) : ""}});
    }

    void write_act(work::Taken const &act) {
        page_.begin_section();
        auto const *step = procedure_.find_step(act.step);
        auto title = std::to_string(act.number) + ". " +
                     (step == nullptr ? std::string() : step->title.zh + " ");
        if (act.kind != work::ActKind::step) title += work::title_of(act.kind).zh;
        else if (act.outcome != work::Outcome::pass) title += "——" + work::title_of(act.outcome).zh;
        page_.heading(2, title, step == nullptr ? work::title_of(act.kind).en : step->title.en);
        Rows rows = {{"日期 Date", base::to_string(act.on)},
                     {"主体 By", step == nullptr || act.kind != work::ActKind::step
                                     ? ""
                                     : body_of(file_.pack, step->by)},
                     {"地点 Where", step == nullptr ? "" : step->where.zh},
                     {"经办 Recorded by", act.person == act.account
                                              ? act.person
                                              : act.person + "（" + act.account + "）"},
                     {"录入时间 At", base::to_string_instant(act.at)},
                     {"理由 Reason", act.reason}};
        add_records(act, rows);
        rows.emplace_back("流水号 Event", std::to_string(act.position));
        page_.facts(rows);
        write_notice(act);
        write_frozen(act);
        write_stated(act);
        page_.end_section();
    }

    void add_records(work::Taken const &act, Rows &rows) {
        for (auto const &[name, value] : act.records) {
            auto const *record = procedure_.find_record(name);
            if (record == nullptr || (record->is_private && !file_.private_records)) continue;
            auto text = pack::write_record(file_.pack, *record, value, base::Language::zh);
            if (record->type == pack::RecordType::document && !text.empty())
                text += "（SHA-256 " + base::as_text(value.value).substr(0, hash_shown) + "…）";
            rows.emplace_back(record->title.zh, std::move(text));
        }
    }

    void write_notice(work::Taken const &act) {
        for (auto const &notice : case_.notices) {
            if (notice.act != act.number) continue;
            page_.paragraph(notice.text.zh);
            Rows rows;
            for (auto const &line : notice.lines) rows.emplace_back(line.title.zh, line.value.zh);
            rows.emplace_back("公示期 Stands", base::to_string(notice.from) + " 至 " +
                                                   base::to_string(notice.until));
            page_.facts(rows);
        }
    }

    // The facts as the decision saw them, read again by the pack of then.
    void write_frozen(work::Taken const &act) {
        if (act.frozen == 0) return;
        auto const frozen = registry::find_frozen(file_.database, file_.county, act.frozen);
        if (!frozen) return;
        auto const pack = registry::load_pack(file_.database, file_.county, frozen->pack_hash);
        page_.heading(3, "决定时所见的资料", "What the decision saw");
        auto const records = registry::show_frozen(file_.database, pack, *frozen);
        for (std::size_t i = 0; i < records.size(); ++i)
            if (records[i]) write_record(pack, frozen->records[i].name.register_name, *records[i]);
        auto const differs = registry::check_frozen(file_.database, *frozen);
        page_.paragraph(differs.empty() ? "经核对，以上资料与决定时一致。"
                                        : "注意：以上资料与决定时已有不同。",
                        "small");
        page_.paragraph("资料 SHA-256：" + frozen->hash, "small");
    }

    void write_record(pack::Pack const &pack, std::string const &register_name,
                      registry::Record const &record) {
        auto const *definition = pack.find_register(register_name);
        if (definition == nullptr) return;
        Rows rows;
        for (std::size_t i = 0; i < definition->fields.size(); ++i) {
            auto const &field = definition->fields[i];
            auto const text = pack::write_cell(pack, field, record.values[i], base::Language::zh);
            if (!text.empty())
                rows.emplace_back(field.title.zh, file_.shown(*definition, field, text));
        }
        page_.paragraph(definition->title.zh + " " + record.key);
        page_.facts(rows);
    }

    void write_stated(work::Taken const &act) {
        for (auto const &stated : act.stated) {
            auto const *definition = file_.pack.find_register(stated.register_name);
            if (definition == nullptr) continue;
            page_.heading(3, "写入登记表：" + definition->title.zh, "Stated in the register");
            Rows rows;
            for (auto const &[name, value] : stated.fields) {
                auto const *field = definition->find_field(name);
                if (field == nullptr) continue;
                auto const text = pack::write_cell(file_.pack, *field, value, base::Language::zh);
                rows.emplace_back(field->title.zh, file_.shown(*definition, *field, text));
            }
            rows.emplace_back("批次 Batch", std::to_string(act.batch));
            page_.facts(rows);
        }
    }

    void write_objections() {
        if (case_.objections.empty()) return;
        page_.heading(2, "异议", "Objections");
        std::vector<std::vector<std::string>> rows;
        for (auto const &one : case_.objections) {
            auto const *state = one.state == work::ObjectionState::open     ? "待答复"
                                : one.state == work::ObjectionState::upheld ? "成立"
                                                                            : "不成立";
            bool const named = file_.private_records && !one.name.empty();
            rows.push_back(
                {std::to_string(one.number), base::to_string(one.on),
                 named ? one.name : "（未具名）", one.text, state,
                 one.answer + (one.decided_by.empty() ? "" : "（" + one.decided_by + "）")});
        }
        page_.table({"序号", "日期", "提出人", "内容", "结果", "答复"}, rows);
    }

    CaseFile const &file_;
    work::Case const &case_;
    work::Needs const &needs_;
    pack::Procedure const &procedure_;
    HtmlPage page_;
};

} // namespace

std::string case_file_html(CaseFile const &file, work::Case const &one, work::Needs const &needs) {
    return CaseDocument(file, one, needs).write();
}

std::string notice_html(CaseFile const &file, work::Case const &one, work::Notice const &notice) {
    auto const *procedure = file.pack.find_procedure(one.procedure);
    auto const title = procedure == nullptr ? one.procedure : procedure->title.zh;
    HtmlPage page("公示 " + title);
    page.heading(1, "公　示", title);
    page.paragraph(notice.text.zh, "notice");
    Rows rows;
    for (auto const &line : notice.lines)
        rows.emplace_back(line.title.zh + " " + line.title.en, line.value.zh);
    page.facts(rows);
    page.paragraph(file.areas.path_of(one.area) + "　" + base::to_string(notice.from));
    page.paragraph("公示到 " + base::to_string(notice.until) + " 止，期满撤下。", "small");
    page.paragraph(notice.text.en, "small");
    return page.take();
}

std::string notice_text(CaseFile const &file, work::Case const &one, work::Notice const &notice,
                        base::Language language) {
    bool const zh = language == base::Language::zh;
    auto text = fmt::format("{}\n\n{}\n\n", zh ? "公示" : "NOTICE", notice.text.in(language));
    for (auto const &line : notice.lines)
        text += fmt::format("{}：{}\n", line.title.in(language), line.value.in(language));
    text += fmt::format("\n{}\n{} – {}\n", file.areas.path_of(one.area),
                        base::to_string(notice.from), base::to_string(notice.until));
    return text;
}

} // namespace jingzhun::report
