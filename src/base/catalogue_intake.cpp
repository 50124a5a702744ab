// What can go wrong in the chapter "intake" of the catalogue: files, headers, rows.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"area_foreign", Status::input, 422, "“{value}”不属于{county}，请检查文件是否属于本县",
     "“{value}” is not in {county}; check that the file belongs to this county"},
    {"area_unknown", Status::input, 422, "{within}没有“{value}”这个行政区划，是否为：{nearest}",
     "{within} has no division “{value}”; did you mean: {nearest}"},
    {"cell_error", Status::input, 422, "“{header}”列的单元格是公式错误（{value}），按空白处理，请改正公式后重新导入",
     "the cell in column “{header}” holds a formula error ({value}) and counts as blank; correct the formula and "
     "import again"},
    {"column_map_malformed", Status::usage, 400, "“{text}”不是列的对应关系；写法是：--map '文件里的列名=标准列名'",
     "“{text}” does not say what a column means; write --map 'header in the file=column'"},
    {"column_unknown", Status::usage, 404, "没有一种表有“{column}”这一列，是否为“{nearest}”？",
     "no layout has a column “{column}”; did you mean “{nearest}”?"},
    {"file_without_rows", Status::input, 422, "文件中没有任何数据行，请检查是否选错了文件",
     "the file holds no rows at all; check that it is the right one"},
    {"header_incomplete", Status::input, 422, "表头最接近“{layout}”（{source}），但缺少必需的列：{missing}；请补上这些列，或用 "
     "--as 指定表的种类{hint}",
     "the header is nearest to “{layout_en}” ({source}) but lacks required columns: {missing}; add them, or name "
     "the layout with --as{hint_en}"},
    {"header_unrecognised", Status::input, 422,
     "前 30 行中没有找到可识别的表头（已知 {layouts} 种表）；请检查表头一行的列名，或用 --as 指定表的种类",
     "no known header in the first 30 rows ({layouts} layouts are known); check the column names of the header row, "
     "or name the layout with --as"},
    {"import_cancelled", Status::no, 409, "导入已被取消（批次 {batch}），库与导入前相同",
     "the import was cancelled (batch {batch}); the store is as before"},
    {"import_interrupted", Status::no, 503, "程序要停止，导入在中途停下；重新启动后可以继续或取消",
     "the program is stopping, and the import stopped half way; go on with it or cancel it when it runs again"},
    {"import_running", Status::no, 409, "另一个程序正在导入，请等它完成，或用 jingzhun batch cancel 取消",
     "another program is importing; wait for it, or cancel it with jingzhun batch cancel"},
    {"import_unfinished", Status::no, 409,
     "同一种表的批次 {batch}（{file}）还没有导入完；请先用 jingzhun batch resume 继续，或用 jingzhun batch cancel 取消",
     "batch {batch} ({file}) of the same layout is not all in yet; go on with it (jingzhun batch resume) or cancel it "
     "(jingzhun batch cancel)"},
    {"row_is_footer", Status::input, 422, "这一行是合计、签名或备注（“{value}”），不是数据，本行未导入",
     "this row is a sum, a signature or a note (“{value}”), not data; it was not imported"},
    {"row_outside_area", Status::input, 403,
     "这一行说的对象不在经办人可以录入的区划内，本行未导入；请由该区划的录入员导入",
     "this row is about something outside the areas where the actor may state facts; it was not "
     "imported: leave it to who may record there"},
    {"row_without_key", Status::input, 422, "这一行无法确定是谁：{needs}至少要填一项，本行未导入",
     "nobody can tell whom this row is about: at least one of {needs_en} must be given; the row was not imported"},
    {"sheet_unknown", Status::usage, 404, "文件中没有名为“{name}”的工作表；有：{sheets}",
     "the file has no sheet “{name}”; it has: {sheets}"},
    {"source_unknown", Status::usage, 404, "没有名为“{name}”的表种类，是否为“{nearest}”？",
     "there is no layout “{name}”; did you mean “{nearest}”?"},
};

} // namespace

std::span<Entry const> intake_chapter() { return entries; }

} // namespace jingzhun::base
