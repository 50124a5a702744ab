// Addresses of registers, records and imports.
#include "api/handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Parameter of_records[] = {{"columns", "names of fields, separated by commas"},
                                    {"area", "within this area"},
                                    {"q", "name or key"},
                                    {"where", "field:eq|has|min|max:value, separated by ;"},
                                    {"sort", "a field; - before it: descending"},
                                    page_parameters[0],
                                    page_parameters[1]};
constexpr Parameter of_export[] = {of_records[0],
                                   of_records[1],
                                   of_records[2],
                                   of_records[3],
                                   of_records[4],
                                   {"format", "xlsx or csv"},
                                   {"reason", "why it is taken out"}};
constexpr Parameter of_preview[] = {{"kind", "new, changed, conflicting or refused"},
                                    page_parameters[0]};

constexpr Route table[] = {
    {"GET", "/api/batches", role, Operation::read, "*", list_batches, "批次", "Batches"},
    {"GET", "/api/registers", role, Operation::read, "*", list_registers, "登记表", "Registers"},
    {"GET", "/api/records/{register}", role, Operation::read, "{register}", list_records,
     "登记表的记录", "Records of a register", of_records},
    {"GET", "/api/records/{register}/{id}", role, Operation::read, "{register}", show_record,
     "一条记录", "One record"},
    {"GET", "/api/records/{register}/{id}/history", role, Operation::read, "{register}",
     show_history, "一条记录的历史", "The history of a record"},
    {"POST",
     "/api/records/{register}/{id}/reveal",
     role,
     Operation::reveal,
     "{register}",
     reveal_record,
     "看全私密内容",
     "Show private fields whole",
     {},
     small_body,
     false,
     "reason"},
    {"POST", "/api/records/{register}/export", role, Operation::extract, "{register}",
     export_records, "导出这张清单", "Take this list out", of_export, small_body, true},
    {"POST", "/api/import", role, Operation::record, "*", import_file,
     "导入一个文件：看、暂存或收下", "Import a file: look, stage or take", import_parameters,
     file_body, true},
    {"POST", "/api/import/returned", role, Operation::record, "*", return_file, "取回标红的表",
     "The user's workbook, marked", import_parameters, file_body, true},
    {"GET", "/api/batches/{id}/preview", role, Operation::read, "*", preview_batch,
     "批次里有什么新的", "What a batch says that is new", of_preview},
    {"POST",
     "/api/batches/{id}/accept",
     role,
     Operation::review,
     "*",
     accept_batch,
     "接受批次",
     "Accept a batch",
     {},
     small_body,
     true,
     "reason"},
    {"POST",
     "/api/batches/{id}/take-back",
     role,
     Operation::withdraw,
     "*",
     take_back_batch,
     "撤回批次",
     "Take a batch back",
     {},
     small_body,
     true,
     "reason"},
};

} // namespace

std::span<Route const> routes_of_records() { return table; }

} // namespace jingzhun::api
