// jingzhun-verify: checks a proof or a checkpoint that was handed over, without the county's
// server, without a database and without a network. Exit status: 0 it holds, 1 it does not, 2 wrong
// usage, 3 a file or a key cannot be read.
#include "base/file.hpp"
#include "store/bundle_report.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace {

using namespace jingzhun;

struct Request {
    std::string file;
    std::vector<std::string> keys, witnesses;
    std::optional<std::size_t> needed;
    bool json = false, help = false;
    base::Language language = base::Language::zh;
};

constexpr std::string_view usage_zh =
    R"(用法：jingzhun-verify 文件 --key 公钥 [--witness 公钥]… [--witnesses-needed 个数] [--json] [--lang zh|en]
核验一份证明，或公告栏、二维码上的检查点。公钥应从公告或监督部门另行取得，不要用随证明附来的。
公钥也可以写成存放公钥的文件，一行一个。
)";
constexpr std::string_view usage_en =
    R"(usage: jingzhun-verify FILE --key KEY [--witness KEY]… [--witnesses-needed N] [--json] [--lang zh|en]
Checks a proof, or a checkpoint from a notice or a QR code. Take the key from the bulletin or the
supervisors, not from whoever handed over the proof. A key may also be a file with keys, a line each.
)";

std::string_view usage(base::Language language) {
    return language == base::Language::zh ? usage_zh : usage_en;
}

bool english_by_environment() {
    for (auto const *name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (char const *value = std::getenv(name); value != nullptr && *value != '\0')
            return std::string_view(value).starts_with("en");
    return false;
}

bool set_option(Request &request, std::string_view name, std::string const &value) {
    if (name == "--key") request.keys.push_back(value);
    else if (name == "--witness") request.witnesses.push_back(value);
    else if (name == "--lang" && (value == "zh" || value == "en"))
        request.language = value == "zh" ? base::Language::zh : base::Language::en;
    else if (name == "--witnesses-needed") {
        std::size_t needed = 0;
        auto const end = value.data() + value.size();
        auto const read = std::from_chars(value.data(), end, needed);
        if (read.ec != std::errc() || read.ptr != end) return false;
        request.needed = needed;
    } else {
        return false;
    }
    return true;
}

// Nothing where the line is not understood.
bool read_arguments(int count, char **arguments, Request &request) {
    for (int i = 1; i < count; ++i) {
        std::string_view const word = arguments[i];
        if (word == "--json") request.json = true;
        else if (word == "--help" || word == "-h") request.help = true;
        else if (word.starts_with("--")) {
            if (i + 1 >= count || !set_option(request, word, arguments[i + 1])) return false;
            ++i;
        } else if (request.file.empty()) {
            request.file = word;
        } else {
            return false;
        }
    }
    return request.help || (!request.file.empty() && !request.keys.empty());
}

base::Status check(Request const &request) {
    store::Trust trust;
    trust.log_keys = store::keys_given(request.keys);
    trust.witnesses = store::keys_given(request.witnesses);
    trust.witnesses_needed = request.needed.value_or(store::count_witnesses(trust.witnesses));
    trust.latest = store::a_day_from_now();
    auto const contents = base::read_file(request.file, store::bundle_bytes_max);
    auto const report = store::check_file(contents, trust, request.json, request.language);
    fmt::print("{}{}", report.text, request.json ? "\n" : "");
    return report.sound ? base::Status::done : base::Status::no;
}

} // namespace

int main(int count, char **arguments) {
    Request request;
    if (english_by_environment()) request.language = base::Language::en;
    if (!read_arguments(count, arguments, request)) {
        fmt::print(stderr, "{}", usage(request.language));
        return static_cast<int>(base::Status::usage);
    }
    if (request.help) {
        fmt::print("{}", usage(request.language));
        return 0;
    }
    try {
        return static_cast<int>(check(request));
    } catch (base::Error const &error) {
        auto const zh = request.language == base::Language::zh;
        fmt::print(stderr, "{}{}\n", zh ? "出错：" : "error: ", error.text(request.language));
        return static_cast<int>(error.status());
    }
}
