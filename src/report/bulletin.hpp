// Bulletins and rankings of a period: the pack says what is counted and what a share is worth
// (pack/bulletin_model.hpp); here they are counted, ranked, and written so that everybody can do
// the sum again.
#pragma once

#include "base/area.hpp"
#include "pack/model.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::report {

// A share in a hundredth of a percent, rounded half up; a point in hundredths likewise.
struct Share {
    std::int64_t part = 0, whole = 0;       // whole 0: there is no share
    std::optional<std::int64_t> hundredths; // of a percent
    std::optional<std::int64_t> points; // hundredths of a point; nothing where it is not worth any
};

struct BulletinLine {
    std::string code, name;            // an area, or an owner of findings
    std::vector<std::int64_t> counts;  // by index of columns; 0 where the column is a share
    std::vector<Share> shares;         // by index of columns
    std::optional<std::int64_t> total; // of points, in hundredths of a hundred; rankings only
    int rank = 0;                      // 1 is best; equal totals share one
    bool tied = false;
    std::string name_en = {}; // empty: it has no other
    std::string const &name_in(base::Language language) const {
        return language == base::Language::zh || name_en.empty() ? name : name_en;
    }
};

struct MadeBulletin {
    pack::Bulletin const *bulletin = nullptr;
    base::Period period;
    std::string area;
    std::vector<bool> is_money;      // by index of columns: counts are fen
    std::vector<BulletinLine> lines; // by rank, else by code
    BulletinLine all;
};

// Shares, points, total and ranks of lines whose counts are there. A share that does not exist is
// worth nothing and not asked for: the total is of the weights that count, brought to a hundred.
void complete(MadeBulletin &made);

// Of the areas within `area` at the bulletin's level, as they were on the period's last day; where
// the bulletin is of owners, of those who have findings. Registers as of that day.
MadeBulletin make_bulletin(store::Database &database, pack::Pack const &pack,
                           base::AreaTree const &areas, int county, pack::Bulletin const &bulletin,
                           base::Period const &period, std::string const &area);

// The table as rows of text, header first, and the lines that explain the sums.
std::vector<std::vector<std::string>> bulletin_table(MadeBulletin const &made,
                                                     base::Language language);
std::vector<std::string> bulletin_notes(MadeBulletin const &made, base::Language language);
std::string bulletin_title(MadeBulletin const &made, base::AreaTree const &areas,
                           base::Language language);

// What proves that the ledger was so: a checkpoint's note; empty: none is printed.
std::string bulletin_text(MadeBulletin const &made, base::AreaTree const &areas,
                          std::string const &checkpoint, base::Language language);
std::string bulletin_html(MadeBulletin const &made, base::AreaTree const &areas,
                          std::string const &checkpoint, base::Language language);
void bulletin_workbook(MadeBulletin const &made, base::AreaTree const &areas,
                       std::string const &checkpoint, base::Language language,
                       std::string const &file);

} // namespace jingzhun::report
