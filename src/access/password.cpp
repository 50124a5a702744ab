// libsodium's Argon2id and its random numbers.
#include "access/password.hpp"

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <semaphore>
#include <set>

namespace jingzhun::access {
namespace {

constexpr unsigned long long passes = 1;
constexpr std::size_t memory_bytes = std::size_t{47104} * 1024;
constexpr std::size_t password_bytes_most = 512;
constexpr int hashes_at_once = 4;

std::counting_semaphore<hashes_at_once> turns(hashes_at_once);

// Takes a turn; a fifth hash waits.
class Turn {
  public:
    Turn() { turns.acquire(); }
    ~Turn() { turns.release(); }
    Turn(Turn const &) = delete;
    Turn &operator=(Turn const &) = delete;
};

void ready() {
    if (sodium_init() < 0) throw base::Error("access_no_random");
}

int kinds_of(std::u32string const &points) {
    std::set<int> kinds;
    for (auto const point : points)
        kinds.insert(point >= U'a' && point <= U'z'   ? 0
                     : point >= U'A' && point <= U'Z' ? 1
                     : point >= U'0' && point <= U'9' ? 2
                                                      : 3);
    return static_cast<int>(kinds.size());
}

// "aaaaaaaa", "12345678", "hgfedcba".
bool is_run(std::u32string const &points) {
    for (auto const step : {-1, 0, 1}) {
        auto const breaks = std::ranges::adjacent_find(points, [&](char32_t a, char32_t b) {
            return static_cast<std::int64_t>(b) - static_cast<std::int64_t>(a) != step;
        });
        if (breaks == points.end()) return true;
    }
    return false;
}

} // namespace

void require_strong(pack::SignInRules const &rules, std::string_view account,
                    std::string_view password) {
    auto const refuse = [](std::string const &zh, std::string const &en) {
        throw base::Error("password_weak", {{"what", zh}, {"what_en", en}});
    };
    if (!base::is_utf8(password) || password.size() > password_bytes_most)
        refuse("太长或含有无法识别的字符", "too long, or not text");
    auto const points = base::to_code_points(password);
    if (points.size() < static_cast<std::size_t>(rules.password_least))
        refuse("少于 " + std::to_string(rules.password_least) + " 位",
               "fewer than " + std::to_string(rules.password_least) + " characters");
    if (kinds_of(points) < rules.password_kinds)
        refuse("大写、小写、数字、其他字符中至少要有 " + std::to_string(rules.password_kinds) +
                   " 种",
               "needs " + std::to_string(rules.password_kinds) +
                   " of: capitals, small letters, digits, others");
    if (is_run(points))
        refuse("只是一串相同或相邻的字符", "one run of equal or neighbouring characters");
    auto const folded = base::fold(password);
    if (folded.find(base::fold(account)) != std::string::npos)
        refuse("含有账号名", "holds the account's name");
}

std::string make_verifier(std::string_view password) {
    ready();
    Turn const turn;
    std::array<char, crypto_pwhash_STRBYTES> verifier{};
    if (crypto_pwhash_str_alg(verifier.data(), password.data(), password.size(), passes,
                              memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return verifier.data();
}

bool fits(std::string_view verifier, std::string_view password) {
    ready();
    auto const sound = verifier.starts_with(crypto_pwhash_argon2id_STRPREFIX) &&
                       verifier.size() < crypto_pwhash_STRBYTES;
    std::string const text(sound ? verifier : std::string_view(no_verifier()));
    Turn const turn;
    auto const fitting =
        crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
    return sound && fitting;
}

std::string const &no_verifier() {
    static std::string const verifier = make_verifier(random_bytes(32));
    return verifier;
}

std::string random_bytes(std::size_t count) {
    ready();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_token() {
    constexpr std::size_t token_bytes = 32;
    auto text = base::to_base64(random_bytes(token_bytes));
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    std::erase(text, '=');
    return text;
}

std::string random_password() {
    // Without 0 O 1 l I: read out over the telephone, typed by hand. 32 letters: five bits each.
    constexpr std::string_view letters = "23456789abcdefghijkmnpqrstuvwxyz";
    static_assert(letters.size() == 32);
    std::string text;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0) text += '-';
        text += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    }
    return text;
}

std::string token_hash(std::string_view token) { return base::sha256(token); }

} // namespace jingzhun::access
