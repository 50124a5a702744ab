// Reading the files of a pack's folder, and of the packs it overlays.
#include "pack/folder.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"
#include "pack/join.hpp"
#include "pack/table_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace jingzhun::pack {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t file_bytes_max = 8U << 20U;
constexpr std::size_t layers_max = 8;

std::vector<std::string> toml_files(std::string const &folder) {
    auto const first = (fs::path(folder) / "pack.toml").string();
    if (!fs::exists(first)) throw base::Error("pack_missing", {{"folder", folder}});
    auto files = base::files_below(folder, ".toml");
    std::ranges::stable_partition(files, [&](std::string const &file) {
        return fs::path(file).lexically_normal() == fs::path(first).lexically_normal();
    });
    return files;
}

std::string canonical(std::string bytes) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(mark)) bytes.erase(0, mark.size());
    std::erase(bytes, '\r');
    return bytes;
}

// What may stand at the top of a file: tables, or lists of them.
struct Root {
    std::string_view name;
    Node::Kind kind;
};
constexpr Root roots[] = {
    {"access", Node::Kind::table},         //
    {"bulletin", Node::Kind::table},       //
    {"calendar", Node::Kind::table},       //
    {"campaign", Node::Kind::table},       //
    {"case", Node::Kind::array},           //
    {"cast", Node::Kind::table},           //
    {"class", Node::Kind::table},          //
    {"codes", Node::Kind::table},          //
    {"form", Node::Kind::table},           //
    {"grievance", Node::Kind::table},      //
    {"layer", Node::Kind::array},          //
    {"mechanism", Node::Kind::array},      //
    {"owner", Node::Kind::table},          //
    {"pack", Node::Kind::table},           //
    {"parameter", Node::Kind::table},      //
    {"procedure", Node::Kind::table},      //
    {"questionnaire", Node::Kind::table},  //
    {"register", Node::Kind::table},       //
    {"responsibility", Node::Kind::table}, //
    {"role", Node::Kind::table},           //
    {"rule", Node::Kind::array},           //
    {"scenario", Node::Kind::array},       //
    {"separation", Node::Kind::array},     //
    {"source", Node::Kind::table},         //
    {"statistic", Node::Kind::table},      //
};

void check_roots(Node const &tree, Faults &faults) {
    for (auto const &entry : tree.entries) {
        auto const *known = std::ranges::find(roots, entry.key, &Root::name);
        if (known == std::end(roots)) {
            std::vector<std::string> names;
            for (auto const &root : roots) names.emplace_back(root.name);
            faults.add_unknown("pack_unknown_key", entry.place(), entry.key, names);
        } else if (entry.value.kind != known->kind) {
            report_type(entry.value, name_of(known->kind), faults);
        }
    }
}

struct Layer {
    Node tree;
    std::string hashed; // names and hashes of the files
    std::vector<LinkageFile> linkages;
};

constexpr std::string_view linkage_folder = "linkage/";

Layer read_layer(std::string const &folder, std::deque<std::string> &names, Faults &faults) {
    Layer layer;
    layer.tree.spot = {&names.emplace_back((fs::path(folder) / "pack.toml").string()), 1, 1};
    for (auto const &file : toml_files(folder)) {
        auto const bytes = canonical(base::read_file(file, file_bytes_max));
        auto const name = fs::path(file).lexically_relative(folder).generic_string();
        layer.hashed += name + ' ' + base::sha256(bytes) + '\n';
        if (name.starts_with(linkage_folder)) {
            layer.linkages.push_back({fs::path(file).stem().string(), file, bytes});
            continue;
        }
        auto tree = read_tree(bytes, names.emplace_back(file), faults);
        check_roots(tree, faults);
        join_file(layer.tree, std::move(tree), faults);
    }
    return layer;
}

Node const *extended(Node const &tree) {
    auto const *pack = tree.find("pack");
    auto const *extends = pack == nullptr ? nullptr : pack->find("extends");
    return extends != nullptr && extends->kind == Node::Kind::text ? extends : nullptr;
}

// The layers from the lowest to the folder's own.
std::vector<Layer> read_layers(std::string const &folder, std::deque<std::string> &names,
                               Faults &faults) {
    std::vector<Layer> layers;
    std::string next = folder;
    while (true) {
        layers.insert(layers.begin(), read_layer(next, names, faults));
        auto const *extends = extended(layers.front().tree);
        if (extends == nullptr) return layers;
        auto const below = (fs::path(next) / extends->text).lexically_normal();
        bool const exists = fs::exists(below / "pack.toml");
        if (!exists || layers.size() == layers_max) {
            faults.add(exists ? "pack_layers_too_many" : "pack_extends_missing", extends->place(),
                       {{"folder", extends->text}});
            return layers;
        }
        next = below.string();
    }
}

} // namespace

Folder read_folder(std::string const &folder, Faults &faults) {
    Folder whole;
    std::string hashed;
    auto layers = read_layers(folder, whole.files, faults);
    if (faults.count() > 0) return whole; // with a layer missing the others say nothing
    for (auto &layer : layers) {
        whole.tree.spot = layer.tree.spot;
        join_layer(whole.tree, std::move(layer.tree), faults);
        for (auto &linkage : layer.linkages) {
            std::erase_if(whole.linkages,
                          [&](auto const &one) { return one.name == linkage.name; });
            whole.linkages.push_back(std::move(linkage));
        }
        hashed += layer.hashed + '\n';
    }
    whole.hash = base::sha256(hashed);
    return whole;
}

} // namespace jingzhun::pack
