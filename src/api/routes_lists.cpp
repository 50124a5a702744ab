// Addresses of saved views and of jobs.
#include "api/job_acts.hpp"
#include "api/route_tables.hpp"
#include "api/views.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Parameter of_views[] = {{"list", "of this list: records/REGISTER, findings, households"}};

constexpr Route table[] = {
    {"GET", "/api/views", role, Operation::read, "*", list_views, "我和本单位的视图",
     "One's own views and the office's", of_views},
    {"POST",
     "/api/views",
     role,
     Operation::read,
     "*",
     keep_view,
     "存为视图",
     "Keep a view",
     {},
     small_body,
     false,
     "list name query shared"},
    {"DELETE",
     "/api/views/{id}",
     role,
     Operation::read,
     "*",
     drop_view,
     "删去自己的视图",
     "Drop one's own view",
     {},
     small_body},

    {"POST", "/api/jobs/import", role, Operation::record, "*", begin_import,
     "导入一个大文件：边办边告知进度", "Import a large file, told about while it goes on",
     import_parameters, file_body, true},
    {"GET", "/api/jobs/{id}", signed_in, Operation::read, "", show_job, "自己的任务到了哪一步",
     "How far one's own job is"},
    {"GET", "/api/jobs/{id}/events", signed_in, Operation::read, "", follow_job,
     "任务的进度（server-sent events）", "The progress of a job, as server-sent events"},
    {"POST",
     "/api/jobs/{id}/cancel",
     signed_in,
     Operation::read,
     "",
     cancel_job,
     "停下自己的任务",
     "Cancel one's own job",
     {},
     small_body},
    {"POST",
     "/api/batches/{id}/resume",
     role,
     Operation::record,
     "*",
     resume_batch,
     "继续中断的导入",
     "Go on with an import that broke off",
     {},
     small_body,
     true,
     "reason"},
    {"POST",
     "/api/batches/{id}/cancel",
     role,
     Operation::withdraw,
     "*",
     cancel_batch,
     "取消中断的导入",
     "Cancel an import that broke off",
     {},
     small_body,
     true,
     "reason"},
};

} // namespace

std::span<Route const> routes_of_lists() { return table; }

} // namespace jingzhun::api
