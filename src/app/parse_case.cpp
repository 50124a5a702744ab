// Options of the commands for procedures and cases.
#include "app/parse_builder.hpp"

namespace jingzhun::app {
namespace {

struct Words {
    char const *name, *zh, *en;
};

class CaseOptions {
  public:
    CaseOptions(Builder &builder, CLI::App &parent) : builder_(builder), parent_(parent) {}

    void add_all() {
        add_open();
        add_act();
        add_post();
        add_objections();
        add_withdraw();
        add_list();
        add_looks();
    }

  private:
    std::string text(char const *zh, char const *en) const { return builder_.text(zh, en); }

    CaseCommand *add(Words const &words) {
        auto const [sub, command] =
            builder_.add<CaseCommand>(parent_, words.name, text(words.zh, words.en), case_command);
        sub_ = sub;
        command->what = words.name;
        builder_.store(*sub_, command->store);
        return command;
    }
    void cases(CaseCommand *command, bool several) {
        auto *option =
            sub_->add_option("CASE", command->cases, text("案卷号", "number of the case"))
                ->required();
        if (!several) option->expected(1);
    }
    void when(CaseCommand *command) {
        builder_.date(*sub_, "--on", command->on,
                      text("哪一天办的（默认今天）", "the day it took place (today)"));
        sub_->add_option("--request", command->request,
                         text("请求编号：同一编号只办一次", "an id: the same is done once"));
    }

    void add_open() {
        auto *command = add({"open", "立案：按程序为一户或多户立案", "open cases of a procedure"});
        sub_->add_option("PROCEDURE", command->name, text("程序", "the procedure"))->required();
        sub_->add_option("SUBJECT", command->subjects,
                         text("对象编号，可写多个", "keys of the subjects"))
            ->required();
        sub_->add_option("--area", command->area,
                         text("对象还不在册时：所在村的区划代码",
                              "of subjects not in the register yet: the village's code"));
        when(command);
    }

    void add_act() {
        auto *command = add({"act", "办理一步", "take a step"});
        sub_->add_option("STEP", command->name, text("步骤", "the step"))->required();
        cases(command, true);
        sub_->add_option("--set", command->set,
                         text("记录项=值；文件写路径", "record=value; of a document its file"));
        sub_->add_option("--table", command->table,
                         text("各案卷不同的记录：CSV 或 XLSX，一行一件",
                              "records of single cases: CSV or XLSX, a row each"));
        sub_->add_option(
                "--outcome", command->outcome,
                text("pass 通过 | return 退回 | reject 不予通过", "pass | return | reject"))
            ->check(CLI::IsMember({"pass", "return", "reject"}));
        when(command);
    }

    void add_post() {
        auto *command = add({"post", "张贴公示", "post the notice"});
        cases(command, true);
        when(command);
    }

    void add_objections() {
        auto *object =
            add({"object", "登记一件对公示的异议", "take in an objection to the notice"});
        cases(object, false);
        sub_->add_option("--name", object->objector,
                         text("提出人，可不写", "who objects; may be left out"));
        sub_->add_option("--text", object->text, text("内容", "what it says"))->required();
        when(object);
        for (auto const &words :
             {Words{"uphold", "异议成立，退回", "uphold it: the case goes back"},
              Words{"dismiss", "异议不成立，答复", "dismiss it, with an answer"}}) {
            auto *decide = add(words);
            cases(decide, false);
            sub_->add_option("--objection", decide->objection,
                             text("第几件（只有一件时可不写）", "which, where several are open"));
            when(decide);
        }
    }

    void add_withdraw() {
        auto *command = add({"withdraw", "撤回案卷", "withdraw the case"});
        cases(command, false);
        when(command);
    }

    void add_list() {
        auto *command = add({"list", "列出案卷", "list cases"});
        sub_->add_option("--procedure", command->procedure, text("程序", "of this procedure"));
        sub_->add_option("--step", command->step, text("轮到哪一步", "whose turn this step is"));
        sub_->add_option("--state", command->state,
                         text("open 在办 | done | rejected | withdrawn",
                              "open | done | rejected | withdrawn"))
            ->check(CLI::IsMember({"open", "done", "rejected", "withdrawn"}));
        sub_->add_option("--area", command->area, text("区划代码", "within this area"));
        sub_->add_option("--subject", command->key, text("对象编号", "about this subject"));
    }

    void add_looks() {
        cases(add({"show", "看一件案卷：办到哪一步，还缺什么", "show a case and what it needs"}),
              false);
        auto *notice = add({"notice", "打印公示", "print the notice"});
        cases(notice, false);
        sub_->add_option("--out", notice->out, text("写入文件（.html）", "write it to a file"));
        auto *file =
            add({"file", "打印全部案卷材料（HTML）", "print the complete case file (HTML)"});
        cases(file, false);
        sub_->add_option("--out", file->out, text("写入文件", "the file"))->required();
    }

    Builder &builder_;
    CLI::App &parent_;
    CLI::App *sub_ = nullptr;
};

} // namespace

void add_case_commands(Builder &builder) {
    auto &program = builder.program;
    auto const [sub, command] = builder.add<Procedures>(
        program, "procedures",
        builder.text("列出程序，或一个程序的步骤", "list procedures, or the steps of one"),
        procedures);
    builder.store(*sub, command->store);
    sub->add_option("NAME", command->name, builder.text("程序", "the procedure"));
    auto *parent =
        program.add_subcommand("case", builder.text("案卷：立案、办理、公示、异议、查看、打印",
                                                    "cases: open, act, post, object, show, print"));
    parent->require_subcommand(1);
    parent->fallthrough();
    CaseOptions(builder, *parent).add_all();
}

} // namespace jingzhun::app
