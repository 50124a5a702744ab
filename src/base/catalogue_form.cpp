// What can go wrong in the chapter "form" of the catalogue: forms of packs, sheets filled in.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"form_answer_missing", Status::no, 422, "“{field}”要填", "“{field_en}” must be answered"},
    {"form_answer_unknown", Status::no, 422, "这张表没有问“{field}”；请刷新页面再填",
     "this form does not ask for “{field}”; reload the page and fill it in again"},
    {"form_check_failed", Status::no, 422, "{message}", "{message_en}"},
    {"form_key_missing", Status::no, 422, "“{form}”没有填全，认不出是哪一条记录；请填上日期和地点",
     "“{form}” is not filled in far enough to tell which record it is; give day and place"},
    {"form_refused", Status::no, 422, "这张表有几处要改",
     "some answers of this form must be mended"},
    {"form_sheet_other", Status::no, 409, "填报编号 {sheet} 已是另一张表的；请重新打开这张表再填",
     "sheet {sheet} is another one already; open the form anew and fill it in"},
    {"form_unknown", Status::usage, 404, "政策包没有名为“{name}”的表",
     "the pack has no form “{name}”"},
};

} // namespace

std::span<Entry const> form_chapter() { return entries; }

} // namespace jingzhun::base
