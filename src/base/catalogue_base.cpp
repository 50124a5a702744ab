// What can go wrong in the chapter "base" of the catalogue.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"base_internal", Status::store, 500, "内部错误：{what}", "internal error: {what}"},
    {"disk_full", Status::store, 507, "磁盘已满，无法写入“{file}”；请清理磁盘空间后重试",
     "the disk is full, \"{file}\" was not written; free some space and try again"},
    {"division_malformed", Status::input, 400,
     "区划表这一行有误：{what}；每行应为 代码,名称,起,止,继任代码，后三项可缺",
     "this row of the division table is wrong: {what}; a row is code,name,from,to,successor, the "
     "last three "
     "may be missing"},
    {"file_missing", Status::input, 404, "找不到文件“{file}”；请检查路径和文件名",
     "there is no file \"{file}\"; check its path and name"},
    {"file_too_large", Status::input, 413,
     "文件“{file}”有 {bytes} 字节，超过上限 {bytes_max} 字节；请拆分后再导入",
     "the file \"{file}\" has {bytes} bytes, more than the {bytes_max} allowed; split it and try "
     "again"},
    {"file_unreadable", Status::input, 400,
     "无法读取文件“{file}”：{what}；请检查读取权限，并确认它不是文件夹",
     "the file \"{file}\" cannot be read: {what}; check its permissions and that it is no folder"},
    {"file_unwritable", Status::store, 500,
     "无法写入文件“{file}”：{what}；请检查文件夹是否存在、是否有写入权限",
     "the file \"{file}\" cannot be written: {what}; check that the folder exists and may be "
     "written"},
    {"folder_missing", Status::input, 404, "找不到文件夹“{folder}”；请检查路径",
     "there is no folder \"{folder}\"; check its path"},
    {"json_malformed", Status::input, 400, "“{name}”不是正确的 JSON：{what}；请在所示行列处改正",
     "\"{name}\" is not well-formed JSON: {what}; correct it at the line and column shown"},
    {"shipped_file_missing", Status::store, 500,
     "找不到随产品提供的“{path}”；请把环境变量 JINGZHUN_HOME 设为安装文件夹，或重新安装",
     "\"{path}\", which comes with the product, was not found; set JINGZHUN_HOME to the "
     "installation folder or "
     "install again"},
};

} // namespace

std::span<Entry const> base_chapter() { return entries; }

} // namespace jingzhun::base
