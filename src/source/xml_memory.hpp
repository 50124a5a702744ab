// Memory for an XML parser, up to a limit: a parser remembers every name it meets, so that a
// document made of ever new names would fill the machine.
#pragma once

#include <cstddef>

namespace jingzhun::source {

struct ParserMemory {
    std::size_t used = 0;
    std::size_t most = 0; // bytes
};

// While it lives, the functions below count for that parser, on this thread.
class MemoryScope {
  public:
    explicit MemoryScope(ParserMemory &memory);
    ~MemoryScope();
    MemoryScope(MemoryScope &&) = delete;

  private:
    ParserMemory *outer_;
};

// As malloc, realloc and free; nullptr also beyond the limit. Requires: a MemoryScope is alive.
void *parser_allocate(std::size_t size);
void *parser_reallocate(void *block, std::size_t size);
void parser_release(void *block);

} // namespace jingzhun::source
