// The commands of `jingzhun`: what each needs, as plain data, and the function that does it.
//
// `parse` (parse.hpp) turns a command line into one of these; each function stands in the file of
// its name and answers the exit status.
#pragma once

#include "base/date.hpp"
#include "base/error.hpp"
#include "store/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::app {

// What every command takes.
struct Common {
    base::Language language = base::Language::zh;
    bool json = false;  // one JSON document on standard output, nothing else
    bool quiet = false; // no progress
    store::Actor actor;
    bool actor_given = false; // by --actor
};

struct Init {
    std::string store, pack, area;
};
struct PackCommand {
    std::string what; // "lint", "test", "show", "coverage", "install"
    std::string folder, store;
    std::optional<base::Date> from;
};
struct Import {
    std::string store;
    std::vector<std::string> files;
    std::string as, sheet, report, returned; // report: a workbook; returned: a folder
    std::vector<std::string> map;            // "header=column"
    std::string sender;
    bool dry_run = false, all_or_nothing = false, stage = false, correction = false;
    bool partial = false;
    std::int64_t chunk = 0; // rows written in one transaction; 0: as is usual
    std::optional<base::Date> valid_from;
};
struct BatchCommand {
    std::string action, store; // action: resume, cancel
    std::int64_t batch = 0;
};
struct Batches {
    std::string store, known_at;
};
struct Rollback {
    std::string store;
    std::int64_t batch = 0;
};
struct Accept {
    std::string store;
    std::int64_t batch = 0;
    bool only_clean = false; // refused where a row of it was refused or is in doubt
};
struct Preview {
    std::string store, kind; // "new" "changed" "conflicting" "refused"; empty: all
    std::int64_t batch = 0, limit = 20;
};
struct Export {
    std::string store, source, out, known_at;
    std::optional<base::Date> as_of;
};
struct Diff {
    std::string store, file, as, out;
    std::optional<base::Date> as_of;
    bool window = false; // the differences become the list of changes to be entered there
};
struct Window {
    std::string what; // "list", "approve", "drop", "export"
    std::string store, source, state, out;
    std::vector<std::int64_t> ids;
};
struct Check {
    std::string store, area, known_at;
    std::optional<base::Date> as_of;
    std::vector<std::string> rules, fail_on;
};
struct Findings {
    std::string store, rule, area, state, subject, format, out, known_at;
    std::optional<base::Date> as_of;
};
struct Settle {
    std::string store, side, evidence; // evidence: a file, kept by its content
    std::int64_t finding = 0;
};
struct Settlements {
    std::string store, rule, subject;
};
struct Review {
    std::string store, action = "list", register_name;
    std::string state = "review"; // automatic, review, confirmed, refused, all
    std::vector<std::int64_t> ids;
    std::int64_t limit = 50;
};
struct Duplicates {
    std::string store, register_name = "person";
    std::int64_t limit = 50;
};
struct MergeCommand {
    std::string store, register_name, key, into; // key goes, into stays
};
struct Unmerge {
    std::string store;
    std::int64_t merge = 0;
};
struct Merges {
    std::string store;
    std::int64_t approve = 0, reject = 0; // 0: neither, they are listed
};
struct Explain {
    std::string store, register_name, key, rule, known_at;
    std::optional<base::Date> as_of;
};
struct WhatIf {
    std::string store, pack, by = "township", known_at;
    std::vector<std::string> changes;
    std::optional<base::Date> as_of;
};
struct Show {
    std::string store, register_name, key;
    std::optional<base::Date> as_of;
    std::string known_at;
    bool history = false, reveal = false;
};
struct Cel {
    std::string file; // empty: standard input
};
struct Demo {
    std::string folder, area = "431128";
    std::int64_t households = 20000;
    std::uint64_t seed = 1;
};
struct Serve {
    std::string store, listen = "127.0.0.1:8080";
    std::optional<base::Date> as_of;
};
struct Summary {
    std::string store, known_at;
    std::optional<base::Date> as_of;
};
struct Verify {
    std::string store, checkpoint;               // checkpoint: a file kept elsewhere; may be empty
    std::vector<std::string> keys;               // public keys that may have signed it
    std::vector<std::string> witnesses;          // public keys of witnesses
    std::optional<std::size_t> witnesses_needed; // all of them unless given
};
struct Erase {
    std::string store, register_name, key;
};
struct CheckpointCommand {
    std::string store, out;             // out: a file; empty: standard output
    std::vector<std::string> add;       // files: checkpoints that witnesses cosigned
    std::vector<std::string> witnesses; // public keys of witnesses not known yet
    bool cosigned = false;              // the newest that witnesses cosigned
    bool print = false;                 // as a notice with a QR code
    std::string qr;                     // a file: .svg or .png
};
struct WitnessCommand {
    std::string what; // "init", "trust", "request", "cosign", "show"
    std::string folder, store, name, file, out, witness;
    std::vector<std::string> keys;
    std::optional<std::uint64_t> old_size;
    bool sm2 = false;
};
struct Prove {
    std::string store, register_name, key, out; // register_name: also "event", "finding"
};
struct CheckProof {
    std::string file;
    std::vector<std::string> keys, witnesses;
    std::optional<std::size_t> witnesses_needed; // all of them unless given
};
struct LinkFiles {
    std::string left, right, model, out, conflicts; // conflicts: a file; may be empty
    bool explain = false;
    unsigned threads = 2;
};
struct LinkIndex {
    std::string file, model, out, from, clusters; // from: an older index; clusters: a file
    unsigned threads = 2;
};
struct Dedupe {
    std::string file, model, out;
    bool explain = false;
    unsigned threads = 2;
};

