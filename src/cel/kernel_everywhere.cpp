// The inner loops compiled for any machine.
#include "cel/kernel.hpp"

#include <cstring>
#include <type_traits>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif

namespace jingzhun::cel {
namespace {
constexpr int level = 1;
}
} // namespace jingzhun::cel
#include "cel/kernel_loops.hpp"

namespace jingzhun::cel {

Kernels const &kernels_everywhere() {
    static constexpr Kernels all = make_kernels();
    return all;
}

Kernels const &kernels() {
#if defined(__x86_64__) && !defined(__clang__)
    static Kernels const &best = __builtin_cpu_supports("x86-64-v4")   ? kernels_v4()
                                 : __builtin_cpu_supports("x86-64-v3") ? kernels_v3()
                                                                       : kernels_everywhere();
    return best;
#else
    return kernels_everywhere();
#endif
}

} // namespace jingzhun::cel
