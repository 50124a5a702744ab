// Writing an index, and linking against one.
#include "link/index.hpp"

#include "link/join.hpp"
#include "link/output.hpp"

namespace jingzhun::link {
namespace {

class Writer {
  public:
    explicit Writer(std::string const &file) : output_(file) { output_.bytes("JZLINK01"); }

    void bytes(std::string_view part) {
        std::uint64_t const size = part.size();
        output_.bytes({reinterpret_cast<char const *>(&size), sizeof size});
        output_.bytes(part);
        output_.bytes(std::string_view("\0\0\0\0\0\0\0", 7).substr(0, (8 - size % 8) % 8));
    }

    template <class Word> void words(std::span<Word const> part) {
        bytes({reinterpret_cast<char const *>(part.data()), part.size_bytes()});
    }
    template <class Word> void words(std::vector<Word> const &part) {
        words(std::span<Word const>(part));
    }

    void close() { output_.close(); }

  private:
    Output output_;
};

void write_dictionaries(Writer &writer, Space const &space) {
    for (auto const &texts : space.texts) {
        std::string bytes;
        std::vector<std::uint64_t> ends;
        for (std::uint32_t number = 1; number < texts.dictionary.size(); ++number) {
            bytes += texts.dictionary.text(number);
            ends.push_back(bytes.size());
        }
        writer.bytes(bytes);
        writer.words(ends);
    }
}

void write_parameters(Writer &writer, Parameters const &parameters) {
    writer.words(std::vector<double>{parameters.share});
    for (std::size_t i = 0; i < parameters.m.size(); ++i) {
        writer.words(parameters.m[i]);
        writer.words(parameters.u[i]);
        auto const &[listed, first, further] = parameters.frequencies[i];
        writer.words(listed);
        writer.words(first);
        writer.words(further);
    }
}

} // namespace

void write_index(std::string const &file, Space &space, Table const &table,
                 Parameters const &parameters, std::span<RowNumber const> clusters) {
    space.prepare();
    auto const &model = *space.model;
    Writer writer(file);
    writer.bytes(model.digest);
    write_dictionaries(writer, space);
    write_parameters(writer, parameters);
    writer.bytes(table.id_column);
    std::string present;
    for (auto const is_there : table.present) present += is_there ? '\1' : '\0';
    writer.bytes(present);
    writer.words(table.view().rows);
    writer.bytes(table.view().ids);
    writer.words(table.view().starts);
    writer.words(clusters);
    for (std::size_t block = 0; block < model.blocks.size(); ++block)
        writer.words(sorted_keys(space, block, table));
    if (model.exact) writer.words(sorted_values(table, *model.exact));
    writer.close();
}

} // namespace jingzhun::link