struct Draw {
    std::string store, plan, seed, frame, frame_out, out, verify; // files; may be empty
    bool seal = false;
};

struct Grievance {
    std::string what; // "add", "assign", "answer", "rate", "escalate", "take-up", "list", "report"
    std::string store, number, channel, level, kind, claimant, phone, area, household, content;
    std::string about, to, out;        // about: who is complained about; to: who answers for it
    std::vector<std::string> evidence; // files
    std::optional<base::Date> on, today;
    bool satisfied = false, late = false, all = false;
};
struct Report {
    std::string store, name, period, area, out; // name: of a bulletin of the pack; empty: list them
    bool checkpoint = false;
};
struct InspectionCommand {
    std::string what; // "plan", "list", "record", "report", "look-back"
    std::string store, number, month, questionnaire, teams, seed, level = "township", file, subject;
    std::string result;               // of a look-back: "holds", "false"
    std::vector<std::string> answers; // "question=answer"
    std::int64_t finding = 0;
    int percent = 10;
    std::optional<base::Date> today;
};

struct BackupCommand {
    std::string store, file;
};
struct RestoreCommand {
    std::string file, store, checkpoint; // checkpoint: a file kept elsewhere; may be empty
    std::vector<std::string> keys;       // public keys that may have signed it
    bool accept_loss = false, new_key = false;
};

struct EstimateCommand {
    std::string data, design;
};
struct StatisticsCommand {
    std::string store, name, by = "township", out, known_at;
    std::optional<base::Date> as_of;
};

struct AccountCommand {
    std::string what; // "add", "list", "enable", "disable", "password", "code", "grant", "revoke"
    std::string store, name, display_name, unit, role, area, purpose;
    std::optional<base::Date> from, to;
    std::int64_t grant = 0;
    bool off = false;
};

struct Procedures {
    std::string store, name; // name: one of them, with its steps
};
struct CaseCommand {
    // "open", "act", "post", "object", "uphold", "dismiss", "withdraw", "list", "show", "notice",
    // "file"
    std::string what;
    std::string store, name; // name: the procedure to open, the step to take
    std::vector<std::string> subjects;
    std::vector<std::int64_t> cases;
    std::vector<std::string> set; // "record=value"; of a document the value is a file
    std::string table;            // records of single cases: CSV or XLSX
    std::string outcome, request, area, out;
    std::string objector, text; // of an objection
    int objection = 0;
    std::string procedure, step, state, key; // what a list shows
    std::optional<base::Date> on;
};

struct Log {
    std::string store, account, kind, subject;
    std::int64_t limit = 50;
};

int init(Init const &command, Common const &common);
int procedures(Procedures const &command, Common const &common);
int case_command(CaseCommand const &command, Common const &common);
int log(Log const &command, Common const &common);
int account(AccountCommand const &command, Common const &common);
int pack_command(PackCommand const &command, Common const &common);
int import(Import const &command, Common const &common);
int batch_command(BatchCommand const &command, Common const &common);
int resume_batch(BatchCommand const &command, Common const &common);
int batches(Batches const &command, Common const &common);
int rollback(Rollback const &command, Common const &common);
int accept(Accept const &command, Common const &common);
int preview(Preview const &command, Common const &common);
int export_source(Export const &command, Common const &common);
int diff(Diff const &command, Common const &common);
int window(Window const &command, Common const &common);
int check(Check const &command, Common const &common);
int findings(Findings const &command, Common const &common);
int duplicates(Duplicates const &command, Common const &common);
int merge(MergeCommand const &command, Common const &common);
int unmerge(Unmerge const &command, Common const &common);
int merges(Merges const &command, Common const &common);
int review(Review const &command, Common const &common);
int settle(Settle const &command, Common const &common);
int settlements(Settlements const &command, Common const &common);
int explain(Explain const &command, Common const &common);
int what_if(WhatIf const &command, Common const &common);
int show(Show const &command, Common const &common);
int cel(Cel const &command, Common const &common);
int demo(Demo const &command, Common const &common);
int serve(Serve const &command, Common const &common);
int summary(Summary const &command, Common const &common);
int erase(Erase const &command, Common const &common);
int verify(Verify const &command, Common const &common);
int link_files(LinkFiles const &command, Common const &common);
int link_index(LinkIndex const &command, Common const &common);
int dedupe(Dedupe const &command, Common const &common);
int checkpoint(CheckpointCommand const &command, Common const &common);
int witness(WitnessCommand const &command, Common const &common);
int draw(Draw const &command, Common const &common);
int grievance(Grievance const &command, Common const &common);
int inspection(InspectionCommand const &command, Common const &common);
int report_command(Report const &command, Common const &common);
int estimate(EstimateCommand const &command, Common const &common);
int statistics(StatisticsCommand const &command, Common const &common);
int prove(Prove const &command, Common const &common);
int check_proof(CheckProof const &command, Common const &common);
int backup(BackupCommand const &command, Common const &common);
int restore(RestoreCommand const &command, Common const &common);

} // namespace jingzhun::app
