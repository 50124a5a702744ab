// /api/jobs, /api/batches/{id}/resume, …/cancel. An import job has a connection of its own, so that
// other writers come in between its chunks.
#include "api/job_acts.hpp"

#include "api/batch_rights.hpp"
#include "api/body_ids.hpp"
#include "api/import_json.hpp"
#include "api/import_request.hpp"
#include "api/jobs.hpp"
#include "api/temporary_folder.hpp"
#include "base/file.hpp"
#include "intake/load.hpp"
#include "store/open.hpp"

#include <optional>

namespace jingzhun::api {
namespace {

// Fewer rows a transaction than on the command line: others wait only as long as one is written.
constexpr std::int64_t rows_at_once = 5000;
constexpr std::chrono::milliseconds told_every{300};

// What outlives the request.
struct ImportJob {
    County *county = nullptr;
    std::shared_ptr<View const> view;
    base::Language language = base::Language::zh;
    intake::ImportOptions options;
    std::string account; // of the holder; empty: a store without accounts
    std::shared_ptr<TemporaryFolder const> folder;
    std::string file;       // to be read; or …
    std::int64_t batch = 0; // … the batch to go on with
};

ImportJob job_of(Asked const &asked, intake::ImportOptions options) {
    ImportJob job;
    job.county = &asked.county;
    job.view = asked.shared;
    job.language = asked.language();
    if (options.holder != nullptr) job.account = options.holder->account;
    options.holder = nullptr;
    options.chunk_rows = rows_at_once;
    job.options = std::move(options);
    return job;
}

std::string run(ImportJob job, JobProgress &progress) {
    auto const &view = *job.view;
    auto const database = store::open(job.county->address(), store::Access::write);
    std::optional<access::Holder> holder; // as it stands now, not when the file was sent
    if (!job.account.empty()) holder = access::holder(*database, view.county, job.account);
    job.options.holder = holder ? &*holder : nullptr;
    job.options.progress = [&](std::string const &what, std::int64_t rows, double share) {
        progress.tell(what, rows, share);
    };
    auto const report = job.batch != 0 ? intake::resume_import(*database, view.pack, view.areas,
                                                               view.county, job.batch, job.options)
                                       : intake::import_files(*database, view.pack, view.areas,
                                                              view.county, {job.file}, job.options);
    job.county->view();
    return import_json(report, {}, job.language);
}

Response begin(Asked const &asked, ImportJob job, std::string const &title) {
    auto const id = asked.county.jobs().begin(
        asked.caller.name(), title,
        [job = std::move(job)](JobProgress &progress) { return run(job, progress); });
    base::JsonWriter json;
    json.begin_object().member("job", id).end_object();
    return json_answer(json.take(), 202);
}

std::string status_json(JobStatus const &status, base::Language language) {
    base::JsonWriter json;
    json.begin_object()
        .member("job", status.id)
        .member("title", status.title)
        .member("state", to_string(status.state))
        .member("what", status.what)
        .member("rows", status.rows)
        .member("percent", static_cast<std::int64_t>(status.share * 100));
    json.key("answer");
    if (status.answer.empty()) json.null();
    else json.raw(status.answer);
    json.key("problem");
    if (!status.problem) json.null();
    else
        json.begin_object()
            .member("code", status.problem->code)
            .member("detail", base::describe(*status.problem, language))
            .end_object();
    json.end_object();
    return json.take();
}

JobStatus status_of(Asked const &asked) {
    return asked.county.jobs().status(asked.caller.name(), number_in_address(asked.argument(0)));
}

} // namespace

Response begin_import(Asked const &asked) {
    auto const name = import_file_name(asked.request);
    auto job = job_of(asked, import_options(asked));
    job.folder = std::make_shared<TemporaryFolder const>();
    job.file = *job.folder / name;
    base::write_file(job.file, asked.request.body);
    return begin(asked, std::move(job), name);
}

Response show_job(Asked const &asked) {
    return json_answer(status_json(status_of(asked), asked.language()));
}

// Server-sent events: one "status" whenever something has changed, the last when the job has ended.
Response follow_job(Asked const &asked) {
    auto const first = status_of(asked);
    struct Followed {
        JobStatus told;
        bool any = false;
    };
    auto const followed = std::make_shared<Followed>();
    Response response;
    response.type = "text/event-stream";
    response.pause = told_every;
    response.more = [followed, jobs = &asked.county.jobs(), account = asked.caller.name(),
                     id = first.id, language = asked.language()]() -> std::optional<std::string> {
        if (followed->any && followed->told.state != JobState::running) return std::nullopt;
        auto status = jobs->status(account, id);
        if (followed->any && status == followed->told) return std::string(": \n\n"); // still there
        followed->any = true;
        followed->told = status;
        return "event: status\ndata: " + status_json(status, language) + "\n\n";
    };
    return response;
}

Response cancel_job(Asked const &asked) {
    auto const id = number_in_address(asked.argument(0));
    asked.county.jobs().cancel(asked.caller.name(), id);
    return json_answer(
        status_json(asked.county.jobs().status(asked.caller.name(), id), asked.language()));
}

// An import that broke off, gone on with from its last chunk.
Response resume_batch(Asked const &asked) {
    auto const batch = batch_of(asked);
    intake::ImportOptions options;
    options.actor = require_whole_batch(asked, batch, pack::Operation::record,
                                        text_member(read_body(asked.request), "reason", false));
    if (auto const *session = asked.caller.session()) options.holder = &session->holder;
    options.keep_in = asked.county.address() + ".files";
    auto job = job_of(asked, std::move(options));
    job.batch = batch.id;
    return begin(asked, std::move(job), batch.file);
}

Response cancel_batch(Asked const &asked) {
    auto const batch = batch_of(asked);
    auto const actor = require_whole_batch(asked, batch, pack::Operation::withdraw,
                                           text_member(read_body(asked.request), "reason", false));
    std::size_t cancelled = 0;
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        cancelled = intake::cancel_import(database, actor, asked.view.county, batch.id).size();
    });
    asked.county.view();
    base::JsonWriter json;
    json.begin_object().member("cancelled", cancelled).end_object();
    return json_answer(json.take());
}

} // namespace jingzhun::api
