// jingzhun finding …: what the command takes.
#pragma once

#include "app/commands.hpp"

namespace jingzhun::app {

struct Builder;
void add_finding_commands(Builder &builder); // parse_finding.cpp

struct FindingCommand {
    std::string what; // "show", "raise", or a deed of finding/life.hpp
    std::string store;
    std::vector<std::int64_t> ids;
    // raise
    std::string register_name, key, area, text, severity = "soft", owner, origin;
    // acts
    std::string to, measure, request;
    std::vector<std::string> evidence; // files
    std::optional<base::Date> due, on;
    // several at once, where no number is given
    std::string rule, within, of_owner;
    bool overdue = false, all = false;
};
int show_finding(FindingCommand const &command, Common const &common);
int finding_command(FindingCommand const &command, Common const &common);

// jingzhun findings, narrowed by who answers and by being late.
struct FindingsBy {
    Findings list;
    std::string owner, person;
    bool overdue = false;
};
int findings_by(FindingsBy const &command, Common const &common);

struct FaultsCommand {
    std::string store, by = "township";
};
int finding_faults(FaultsCommand const &command, Common const &common);

} // namespace jingzhun::app
