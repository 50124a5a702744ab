// One command line being described: the program, its language, what is to run. The files
// parse*.cpp, which include this, are the only ones that know CLI11.
#pragma once

#include "app/parse.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace jingzhun::app {

struct Builder {
    CLI::App program;
    Parsed parsed;

    std::string text(char const *zh, char const *en) const {
        return parsed.common.language == base::Language::zh ? zh : en;
    }

    // Adds a command; its options fill `command`, and it runs as `run(command, common)`.
    template <class Command>
    std::pair<CLI::App *, Command *> add(CLI::App &parent, char const *name,
                                         std::string const &help,
                                         int (*run)(Command const &, Common const &)) {
        auto *sub = parent.add_subcommand(name, help);
        auto command = std::make_shared<Command>();
        sub->callback([this, command, run] {
            parsed.run = [this, command, run] { return run(*command, parsed.common); };
        });
        sub->fallthrough();
        return {sub, command.get()};
    }

    CLI::Option *store(CLI::App &sub, std::string &place) {
        return sub.add_option("STORE", place, text("库文件", "the store's file"))->required();
    }
    void date(CLI::App &sub, char const *name, std::optional<base::Date> &place,
              std::string const &help) {
        sub.add_option_function<std::string>(
               name,
               [&place, name](std::string const &value) {
                   place = base::parse_iso_date(value);
                   if (!place) throw CLI::ValidationError(name, "YYYY-MM-DD");
               },
               help)
            ->type_name("YYYY-MM-DD");
    }
    void known_at(CLI::App &sub, std::string &place) {
        sub.add_option("--known-at", place,
                       text("当时所知：时刻（RFC 3339），或 #事件号",
                            "as it was known then: a time (RFC 3339), or #EVENT"));
    }
};

// The commands by chapter, each in the file of its name.
void add_store_commands(Builder &builder);    // parse_store.cpp
void add_intake_commands(Builder &builder);   // parse_intake.cpp
void add_exchange_commands(Builder &builder); // parse_exchange.cpp
void add_check_commands(Builder &builder);    // parse_check.cpp
void add_settle_commands(Builder &builder);   // parse_settle.cpp
void add_case_commands(Builder &builder);     // parse_case.cpp
void add_linkage_commands(Builder &builder);  // parse_linkage.cpp
void add_estimate_commands(Builder &builder); // parse_estimate.cpp
void add_other_commands(Builder &builder);    // parse_other.cpp
void add_proof_commands(Builder &builder);    // parse_proof.cpp
void add_link_commands(Builder &builder);     // parse_link.cpp
void add_account_commands(Builder &builder);  // parse_account.cpp
void add_witness_commands(Builder &builder);  // parse_witness.cpp
void add_inspect_commands(Builder &builder);  // parse_inspect.cpp

} // namespace jingzhun::app
