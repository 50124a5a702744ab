// Reading TOML: the one file that knows the library (toml++).
#include "pack/tree.hpp"

#include "base/text.hpp"

// Some malformed documents trip the library's own assertions; without them it reports an error.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace jingzhun::pack {
namespace {

// The document's lines, to look at what stands at a place.
class Lines {
  public:
    explicit Lines(std::string_view bytes) : lines_(base::split(bytes, '\n')) {}

    // From the place to the end of its line.
    std::string_view from(int line, int column) const {
        if (line < 1 || static_cast<std::size_t>(line) > lines_.size()) return {};
        auto rest = lines_[static_cast<std::size_t>(line) - 1];
        for (int i = 1; i < column && !rest.empty(); ++i) rest.remove_prefix(bytes_of_first(rest));
        return rest;
    }
    std::string_view before(int line, int column) const {
        auto const whole = from(line, 1);
        return whole.substr(0, whole.size() - from(line, column).size());
    }
    static int characters(std::string_view text) {
        auto const starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
        return static_cast<int>(std::ranges::count_if(text, starts));
    }

  private:
    static std::size_t bytes_of_first(std::string_view text) {
        std::size_t size = 1;
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
            ++size;
        return size;
    }
    std::vector<std::string_view> lines_;
};

class Converter {
  public:
    Converter(std::string const &file, Lines const &lines) : file_(file), lines_(lines) {}

    Spot spot(toml::source_position const &position) const {
        return {&file_, static_cast<int>(position.line), static_cast<int>(position.column)};
    }

    Node convert(toml::node const &from) const {
        Node to;
        to.spot = spot(from.source().begin);
        if (auto const *table = from.as_table()) fill_table(to, *table);
        else if (auto const *array = from.as_array()) fill_array(to, *array);
        else fill_scalar(to, from);
        return to;
    }

  private:
    void fill_table(Node &to, toml::table const &from) const {
        to.is_inline = from.is_inline();
        for (auto const &[key, value] : from)
            to.entries.push_back(
                {std::string(key.str()), spot(key.source().begin), convert(value)});
        std::ranges::sort(to.entries, [](Entry const &a, Entry const &b) {
            return std::pair(a.spot.line, a.spot.column) < std::pair(b.spot.line, b.spot.column);
        });
    }

    void fill_array(Node &to, toml::array const &from) const {
        to.kind = Node::Kind::array;
        for (auto const &item : from) to.items.push_back(convert(item));
        auto const is_header = [](Node const &item) {
            return item.kind == Node::Kind::table && !item.is_inline;
        };
        to.is_inline = !std::ranges::all_of(to.items, is_header) || to.items.empty();
    }

    void fill_scalar(Node &to, toml::node const &from) const {
        if (auto const *text = from.as_string()) {
            to.kind = Node::Kind::text;
            to.text = text->get();
            to.text_spot = within_quotes(to.spot);
        } else if (auto const *whole = from.as_integer()) {
            to.kind = Node::Kind::integer;
            to.integer = whole->get();
        } else if (auto const *real = from.as_floating_point()) {
            to.kind = Node::Kind::real;
            to.real = real->get();
        } else if (auto const *truth = from.as_boolean()) {
            to.kind = Node::Kind::boolean;
            to.truth = truth->get();
        } else {
            fill_time(to, from);
        }
    }

    static void fill_time(Node &to, toml::node const &from) {
        if (auto const *date = from.as_date()) {
            to.kind = Node::Kind::date;
            auto const &day = date->get();
            to.date = base::make_date(day.year, day.month, day.day).value_or(base::Date{});
        } else if (auto const *time = from.as_time()) {
            to.kind = Node::Kind::time;
            char text[8];
            std::snprintf(text, sizeof text, "%02d:%02d", time->get().hour % 100,
                          time->get().minute % 100);
            to.text = text;
        } else {
            to.kind = Node::Kind::moment;
        }
    }

    Spot within_quotes(Spot spot) const {
        auto const rest = lines_.from(spot.line, spot.column);
        bool const is_long = rest.starts_with("\"\"\"") || rest.starts_with("'''");
        spot.column += is_long ? 3 : 1;
        if (is_long &&
            base::trim(rest.substr(3)).empty()) { // a line end right after the quotes is dropped
            ++spot.line;
            spot.column = 1;
        }
        return spot;
    }

    std::string const &file_;
    Lines const &lines_;
};

// "… cannot redefine existing integer 'a.b'": the name; the parser stands behind the key then.
std::optional<std::string> redefined_name(std::string_view description) {
    if (description.find("cannot redefine existing") == description.npos) return std::nullopt;
    auto const close = description.rfind('\'');
    auto const open = close == description.npos ? close : description.rfind('\'', close - 1);
    if (open == description.npos) return "?";
    return std::string(description.substr(open + 1, close - open - 1));
}

void report(toml::parse_error const &error, std::string const &file, Lines const &lines,
            Faults &faults) {
    auto const begin = error.source().begin;
    base::Place place{file, static_cast<int>(begin.line), static_cast<int>(begin.column)};
    auto const description = error.description();
    auto const before = lines.before(place.line, place.column);
    if (auto const name = redefined_name(description)) {
        if (auto const at = before.rfind(*name); at != before.npos)
            place.column = Lines::characters(before.substr(0, at)) + 1;
        faults.add("pack_twice", place, {{"name", *name}, {"first", file}});
        return;
    }
    if (description.find("while parsing date") != description.npos) {
        auto const last = before.find_last_not_of("0123456789-:.TZ+");
        auto const token = last == before.npos ? before : before.substr(last + 1);
        place.column = Lines::characters(before) - Lines::characters(token) + 1;
        auto const rest = lines.from(place.line, place.column);
        auto const size = std::min(rest.find_first_not_of("0123456789-:.TZ+"), rest.size());
        faults.add("pack_date_bad", place, {{"text", std::string(rest.substr(0, size))}});
        return;
    }
    faults.add("pack_toml_malformed", place, {{"what", std::string(description)}});
}

} // namespace

Node const *Node::find(std::string_view key) const {
    auto const found = std::ranges::find(entries, key, &Entry::key);
    return found == entries.end() ? nullptr : &found->value;
}

Node *Node::find(std::string_view key) {
    auto const found = std::ranges::find(entries, key, &Entry::key);
    return found == entries.end() ? nullptr : &found->value;
}

base::Place Node::place_of(std::string_view key) const {
    auto const *value = find(key);
    return value == nullptr ? place() : value->place();
}

std::string_view name_of(Node::Kind kind) {
    switch (kind) {
    case Node::Kind::table:
        return "table";
    case Node::Kind::array:
        return "array";
    case Node::Kind::text:
        return "string";
    case Node::Kind::integer:
        return "integer";
    case Node::Kind::real:
        return "float";
    case Node::Kind::boolean:
        return "boolean";
    case Node::Kind::date:
        return "date";
    case Node::Kind::time:
        return "time";
    case Node::Kind::moment:
        return "date-time";
    }
    return {};
}

Node read_tree(std::string_view bytes, std::string const &file, Faults &faults) {
    Lines const lines(bytes);
    try {
        auto const document = toml::parse(bytes, std::string_view(file));
        return Converter(file, lines).convert(document);
    } catch (toml::parse_error const &error) {
        report(error, file, lines, faults);
        Node empty;
        empty.spot = {&file, 1, 1};
        return empty;
    }
}

} // namespace jingzhun::pack
