// Addresses of signing in.
#include "api/handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr Route table[] = {
    {"GET", "/api/health", anyone, Operation::read, "", show_health, "是否在服务",
     "Is it serving?"},
    {"GET", "/api/openapi.json", anyone, Operation::read, "", show_openapi, "接口说明",
     "This description"},
    {"GET", "/api/session", anyone, Operation::read, "", show_session, "我是谁、能做什么",
     "Who I am and what I may do"},
    {"POST",
     "/api/session",
     anyone,
     Operation::read,
     "",
     sign_in,
     "登录",
     "Sign in",
     {},
     small_body,
     true,
     "account password code"},
    {"DELETE", "/api/session", signed_in, Operation::read, "", sign_out, "退出", "Sign out"},
    {"POST",
     "/api/session/password",
     signed_in,
     Operation::read,
     "",
     change_password,
     "更换自己的密码",
     "Change one's own password",
     {},
     small_body,
     true,
     "old new"},
    {"POST",
     "/api/session/code",
     signed_in,
     Operation::read,
     "",
     set_up_code,
     "设置自己的动态码",
     "Set up one's own one-time codes",
     {},
     small_body,
     true,
     "password"},
};

} // namespace

std::span<Route const> routes_of_session() { return table; }

} // namespace jingzhun::api
