// What can go wrong in the chapter "pack" of the catalogue.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"identity_lost_digits", Status::input, 400,
     "“{field}”的号码“{value}”已被表格软件截去末几位，无法还原；请从原系统按文本格式重新导出",
     "the number \"{value}\" in {field} has lost its last digits in a spreadsheet and cannot be "
     "restored; export it "
     "again as text"},
    {"pack_internal", Status::store, 500, "内部错误：{what}", "internal error: {what}"},
    {"value_not_a_code", Status::input, 400,
     "“{field}”不能是“{value}”；可以是：{allowed}；最接近的是：{near}",
     "{field} cannot be \"{value}\"; it can be: {allowed}; the nearest is: {near}"},
    {"value_not_a_date", Status::input, 400,
     "“{field}”的“{value}”不是日期；请写成 2020-12-31 的形式",
     "\"{value}\" in {field} is no date; write it as 2020-12-31"},
    {"value_not_a_number", Status::input, 400, "“{field}”的“{value}”不是数；请只写数字，如 12.5",
     "\"{value}\" in {field} is no number; write digits only, such as 12.5"},
    {"value_not_a_phone", Status::input, 400,
     "“{field}”的“{value}”不是电话号码；请只写一个号码的数字",
     "\"{value}\" in {field} is no telephone number; write the digits of one number"},
    {"value_not_a_time", Status::input, 400, "“{field}”的“{value}”不是时间；请写成 08:30 的形式",
     "\"{value}\" in {field} is no time of day; write it as 08:30"},
    {"value_not_an_area", Status::input, 400,
     "“{field}”的“{value}”不是行政区划代码；请写 6、9、12 或 14 位数字的代码",
     "\"{value}\" in {field} is no area code; write a code of 6, 9, 12 or 14 digits"},
    {"value_not_an_integer", Status::input, 400, "“{field}”的“{value}”不是整数；请写整数，如 12",
     "\"{value}\" in {field} is no whole number; write one such as 12"},
    {"value_not_money", Status::input, 400,
     "“{field}”的“{value}”不是金额；请写元数，最多两位小数，如 12000.50",
     "\"{value}\" in {field} is no amount of money; write yuan with at most two decimals, such as "
     "12000.50"},
    {"value_not_true_or_false", Status::input, 400,
     "“{field}”的“{value}”看不出是或否；请写“是”或“否”",
     "\"{value}\" in {field} is neither yes nor no; write 是 (yes) or 否 (no)"},
};

} // namespace

std::span<Entry const> pack_chapter() { return entries; }

} // namespace jingzhun::base
