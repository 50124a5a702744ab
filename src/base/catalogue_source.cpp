// What can go wrong in the chapter "source" of the catalogue: reading and writing tables.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"cell_too_long", Status::input, 400,
     "第 {row} 行第 {column} 列的内容过长（上限 {limit}）；请缩短后重试",
     "the cell in row {row}, column {column} is longer than {limit} bytes; shorten it and try "
     "again"},
    {"character_unencodable", Status::input, 400,
     "第 {row} 行第 {column} 列的“{character}”无法用 {encoding} 表示；请改用 UTF-8 或 GB18030",
     "\"{character}\" in row {row}, column {column} cannot be written in {encoding}; use UTF-8 or "
     "GB18030"},
    {"csv_nul", Status::input, 400, "文件中有空字符（NUL），不是完好的文本表格；请从原系统重新导出",
     "the file contains a NUL character, so it is no sound text table; export it again"},
    {"csv_one_sheet", Status::usage, 400, "CSV 文件只能有一个工作表；多个工作表请导出为 .xlsx",
     "a CSV file has only one sheet; write several sheets to an .xlsx file"},
    {"csv_quote_open", Status::input, 400,
     "从这里开始的引号没有结束；请补上另一半引号，或删去多余的引号",
     "the quotation mark that opens here is never closed; close it or remove it"},
    {"encoding_broken", Status::input, 400,
     "这里的字节 {bytes} 不符合 {encoding} 编码；请用表格软件打开文件，另存为 UTF-8 的 CSV 或 "
     ".xlsx",
     "the bytes {bytes} are not valid {encoding}; open the file in a spreadsheet and save it as "
     "UTF-8 CSV "
     "or .xlsx"},
    {"encoding_unknown", Status::input, 400,
     "无法识别文字编码（支持 UTF-8、UTF-16、GB18030/GBK 和 Big5）；请另存为 UTF-8 的 CSV 或 .xlsx",
     "the text encoding is not recognised (UTF-8, UTF-16, GB18030/GBK and Big5 are); save the file "
     "as UTF-8 "
     "CSV or .xlsx"},
    {"file_empty", Status::input, 400, "文件是空的；请检查导出是否成功",
     "the file is empty; check whether it was exported successfully"},
    {"file_not_a_table", Status::input, 400,
     "这是 {kind} 文件，不是表格；请提供 .xlsx 或 .csv 文件",
     "this is a file of the kind {kind}, not a table; give an .xlsx or .csv file"},
    {"gzip_bomb", Status::input, 400,
     "压缩文件解开后超过限度，可能是恶意文件，已停止读取；如确属正常，请先解压再导入",
     "the packed file unpacks beyond the limit and may be malicious; reading stopped. If it is "
     "sound, unpack it first"},
    {"gzip_damaged", Status::input, 400, "压缩文件不完整或已损坏，无法解开；请重新取得这个文件",
     "the packed file is cut short or damaged and cannot be unpacked; get it again"},
    {"row_too_wide", Status::input, 400, "第 {row} 行超过 {limit} 列；请检查分隔符或删去多余的列",
     "row {row} has more than {limit} columns; check the separator or remove the surplus columns"},
    {"sheet_name_invalid", Status::input, 400,
     "工作表名称“{name}”不可用：应为 1 至 31 个字，不含 [ ] : * ? / "
     "\\，不以单引号开头或结尾，且不重复",
     "the sheet name \"{name}\" cannot be used: 1 to 31 characters without [ ] : * ? / \\, no "
     "apostrophe at "
     "either end, and no name twice"},
    {"source_internal", Status::store, 500, "读写表格时出现内部错误：{what}",
     "internal error while reading or writing a table: {what}"},
    {"workbook_bomb", Status::input, 400,
     "工作簿解压后超过限度（{limit}），可能是恶意文件，已停止读取；如确属正常，请拆分成几个文件",
     "the workbook unpacks beyond the limit ({limit}) and may be malicious; reading stopped. If it "
     "is sound, "
     "split it into several files"},
    {"workbook_damaged", Status::input, 400,
     "工作簿已损坏（{part}：{reason}）；请用表格软件打开并另存为 .xlsx 后重试",
     "the workbook is damaged ({part}: {reason}); open it in a spreadsheet, save it as .xlsx and "
     "try again"},
    {"workbook_encrypted", Status::input, 400, "工作簿有打开密码，无法读取；请去掉密码后另存",
     "the workbook is protected by a password; remove the password and save it again"},
    {"workbook_old_format", Status::input, 400,
     "这是 {format} 格式的工作簿；请用表格软件打开并另存为 .xlsx",
     "this is a workbook in the {format} format; open it in a spreadsheet and save it as .xlsx"},
    {"workbook_truncated", Status::input, 400, "工作簿不完整，可能没有下载或复制完；请重新获取文件",
     "the workbook is cut off, perhaps by an unfinished download or copy; fetch the file again"},
};

} // namespace

std::span<Entry const> source_chapter() { return entries; }

} // namespace jingzhun::base
