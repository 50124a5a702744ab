// A file's bytes without reading them: the system brings pages as they are looked at.
#pragma once

#include <string>
#include <string_view>

namespace jingzhun::link {

class MappedFile {
  public:
    // Throws Error "file_missing", "file_unreadable".
    explicit MappedFile(std::string const &file);
    ~MappedFile();
    MappedFile(MappedFile &&) = delete;

    std::string_view bytes() const { return {data_, size_}; }
    // Gives back the memory of what was looked at; it can be looked at again.
    void release(std::string_view part) const;

  private:
    char const *data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace jingzhun::link
