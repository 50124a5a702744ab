// What can go wrong in the chapter "app" of the catalogue: commands, the server, the demo.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"app_internal", Status::store, 500,
     "服务内部出错，详情在服务器的错误输出里；请把它连同做了什么一起报告",
     "something failed inside the server; its error output says what: report it with what you did"},
    {"area_not_a_county", Status::usage, 400,
     "“{area}”不是县级区划代码；应为 6 位数字，例如 431128",
     "“{area}” is no county code; write six digits, for example 431128"},
    {"area_not_in_store", Status::usage, 404,
     "本库中没有区划 {area}；请用本县的乡镇（9 位）或村（12 位）代码",
     "area {area} is not in this store; use the code of a township (9 digits) or village (12 "
     "digits) of its county"},
    {"area_not_shipped", Status::usage, 404,
     "产品没有附带 {area} 的区划表（data/divisions/{area}.csv）；请先放入该文件：code,name 两列",
     "no division table for {area} comes with the product (data/divisions/{area}.csv); put one "
     "there first: columns "
     "code,name"},
    {"case_document_content", Status::input, 400,
     "“{file}”的内容不是 {ending} 文件；请换成真正的 {ending} 文件",
     "the content of \"{file}\" is not that of a {ending} file; give a real one"},
    {"case_set_malformed", Status::usage, 400,
     "“{text}”应写成 记录项=值，例如 present=24",
     "\"{text}\" should be written as record=value, such as present=24"},
    {"case_table_unreadable", Status::input, 400,
     "“{file}”第 {row} 行“{what}”对不上要办的案卷，或写了两次；表头要有“案卷”或对象编号",
     "\"{file}\", row {row}: \"{what}\" is none of the cases, or stands there twice; a column "
     "must give the case or the key of the subject"},
    {"checkpoint_none", Status::no, 404,
     "库 {store} 还没有签名的检查点；下一次导入或核查时会自动签署",
     "store {store} has no signed checkpoint yet; the next import or check signs one"},
    {"checkpoint_uncosigned", Status::no, 404,
     "还没有见证人联署过的检查点；先用 jingzhun witness request 向见证人申请，再用 --add 收回联署",
     "no witness has cosigned a checkpoint yet; ask one with jingzhun witness request and take the "
     "answer in with --add"},
    {"demo_households_out_of_range", Status::usage, 400,
     "示例县的户数 {households} 不在 {least} 到 {most} 之间，请改 --households",
     "the demo county cannot have {households} households; choose {least} to {most} with "
     "--households"},
    {"erase_without_reason", Status::usage, 400,
     "抹除个人信息必须说明事由，例如 --reason \"本人申请，编号 12\"；没有改动",
     "say why personal data are erased, for example --reason \"asked for by the person, no. 12\"; "
     "nothing was changed"},
    {"instant_malformed", Status::usage, 400,
     "“{value}”不是时刻；应写成 2020-12-31T08:00:00Z，或 #12（第 12 条事件之后）",
     "“{value}” is no moment; write it like 2020-12-31T08:00:00Z, or #12 (after event 12)"},
    {"listen_failed", Status::store, 500,
     "无法在 {address} 上监听：{why}；请换一个端口（--listen 127.0.0.1:8081）",
     "cannot listen on {address}: {why}; choose another port (--listen 127.0.0.1:8081)"},
    {"listen_malformed", Status::usage, 400, "“{value}”不是监听地址；应写成 127.0.0.1:8080",
     "“{value}” is no address to listen on; write it like 127.0.0.1:8080"},
    {"method_not_allowed", Status::usage, 405, "这个地址不接受 {method} 请求",
     "this address takes no {method} requests"},
    {"not_found", Status::no, 404, "没有找到：{what}", "not found: {what}"},
    {"out_missing", Status::usage, 400, "{format} 要写到文件：请加 --out 文件名",
     "{format} goes to a file: add --out FILE"},
    {"prove_number", Status::usage, 400, "“{value}”不是序号；事件和问题用序号指明，如 12",
     "\"{value}\" is no number; events and findings are named by theirs, such as 12"},
    {"qr_ending", Status::usage, 400, "二维码只能写成 .svg 或 .png 文件，不能写成“{file}”",
     "a QR code is written as .svg or .png, not as \"{file}\""},
    {"qr_too_long", Status::usage, 400,
     "内容有 {bytes} 字节，一个二维码放不下（最多约 2900 字节）；请减少联署的签名行",
     "{bytes} bytes do not fit into one QR code (at most about 2,900); carry fewer cosignatures"},
    {"request_malformed", Status::usage, 400, "请求有误：{what}", "malformed request: {what}"},
    {"starting", Status::store, 503, "正在启动：县里的数据读入之后即可使用，请稍候再试",
     "starting: it is ready when the county has been read; try again in a moment"},
    {"state_unknown", Status::usage, 400,
     "没有“{state}”这种状态；有：open assigned rectified verified closed all",
     "there is no state “{state}”; there are: open assigned rectified verified closed all"},
    {"store_without_pack", Status::store, 500,
     "库 {store} 中没有政策包或区划；请用 jingzhun init 建库",
     "store {store} holds no pack or divisions; make it with jingzhun init"},
    {"tile_lost", Status::store, 500,
     "瓦片 {tile} 应当在库中而找不到：请运行 jingzhun verify 查明，下一次写入会重新生成",
     "the tile {tile} should be in the store and is not: run jingzhun verify to see what is wrong; "
     "the next write makes it anew"},
    {"tile_missing", Status::no, 404,
     "没有瓦片 {tile}：账本现有 {events} 条事件；请按检查点的条数索取",
     "there is no tile {tile}: the ledger has {events} events; ask for what the checkpoint has"},
    {"web_not_built", Status::store, 503,
     "网页尚未构建；请运行 tools/build-web（./run 会自动完成）",
     "the web application is not built; run tools/build-web (./run does it)"},
    {"what_if_of_nothing", Status::usage, 400,
     "没有说要改什么；请加 --set 'line[purpose=exit]=4500' 或 --pack 文件夹",
     "nothing to change was named; add --set 'line[purpose=exit]=4500' or --pack DIR"},
};

} // namespace

std::span<Entry const> app_chapter() { return entries; }

} // namespace jingzhun::base
