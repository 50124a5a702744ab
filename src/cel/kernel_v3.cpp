// The inner loops compiled for machines with AVX2.
#include "cel/kernel.hpp"

#include <cstring>
#include <type_traits>

#if defined(__x86_64__) && !defined(__clang__)
#include <immintrin.h>
#pragma GCC optimize("O3")
#pragma GCC target("arch=x86-64-v3")

namespace jingzhun::cel {
namespace {
constexpr int level = 3;
}
} // namespace jingzhun::cel
#include "cel/kernel_loops.hpp"

namespace jingzhun::cel {

Kernels const &kernels_v3() {
    static constexpr Kernels all = make_kernels();
    return all;
}

} // namespace jingzhun::cel
#endif
