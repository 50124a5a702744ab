// Finds out how a part is written, and feeds it to what reads that.
#include "source/xml.hpp"

#include "base/error.hpp"
#include "source/xml_expat.hpp"
#include "source/xml_scan.hpp"

#include <algorithm>

namespace jingzhun::source {

namespace {

constexpr std::size_t beginning_bytes = 1024; // the declaration is within them

} // namespace

std::string_view local_name(std::string_view name) {
    return name.substr(name.rfind(':') + 1); // npos + 1 is 0
}

std::string_view Attributes::get(std::string_view name) const {
    for (auto const &one : all_)
        if (local_name(one.name) == name) return one.value;
    return {};
}

XmlReader::XmlReader(Archive &archive, std::string_view part, XmlHandler &handler,
                     std::size_t bytes_max)
    : archive_(&archive), part_(archive.open(part)), bytes_max_(bytes_max) {
    beginning_.resize(beginning_bytes);
    std::size_t count = 0;
    while (count < beginning_.size()) {
        auto const bytes = part_.read(std::span(beginning_).subspan(count));
        if (bytes.empty()) break;
        count += bytes.size();
    }
    beginning_.resize(count);
    if (XmlScanner::is_for(beginning_)) scanner_ = std::make_unique<XmlScanner>(handler);
    else
        parser_ = std::make_unique<XmlParser>(handler,
                                              [this](std::span<char> room) { return read(room); });
}

XmlReader::~XmlReader() = default;

bool XmlReader::advance() {
    if (thrown_) std::rethrow_exception(thrown_);
    try {
        return scanner_ ? advance_scanner() : advance_parser();
    } catch (...) {
        thrown_ = std::current_exception();
        throw;
    }
}

bool XmlReader::advance_scanner() {
    for (;;) {
        switch (scanner_->run()) {
        case XmlScanner::State::paused:
            return true;
        case XmlScanner::State::ended:
            return false;
        case XmlScanner::State::faulty:
            fail(scanner_->fault(), scanner_->line());
        case XmlScanner::State::hungry:
            scanner_->came(read(scanner_->room()));
        }
    }
}

bool XmlReader::advance_parser() {
    auto const paused = parser_->advance();
    if (!parser_->fault().empty()) fail(parser_->fault(), parser_->line());
    return paused;
}

std::size_t XmlReader::read(std::span<char> room) {
    std::size_t count = 0;
    if (!beginning_.empty()) {
        count = std::min(beginning_.size(), room.size());
        std::ranges::copy_n(beginning_.begin(), static_cast<std::ptrdiff_t>(count), room.begin());
        beginning_.erase(0, count);
    } else {
        count = part_.read(room).size();
    }
    fed_ += count;
    if (fed_ > bytes_max_) fail("part too large", scanner_ ? scanner_->line() : parser_->line());
    return count;
}

void XmlReader::fail(std::string_view reason, std::size_t line) const {
    throw base::Error(
        "workbook_damaged",
        {{"part", part_.name() + ":" + std::to_string(line)}, {"reason", std::string(reason)}},
        {archive_->file()});
}

void read_xml(Archive &archive, std::string_view part, XmlHandler &handler, std::size_t bytes_max) {
    XmlReader reader(archive, part, handler, bytes_max);
    while (reader.advance()) {
    }
}

} // namespace jingzhun::source
