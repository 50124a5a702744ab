// Vectors of many millions of words: in pages of two megabytes where the system has them, so that
// looking at a place far away costs no walk through the tables of pages, and without zeros written
// to what is filled at once.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace jingzhun::link {

// Memory for `bytes`, aligned for any word. Throws std::bad_alloc.
void *take_memory(std::size_t bytes);
void give_back_memory(void *memory, std::size_t bytes) noexcept;

template <class Word> struct LargeAllocator {
    using value_type = Word;
    static_assert(std::is_trivially_copyable_v<Word> && std::is_trivially_destructible_v<Word>);

    LargeAllocator() = default;
    template <class Other> LargeAllocator(LargeAllocator<Other> const &) noexcept {}
    Word *allocate(std::size_t count) {
        return static_cast<Word *>(take_memory(count * sizeof(Word)));
    }
    void deallocate(Word *memory, std::size_t count) noexcept {
        give_back_memory(memory, count * sizeof(Word));
    }
    // What is not given a value has none: `resize` and the constructor by size leave memory alone.
    template <class Made> void construct(Made *) const noexcept {}
    template <class Made, class... Values>
    void construct(Made *at, Values &&...values) const noexcept {
        ::new (static_cast<void *>(at)) Made(std::forward<Values>(values)...);
    }
    bool operator==(LargeAllocator const &) const = default;
};

template <class Word> using LargeVector = std::vector<Word, LargeAllocator<Word>>;

} // namespace jingzhun::link
