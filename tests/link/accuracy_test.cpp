// Public sets of persons through the shipped models: no worse than what is published for others.
#include "link/csv_table.hpp"
#include "link/link.hpp"

#include "base/text.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>

using namespace jingzhun;
using namespace jingzhun::link;

namespace {

// The best F1 over all thresholds, `entity` telling of a record's id which entity it is.
double best_f1(Table const &table, Outcome const &outcome,
               std::function<std::string(std::string_view)> const &entity) {
    std::map<std::string, std::size_t> sizes;
    for (RowNumber row = 0; row < table.size(); ++row) ++sizes[entity(table.id(row))];
    double all = 0;
    for (auto const &[name, size] : sizes) all += static_cast<double>(size * (size - 1) / 2);
    auto links = outcome.links;
    std::ranges::sort(links, std::ranges::greater{}, &Link::score);
    double right = 0, best = 0;
    for (std::size_t i = 0; i < links.size(); ++i) {
        right += entity(table.id(links[i].left)) == entity(table.id(links[i].right)) ? 1 : 0;
        if (i + 1 < links.size() && links[i + 1].score == links[i].score) continue;
        best = std::max(best, 2 * right / (all + static_cast<double>(i + 1)));
    }
    return best;
}

std::string data(std::string const &name) {
    for (auto const *root : {"/../shared/", "/../../shared/"}) {
        auto const file = source_folder() + root + "data/linkage/" + name;
        if (std::filesystem::exists(file)) return file;
    }
    return "";
}

std::string between_hyphens(std::string_view id) { // rec-123-dup-0
    return std::string(base::split(id, '-').at(1));
}

std::map<std::string, std::string, std::less<>> last_column_by_id(std::string const &file) {
    std::map<std::string, std::string, std::less<>> clusters;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        clusters[line.substr(0, line.find(','))] = line.substr(line.rfind(',') + 1);
    return clusters;
}

} // namespace

TEST_CASE("febrl3: F1 of at least .995, which is Splink's") {
    auto const file = data("febrl3.csv");
    if (file.empty()) {
        MESSAGE("skipped: febrl3.csv is not beside the repository "
                "(shared/data/linkage)");
        return;
    }
    auto const model = load_model(source_folder() + "/models/febrl.toml");
    Space space(model);
    auto const table = read_csv(file, space, 2);
    REQUIRE(table.size() == 5000);
    CHECK(best_f1(table, dedupe(space, table, {.threads = 2}), between_hyphens) >= 0.995);
}

TEST_CASE("fake_1000: F1 of at least .90, Splink's being .86") {
    auto const file = data("fake_1000.csv");
    if (file.empty()) {
        MESSAGE("skipped: fake_1000.csv is not beside the repository "
                "(shared/data/linkage)");
        return;
    }
    auto const model = load_model(source_folder() + "/models/fake.toml");
    Space space(model);
    auto const table = read_csv(file, space, 1);
    REQUIRE(table.size() == 1000);
    auto const clusters = last_column_by_id(file);
    auto const entity = [&](std::string_view id) { return clusters.find(id)->second; };
    CHECK(best_f1(table, dedupe(space, table), entity) >= 0.90);
}
