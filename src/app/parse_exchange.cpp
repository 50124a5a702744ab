// Options of the commands for what other systems read and hold: exports, comparisons, changes to be
// entered there.
#include "app/parse_builder.hpp"

namespace jingzhun::app {
namespace {

void add_window(Builder &builder) {
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto *group = builder.program
                      .add_subcommand("window", text("待录入上级系统的变更清单",
                                                     "changes to be entered in another system"))
                      ->require_subcommand(1);
    group->fallthrough();
    for (auto const &[what, help] :
         {std::pair{"list", text("列出", "list them")},
          std::pair{"approve", text("审核通过（不能由比对人自己审核）",
                                    "approve those waiting (not by who found them)")},
          std::pair{"drop", text("不录入（须写明理由）", "drop those waiting (with a reason)")},
          std::pair{"export", text("把审核通过的写成表格，照表录入",
                                   "write the approved ones to a table")}}) {
        auto const [sub, command] = builder.add<Window>(*group, what, help, window);
        command->what = what;
        builder.store(*sub, command->store);
        sub->add_option("--source", command->source, text("表的种类", "the layout"));
        if (std::string_view(what) == "export")
            sub->add_option("--out", command->out, "FILE.xlsx | FILE.csv")->required();
        else if (std::string_view(what) == "list")
            sub->add_option("--state", command->state, "waiting | approved | done | dropped | all")
                ->check(CLI::IsMember({"waiting", "approved", "done", "dropped", "all"}));
        else
            sub->add_option("--id", command->ids,
                            text("只这些条（默认全部待审的）", "only these (all that wait)"));
    }
}

} // namespace

void add_exchange_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    auto const as_of = text("哪一天的情况（默认今天）", "as of that day (today)");
    {
        auto const [sub, command] = builder.add<Export>(
            program, "export", text("按原表样导出", "write a layout back"), export_source);
        builder.store(*sub, command->store);
        sub->add_option("SOURCE", command->source, text("表的种类", "the layout"))->required();
        sub->add_option("--out", command->out, "FILE.xlsx | FILE.csv")->required();
        builder.date(*sub, "--as-of", command->as_of, as_of);
        builder.known_at(*sub, command->known_at);
    }
    {
        auto const [sub, command] = builder.add<Diff>(
            program, "diff",
            text("与上级系统的最新导出表比对", "compare with a fresh export of another system"),
            diff);
        builder.store(*sub, command->store);
        sub->add_option("FILE", command->file, text("xlsx 或 csv 文件", "an xlsx or csv file"))
            ->required();
        sub->add_option("--as", command->as,
                        text("表的种类（不自动识别）", "the layout, instead of recognising it"));
        sub->add_option("--out", command->out,
                        text("把差异写成表格", "write the differences to a table"));
        sub->add_flag("--window", command->window,
                      text("差异列入待录入清单；已一致的自动销号",
                           "put the differences on the list of changes; tick off what agrees now"));
        builder.date(*sub, "--as-of", command->as_of, as_of);
    }
    add_window(builder);
}

} // namespace jingzhun::app
