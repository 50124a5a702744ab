// Record linkage of a register with a list, beside DuckDB doing the same.
#include "link_workload.hpp"

#include <filesystem>

int main(int count, char **arguments) {
    auto const size = static_cast<std::size_t>(count > 1 ? std::atoll(arguments[1]) : 100000);
    std::string const folder = count > 2 ? arguments[2] : "build/link";
    std::filesystem::create_directories(folder);
    link_bench::Workload(folder, size, 7).write();
}
