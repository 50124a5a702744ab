// Files in pieces.
#include "api/file_answer.hpp"

#include <fstream>

namespace jingzhun::api {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024;

// Keeps the folder as long as it reads from it.
struct Reading {
    std::shared_ptr<TemporaryFolder const> folder;
    std::ifstream file;
};

} // namespace

FileToSend begin_file(bool xlsx, std::string const &name) {
    FileToSend file;
    file.folder = std::make_shared<TemporaryFolder const>();
    file.name = name + (xlsx ? ".xlsx" : ".csv");
    file.path = *file.folder / (xlsx ? "list.xlsx" : "list.csv");
    file.type = xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                     : "text/csv; charset=utf-8";
    file.writer =
        xlsx ? source::write_xlsx(file.path, {.sheet = name}) : source::write_csv(file.path);
    return file;
}

Response file_answer(FileToSend file) {
    file.writer->close();
    auto const reading = std::make_shared<Reading>();
    reading->folder = std::move(file.folder);
    reading->file.open(file.path, std::ios::binary);
    Response response;
    response.type = file.type;
    response.headers.emplace_back("Content-Disposition",
                                  "attachment; filename=\"" + file.name + "\"");
    response.more = [reading]() -> std::optional<std::string> {
        std::string piece(piece_bytes, '\0');
        reading->file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        piece.resize(static_cast<std::size_t>(reading->file.gcount()));
        if (piece.empty()) return std::nullopt;
        return piece;
    };
    return response;
}

} // namespace jingzhun::api
