// jingzhun statistics: the pack's figures of a county, by area, group and year.
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "cel/check.hpp"
#include "pack/schema.hpp"
#include "register/pack_files.hpp"
#include "source/write.hpp"
#include "survey/county_statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <thread>

namespace jingzhun::app {
namespace {

using pack::Statistic;
using survey::Figure;

std::vector<Statistic> all_of(Session const &session) {
    std::vector<Statistic> statistics;
    registry::with_pack_files(*session.database, session.county, session.pack.hash,
                              [&](std::string const &folder) {
                                  statistics = pack::load_statistics(folder, session.pack);
                              });
    return statistics;
}

// The one named, which the actor must be allowed to see; or all that he is.
std::vector<Statistic> wanted(Session const &session, Acting const &acting,
                              std::string const &name) {
    auto all = all_of(session);
    auto const county = check::county_code(session.county);
    if (name.empty()) {
        acting.require_some_register(pack::Operation::read);
        std::erase_if(all, [&](Statistic const &one) {
            return !acting.may(pack::Operation::read, one.on, county);
        });
        return all;
    }
    std::string there;
    for (auto const &one : all) there += (there.empty() ? "" : " ") + one.id;
    std::erase_if(all, [&](Statistic const &one) { return one.id != name; });
    if (all.empty()) throw base::Error("statistic_unknown", {{"name", name}, {"there", there}});
    acting.require(pack::Operation::read, all.front().on);
    return all;
}

// What a group is called: the title of a code, yes or no, or the text itself.
std::string label(Session const &session, cel::Schema const &schema, Figure const &figure,
                  std::size_t at, Common const &common) {
    auto const &text = figure.groups[at];
    if (text.empty()) return choose(common, "不详", "not known");
    auto const type = cel::check(*figure.statistic->across[at], schema, figure.statistic->on).type;
    if (type.kind == cel::Kind::boolean)
        return text == "true" ? choose(common, "是", "yes") : choose(common, "否", "no");
    if (auto const *codes = session.pack.find_codes(type.name))
        for (auto const &code : codes->codes)
            if (code.code == text) return choose(common, code.title);
    return text;
}

class Answer {
  public:
    Answer(Session const &session, std::vector<Statistic> const &statistics,
           std::vector<Figure> const &figures, Common const &common)
        : session_(session), statistics_(statistics), figures_(figures), common_(common),
          schema_(pack::make_schema(session.pack)) {}

    std::string json(base::Date as_of) const {
        base::JsonWriter json;
        json.begin_object()
            .member("as_of", base::to_string(as_of))
            .member("area", check::county_code(session_.county))
            .key("statistics")
            .begin_array();
        for (auto const &statistic : statistics_) write(json, statistic);
        json.end_array().end_object();
        return json.take();
    }

    std::vector<std::vector<std::string>> rows() const {
        std::vector<std::vector<std::string>> all{
            {text("统计", "statistic"), text("截止", "as of"), text("地点", "place"),
             text("分组", "group"), text("数值", "value"), text("单位", "unit"),
             text("基数", "base"), text("未计", "left out"), text("口径", "definition"),
             text("依据", "source")}};
        for (auto const &figure : figures_) {
            auto const &statistic = *figure.statistic;
            all.push_back({choose(common_, statistic.title), base::to_string(figure.as_of),
                           session_.areas.path_of(figure.area), groups(figure),
                           figure.value ? fmt::format("{:.10g}", *figure.value) : "",
                           statistic.unit, fmt::format("{:.10g}", figure.base),
                           std::to_string(figure.left_out), choose(common_, statistic.definition),
                           statistic.source});
        }
        return all;
    }

    void print() const {
        for (auto const &statistic : statistics_) {
            print_line(fmt::format("{}（{}）", choose(common_, statistic.title), statistic.unit));
            print_line("  " + choose(common_, statistic.definition));
            std::vector<std::vector<std::string>> lines{
                {text("截止", "as of"), text("地点", "place"), text("分组", "group"),
                 text("数值", "value"), text("基数", "base"), text("未计", "left out")}};
            for (auto const &figure : figures_)
                if (figure.statistic == &statistic)
                    lines.push_back({base::to_string(figure.as_of),
                                     session_.areas.path_of(figure.area), groups(figure),
                                     figure.value ? fmt::format("{:.6g}", *figure.value) : "–",
                                     fmt::format("{:.10g}", figure.base),
                                     grouped(static_cast<std::int64_t>(figure.left_out))});
            print_line(table(lines, {3, 4, 5}));
        }
    }

