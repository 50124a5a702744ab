// Small HTML documents for printing. Inside this folder only.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jingzhun::report {

std::string escape_html(std::string_view text);

// A page that needs nothing from elsewhere.
class HtmlPage {
  public:
    explicit HtmlPage(std::string const &title);
    void heading(int level, std::string_view zh, std::string_view en = {});
    void paragraph(std::string_view text, std::string_view style = {});
    // Name and value; empty values are left out.
    void facts(std::vector<std::pair<std::string, std::string>> const &rows);
    void table(std::vector<std::string> const &header,
               std::vector<std::vector<std::string>> const &rows);
    void begin_section();
    void end_section();
    std::string take();

  private:
    std::string text_;
};

} // namespace jingzhun::report
