// A loop over numbers, cut into as many pieces as there are threads.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

namespace jingzhun::link {

// Calls work(begin, end, thread) for `threads` pieces that cover 0 … count - 1, in order of thread.
// What a piece throws is thrown again when all have ended.
inline void in_parallel(std::size_t count, unsigned threads,
                        std::function<void(std::size_t, std::size_t, unsigned)> const &work) {
    if (threads <= 1 || count < 2) return work(0, count, 0);
    std::vector<std::exception_ptr> thrown(threads);
    std::vector<std::jthread> running;
    for (unsigned thread = 0; thread < threads; ++thread)
        running.emplace_back([&, thread] {
            try {
                work(count * thread / threads, count * (thread + 1) / threads, thread);
            } catch (...) {
                thrown[thread] = std::current_exception();
            }
        });
    running.clear();
    for (auto const &error : thrown)
        if (error) std::rethrow_exception(error);
}

} // namespace jingzhun::link
