// A table kept in a file with all that linking against it needs: rows,
// dictionaries, keys in order, what was learned, clusters. A new file is linked
// to it without reading the old one again; what it costs depends on the new
// file's size.
//
// The file is mapped; pages come as they are asked for. It is of one model
// (told by its digest) and of machines with the same byte order. Clusters are
// named by their earliest record, and rows are only added behind, so that a
// cluster keeps its name when the table grows; where two become one the earlier
// name stays.
//
// Layout: the eight bytes "JZLINK01", then parts, each with its length in bytes
// (8 bytes) before it and zeros after it up to a multiple of 8.
#pragma once

#include "link/link.hpp"
#include "link/mapped_file.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::link {

class Index {
  public:
    // Puts the dictionaries into `space`, which must be new. Throws Error
    // "file_missing", "file_unreadable", "link_index_bad", "link_index_model".
    Index(std::string const &file, Space &space);

    Table const &table() const { return *table_; }
    Parameters const &parameters() const { return parameters_; }
    std::span<RowNumber const> clusters() const { return clusters_; }
    // Keys of a block, or of the exact field, which comes after the blocks; see
    // `sorted_keys`.
    std::vector<std::span<std::uint64_t const>> const &keys() const { return keys_; }

  private:
    MappedFile file_;
    std::unique_ptr<Table> table_;
    Parameters parameters_;
    std::span<RowNumber const> clusters_;
    std::vector<std::span<std::uint64_t const>> keys_;
};

// Whether the file begins as an index does. False where it cannot be read.
bool is_index(std::string const &file);

// Throws Error "file_unwritable", "disk_full".
void write_index(std::string const &file, Space &space, Table const &table,
                 Parameters const &parameters, std::span<RowNumber const> clusters);

// What was learned within a table, for lists that are linked to it: half of a list's records, or as
// many as the model says, are of somebody in it.
Parameters for_lists(Model const &model, Parameters learned, RowNumber rows);

// The same pairs as linking the index's table, with the parameters of the
// index.
Outcome link(Space &space, Index const &index, Table const &right, Options const &options = {});

} // namespace jingzhun::link
