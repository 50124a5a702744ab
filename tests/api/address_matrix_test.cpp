// Which roles may ask at which address: tests/data/address_matrix.txt was written from the duties
// of each role, not from the code; {register} there stands for households.
#include "api/two_towns.hpp"

#include "base/file.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <set>
#include <sstream>

using namespace towns;

namespace {

struct Matrix {
    std::vector<std::string> roles;
    std::map<std::string, std::vector<std::string>> rows; // "METHOD path": + or - for each role
};

Matrix read_matrix() {
    std::istringstream lines{base::read_file(source_folder() + "/tests/data/address_matrix.txt")};
    Matrix matrix;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::vector<std::string> row;
        for (std::string word; words >> word;) row.push_back(word);
        if (matrix.roles.empty()) matrix.roles = row;
        else if (row.size() > 2) matrix.rows[row[0] + " " + row[1]] = {row.begin() + 2, row.end()};
    }
    return matrix;
}

std::string filled(std::string path) {
    auto const at = path.find("{register}");
    if (at != std::string::npos) path.replace(at, 10, "household");
    for (auto hole = path.find('{'); hole != std::string::npos; hole = path.find('{'))
        path.replace(hole, path.find('}') - hole + 1, "1");
    return path;
}

} // namespace

TEST_CASE("every address with a door lets in the roles that the table names, and no others") {
    auto const matrix = read_matrix();
    api::CountyOptions options;
    options.rate = 0;
    api::County county(both().address(), options);
    // Behind the doors stands nobody: what is asked here is who gets that far.
    std::vector<api::Route> routes{api::routes().begin(), api::routes().end()};
    for (auto &route : routes)
        route.handler = [](api::Asked const &) { return api::Response{204, "", "", {}}; };
    std::set<std::string> asked_at;
    for (auto const &route : routes) {
        if (route.door != api::Door::role) continue;
        auto const address = std::string(route.method) + " " + std::string(route.path);
        CAPTURE(address);
        asked_at.insert(address);
        auto const row = matrix.rows.find(address);
        REQUIRE_MESSAGE(row != matrix.rows.end(), "the table has no such address");
        REQUIRE(row->second.size() == matrix.roles.size());
        for (std::size_t i = 0; i < matrix.roles.size(); ++i) {
            CAPTURE(matrix.roles[i]);
            auto const answered = answer(
                county,
                asked(matrix.roles[i], std::string(route.method), filled(std::string(route.path))),
                routes);
            CHECK(answered.status == (row->second[i] == "+" ? 204 : 403));
        }
    }
    for (auto const &[address, row] : matrix.rows)
        CHECK_MESSAGE(asked_at.contains(address), address << " is no address with a door");
}
