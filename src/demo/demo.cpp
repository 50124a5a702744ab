// Makes the county, writes its files and the truth.
#include "demo/demo.hpp"

#include "base/area.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "demo/county.hpp"
#include "demo/output.hpp"
#include "source/write.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

namespace jingzhun::demo {
namespace {

constexpr std::int64_t households_min = 100, households_max = 10'000'000;

// The two files of the truth. Whether an absence is certain is known only when all lists are
// written.
class TruthFiles {
  public:
    explicit TruthFiles(std::string const &folder)
        : truth_(folder + "/truth.csv"), hidden_(folder + "/needs_linkage.csv"), all_(open(truth_)),
          some_(open(hidden_)) {}

    void add(std::vector<Finding> &findings) {
        for (auto &finding : findings) {
            write(*all_, finding);
            if (!finding.plain) write(*some_, finding);
            else if (!finding.absences.empty()) open_.push_back(std::move(finding));
        }
        findings.clear();
    }
    void close(PossibleRows const &possible) {
        for (auto const &finding : open_) {
            bool const uncertain =
                std::ranges::any_of(finding.absences, [&](Absence const &absence) {
                    return possible.could_be(absence);
                });
            if (uncertain) write(*some_, finding);
        }
        all_->close();
        some_->close();
    }
    std::vector<std::string> files() const { return {truth_, hidden_}; }

  private:
    static std::unique_ptr<source::TableWriter> open(std::string const &file) {
        source::CsvOptions options;
        options.byte_order_mark = false;
        auto writer = source::write_csv(file, options);
        std::vector<std::string> const header = {"rule", "register", "subject", "period"};
        writer->row(header);
        return writer;
    }
    void write(source::TableWriter &writer, Finding const &finding) {
        row_ = {std::string(finding.rule), std::string(finding.record), finding.subject,
                finding.period};
        writer.row(row_);
    }
    std::string truth_, hidden_;
    std::unique_ptr<source::TableWriter> all_, some_;
    std::vector<Finding> open_; // decided at the end
    std::vector<std::string> row_;
};

std::string county_name(std::string const &area) {
    auto const table = base::read_areas(base::shipped("data/divisions/" + area + ".csv"), area);
    return base::AreaTree(table).name_of(area);
}

void check(DemoOptions const &options) {
    if (options.households < households_min || options.households > households_max)
        throw base::Error("demo_households_out_of_range",
                          {{"households", std::to_string(options.households)},
                           {"least", std::to_string(households_min)},
                           {"most", std::to_string(households_max)}});
    auto const name = options.area + ".csv";
    auto const shipped = base::files_below(base::shipped("data/divisions"), ".csv");
    bool const known = std::ranges::any_of(shipped, [&](std::string const &file) {
        return std::filesystem::path(file).filename() == name;
    });
    if (!known || base::level_of(options.area) != base::AreaLevel::county)
        throw base::Error("area_not_shipped", {{"area", options.area}});
}

void make_folder(std::string const &folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) throw base::Error("file_unwritable", {{"file", folder}});
}

} // namespace

DemoSummary write_demo(DemoOptions const &options, Progress const &progress) {
    check(options);
    make_folder(options.folder + "/truth");
    auto const tell = [&](std::string_view what, std::int64_t done, std::int64_t total) {
        if (progress) progress(what, done, total);
    };
    County county(options, villages_of(options.area, options.households),
                  county_name(options.area));
    Output output(options.folder);
    TruthFiles truth(options.folder + "/truth");
    std::vector<Finding> findings;
    output.write(county.write_officials(findings));
    truth.add(findings);
    tell("households", 0, options.households);
    for (std::size_t at = 0; at < county.villages(); ++at) {
        output.write(county.write_village(at, findings));
        truth.add(findings);
        tell("households", county.households(), options.households);
    }
    tell("files", 0, 1);
    truth.close(county.possible());
    auto files = output.finish();
    for (auto &file : truth.files()) files.push_back(std::move(file));
    tell("files", 1, 1);
    return {as_of, county.households(), county.persons(), std::move(files)};
}

} // namespace jingzhun::demo
