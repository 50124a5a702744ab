// A table as an answer: written to a file of its own row by row, sent piece by piece, gone when it
// is sent. Neither the rows nor the file are ever whole in memory.
#pragma once

#include "api/http.hpp"
#include "api/temporary_folder.hpp"
#include "source/write.hpp"

#include <memory>
#include <string>

namespace jingzhun::api {

struct FileToSend {
    std::shared_ptr<TemporaryFolder const> folder;
    std::string path, name, type; // name: as it is saved
    std::unique_ptr<source::TableWriter> writer;
};
// A workbook or a CSV file of that name, without its ending. Throws what its writers throw.
FileToSend begin_file(bool xlsx, std::string const &name);
// Closes the file and sends it.
Response file_answer(FileToSend file);

} // namespace jingzhun::api
