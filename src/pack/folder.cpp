// Reading the files of a pack's folder, and of the packs it overlays.
#include "pack/folder.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "pack/join.hpp"
#include "pack/kept_files.hpp"
#include "pack/table_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace jingzhun::pack {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t file_bytes_max = 8U << 20U;
constexpr std::size_t layers_max = 8;

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

// What only proves a pack, or tells of it; nothing that runs needs it.
constexpr std::string_view proving[] = {"case", "cast", "mechanism", "scenario"};

bool opens_proving(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of('['), line.size()));
    auto const name = line.substr(0, line.find_first_of(".] \t"));
    return std::ranges::find(proving, name) != std::end(proving);
}

// A line that begins with a bracket opens a table, or stands within a value; taken for a table in
// doubt, so that no other table is overlooked.
bool holds_only_proof(std::string_view bytes) {
    bool begun = false;
    for (auto const line : base::split(bytes, '\n')) {
        auto const text = base::trim(line);
        if (text.empty() || text.starts_with('#')) continue;
        if (text.starts_with('[') ? !opens_proving(text) : !begun) return false;
        begun = true;
    }
    return true;
}

struct LayerFile {
    std::string name, place, bytes; // name: within the layer's folder
};
// The files of a layer by its folder; nothing where there is no such pack.
using Layers = std::function<std::optional<std::vector<LayerFile>>(std::string const &folder)>;

std::optional<std::vector<LayerFile>> files_on_disk(std::string const &folder) {
    if (!fs::exists(fs::path(folder) / "pack.toml")) return std::nullopt;
    std::vector<LayerFile> files;
    for (auto const &file : base::files_below(folder, ".toml"))
        files.push_back({fs::path(file).lexically_relative(folder).generic_string(), file,
                         canonical(base::read_file(file, file_bytes_max))});
    return files;
}

// A layer that is named from the root of the disk is kept by its way there from the pack's folder.
std::string kept_as(std::span<File const> all, std::string const &folder) {
    if (!fs::path(folder).is_absolute()) return folder;
    constexpr std::string_view file_name = "/pack.toml";
    for (auto const &file : all) {
        if (!file.path.ends_with(file_name)) continue;
        auto const layer =
            std::string_view(file.path).substr(0, file.path.size() - file_name.size());
        auto down = layer;
        while (down.starts_with("../")) down.remove_prefix(3);
        if (folder.ends_with("/" + std::string(down))) return std::string(layer);
    }
    return folder;
}

std::optional<std::vector<LayerFile>> files_within(std::span<File const> all,
                                                   std::string const &named) {
    auto const folder = kept_as(all, named);
    std::vector<LayerFile> files;
    for (auto const &file : all)
        if (file.path.starts_with(folder + '/'))
            files.push_back({file.path.substr(folder.size() + 1), file.path, canonical(file.text)});
    std::ranges::sort(files, {}, &LayerFile::place);
    if (std::ranges::count(files, "pack.toml", &LayerFile::name) == 0) return std::nullopt;
    return files;
}

struct Layer {
    Node tree;
    std::string hashed; // names and hashes of the files
    std::vector<LinkageFile> linkages;
};

constexpr std::string_view linkage_folder = "linkage/";

Layer read_layer(std::string const &folder, std::vector<LayerFile> files, bool tests,
                 std::deque<std::string> &names, Faults &faults) {
    Layer layer;
    layer.tree.spot = {&names.emplace_back((fs::path(folder) / "pack.toml").string()), 1, 1};
    std::ranges::stable_partition(files,
                                  [](LayerFile const &file) { return file.name == "pack.toml"; });
    for (auto const &file : files) {
        layer.hashed += file.name + ' ' + base::sha256(file.bytes) + '\n';
        if (file.name.starts_with(linkage_folder)) {
            layer.linkages.push_back({fs::path(file.name).stem().string(), file.place, file.bytes});
            continue;
        }
        if (!tests && holds_only_proof(file.bytes)) continue;
        auto tree = read_tree(file.bytes, names.emplace_back(file.place), faults);
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
std::vector<Layer> read_layers(Layers const &of, std::string const &folder, bool tests,
                               std::deque<std::string> &names, Faults &faults) {
    std::vector<Layer> layers;
    std::string next = folder;
    auto files = of(next);
    if (!files) throw base::Error("pack_missing", {{"folder", folder}});
    while (true) {
        layers.insert(layers.begin(), read_layer(next, std::move(*files), tests, names, faults));
        auto const *extends = extended(layers.front().tree);
        if (extends == nullptr) return layers;
        next = (fs::path(next) / extends->text).lexically_normal().string();
        files = of(next);
        if (!files || layers.size() == layers_max) {
            faults.add(files ? "pack_layers_too_many" : "pack_extends_missing", extends->place(),
                       {{"folder", extends->text}});
            return layers;
        }
    }
}

Folder join(std::string const &folder, Layers const &of, bool tests, Faults &faults) {
    Folder whole;
    std::string hashed;
    auto layers = read_layers(of, folder, tests, whole.files, faults);
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

} // namespace

Folder read_folder(std::string const &folder, Faults &faults) {
    return join(folder, files_on_disk, true, faults);
}

Folder read_files(std::span<File const> files, std::string const &folder, bool tests,
                  Faults &faults) {
    return join(
        folder, [&](std::string const &layer) { return files_within(files, layer); }, tests,
        faults);
}

} // namespace jingzhun::pack
