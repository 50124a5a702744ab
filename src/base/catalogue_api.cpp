// What can go wrong in the chapter "api" of the catalogue: requests to the server.
#include "base/catalogue.hpp"

namespace jingzhun::base {
namespace {

constexpr Entry entries[] = {
    // keep the codes of this chapter in alphabetical order
    {"body_not_json", Status::usage, 400,
     "请求内容不是 JSON 对象（{why}）；请用 Content-Type: application/json",
     "the body is no JSON object ({why}); send it as Content-Type: application/json"},
    {"code_set_up_wanted", Status::usage, 403, "你的角色要求动态码：先设置动态码，再办别的事",
     "a role of yours needs one-time codes: set them up before anything else"},
    {"field_hidden", Status::usage, 403, "“{field}”对你只显示一部分，不能按它筛选或排序",
     "“{field}” is shown to you in part; a list cannot be narrowed or ordered by it"},
    {"field_unknown", Status::usage, 400, "登记表 {register} 没有字段“{field}”；是否指“{nearest}”？",
     "the register {register} has no field “{field}”; did you mean “{nearest}”?"},
    {"file_wanted", Status::usage, 400, "没有收到文件；请把文件内容作为请求内容发送，并用 name 写明文件名",
     "no file came; send its content as the body and its name as the parameter “name”"},
    {"host_foreign", Status::usage, 403,
     "这个库没有账号，只在本机开放；请在本机用 http://127.0.0.1 访问，或先设账号",
     "this store has no accounts and is open on this machine only; use http://127.0.0.1 there, or "
     "make accounts first"},
    {"job_cancelled", Status::no, 409, "已按要求停下；库与开始前相同", "stopped as asked; the store is as before"},
    {"job_unknown", Status::no, 404, "没有任务 {job}", "there is no job {job}"},
    {"jobs_full", Status::no, 429, "同时进行的任务已满，请等一个做完再试",
     "as many jobs as may run at once are running; try again when one is done"},
    {"member_missing", Status::usage, 400, "请求缺少“{name}”", "the request lacks “{name}”"},
    {"origin_foreign", Status::usage, 403, "请求来自别的网站，已拒绝；请在本系统的页面里操作",
     "the request comes from another site and was refused; use the pages of this one"},
    {"password_change_wanted", Status::usage, 403, "密码须先更换，再办别的事",
     "the password has to be changed before anything else"},
    {"post_failed", Status::no, 502, "{url} 没有回答：{why}；请检查地址、网络和对方的服务",
     "{url} did not answer: {why}; check the address, the network and the service there"},
    {"serve_open_to_all", Status::usage, 409,
     "库 {store} 没有账号，不能在 {address} 上对外开放；请只监听 127.0.0.1，或先设账号（init … --actor）",
     "store {store} has no accounts and cannot be opened to others at {address}; listen on "
     "127.0.0.1 only, or make accounts first (init … --actor)"},
    {"session_wanted", Status::usage, 401, "请先登录", "sign in first"},
    {"token_wrong", Status::usage, 403, "页面已过期，请刷新后再试", "the page is out of date; reload it and try again"},
    {"too_many_requests", Status::usage, 429, "请求太多，请过 {seconds} 秒再试",
     "too many requests; try again in {seconds} s"},
    {"url_malformed", Status::usage, 400, "“{url}”不是可用的地址；请写成 http://主机:端口",
     "\"{url}\" is no address that can be asked; write it as http://host:port"},
};

} // namespace

std::span<Entry const> api_chapter() { return entries; }

} // namespace jingzhun::base
