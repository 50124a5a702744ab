// Reading an index: parts of a mapped file, looked at where they lie.
#include "link/index.hpp"

#include "base/error.hpp"

#include <cstring>
#include <fstream>

namespace jingzhun::link {
namespace {

constexpr std::string_view magic = "JZLINK01";

class Parts {
  public:
    Parts(std::string_view bytes, std::string const &file) : rest_(bytes), file_(file) {
        if (!rest_.starts_with(magic)) fail("magic");
        rest_.remove_prefix(magic.size());
    }

    std::string_view bytes() {
        std::uint64_t size = 0;
        if (rest_.size() < sizeof size) fail("cut off");
        std::memcpy(&size, rest_.data(), sizeof size);
        rest_.remove_prefix(sizeof size);
        if (size > rest_.size()) fail("cut off");
        auto const part = rest_.substr(0, size);
        rest_.remove_prefix(std::min((size + 7) / 8 * 8, rest_.size()));
        return part;
    }

    template <class Word> std::span<Word const> words() {
        auto const part = bytes();
        if (part.size() % sizeof(Word) != 0) fail("length");
        return {reinterpret_cast<Word const *>(part.data()), part.size() / sizeof(Word)};
    }

    template <class Word> std::vector<Word> list() {
        auto const part = words<Word>();
        return {part.begin(), part.end()};
    }

    [[noreturn]] void fail(char const *what) const {
        throw base::Error("link_index_bad", {{"file", file_}, {"what", what}});
    }

  private:
    std::string_view rest_;
    std::string const &file_;
};

void read_dictionaries(Parts &parts, Space &space) {
    for (auto &texts : space.texts) {
        auto const bytes = parts.bytes();
        auto const ends = parts.words<std::uint64_t>();
        std::size_t start = 0;
        for (auto const end : ends) {
            if (end < start || end > bytes.size()) parts.fail("dictionary");
            texts.dictionary.add(bytes.substr(start, end - start));
            start = end;
        }
        if (texts.dictionary.size() != ends.size() + 1) parts.fail("dictionary");
    }
}

Parameters read_parameters(Parts &parts, Model const &model) {
    Parameters parameters;
    parameters.share = parts.words<double>().front();
    for (std::size_t i = 0; i < model.comparisons.size(); ++i) {
        parameters.m.push_back(parts.list<double>());
        parameters.u.push_back(parts.list<double>());
        if (parameters.m.back().size() != model.comparisons[i].levels.size() + 2)
            parts.fail("parameters");
        auto listed = parts.list<float>(), first = parts.list<float>(),
             further = parts.list<float>();
        parameters.frequencies.push_back({std::move(listed), std::move(first), std::move(further)});
    }
    return parameters;
}

} // namespace

Index::Index(std::string const &file, Space &space) : file_(file) {
    Parts parts(file_.bytes(), file);
    auto const &model = *space.model;
    if (parts.bytes() != model.digest) throw base::Error("link_index_model", {{"file", file}});
    read_dictionaries(parts, space);
    parameters_ = read_parameters(parts, model);
    auto const id_column = parts.bytes(), present = parts.bytes();
    auto const rows = parts.words<unsigned char>();
    auto const ids = parts.bytes();
    auto const starts = parts.words<std::uint32_t>();
    table_ = std::make_unique<Table>(model, Table::View{rows, ids, starts});
    if (starts.empty() || starts.back() != ids.size() || present.size() != model.fields.size() ||
        rows.size() != std::size_t{table_->size()} * table_->layout().stride)
        parts.fail("rows");
    table_->id_column = id_column;
    for (std::size_t field = 0; field < present.size(); ++field)
        table_->present[field] = present[field] != 0;
    clusters_ = parts.words<RowNumber>();
    if (clusters_.size() != table_->size()) parts.fail("clusters");
    for (std::size_t i = 0; i < model.blocks.size() + (model.exact ? 1 : 0); ++i)
        keys_.push_back(parts.words<std::uint64_t>());
}

bool is_index(std::string const &file) {
    std::ifstream in(file, std::ios::binary);
    char beginning[magic.size()] = {};
    in.read(beginning, sizeof beginning);
    return in && std::string_view(beginning, sizeof beginning) == magic;
}

} // namespace jingzhun::link
