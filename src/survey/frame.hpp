// A sampling frame: everything that can be drawn, as a file that is published before the draw.
//
// Units stand in order of their keys, whatever the order of rows they came in: what is drawn, and
// the frame's hash, do not depend on it. A frame has keys and codes only, no names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jingzhun::survey {

struct Unit {
    std::string key;                  // unique
    std::string cluster = {};         // what the first of two stages draws: a village; may be empty
    std::string cluster_stratum = {}; // one for all units of a cluster; may be empty
    std::string stratum = {};         // of the unit itself; may be empty
    std::int64_t size = 1;            // at least 0; a cluster's size is the sum of its units'
    bool operator==(Unit const &) const = default;
};

struct Frame {
    std::vector<Unit> units; // by key, bytewise
};

// Throws Error "draw_frame_empty", "draw_key_twice", "draw_unit_faulty" (no key, a size below 0, a
// line break or tabulator in a text), "draw_cluster_torn" (one cluster in two strata).
Frame make_frame(std::vector<Unit> units);

// SHA-256 over a line for each unit in order: key, cluster, cluster_stratum, stratum and size with
// tabulators between and a line feed behind.
std::string frame_hash(Frame const &frame);

// The published form: a table with the columns key, cluster, cluster_stratum, stratum, size (or
// 编号, 群, 群层, 层, 规模); all but the first may be missing. Reads csv and xlsx. Throws what
// `make_frame` throws, "draw_column_missing", "draw_unit_faulty" (a size that is no whole number).
Frame read_frame(std::string const &file);
void write_frame(Frame const &frame, std::string const &file);

} // namespace jingzhun::survey
