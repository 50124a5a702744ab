// A folder of its own for each test, gone when the test ends; and the code of the error a call
// throws.
#pragma once

#include "base/error.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

struct Scratch {
    std::string folder;
    Scratch() {
        auto pattern = (std::filesystem::temp_directory_path() / "jingzhun-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
    }
    ~Scratch() {
        std::error_code error;
        std::filesystem::remove_all(folder, error);
    }
    Scratch(Scratch const &) = delete;
    Scratch &operator=(Scratch const &) = delete;
    std::string operator/(std::string const &name) const { return folder + "/" + name; }
};

inline void write_bytes(std::string const &file, std::string const &bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

inline std::string read_bytes(std::string const &file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

template <class Call> std::string error_of(Call const &call) {
    try {
        call();
    } catch (jingzhun::base::Error const &error) {
        return error.code();
    }
    return "";
}
