// Memory from the heap, or, where it is much, whole large pages.
#include "link/large.hpp"

#include <sys/mman.h>

namespace jingzhun::link {
namespace {

constexpr std::size_t page = std::size_t{2} << 20;
constexpr std::size_t much = 2 * page;

} // namespace

void *take_memory(std::size_t bytes) {
    if (bytes < much) return ::operator new(bytes);
    auto const whole = (bytes + page - 1) / page * page;
    auto *const memory = std::aligned_alloc(page, whole);
    if (memory == nullptr) throw std::bad_alloc();
    // Without large pages it works as well, only slower.
    madvise(memory, whole, MADV_HUGEPAGE);
    return memory;
}

void give_back_memory(void *memory, std::size_t bytes) noexcept {
    if (bytes < much) ::operator delete(memory);
    else std::free(memory);
}

} // namespace jingzhun::link
