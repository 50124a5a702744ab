// Importing files: recognise, read, validate, state. Either all batches of a call are in the
// register, or nothing is: what is written in chunks becomes visible by the last of them.
#pragma once

#include "access/may.hpp"
#include "base/area.hpp"
#include "intake/layout.hpp"
#include "register/link_rows.hpp"
#include "register/records.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::intake {

struct ImportOptions {
    std::string as;       // a source's name: no recognition
    ColumnMap map;        // what headers mean that the pack does not know
    std::string sender;   // whose files: `map` is remembered for it, and what it said before holds
    std::string sheet;    // only this sheet
    bool dry_run = false; // everything but the commit
    bool stage = false;   // kept, but nothing counts before somebody accepts it
    bool all_or_nothing =
        false;             // one refused row, one cell in doubt, one bad file: nothing is imported
    base::Date valid_from; // from when undated rows hold, where they change what was known
    // What the files say replaces what was said before from the same day: it was wrong.
    bool correction = false;
    // A part of a list that is otherwise full (pack: edition): what is not in it goes on.
    bool partial = false;
    // Who may state only what and where a role allows; null: everything (a store without accounts).
    access::Holder const *holder = nullptr;
    store::Actor actor;
    // So many rows are written in one transaction; other writers come in between.
    // What a large file says is visible only when all of it is in.
    std::int64_t chunk_rows = 20'000;
    std::function<void()> on_chunk = {}; // called after each commit but the last
    // An import that broke off (its first batch, load.hpp), to be gone on with:
    // `files` are its own.
    std::int64_t resume = 0;
    std::map<std::string, std::string> names = {}; // of files that stand under another name
    std::string keep_in; // folder that keeps each file by its hash; empty: not kept
    // What is going on: the file and sheet, rows done, how much of the sheet is
    // read (0 to 1). What it throws ends the import, and nothing of it stays; but after Error
    // "import_interrupted" what was cut off stands, to be resumed.
    std::function<void(std::string const &what, std::int64_t rows, double share)> progress = {};
};

// One cell or row that was not as it should be, for the report.
struct RowError {
    std::string sheet;
    int row = 0;
    std::string column; // the header
    std::string value;
    base::Problem problem;
    bool refused = false; // the whole row
};

struct BatchReport {
    registry::Batch batch;        // counts; id 0 where the file could not be read
    std::string path;             // the file as it was named in the call
    int header_row = 0;           // as the user's spreadsheet counts
    std::vector<RowError> errors; // the first `errors_max`; `errors_total` counts all
    std::int64_t errors_total = 0;
    std::vector<std::string> headers;           // as they stand in the file
    std::vector<registry::RefusedRow> doubtful; // the rows with problems, at most `doubtful_max`
    std::vector<std::string> aside;             // columns nobody claims, kept with the file only
    std::vector<ColumnGuess> guesses;           // what some of them may stand for
    std::optional<base::Problem> failure;       // the file as a whole
    std::int64_t ended = 0;                     // records that a full list does not hold any more
    bool held =
        false; // changes more than its source may (pack: hold_above): waits for another person
};

struct ImportReport {
    std::vector<BatchReport> batches;
    std::vector<base::Problem> passed_over; // sheets beside others that nearly fit a layout
    // Rows whose number finds nobody: what became of them.
    registry::LinkReport links;
    bool committed = false;
    bool any_failed_file() const;
};

constexpr std::size_t errors_max =
    1000; // per batch in the answer; all of them are kept in the store

constexpr std::size_t doubtful_max = 100'000;

// Throws Error for what concerns the whole call ("store_…", "source_unknown", "access_refused",
// "import_unfinished" where another of the same source is not done, "import_cancelled"). A file
// that cannot be read is reported in its BatchReport and the others go on, unless `all_or_nothing`.
ImportReport import_files(store::Database &database, pack::Pack const &pack,
                          base::AreaTree const &areas, int county,
                          std::vector<std::string> const &files, ImportOptions const &options);

} // namespace jingzhun::intake
