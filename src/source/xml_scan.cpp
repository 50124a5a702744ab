// Tags, text and what else stands between them, each when it has come whole.
#include "source/xml_scan.hpp"

#include "base/utf8.hpp"
#include "source/xml_characters.hpp"

#include <algorithm>
#include <cstring>

namespace jingzhun::source {

namespace {

constexpr std::size_t piece_bytes = std::size_t{64} << 10;
constexpr std::size_t tag_bytes_max = std::size_t{1} << 20;
constexpr std::size_t entity_bytes_max = 16;
constexpr std::string_view not_well_formed = "not well-formed";
constexpr std::string_view mark = "\xEF\xBB\xBF";

std::size_t blanks_at(std::string_view text, std::size_t at) {
    while (at < text.size() && is_xml_blank(text[at])) ++at;
    return at;
}

// Sheets have hardly any line ends, so that searching is faster than counting.
std::size_t count_lines(std::string_view text) {
    std::size_t lines = 0;
    for (auto at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) ++lines;
    return lines;
}

// Where what can stand in a name ends.
std::size_t name_end(std::string_view text, std::size_t at) {
    while (at < text.size() && !is_xml_blank(text[at]) && text[at] != '=' && text[at] != '>' &&
           text[at] != '/')
        ++at;
    return at;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_word(std::string_view text, std::string_view word) {
    return std::ranges::equal(text, word, {}, lower, lower);
}

} // namespace

bool XmlScanner::is_for(std::string_view beginning) {
    if (beginning.starts_with(mark)) beginning.remove_prefix(mark.size());
    auto const first = beginning.substr(0, 2);
    if (first == "\xFE\xFF" || first == "\xFF\xFE" || first.find('\0') != first.npos) return false;
    if (!beginning.starts_with("<?xml")) return true;
    auto const declaration = beginning.substr(0, beginning.find("?>"));
    auto at = declaration.find("encoding");
    if (at == declaration.npos) return true;
    at = declaration.find_first_of("\"'", at);
    if (at == declaration.npos) return false;
    auto const end = declaration.find(declaration[at], at + 1);
    auto const name = declaration.substr(at + 1, end == declaration.npos ? end : end - at - 1);
    return is_word(name, "utf-8") || is_word(name, "us-ascii");
}

std::span<char> XmlScanner::room() {
    if (at_ > 0) {
        lines_ += count_lines({buffer_.data(), at_});
        std::memmove(buffer_.data(), buffer_.data() + at_, filled_ - at_);
        filled_ -= at_;
        at_ = 0;
    }
    if (buffer_.size() < filled_ + piece_bytes) buffer_.resize(2 * filled_ + piece_bytes);
    return {buffer_.data() + filled_, piece_bytes};
}

void XmlScanner::came(std::size_t count) {
    filled_ += count;
    at_end_ = count == 0;
}

std::size_t XmlScanner::line() const { return 1 + lines_ + count_lines({buffer_.data(), at_}); }

XmlScanner::Step XmlScanner::refuse(std::string_view reason) {
    fault_ = reason;
    return Step::faulty;
}

XmlScanner::State XmlScanner::run() {
    for (;;) {
        if (!fault_.empty()) return State::faulty;
        if (at_end_ && at_ == filled_) {
            if (has_root_ && depth_ == 0) return State::ended;
            refuse("no element found");
            return State::faulty;
        }
        switch (step()) {
        case Step::done:
            break;
        case Step::paused:
            return State::paused;
        case Step::faulty:
            return State::faulty;
        case Step::hungry:
            if (at_end_) refuse("unclosed token");
            else if (filled_ - at_ > tag_bytes_max) refuse("tag too long");
            else return State::hungry;
        }
    }
}

XmlScanner::Step XmlScanner::step() {
    if (at_ == filled_) return Step::hungry;
    if (at_start_) {
        if (filled_ - at_ < mark.size() && !at_end_) return Step::hungry;
        if (rest().starts_with(mark)) at_ += mark.size();
        // The declaration stands here and nowhere else.
        if (rest().size() < 6 && !at_end_) return Step::hungry;
        at_start_ = false;
        if (rest().starts_with("<?xml") && rest().size() > 5 && is_xml_blank(rest()[5])) {
            std::size_t end = 0;
            auto const found = whole("?>", 5, end);
            at_start_ = found == Step::hungry;
            if (found == Step::done) at_ += end;
            return found;
        }
        if (at_ == filled_) return Step::hungry;
    }
    return buffer_[at_] == '<' ? markup() : text();
}

// The text up to the next tag, or what of it has come.
XmlScanner::Step XmlScanner::text() {
    auto raw = rest();
    auto const *const tag = static_cast<char const *>(std::memchr(raw.data(), '<', raw.size()));
    if (tag != nullptr) {
        raw = raw.substr(0, static_cast<std::size_t>(tag - raw.data()));
    } else if (!at_end_) {
        // What may go on in the next piece waits: a character, an entity, a line end, ]]>.
        while (!raw.empty() && (raw.back() == '\r' || raw.back() == ']')) raw.remove_suffix(1);
        for (std::size_t back = 1; back <= std::min<std::size_t>(3, raw.size()); ++back)
            if (base::is_cut_character(raw.substr(raw.size() - back))) {
                raw.remove_suffix(back);
                break;
            }
        auto const last = raw.substr(raw.size() - std::min(raw.size(), entity_bytes_max));
        if (auto const entity = last.rfind('&');
            entity != last.npos && last.find(';', entity) == last.npos)
            raw.remove_suffix(last.size() - entity);
        if (raw.empty()) return Step::hungry;
    }
    at_ += raw.size();
    return give_text(raw);
}

XmlScanner::Step XmlScanner::give_text(std::string_view raw) {
    if (depth_ == 0)
        return std::ranges::all_of(raw, is_xml_blank) ? Step::done : refuse(not_well_formed);
    auto const look = look_at_text(raw);
    if (look == XmlText::bad) return refuse(not_well_formed);
    if (look == XmlText::coded) {
        decoded_.clear();
        if (!decode_xml(decoded_, raw, false)) return refuse("undefined entity");
        raw = decoded_;
    }
    handler_.text(raw);
    return Step::done;
}

XmlScanner::Step XmlScanner::markup() {
    auto const here = rest();
    if (here.size() < 2) return Step::hungry;
    if (here[1] == '/') return end_tag();
    if (here[1] == '?') return instruction();
    if (here[1] != '!') return start_tag();
    for (std::string_view const beginning : {"<!--", "<![CDATA[", "<!DOCTYPE"}) {
        if (here.size() < beginning.size() && beginning.starts_with(here)) return Step::hungry;
        if (!here.starts_with(beginning)) continue;
        if (beginning == "<!--") return comment();
        return beginning == "<!DOCTYPE" ? refuse("document type declaration") : section();
    }
    return refuse(not_well_formed);
}

// Where, from the front, what ends so is over.
XmlScanner::Step XmlScanner::whole(std::string_view ending, std::size_t from, std::size_t &end) {
    auto const found = rest().find(ending, from);
    if (found == std::string_view::npos) return Step::hungry;
    end = found + ending.size();
    return Step::done;
}

XmlScanner::Step XmlScanner::comment() {
    std::size_t end = 0;
    if (auto const found = whole("--", 4, end); found != Step::done) return found;
    if (rest().size() == end) return Step::hungry;
    if (rest()[end] != '>') return refuse(not_well_formed);
    if (look_at_text(rest().substr(4, end - 6), true) == XmlText::bad)
        return refuse(not_well_formed);
    at_ += end + 1;
    return Step::done;
}

XmlScanner::Step XmlScanner::section() {
    constexpr std::size_t head = 9;
    std::size_t end = 0;
    if (auto const found = whole("]]>", head, end); found != Step::done) return found;
    auto const raw = rest().substr(head, end - head - 3);
    if (depth_ == 0 || look_at_text(raw) == XmlText::bad) return refuse(not_well_formed);
    decoded_.clear();
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n') continue;
        decoded_ += raw[i] == '\r' ? '\n' : raw[i];
    }
    if (!decoded_.empty()) handler_.text(decoded_);
    at_ += end;
    return Step::done;
}

XmlScanner::Step XmlScanner::instruction() {
    std::size_t end = 0;
    if (auto const found = whole("?>", 2, end); found != Step::done) return found;
    auto const inner = rest().substr(2, end - 4);
    auto const name = inner.substr(0, inner.find_first_of(" \t\r\n"));
    if (!is_xml_name(name) || is_word(name, "xml")) return refuse(not_well_formed);
    if (look_at_text(inner, true) == XmlText::bad) return refuse(not_well_formed);
    at_ += end;
    return Step::done;
}

XmlScanner::Step XmlScanner::end_tag() {
    std::size_t end = 0;
    if (auto const found = whole(">", 2, end); found != Step::done) return found;
    auto name = rest().substr(2, end - 3);
    while (!name.empty() && is_xml_blank(name.back())) name.remove_suffix(1);
    if (depth_ == 0 || names_[depth_ - 1] != name) return refuse("mismatched tag");
    at_ += end;
    return close();
}

XmlScanner::Step XmlScanner::start_tag() {
    auto const here = rest();
    auto at = name_end(here, 1);
    if (at == here.size()) return Step::hungry;
    auto const name = here.substr(1, at - 1);
    if (!is_xml_name(name)) return refuse(not_well_formed);
    attributes_.clear();
    values_used_ = 0;
    for (;;) {
        auto const next = blanks_at(here, at);
        if (next == here.size()) return Step::hungry;
        if (here[next] == '>' || here[next] == '/') {
            at = next;
            break;
        }
        if (next == at) return refuse(not_well_formed);
        at = next;
        if (auto const read = attribute(here, at); read != Step::done) return read;
    }
    auto const is_empty = here[at] == '/';
    if (is_empty && at + 1 == here.size()) return Step::hungry;
    if (is_empty && here[at + 1] != '>') return refuse(not_well_formed);
    if (attributes_.size() > 1 && !are_distinct()) return refuse("duplicate attribute");
    if (depth_ == 0 && has_root_) return refuse("junk after document element");
    at_ += at + (is_empty ? 2 : 1);
    auto const opened = open(name);
    return opened == Step::done && is_empty ? close() : opened;
}

// One attribute from `at` on, which is then behind it.
XmlScanner::Step XmlScanner::attribute(std::string_view here, std::size_t &at) {
    auto const end_of_name = name_end(here, at);
    auto const name = here.substr(at, end_of_name - at);
    auto const sign = blanks_at(here, end_of_name);
    if (sign == here.size()) return Step::hungry;
    if (here[sign] != '=' || !is_xml_name(name)) return refuse(not_well_formed);
    auto const quote = blanks_at(here, sign + 1);
    if (quote == here.size()) return Step::hungry;
    if (here[quote] != '"' && here[quote] != '\'') return refuse(not_well_formed);
    auto const end = here.find(here[quote], quote + 1);
    if (end == here.npos) return Step::hungry;
    std::string_view value;
    if (!read_value(here.substr(quote + 1, end - quote - 1), value)) return refuse(not_well_formed);
    attributes_.push_back({name, value});
    at = end + 1;
    return Step::done;
}

XmlScanner::Step XmlScanner::open(std::string_view name) {
    if (depth_ == names_.size()) return refuse("elements nested too deeply");
    has_root_ = true;
    names_[depth_++] = name;
    handler_.start(local_name(name), Attributes(attributes_));
    return Step::done;
}

XmlScanner::Step XmlScanner::close() {
    --depth_;
    return handler_.end(local_name(names_[depth_])) ? Step::paused : Step::done;
}

// No attribute twice: few are compared with each other, many are put in order.
bool XmlScanner::are_distinct() const {
    if (attributes_.size() > 16) {
        std::vector<std::string_view> names;
        for (auto const &one : attributes_) names.push_back(one.name);
        std::ranges::sort(names);
        return std::ranges::adjacent_find(names) == names.end();
    }
    for (std::size_t i = 1; i < attributes_.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (attributes_[i].name == attributes_[j].name) return false;
    return true;
}

bool XmlScanner::read_value(std::string_view raw, std::string_view &value) {
    auto const look = look_at_text(raw, true);
    value = raw;
    if (look == XmlText::bad || raw.find('<') != raw.npos) return false;
    if (look == XmlText::plain && raw.find_first_of("\n\t") == raw.npos) return true;
    if (values_used_ == values_.size()) values_.emplace_back();
    auto &text = values_[values_used_++];
    text.clear();
    if (!decode_xml(text, raw, true)) return false;
    value = text;
    return true;
}

} // namespace jingzhun::source
