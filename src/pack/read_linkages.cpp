// Linkage models of a pack, and the links that name them.
#include "link/model.hpp"
#include "pack/readers.hpp"

namespace jingzhun::pack {

std::vector<Linkage> read_linkages(std::vector<LinkageFile> const &files, Faults &faults) {
    std::vector<Linkage> linkages;
    for (auto const &one : files) {
        auto read = link::read_model(one.text, one.file);
        faults.add(std::move(read.faults));
        linkages.push_back({one.name,
                            std::make_shared<link::Model const>(std::move(read.model)),
                            {one.file, 1, 1}});
    }
    return linkages;
}

void check_linkages(Pack const &pack, Node const &tree, Faults &faults) {
    std::vector<std::string> names;
    for (auto const &one : pack.linkages) names.push_back(one.name);
    for (auto const &definition : pack.registers)
        for (auto const &link : definition.links) {
            if (link.model.empty() || pack.find_linkage(link.model) != nullptr) continue;
            auto const *node = tree.find("register")->find(definition.name);
            faults.add_unknown("pack_unknown_linkage", node->find("link")->find(link.name)->place(),
                               link.model, names);
        }
}

} // namespace jingzhun::pack
