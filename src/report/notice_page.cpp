// Pages of notices.
#include "report/notice_page.hpp"

#include "report/html.hpp"
#include "report/qr.hpp"

#include <fmt/format.h>

namespace jingzhun::report {
namespace {

constexpr std::size_t digits_shown = 6; // years, amounts, counts

constexpr std::string_view style = R"(
body { margin: 0; background: #f6f4ee; color: #1a2420;
       font: 18px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { box-sizing: border-box; max-width: 44rem; margin: 1.5rem auto; padding: 1.5rem 1.25rem;
       background: #fff; border: 1px solid #e4e0d5; border-radius: .75rem; }
h1 { margin: 0; font-size: 1.75rem; letter-spacing: .5em; text-align: center; }
h2 { margin: .25rem 0 1.5rem; font-size: 1.05rem; font-weight: 400; text-align: center;
     color: #4b5852; }
.says { font-size: 1.2rem; line-height: 1.9; text-indent: 2em; }
dl { margin: 1.25rem 0; border-top: 1px solid #e4e0d5; }
dl > div { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .5rem 0;
           border-bottom: 1px solid #e4e0d5; }
dt { flex: 0 0 13rem; color: #4b5852; } dd { margin: 0; font-weight: 600; }
.small { color: #4b5852; font-size: .9rem; }
.until { margin-top: 1.25rem; padding: .6rem .8rem; background: #eff5f1; }
)";

std::string document(std::string_view title, std::string_view body) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n"
        "</html>\n",
        escape_html(title), style, body);
}

std::string shown(std::string_view text) { return escape_html(without_long_numbers(text)); }

} // namespace

std::string without_long_numbers(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        auto end = i;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
        auto const length = end - i;
        if (length > digits_shown) result.append(length, '*');
        else if (length > 0) result.append(text.substr(i, length));
        else result += text[end++];
        i = end;
    }
    return result;
}

std::string public_notice_html(CaseFile const &file, work::Case const &one,
                               work::Notice const &notice) {
    auto const *procedure = file.pack.find_procedure(one.procedure);
    auto const title = procedure == nullptr ? pack::Title{} : procedure->title;
    std::string body = "<h1>公示</h1>\n";
    body +=
        fmt::format("<h2>{} <span lang=\"en\">{}</span></h2>\n", shown(title.zh), shown(title.en));
    body += fmt::format("<p class=\"says\">{}</p>\n<dl>\n", shown(notice.text.zh));
    for (auto const &line : notice.lines)
        body += fmt::format("<div><dt>{} <span lang=\"en\">{}</span></dt><dd>{}</dd></div>\n",
                            shown(line.title.zh), shown(line.title.en), shown(line.value.zh));
    body += fmt::format("</dl>\n<p>{}　{}</p>\n", shown(file.areas.path_of(one.area)),
                        base::to_string(notice.from));
    body += fmt::format("<p class=\"until\">公示到 {0} 止，期满撤下。<br>"
                        "<span lang=\"en\">Stands until {0}, then it is taken down.</span></p>\n",
                        base::to_string(notice.until));
    body += fmt::format("<p class=\"small\" lang=\"en\">{}</p>\n", shown(notice.text.en));
    return document("公示 " + title.zh, body);
}

std::string no_notice_html(base::Language language) {
    auto const zh = "<p class=\"says\">没有这份公示，或公示期已满、已经撤下。</p>\n";
    auto const en =
        "<p class=\"says\" lang=\"en\">There is no such notice, or its time is over and "
        "it has been taken down.</p>\n";
    auto const body = language == base::Language::zh ? std::string(zh) + en : std::string(en) + zh;
    return document("公示", "<h1>公示</h1>\n" + body);
}

std::string notice_poster_html(CaseFile const &file, work::Case const &one,
                               work::Notice const &notice, std::string const &address) {
    auto page = notice_html(file, one, notice);
    auto const code = fmt::format(
        "<figure style=\"margin:6mm auto 0;width:36mm;text-align:center\">{}"
        "<figcaption class=\"small\">扫码查看 Scan to read<br>{}</figcaption></figure>\n",
        qr_svg(qr_code(address), 3), escape_html(address));
    auto const end = page.rfind("</body>");
    return page.insert(end == std::string::npos ? page.size() : end, code);
}

} // namespace jingzhun::report
