// The public conformance suite, run case by case: what of its core files needs no protobuf message
// (tests/data/cel-suite.json), and the half that is shared with us as it was handed on.
#include "base/json.hpp"
#include "base/text.hpp"
#include "cel/check.hpp"
#include "cel/conformance.hpp"
#include "cel/conformance_value.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace jingzhun;

namespace {

std::string read(std::filesystem::path const &path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// Equality of the suite: kinds must agree, doubles compare as numbers, any NaN equals any NaN, the
// order of a map's entries does not matter.
bool agree(cel::Value const &a, cel::Value const &b) {
    if (a.data.index() != b.data.index()) return false;
    if (auto const *x = a.as<double>()) {
        double const y = *b.as<double>();
        return *x == y || (std::isnan(*x) && std::isnan(y));
    }
    if (auto const *x = a.as<std::shared_ptr<cel::List const>>()) {
        auto const &y = *b.as<std::shared_ptr<cel::List const>>();
        return std::equal((*x)->begin(), (*x)->end(), y->begin(), y->end(), agree);
    }
    if (auto const *x = a.as<std::shared_ptr<cel::Map const>>()) {
        auto const &y = *b.as<std::shared_ptr<cel::Map const>>();
        return (*x)->size() == y->size() &&
               std::all_of((*x)->begin(), (*x)->end(), [&](auto const &entry) {
                   return std::any_of(y->begin(), y->end(), [&](auto const &other) {
                       return agree(entry.first, other.first) && agree(entry.second, other.second);
                   });
               });
    }
    return cel::equal(a, b);
}

// The shared file was written through Latin-1, which left some expected values other than the suite
// has them: characters beyond U+00FF stand there as a backslash, u or U and their number, and the
// escape \\? of bytes stands unresolved. Both are put right here; raw literals cannot hold either.
std::string repaired(std::string const &text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t const digits = text[i] != '\\' || i + 1 >= text.size() ? 0
                                   : text[i + 1] == 'u'                    ? 4
                                   : text[i + 1] == 'U'                    ? 8
                                                                           : 0;
        bool const is_number = digits > 0 && i + 2 + digits <= text.size();
        unsigned long const point =
            is_number ? std::stoul(text.substr(i + 2, digits), nullptr, 16) : 0;
        if (point > 0xFF) result += base::to_utf8(std::u32string(1, static_cast<char32_t>(point)));
        else result += text[i];
        i += point > 0xFF ? 2 + digits : 1;
    }
    return result;
}

cel::Value repaired(cel::Value value, std::string const &expression) {
    if (auto const *text = value.as<std::string>()) return {repaired(*text)};
    auto const *bytes = value.as<cel::Bytes>();
    if (bytes == nullptr || expression.find('\\') != std::string::npos) return value;
    std::string data = bytes->data;
    for (auto at = data.find("\\?"); at != std::string::npos; at = data.find("\\?"))
        data.erase(at, 1);
    return {cel::Bytes{std::move(data)}};
}

using Repair = cel::Value (*)(cel::Value, std::string const &);
cel::Value as_written(cel::Value value, std::string const &) { return value; }

bool is_right(base::Json const &answer, base::Json const &expected, std::string const &expression,
              Repair repair) {
    if (expected.find("error") != nullptr) return answer.find("error") != nullptr;
    base::Json const *value = answer.find("value");
    if (value == nullptr) return false;
    auto const found = cel::value_from_json(*value);
    auto const wanted = cel::value_from_json(expected);
    return found && wanted && agree(*found, repair(*wanted, expression));
}

// Runs all cases of a file; how many of them there are.
std::size_t run_suite(std::filesystem::path const &path, Repair repair) {
    std::string const text = read(path);
    base::Json const cases = base::read_json(text, path.filename().string());
    std::string const answered = cel::run_cel_cases(text);
    base::Json const answers = base::read_json(answered, "answers");
    REQUIRE(cases.array() != nullptr);
    REQUIRE(answers.array() != nullptr);
    REQUIRE(cases.array()->size() == answers.array()->size());
    for (std::size_t i = 0; i < cases.array()->size(); ++i) {
        base::Json const &each = (*cases.array())[i];
        base::Json const &answer = (*answers.array())[i];
        if (each.find("expect") == nullptr) continue;
        INFO(*each.text("file"), ": ", *each.text("name"), ": ", *each.text("expr"));
        std::string const *error = answer.text("error");
        INFO("error: ", error == nullptr ? "" : *error);
        CHECK(is_right(answer, *each.find("expect"), *each.text("expr"), repair));
    }
    return cases.array()->size();
}

// Lists and maps of nothing are lists and maps of anything.
cel::Type generalised(cel::Type type) {
    if (type.kind == cel::Kind::list && type.arguments.empty()) return cel::list_of({});
    if (type.kind == cel::Kind::map && type.arguments.empty()) return {type.kind, {{}, {}}};
    for (cel::Type &argument : type.arguments) argument = generalised(std::move(argument));
    return type;
}

} // namespace

TEST_CASE("every case of the public conformance suite that needs no protobuf is answered right") {
    CHECK(run_suite(std::filesystem::path(source_folder()) / "tests/data/cel-suite.json",
                    as_written) == 1154);
}

TEST_CASE("every shared case of the public conformance suite is answered right") {
    auto const path =
        std::filesystem::path(source_folder()) / "../shared/conformance/cel-open.json";
    if (!std::filesystem::exists(path)) {
        MESSAGE("skipped: the conformance material is not here");
        return;
    }
    CHECK(run_suite(path, repaired) == 576);
}

TEST_CASE("the types the suite deduces are deduced") {
    base::Json const cases =
        base::read_json(read(std::filesystem::path(source_folder()) / "tests/data/cel-suite.json"),
                        "cel-suite.json");
    std::size_t typed = 0;
    cel::Schema const schema;
    for (base::Json const &each : *cases.array()) {
        base::Json const *type = each.find("type");
        if (type == nullptr) continue;
        ++typed;
        INFO(*each.text("expr"));
        auto const parsed = cel::parse(*each.text("expr"));
        REQUIRE(parsed.expression != nullptr);
        auto const checked = cel::check(*parsed.expression, schema, {});
        CHECK(checked.problems.empty());
        CHECK(cel::to_string(generalised(checked.type)) ==
              cel::to_string(cel::type_from_json(*type)));
    }
    CHECK(typed == 15);
}
