// Reads JSON with the parser of Boost.JSON straight into our own tree.
#include "base/json.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace jingzhun::base {
namespace {

using ErrorCode = boost::json::error_code;
using Text = boost::json::string_view;

// Builds the tree from the parser's events: open arrays and objects wait on a stack.
class Builder {
  public:
    static constexpr std::size_t max_object_size = std::size_t(-1),
                                 max_array_size = std::size_t(-1), max_key_size = std::size_t(-1),
                                 max_string_size = std::size_t(-1);

    Json take() { return std::move(root_); }

    bool on_document_begin(ErrorCode &) { return true; }
    bool on_document_end(ErrorCode &) { return true; }
    bool on_object_begin(ErrorCode &) { return open<Json::Object>(); }
    bool on_object_end(std::size_t, ErrorCode &) { return close(); }
    bool on_array_begin(ErrorCode &) { return open<Json::Array>(); }
    bool on_array_end(std::size_t, ErrorCode &) { return close(); }
    bool on_key_part(Text part, std::size_t, ErrorCode &) { return collect(part); }
    bool on_key(Text part, std::size_t, ErrorCode &) {
        collect(part);
        open_.back().key = std::exchange(collected_, {});
        return true;
    }
    bool on_string_part(Text part, std::size_t, ErrorCode &) { return collect(part); }
    bool on_string(Text part, std::size_t, ErrorCode &) {
        collect(part);
        return put({std::exchange(collected_, {})});
    }
    bool on_number_part(Text part, ErrorCode &) { return collect(part); }
    bool on_int64(std::int64_t number, Text, ErrorCode &) {
        collected_.clear();
        return put({number});
    }
    bool on_uint64(std::uint64_t, Text part, ErrorCode &) { return put_real(part); }
    bool on_double(double, Text part, ErrorCode &) { return put_real(part); }
    bool on_bool(bool truth, ErrorCode &) { return put({truth}); }
    bool on_null(ErrorCode &) { return put({}); }
    bool on_comment_part(Text, ErrorCode &) { return true; }
    bool on_comment(Text, ErrorCode &) { return true; }

  private:
    struct Open {
        Json json;
        std::string key; // of the member that comes next
    };

    bool collect(Text part) {
        collected_.append(part.data(), part.size());
        return true;
    }
    // The parser's own number can be off by one in the last place; the nearest one is wanted.
    bool put_real(Text part) {
        collect(part);
        auto const digits = std::exchange(collected_, {});
        double number = 0;
        auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (read.ec == std::errc::result_out_of_range)
            number = std::strtod(digits.c_str(), nullptr);
        return put({number});
    }
    template <class Kind> bool open() {
        open_.emplace_back().json.value.emplace<Kind>();
        return true;
    }
    bool close() {
        auto json = std::move(open_.back().json);
        open_.pop_back();
        return put(std::move(json));
    }
    bool put(Json json) {
        if (open_.empty()) {
            root_ = std::move(json);
            return true;
        }
        auto &[into, key] = open_.back();
        if (auto *array = std::get_if<Json::Array>(&into.value)) {
            array->push_back(std::move(json));
        } else {
            std::get<Json::Object>(into.value).insert_or_assign(std::move(key), std::move(json));
        }
        return true;
    }

    Json root_;
    std::vector<Open> open_;
    std::string collected_;
};

Place place_of(std::string_view text, std::size_t at, std::string const &name) {
    auto const before = text.substr(0, at);
    auto const line = std::ranges::count(before, '\n') + 1;
    auto const line_start = before.rfind('\n') + 1; // npos + 1 is 0: the first line
    return {name, static_cast<int>(line), static_cast<int>(at - line_start) + 1};
}

} // namespace

Json read_json(std::string_view text, std::string const &name) {
    boost::json::parse_options options;
    options.max_depth = 64;
    boost::json::basic_parser<Builder> parser(options);
    ErrorCode error;
    auto at = parser.write_some(false, text.data(), text.size(), error);
    if (!error) {
        at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
        if (at < text.size()) error = boost::json::error::extra_data;
    }
    if (error) {
        throw Error("json_malformed", {{"name", name}, {"what", error.message()}},
                    place_of(text, std::min(at, text.size()), name));
    }
    return parser.handler().take();
}

} // namespace jingzhun::base
