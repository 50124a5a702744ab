// Loaded before the program (LD_PRELOAD): its calendar clock is CLOCK_SHIFT seconds off.
#include <cstdlib>
#include <ctime>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

long shift() {
    auto const *text = std::getenv("CLOCK_SHIFT");
    return text == nullptr ? 0 : std::atol(text);
}

} // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec *time) noexcept {
    auto const result = static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
    if (clock == CLOCK_REALTIME) time->tv_sec += shift();
    return result;
}

time_t time(time_t *place) noexcept {
    timespec now = {};
    clock_gettime(CLOCK_REALTIME, &now);
    if (place != nullptr) *place = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(timeval *time, void *) noexcept {
    timespec now = {};
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

} // extern "C"
