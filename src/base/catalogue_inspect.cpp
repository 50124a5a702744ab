// What can go wrong in the chapter "inspect" of the catalogue: draws, inspections, grievances, bulletins.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"draw_cluster_torn", Status::input, 422, "抽样框中群“{cluster}”分在“{first}”“{second}”两层，一个群只能在一层",
     "in the frame cluster “{cluster}” lies in two strata, “{first}” and “{second}”; it must lie in one"},
    {"draw_column_missing", Status::input, 422, "抽样框 {file} 没有“key”（编号）一列",
     "the frame {file} has no column “key”"},
    {"draw_done_already", Status::no, 409, "抽样“{name}”已于 {on} 抽取，不得再抽；另抽须另立方案、另行封存",
     "draw “{name}” was drawn on {on} and is not drawn again; another draw needs a plan and a seal of its own"},
    {"draw_frame_differs", Status::no, 409,
     "抽样“{name}”封存的抽样框是 {sealed}，这一个是 {found}，不得抽取",
     "draw “{name}” was sealed with frame {sealed}, this one is {found}; it is not drawn"},
    {"draw_frame_empty", Status::input, 422, "抽样框里没有单位；请检查方案的条件或文件",
     "the frame has no units; look at the plan's condition or the file"},
    {"draw_key_twice", Status::input, 422, "抽样框中编号“{key}”有两行，每个单位只能有一行",
     "in the frame key “{key}” stands twice; each unit stands once"},
    {"draw_needs_frame", Status::usage, 400, "抽样“{name}”须用 --frame 给出抽样框文件",
     "draw “{name}” needs its frame as a file: --frame"},
    {"draw_needs_plan", Status::usage, 400, "请用 --plan 给出抽样方案，或给出库文件以列出已封存的抽样",
     "give a plan with --plan, or a store to list its draws"},
    {"draw_not_sealed", Status::no, 409, "抽样“{name}”还没有封存；先用 draw --seal 封存方案和抽样框，再等种子公布",
     "draw “{name}” is not sealed; seal plan and frame with draw --seal before the seed is known"},
    {"draw_plan_differs", Status::no, 409, "抽样“{name}”的方案与封存时不同；请用封存的那一份",
     "the plan of draw “{name}” is not the one that was sealed; use that one"},
    {"draw_sealed_already", Status::no, 409, "已有名为“{name}”的抽样封存；另抽请另起名称",
     "a draw named “{name}” is sealed already; give another one another name"},
    {"draw_seed_early", Status::no, 409, "抽样“{name}”的种子 {on} 才公布，现在不能抽取",
     "the seed of draw “{name}” becomes known on {on}; it cannot be drawn yet"},
    {"draw_seed_known", Status::no, 409, "抽样“{name}”的种子 {on} 已公布或当天公布，不能再封存；请改用以后才公布的种子",
     "the seed of draw “{name}” is known from {on}; too late to seal, await a later seed"},
    {"draw_seed_missing", Status::usage, 400, "请用 --seed 给出公布的种子", "give the announced seed with --seed"},
    {"draw_stages_wrong", Status::input, 422,
     "阶段须为一个 unit，或先 cluster 后 unit；每个阶段写明 take，按规模抽取的阶段没有备用",
     "stages are one of units, or clusters and then units; each says what to take, and none by size has replacements"},
    {"draw_too_many", Status::input, 422, "rfc3797 方法一次最多抽 65,536 个，这里要 {count} 个；请用 sha256",
     "method rfc3797 selects at most 65,536 at once, {count} are wanted; use sha256"},
    {"draw_unit_faulty", Status::input, 422,
     "抽样框中“{key}”一行有误：“{value}”；编号不能空，规模是不小于 0 的整数，文字里不能有制表符和换行",
     "the unit “{key}” of the frame is faulty: “{value}”; a key is needed, a size is a whole "
     "number from 0, and no text has a tabulator or line break"},
};

} // namespace

std::span<Entry const> inspect_chapter() { return entries; }

} // namespace jingzhun::base
