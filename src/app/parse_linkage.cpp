// Options of the commands about who is who within a store.
#include "app/parse_builder.hpp"
#include "app/uncompared.hpp"

namespace jingzhun::app {

namespace {

void add_merge_commands(Builder &builder) {
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    {
        auto const [sub, command] = builder.add<Duplicates>(
            program, "duplicates", text("登记册里谁可能登记了两次", "who may be registered twice"),
            duplicates);
        builder.store(*sub, command->store);
        sub->add_option("--register", command->register_name,
                        text("哪个登记册（缺省：人）", "which register (default: person)"));
        sub->add_option("--limit", command->limit, text("至多列几对", "at most so many"));
    }
    {
        auto const [sub, command] = builder.add<MergeCommand>(
            program, "merge",
            text("请求把一条记录并入另一条，由另一人批准",
                 "ask for one record to go into another; somebody else approves"),
            merge);
        builder.store(*sub, command->store);
        sub->add_option("REGISTER", command->register_name, text("登记册", "the register"))
            ->required();
        sub->add_option("KEY", command->key, text("去掉的编号", "the key that goes"))->required();
        sub->add_option("INTO", command->into, text("留下的编号", "the key that stays"))
            ->required();
    }
    {
        auto const [sub, command] =
            builder.add<Unmerge>(program, "unmerge",
                                 text("请求拆开一次合并，由另一人批准",
                                      "ask for a merge to be undone; somebody else approves"),
                                 unmerge);
        builder.store(*sub, command->store);
        sub->add_option("MERGE", command->merge, text("合并的编号", "the merge's number"))
            ->required();
    }
    {
        auto const [sub, command] = builder.add<Merges>(
            program, "merges", text("列出、批准、否决合并", "list, approve, reject merges"),
            merges);
        builder.store(*sub, command->store);
        auto *approve =
            sub->add_option("--approve", command->approve, text("批准这一次", "approve this one"));
        sub->add_option("--reject", command->reject, text("否决这一次", "reject this one"))
            ->excludes(approve);
    }
}

} // namespace

void add_linkage_commands(Builder &builder) {
    add_merge_commands(builder);
    auto &program = builder.program;
    auto const text = [&](char const *zh, char const *en) { return builder.text(zh, en); };
    {
        auto const [sub, command] = builder.add<Uncompared>(
            program, "uncompared",
            text("没有授权、因而未与名单比对的", "who has not signed for being held against lists"),
            uncompared);
        builder.store(*sub, command->store);
        builder.date(
            *sub, "--as-of", command->as_of,
            text("哪一天的情况（默认最近核查的那天）", "as of that day (of the last check)"));
    }
    {
        auto const [sub, command] = builder.add<Review>(
            program, "review",
            text("名单里号码缺失或写错的行是谁：列出、确认、否认",
                 "whom rows with a missing or mistyped number mean: list, confirm, refuse"),
            review);
        builder.store(*sub, command->store);
        sub->add_option("ACTION", command->action,
                        text("list、confirm 或 refuse；也可写在库前面",
                             "list, confirm or refuse; before the store too"));
        sub->add_option("ID", command->ids, text("编号，可以几个", "numbers of decisions"));
        sub->add_option("--register", command->register_name,
                        text("只看这张名单", "of this list only"));
        sub->add_option("--state", command->state, text("只看这种", "of this kind only"))
            ->check(CLI::IsMember({"automatic", "review", "confirmed", "refused", "all"}));
        sub->add_option("--limit", command->limit, text("至多列几条", "at most so many"));
    }
}

} // namespace jingzhun::app
