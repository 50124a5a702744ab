// jingzhun worklist, agenda, responsible, handover, campaign: what each takes.
#pragma once

#include "app/commands.hpp"

namespace jingzhun::app {

struct Builder;
void add_worklist_commands(Builder &builder); // parse_worklist.cpp

struct WorklistCommand {
    std::string store, person, area, out;
    std::optional<base::Date> on;
};
int worklist(WorklistCommand const &command, Common const &common);

struct AgendaCommand {
    std::string store, area, month, out; // month: "2020-12"; out: a workbook
};
int agenda(AgendaCommand const &command, Common const &common);

struct ResponsibleCommand {
    std::string store, register_name, key;
    std::optional<base::Date> as_of;
    bool gaps = false;
};
int responsible(ResponsibleCommand const &command, Common const &common);

struct HandoverCommand {
    std::string store, from, to;
    std::optional<base::Date> on;
};
int handover(HandoverCommand const &command, Common const &common);

struct CampaignCommand {
    std::string store, name, by = "township", area;
    std::optional<base::Date> on;
};
int campaign(CampaignCommand const &command, Common const &common);

} // namespace jingzhun::app
