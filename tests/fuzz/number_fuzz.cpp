// Any bytes as the number of a person: cleaning settles at once, a number that links is a sound one
// that stays itself, and every repair of a slip is one.
#include "base/identity.hpp"
#include "base/text.hpp"
#include "link/block.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace jingzhun;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_link(std::string const &text) {
    auto const cleaned = base::clean_identity(text);
    require(base::clean_identity(cleaned) == cleaned);
    auto const number = base::link_identity(text);
    require(base::link_identity(cleaned) == number);
    if (!number) return;
    require(number->size() == 18 && base::valid_identity(*number));
    require(base::link_identity(*number) == number);
}

void check_repairs(std::string const &text) {
    link::Dictionary dictionary;
    auto const value = link::encode(link::Type::identity, text, dictionary);
    for (auto const repair : link::repairs_of(value, dictionary)) {
        require(link::identity_state(repair) == link::IdentityState::valid);
        require(base::valid_identity(link::identity_text(repair)));
    }
    auto const shown = link::decode(link::Type::identity, value, dictionary);
    require(link::encode(link::Type::identity, shown, dictionary) == value);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size) {
    std::string const text(reinterpret_cast<char const *>(data), size);
    if (!base::is_utf8(text)) return 0; // files are decoded before
    check_link(text);
    check_repairs(text);
    return 0;
}
