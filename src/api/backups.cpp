// /api/backups: verified copies of everything, beside the store, made as jobs.
#include "api/inspect_handlers.hpp"

#include "api/jobs.hpp"
#include "base/file.hpp"
#include "register/backup.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace jingzhun::api {
namespace {

namespace fs = std::filesystem;
using pack::Operation;

constexpr std::string_view summary_ending = ".json";

std::string folder_of(Asked const &asked) { return asked.county.address() + ".backups"; }

// "20201231T083000Z.db"
std::string new_name() {
    auto text = base::to_string_instant(base::now());
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    auto const dot = text.find('.');
    if (dot != std::string::npos) text = text.substr(0, dot) + "Z";
    return text + ".db";
}

std::string summary_of(registry::Backup const &made, std::string const &name) {

    base::JsonWriter json;
    json.begin_object()
        .member("name", name)
        .member("events", made.verified.events)
        .member("files", made.files)
        .member("sound", made.verified.problems.empty())
        .member("checkpoint", made.note)
        .end_object();
    return json.take();
}

} // namespace

// By name, the newest first. One without a summary is being made, or was broken off.
Response list_backups(Asked const &asked) {
    asked.caller.require(Operation::maintain);
    std::vector<std::string> names;
    std::error_code ignored;
    for (auto const &entry : fs::directory_iterator(folder_of(asked), ignored))
        if (entry.path().extension() == ".db") names.push_back(entry.path().filename().string());
    std::ranges::sort(names, std::ranges::greater{});
    base::JsonWriter json;
    json.begin_object().member("folder", fs::path(folder_of(asked)).filename().string());
    json.key("items").begin_array();
    for (auto const &name : names) {
        auto const path = folder_of(asked) + "/" + name;
        json.begin_object()
            .member("name", name)
            .member("bytes", static_cast<std::int64_t>(fs::file_size(path, ignored)))
            .key("summary");
        if (fs::exists(path + std::string(summary_ending)))
            json.raw(base::read_file(path + std::string(summary_ending)));
        else json.null();
        json.end_object();
    }
    json.end_array().end_object();
    return json_answer(json.take());
}

// Answers the number of the job.
Response make_backup(Asked const &asked) {
    auto const reason = text_member(read_body(asked.request), "reason", false);
    auto const actor = asked.caller.require(Operation::maintain, "", "", reason);
    auto const name = new_name();
    auto const path = folder_of(asked) + "/" + name;
    auto const store = asked.county.address();
    fs::create_directories(folder_of(asked));
    auto const id =
        asked.county.jobs().begin(asked.caller.name(), name, [=](JobProgress &progress) {
            auto const made = registry::back_up(store, path, actor, [&](std::string_view what) {
                progress.tell(fs::path(what).filename().string(), 0, 0);
            });

            auto summary = summary_of(made, name);
            base::write_file(path + std::string(summary_ending), summary);
            return summary;
        });
    base::JsonWriter json;
    json.begin_object().member("job", id).member("name", name).end_object();
    return json_answer(json.take(), 202);
}

} // namespace jingzhun::api
