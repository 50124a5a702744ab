// Passwords, kept as Argon2id verifiers; tokens and one-time passwords drawn at random.
//
// 46 MiB and one pass a hash (OWASP ASVS 5.0, appendix C), about a tenth of a second; at most four
// at once, the others wait, so that a flood of attempts takes neither memory nor all processors.
#pragma once

#include "pack/model.hpp"

#include <string>
#include <string_view>

namespace jingzhun::access {

// Throws Error "password_weak", saying what it lacks: length and kinds of characters by the pack's
// rules, the account's name in it, one character or a run of neighbours only.
void require_strong(pack::SignInRules const &rules, std::string_view account,
                    std::string_view password);
std::string make_verifier(std::string_view password);
// False also where `verifier` is no verifier; takes as long.
bool fits(std::string_view verifier, std::string_view password);
// A verifier that nothing fits: for accounts that do not exist, so that they take as long.
std::string const &no_verifier();

std::string random_token();    // 256 bits, 43 characters of letters, digits, - and _
std::string random_password(); // 80 bits in four groups that can be read out and typed
std::string random_bytes(std::size_t count);
std::string token_hash(std::string_view token); // what is stored of a token

} // namespace jingzhun::access
