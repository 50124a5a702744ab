// The program: understand the command line, run the command, say what failed in the user's
// language.
#include "app/parse.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>

int main(int argument_count, char **arguments) {
    using namespace jingzhun;
    auto const parsed = app::parse(argument_count, arguments);
    if (!parsed.run) return parsed.status;
    auto const zh = parsed.common.language == base::Language::zh;
    try {
        return parsed.run();
    } catch (base::Error const &error) {
        fmt::print(stderr, "{}{}\n", zh ? "出错：" : "error: ", error.text(parsed.common.language));
        return static_cast<int>(error.status());
    } catch (std::bad_alloc const &) {
        fmt::print(stderr, "{}\n",
                   zh ? "出错：内存不足，请关闭其他程序或分批处理"
                      : "error: out of memory; close other programs or work in parts");
        return static_cast<int>(base::Status::store);
    } catch (std::exception const &error) {
        fmt::print(stderr, "{}{}\n",
                   zh ? "内部错误，请报告：" : "internal error, please report: ", error.what());
        return static_cast<int>(base::Status::store);
    }
}
