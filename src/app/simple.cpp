// jingzhun cel, demo: the short commands.
#include "app/print.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "cel/conformance.hpp"
#include "demo/demo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>

namespace jingzhun::app {

int cel(Cel const &command, Common const &) {
    auto const text = command.file.empty()
                          ? std::string(std::istreambuf_iterator<char>(std::cin), {})
                          : base::read_file(command.file);
    print_json(jingzhun::cel::run_cel_cases(text));
    return 0;
}

int demo(Demo const &command, Common const &common) {
    jingzhun::demo::DemoOptions options;
    options.folder = command.folder;
    options.area = command.area;
    options.households = command.households;
    options.seed = command.seed;
    Progress progress(common);
    auto const made = jingzhun::demo::write_demo(
        options, [&](std::string_view what, std::int64_t done, std::int64_t total) {
            progress.show(what, done, total);
        });
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("as_of", base::to_string(made.as_of))
            .member("households", made.households);
        json.member("persons", made.persons).key("files").begin_array();
        for (auto const &file : made.files) json.value(file);
        json.end_array().end_object();
        print_json(json.text());
    } else {
        print_line(fmt::format(
            fmt::runtime(choose(common, "已生成 {} 户 {} 人，{} 个文件，截至 {}：{}",
                                "made {} households, {} persons, {} files, as of {}: {}")),
            grouped(made.households), grouped(made.persons), made.files.size(),
            base::to_string(made.as_of), command.folder));
    }
    return 0;
}

} // namespace jingzhun::app
