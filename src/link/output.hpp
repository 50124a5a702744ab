// A text file written in large pieces, which appears under its name only when it is complete.
// Inside this folder only.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::link {

class Output {
  public:
    // Throws Error "file_unwritable".
    explicit Output(std::string const &file);
    ~Output(); // what was not closed leaves nothing
    Output(Output &&) = delete;

    void text(std::string_view text) {
        make_room(text.size());
        std::memcpy(at_, text.data(), text.size());
        at_ += text.size();
    }
    // Of any length, not kept in memory.
    void bytes(std::string_view bytes);
    void character(char c) {
        make_room(1);
        *at_++ = c;
    }
    // Quoted where it must be.
    void cell(std::string_view text);
    // With three decimals.
    void number(double value);
    void end_row() { character('\n'); }
    // Throws Error "file_unwritable", "disk_full".
    void close();

  private:
    // For so many bytes behind what is there; of long texts the buffer grows.
    void make_room(std::size_t bytes) {
        if (static_cast<std::size_t>(end_ - at_) < bytes) renew(bytes);
    }
    void renew(std::size_t bytes);
    void flush();
    void put(std::string_view bytes);
    [[noreturn]] void fail(int system_error) const;

    std::string file_, neighbour_;
    std::vector<char> buffer_;
    char *at_ = nullptr, *end_ = nullptr; // within it: where the next byte goes, and its end
    int descriptor_ = -1;
};

} // namespace jingzhun::link
