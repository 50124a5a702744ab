// What can go wrong in the chapter "check" of the catalogue: rules, parameters, what-if.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"change_malformed", Status::usage, 400, "“{text}”不是参数改动；应写成 参数[键=值]=新值，例如 line[purpose=exit]=4000",
     "“{text}” is no change of a parameter; write parameter[key=value]=new, for example line[purpose=exit]=4000"},
    {"claims_changed", Status::no, 409, "提议 {id} 之后，有一方的说法变了；请按新的说法重新提出",
     "since proposal {id} one side says something else; propose anew"},
    {"finding_not_settled", Status::no, 409,
     "问题 {id} 不能裁定：它已销号，或规则“{rule}”不是两方说法不一的问题（政策包中没有写 sides）",
     "finding {id} cannot be settled: it is closed, or the rule “{rule}” is no matter of two sides (it has no sides in "
     "the pack)"},
    {"finding_unknown", Status::usage, 404, "没有问题 {id}，或其对象已不在册；请用 jingzhun findings 查看编号",
     "there is no finding {id}, or its subject is gone; jingzhun findings lists their numbers"},
    {"pack_other_registers", Status::input, 422, "政策包“{pack}”的登记册与本库不同，不能直接比较；请用同一登记册的政策包",
     "the registers of pack “{pack}” differ from the store's; compare with a pack of the same registers"},
    {"parameter_key_unknown", Status::usage, 404, "参数“{parameter}”没有名为“{key}”的键；有：{keys}",
     "parameter “{parameter}” has no key “{key}”; it has: {keys}"},
    {"parameter_unknown", Status::usage, 404, "没有名为“{parameter}”的参数，是否为“{nearest}”？",
     "there is no parameter “{parameter}”; did you mean “{nearest}”?"},
    {"parameter_value_missing", Status::usage, 404, "参数“{parameter}”没有这些键的值，没有可以改的；请核对键",
     "parameter “{parameter}” has no value for these keys, so nothing would change; check the keys"},
    {"parameter_value_unread", Status::usage, 400, "“{value}”不能作为参数“{parameter}”的值（应为 {type}）",
     "“{value}” cannot be a value of parameter “{parameter}” (expected {type})"},
    {"record_unknown", Status::usage, 404, "{register}中没有“{key}”；请核对编号",
     "there is no “{key}” in {register}; check the number"},
    {"register_unknown", Status::usage, 404, "没有名为“{register}”的登记册，是否为“{nearest}”？",
     "there is no register “{register}”; did you mean “{nearest}”?"},
    {"rule_unknown", Status::usage, 404, "没有名为“{rule}”的规则，是否为“{nearest}”？",
     "there is no rule “{rule}”; did you mean “{nearest}”?"},
    {"side_unknown", Status::usage, 404, "没有“{side}”这一方；可以是：{sides}", "there is no side “{side}”; it can be: {sides}"},
};

} // namespace

std::span<Entry const> check_chapter() { return entries; }

} // namespace jingzhun::base