  private:
    std::string text(char const *zh, char const *en) const { return choose(common_, zh, en); }

    std::string groups(Figure const &figure) const {
        std::string all;
        for (std::size_t i = 0; i < figure.groups.size(); ++i)
            all += (i == 0 ? "" : " × ") + label(session_, schema_, figure, i, common_);
        for (auto const *part : {&figure.measure, &figure.of, &figure.cutoff})
            if (!part->empty()) all += (all.empty() ? "" : " ") + *part;
        return all;
    }

    static void write_title(base::JsonWriter &json, char const *name, pack::Title const &title) {
        json.key(name).begin_object().member("zh", title.zh).member("en", title.en).end_object();
    }

    void write(base::JsonWriter &json, Statistic const &statistic) const {
        json.begin_object().member("id", statistic.id);
        write_title(json, "title", statistic.title);
        write_title(json, "definition", statistic.definition);
        json.member("unit", statistic.unit)
            .member("source", statistic.source)
            .member("on", statistic.on)
            .member("statistic", statistic.item.statistic)
            .key("figures")
            .begin_array();
        for (auto const &figure : figures_)
            if (figure.statistic == &statistic) write(json, figure);
        json.end_array().end_object();
    }

    void write(base::JsonWriter &json, Figure const &figure) const {
        json.begin_object()
            .member("as_of", base::to_string(figure.as_of))
            .member("area", figure.area)
            .member("name", session_.areas.path_of(figure.area))
            .key("groups")
            .begin_array();
        for (std::size_t i = 0; i < figure.groups.size(); ++i)
            json.begin_object()
                .member("code", figure.groups[i])
                .member("label", label(session_, schema_, figure, i, common_))
                .end_object();
        json.end_array();
        if (!figure.measure.empty())
            json.member("measure", figure.measure)
                .member("of", figure.of)
                .member("cutoff", figure.cutoff);
        json.key("value");
        if (figure.value) json.value(*figure.value);
        else json.null();
        if (figure.line) json.member("line", *figure.line);
        json.member("rows", figure.rows)
            .member("left_out", figure.left_out)
            .member("base", figure.base)
            .end_object();
    }

    Session const &session_;
    std::vector<Statistic> const &statistics_;
    std::vector<Figure> const &figures_;
    Common const &common_;
    cel::Schema schema_;
};

void write_table(std::string const &file, std::vector<std::vector<std::string>> const &rows) {
    auto const writer = std::filesystem::path(file).extension() == ".csv"
                            ? source::write_csv(file)
                            : source::write_xlsx(file);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<source::OutCell> cells;
        for (std::size_t k = 0; k < rows[i].size(); ++k)
            cells.push_back({rows[i][k],
                             i > 0 && (k == 4 || k == 6 || k == 7) && !rows[i][k].empty(),
                             false,
                             {}});
        writer->row(std::span<source::OutCell const>(cells));
    }
    writer->close();
}

std::size_t digits_of(std::string const &by) {
    return by == "county" ? 6 : by == "township" ? 9 : 12;
}

} // namespace

int statistics(StatisticsCommand const &command, Common const &common) {
    auto const known = known_of(command.known_at);
    auto const session = open_session(command.store, store::Access::read, {}, known);
    Acting const acting(session, common);
    auto const chosen = wanted(session, acting, command.name);
    survey::StatisticsOf of;
    of.county = session.county;
    of.as_of = command.as_of.value_or(last_check(session));
    of.known = known;
    of.digits = digits_of(command.by);
    of.threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U));
    auto const figures = survey::county_statistics(*session.database, session.pack, chosen, of);
    Answer const answer(session, chosen, figures, common);
    if (!command.out.empty()) write_table(command.out, answer.rows());
    if (common.json) print_json(answer.json(of.as_of));
    else if (command.out.empty()) answer.print();
    else print_line(fmt::format("{}：{}", choose(common, "已写出", "written"), command.out));
    return 0;
}

} // namespace jingzhun::app
