// What can go wrong in the chapter "finding" of the catalogue: the life of findings.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"campaign_unknown", Status::usage, 404, "政策包中没有行动“{name}”（[campaign.…]），是否为“{nearest}”？",
     "the pack has no campaign “{name}” ([campaign.…]); did you mean “{nearest}”?"},
    {"finding_clock_back", Status::no, 409,
     "问题 {id} 上一次办理是 {last}，现在的时钟更早；请校正时钟后再{act}",
     "the last act on finding {id} was at {last}, later than the clock now; set the clock right, then {act_en}"},
    {"finding_concerned", Status::no, 403,
     "问题 {id} 说的就是 {by} 本人（或其亲属），不能由其{act}；须由另一人办理",
     "finding {id} is about {by} (or a relative), who may not {act_en} it; another person must"},
    {"finding_contradicted", Status::no, 409,
     "问题 {id} 不能销号：按最近一次核查的数据，规则仍不成立；请先更新数据，再核查",
     "finding {id} cannot be closed: by the data of the last check the rule still does not hold; bring the data up to "
     "date, then check"},
    {"finding_due_not_later", Status::usage, 400, "问题 {id} 的整改时限已是 {due}；延期须给出更晚的日期（--due）",
     "finding {id} is due on {due} already; extending takes a later day (--due)"},
    {"finding_due_unknown", Status::no, 422, "政策包没有给出整改时限（参数“{parameter}”）；请用 --due 写明时限",
     "the pack gives no days to mend it (parameter “{parameter}”); name the day with --due"},
    {"finding_nobody", Status::no, 409,
     "问题 {id} 没有人可以分派：从“{owner}”往上都没有人任职；请登记干部，或用 --to 写明给谁",
     "finding {id} has nobody to go to: from “{owner_en}” upwards no post is filled; register officials, or name a "
     "person with --to"},
    {"finding_not_late", Status::no, 409, "问题 {id} 的整改时限是 {due}，还没有逾期，不上报",
     "finding {id} is due on {due}; it is not late and does not go up"},
    {"finding_out_of_order", Status::no, 409, "问题 {id} 现为“{state}”，不能{act}；现在可以：{next}",
     "finding {id} is {state_en}: {act_en} does not follow; what may: {next_en}"},
    {"finding_person_missing", Status::usage, 400, "问题 {id} {act}给谁？请用 --to 写明编号或姓名",
     "to whom ({act_en} finding {id})? name the person with --to"},
    {"finding_person_same", Status::no, 409, "问题 {id} 已经在此人名下，不必{act}",
     "finding {id} is that person's already; nothing to {act_en}"},
    {"finding_proof_missing", Status::no, 409, "问题 {id} 不能整改：还缺{missing}（--measure、--evidence）",
     "finding {id} cannot be rectified: {missing_en} is missing (--measure, --evidence)"},
    {"finding_same_hand", Status::no, 403, "问题 {id} 由 {by} 负责整改，不能由同一人{act}；须由另一人办理",
     "{by} answers for finding {id} and may not {act_en} it; another person must"},
    {"finding_text_missing", Status::usage, 400, "要写明是什么问题：请加 --text", "say what is wrong: --text"},
    {"finding_which", Status::usage, 400, "请写明哪些问题：编号，或 --rule、--area、--owner、--overdue、--all",
     "say which findings: numbers, or --rule, --area, --owner, --overdue, --all"},
    {"month_malformed", Status::usage, 400, "“{month}”不是月份；请写成 2020-12 的形式",
     "“{month}” is no month; write it as 2020-12"},
    {"owner_unknown", Status::usage, 404, "没有责任角色“{owner}”；有：{owners}",
     "there is no owner “{owner}”; there are: {owners}"},
    {"pack_without_responsibility", Status::no, 422,
     "库里的政策包没有写谁对什么负责（[responsibility]）；请用 jingzhun pack install 安装写了的政策包",
     "the store's pack does not say who answers for what ([responsibility]); install one that does with jingzhun pack "
     "install"},
    {"person_several", Status::usage, 409, "叫“{person}”的不止一人：{which}；请写编号",
     "several persons are called “{person}”: {which}; give the number"},
    {"person_unknown", Status::usage, 404, "干部名册中没有“{person}”；请写编号，或名册中的姓名",
     "there is no “{person}” among the persons; give the number, or the name as registered"},
    {"proposal_needs_another", Status::no, 403, "提议 {id} 是你自己提出的，须由另一人批准",
     "proposal {id} is your own; another person has to approve it"},
    {"proposal_unknown", Status::usage, 404, "没有待批准的提议 {id}", "no proposal {id} waits to be approved"},
    {"proposal_waiting", Status::no, 409, "问题 {finding} 已有人提出裁定，等待批准",
     "a settlement of finding {finding} has been proposed already and waits for approval"},
    {"worklist_whose", Status::usage, 400, "要看谁的清单？请写 --person 或 --area 之一",
     "whose list? give either --person or --area"},
};

} // namespace

std::span<Entry const> finding_chapter() { return entries; }

} // namespace jingzhun::base
