// A text file written in large pieces, which appears under its name only when it is complete.
// Inside this folder only.
#pragma once

#include <string>
#include <string_view>

namespace jingzhun::link {

class Output {
  public:
    // Throws Error "file_unwritable".
    explicit Output(std::string const &file);
    ~Output(); // what was not closed leaves nothing
    Output(Output &&) = delete;

    void text(std::string_view text) { buffer_ += text; }
    // Of any length, not kept in memory.
    void bytes(std::string_view bytes);
    void character(char c) { buffer_ += c; }
    // Quoted where it must be.
    void cell(std::string_view text);
    // With three decimals.
    void number(double value);
    void end_row();
    // Throws Error "file_unwritable", "disk_full".
    void close();

  private:
    void flush();
    void put(std::string_view bytes);
    [[noreturn]] void fail(int system_error) const;

    std::string file_, neighbour_, buffer_;
    int descriptor_ = -1;
};

} // namespace jingzhun::link
