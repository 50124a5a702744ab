// What can go wrong in the chapter "link" of the catalogue: record linkage and its models.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"link_code_values", Status::input, 400,
     "“{field}”的不同取值超过 65,535 个，不是编码；请在模型中把它的 type 改为 text",
     "\"{field}\" has more than 65,535 different values and is no code; give it the type text in "
     "the model"},
    {"link_column_missing", Status::input, 400,
     "缺少列“{name}”，文件中有：{there}；请检查表头，或在模型中写上这一列的名称",
     "the column {name} is missing; the file has: {there}. Check the header, or name the column in "
     "the model"},
    {"link_decision_unknown", Status::input, 404,
     "没有编号 {id} 的连接建议，或它已经过时；用 jingzhun review 库 list 看现有的",
     "there is no link decision {id} that holds; see jingzhun review STORE list"},
    {"link_id_missing", Status::input, 400,
     "第 {record} 条记录没有编号（列“{column}”）；每条记录都要有编号",
     "record {record} has no id (column \"{column}\"); every record needs one"},
    {"link_id_twice", Status::input, 400,
     "编号“{id}”出现两次（第 {first} 条和第 {second} 条记录）；编号不能重复，请改正后重试",
     "the id \"{id}\" occurs twice (records {first} and {second}); ids tell records apart, correct "
     "them and try again"},
    {"link_index_bad", Status::input, 400,
     "“{file}”不是可用的连接索引（{what}）；请用 jingzhun link-index 重新生成",
     "\"{file}\" is no usable index ({what}); make it again with jingzhun link-index"},
    {"link_index_model", Status::input, 400,
     "索引“{file}”是用另一个模型生成的；请用同一个模型，或重新生成索引",
     "the index \"{file}\" was made with another model; use that model or make the index again"},
    {"link_no_field", Status::input, 400,
     "模型中的列一列也没有，文件中有：{there}；请检查表头或模型",
     "none of the model's columns is there; the file has: {there}. Check the header or the model"},
    {"link_no_rows", Status::input, 400, "文件只有表头，没有记录；请检查导出是否成功",
     "the file has a header and no records; check whether it was exported successfully"},
    {"link_too_many", Status::input, 400, "记录太多（上限约 42 亿条）；请按地区拆分后再连接",
     "too many records (about 4.2 thousand million at most); split them by area"},
    {"link_too_many_pairs", Status::input, 400,
     "分组“{block}”产生的记录对太多；请在模型中给它加上一个字段，或减小 block_most",
     "the block \"{block}\" gives too many pairs; add a field to it, or lower block_most"},
    {"model_argument", Status::input, 400,
     "“{text}”的参数不对；请查看 docs/linkage.md 中“{test}”的写法",
     "the argument of \"{text}\" is wrong; docs/linkage.md shows how {test} is written"},
    {"model_comparisons", Status::input, 400, "比较最多 {most} 个；请删去一些",
     "at most {most} comparisons; remove some"},
    {"model_frequency", Status::input, 400,
     "“{name}”不能按频率计分：只有 text、words、code、chinese_name 可以，且第一级须为 exact",
     "\"{name}\" cannot count frequencies: only text, words, code and chinese_name can, with exact "
     "as the first level"},
    {"model_key_missing", Status::input, 400, "模型这里缺少“{key}”；请补上",
     "\"{key}\" is missing here; add it"},
    {"model_levels", Status::input, 400, "levels 应是 1 至 {most} 个比较方法；请改正",
     "levels is a list of 1 to {most} tests; correct it"},
    {"model_malformed", Status::input, 400, "模型不是合法的 TOML：{what}；请改正",
     "the model is no valid TOML: {what}; correct it"},
    {"model_one_out", Status::input, 400, "一个键里只能有一个 one_out；请拆成几个 block",
     "a key can have one one_out only; make several blocks"},
    {"model_scores", Status::input, 400, "应有 write ≤ review ≤ link；请改正这三个分数",
     "write ≤ review ≤ link must hold; correct the three scores"},
    {"model_test_type", Status::input, 400,
     "类型 {type} 的字段不能用“{test}”比较；请换一种方法或类型",
     "fields of the type {type} cannot be compared by \"{test}\"; use another test or type"},
    {"model_twice", Status::input, 400, "“{name}”已经用过；请改名（name = …）",
     "\"{name}\" is there already; give it another name (name = …)"},
    {"model_type", Status::input, 400, "“{key}”的值不对，应为：{type}",
     "the value of \"{key}\" is wrong; it must be: {type}"},
    {"model_unknown", Status::input, 400, "没有{kind}“{name}”，是否指：{near}",
     "there is no {kind_en} \"{name}\"; did you mean: {near}"},
    {"review_action_unknown", Status::usage, 400,
     "review 后面写 list、confirm 或 refuse，不能写“{action}”",
     "review takes list, confirm or refuse, not “{action}”"},
};

} // namespace

std::span<Entry const> link_chapter() { return entries; }

} // namespace jingzhun::base
