// Counts what a parser holds; each block begins with its size.
#include "source/xml_memory.hpp"

#include <cassert>
#include <cstdlib>
#include <cstring>

namespace jingzhun::source {

namespace {

thread_local ParserMemory *current = nullptr;

constexpr std::size_t head_bytes = alignof(std::max_align_t);

std::size_t size_of(void *block) {
    std::size_t size = 0;
    std::memcpy(&size, static_cast<char *>(block) - head_bytes, sizeof size);
    return size;
}

// `whole` is a block's beginning with its head, nullptr where there was no memory.
void *with_head(void *whole, std::size_t size) {
    if (whole == nullptr) return nullptr;
    std::memcpy(whole, &size, sizeof size);
    current->used += size;
    return static_cast<char *>(whole) + head_bytes;
}

bool fits(std::size_t freed, std::size_t size) {
    assert(current != nullptr);
    return size <= current->most && current->used - freed <= current->most - size;
}

} // namespace

MemoryScope::MemoryScope(ParserMemory &memory) : outer_(current) { current = &memory; }
MemoryScope::~MemoryScope() { current = outer_; }

void *parser_allocate(std::size_t size) {
    return fits(0, size) ? with_head(std::malloc(size + head_bytes), size) : nullptr;
}

void *parser_reallocate(void *block, std::size_t size) {
    if (block == nullptr) return parser_allocate(size);
    std::size_t const old_size = size_of(block);
    if (!fits(old_size, size)) return nullptr;
    void *whole = std::realloc(static_cast<char *>(block) - head_bytes, size + head_bytes);
    if (whole != nullptr) current->used -= old_size;
    return with_head(whole, size);
}

void parser_release(void *block) {
    if (block == nullptr) return;
    assert(current != nullptr);
    current->used -= size_of(block);
    std::free(static_cast<char *>(block) - head_bytes);
}

} // namespace jingzhun::source
