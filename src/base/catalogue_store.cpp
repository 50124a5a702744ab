// What can go wrong in the chapter "store" of the catalogue: opening, reading and writing a store.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"note_key_malformed", Status::input, 400,
     "签名密钥不完整或已损坏；请从备份恢复“库文件.key”，不要手工修改",
     "a signing key is cut off or damaged; restore STORE.key from a backup and do not edit it"},
    {"store_busy", Status::store, 503,
     "数据库“{file}”正被另一个程序写入，等待后仍未结束；请等它的导入或核查完成后重试，或先停止它",
     "another program is writing the store \"{file}\" and did not finish in time; try again when "
     "its import or "
     "check is done, or stop it first"},
    {"store_damaged", Status::store, 500,
     "数据库“{file}”已损坏或不完整（{what}）；请停止使用，保留此文件，并从备份恢复",
     "the store \"{file}\" is damaged or cut off ({what}); stop using it, keep the file, and "
     "restore a backup"},
    {"store_exists", Status::usage, 409, "“{file}”已经存在，没有改动；请换一个文件名，或直接使用它",
     "\"{file}\" exists already and was left as it is; choose another name, or use it"},
    {"store_failed", Status::store, 500,
     "磁盘未能完成对数据库“{file}”的读写（{what}），本次更改没有保存；请检查磁盘后重新启动程序",
     "the disk did not read or write the store \"{file}\" ({what}) and this change was not saved; "
     "check the disk "
     "and start the program again"},
    {"store_foreign", Status::input, 400,
     "“{file}”不是精准的数据库；请检查文件名，或用 jingzhun init 新建一个",
     "\"{file}\" is not a store of Jingzhun; check its name, or make one with jingzhun init"},
    {"store_internal", Status::store, 500, "数据库内部错误：{what}",
     "internal error of the store: {what}"},
    {"store_missing", Status::input, 404,
     "找不到数据库“{file}”；请检查路径，或用 jingzhun init 新建一个",
     "there is no store \"{file}\"; check its path, or make one with jingzhun init"},
    {"store_newer", Status::store, 409,
     "数据库“{file}”是较新版本（{found}）写成的，本程序只认识版本 "
     "{known}；请升级程序，文件没有改动",
     "the store \"{file}\" was written by a newer version ({found}); this program knows version "
     "{known}. Install "
     "the newer program; the file was left as it is"},
    {"store_older", Status::store, 409,
     "数据库“{file}”的版本是 {found}，本程序需要版本 "
     "{known}；请用原来的程序导出数据后重新导入，文件没有改动",
     "the store \"{file}\" has version {found}, this program needs {known}; export it with the "
     "program that wrote "
     "it and import again; the file was left as it is"},
    {"store_postgresql_unavailable", Status::usage, 501,
     "本程序目前只支持 SQLite 文件，不支持 PostgreSQL 地址；请给出文件路径，例如 county.db",
     "this build keeps its data in SQLite files and does not speak to PostgreSQL; give the path of "
     "a file such as "
     "county.db"},
    {"store_unwritable", Status::store, 500,
     "无法打开或写入数据库“{file}”（{what}）；请检查文件夹是否存在、文件和文件夹是否有读写权限",
     "the store \"{file}\" cannot be opened or written ({what}); check that its folder exists and "
     "that file and "
     "folder may be read and written"},
};

} // namespace

std::span<Entry const> store_chapter() { return entries; }

} // namespace jingzhun::base
