// What can go wrong in the chapter "estimate" of the catalogue: estimates from samples.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"estimate_cell_empty", Status::input, 400,
     "“{column}”一格是空的；层和群的列每行都要有值，请补上或从数据中去掉这一行",
     "the cell of \"{column}\" is empty; strata and clusters need a value in every row: fill it or "
     "leave the row out"},
    {"estimate_cluster_torn", Status::input, 400,
     "群“{cluster}”既在层“{a}”又在层“{b}”中；一个群只能属于一层，请检查编号是否跨层重复",
     "cluster \"{cluster}\" is in stratum \"{a}\" and in \"{b}\"; a cluster lies in one stratum, see "
     "whether numbers repeat across strata"},
    {"estimate_column_unknown", Status::input, 400,
     "数据中没有列“{name}”，最接近的是“{near}”；请检查表头，或在 [column] 中写上它的表头",
     "the data have no column \"{name}\", the nearest is \"{near}\"; check the header, or name it "
     "under [column]"},
    {"estimate_confidence", Status::input, 400, "置信水平应在 1 % 与 99 % 之间",
     "the level of confidence is between 1 % and 99 %"},
    {"estimate_fpc_bad", Status::input, 400,
     "层“{stratum}”的总体单元数（或抽样比）是 {value}，而样本有 {units} 个单元；应不少于样本、同层相同，抽样比应在 0 与 1 之间",
     "stratum \"{stratum}\" has {value} as its population of units (or fraction drawn) and {units} "
     "units in the sample; it must be no fewer, the same in all rows of the stratum, a fraction "
     "between 0 and 1"},
    {"estimate_fraction", Status::input, 400,
     "“{text}”不是 0 与 1 之间的分数；请写成 \"1/3\" 或 \"33 %\"",
     "\"{text}\" is no fraction between 0 and 1; write \"1/3\" or \"33 %\""},
    {"estimate_header_twice", Status::input, 400, "表头“{header}”出现两次；请改名后重试",
     "the header \"{header}\" occurs twice; rename one"},
    {"estimate_line_bad", Status::input, 400, "贫困线是 {line}；应大于 0",
     "the poverty line is {line}; it must be above 0"},
    {"estimate_lines_differ", Status::input, 400,
     "{statistic} 要求各行同一条线；各行不同的线只能用于 fgt 和 watts",
     "{statistic} needs one line for all rows; lines that differ by row go with fgt and watts only"},
    {"estimate_no_rows", Status::input, 400, "文件中没有数据行；请检查是否选对了文件",
     "the file has no rows of data; see whether it is the right one"},
    {"estimate_not_number", Status::input, 400,
     "“{column}”列的“{text}”不是数；请改正，或在 missing 中写明它表示缺失，或在 text 中写明这一列不是数",
     "\"{text}\" in column \"{column}\" is no number; correct it, name it under missing, or name the "
     "column under text"},
    {"estimate_not_positive", Status::input, 400,
     "{statistic} 要求数值大于 0，这一行是 {value}；请用 where 说明不含哪些行",
     "{statistic} needs values above 0, this row has {value}; say with where which rows are not "
     "meant"},
    {"estimate_not_share", Status::input, 400,
     "“{expression}”在这一行是 {value}；比例和剥夺指标只能是 0 或 1（或条件）",
     "\"{expression}\" is {value} in this row; proportions and deprivations are 0 or 1, or a "
     "condition"},
    {"estimate_row_width", Status::input, 400,
     "这一行有 {cells} 格，表头有 {columns} 列；请检查引号和分隔符",
     "this row has {cells} cells, the header has {columns} columns; check quotation marks and "
     "separators"},
    {"estimate_single_unit", Status::input, 400,
     "层“{stratum}”（第 {row} 行起）只有一个单元，无法由它估计方差；请合并层，或在 [design] 中写明 single_unit = \"certainty\" 或 \"centre\"",
     "stratum \"{stratum}\" (row {row}) has a single unit, from which no variance can be told; join "
     "strata, or state single_unit = \"certainty\" or \"centre\" under [design]"},
    {"estimate_value_kind", Status::input, 400,
     "这个式子得出的是{kind}；应得出数或条件", "this expression gives {kind}; a number or a condition "
     "is wanted"},
    {"estimate_weight_bad", Status::input, 400,
     "权重“{weight}”在这一行是 {value}；权重不能为空、不能为负",
     "the weight \"{weight}\" is {value} in this row; weights are neither empty nor negative"},
    {"estimate_weights_fine", Status::input, 400,
     "维度权重的公分母过大；请用较简单的分数", "the weights' common denominator is too large; use "
     "simpler fractions"},
    {"estimate_weights_partly", Status::input, 400,
     "有的维度写了权重、有的没有；请全部写上，或全部不写（等权）",
     "some dimensions state a weight and some do not; state all, or none for equal weights"},
    {"estimate_weights_sum", Status::input, 400, "各维度的权重相加不等于 1；请改正",
     "the weights of the dimensions do not add up to 1; correct them"},
    {"pack_statistic_across", Status::input, 400,
     "统计“{statistic}”的写法不支持：分母在另一登记册时不能再分组，组内组间分解不用于政策包",
     "statistic \"{statistic}\": with a denominator in another register there are no groups, and "
     "entropy within and between groups is for samples"},
    {"pack_statistic_group", Status::input, 400, "分组的式子得出的是{kind}；应得出编码、文字、整数或条件",
     "an expression to group by gives {kind}; a code, text, whole number or condition is wanted"},
    {"statistic_unknown", Status::usage, 404, "政策包没有统计“{name}”，有：{there}",
     "the pack has no statistic \"{name}\"; there are: {there}"},
};

} // namespace

std::span<Entry const> estimate_chapter() { return entries; }

} // namespace jingzhun::base
