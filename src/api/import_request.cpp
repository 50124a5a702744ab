// Parameters of an import.
#include "api/import_request.hpp"

#include "base/text.hpp"
#include "intake/column_map.hpp"

namespace jingzhun::api {

std::string import_file_name(Request const &request) {
    auto name = request.parameter("name");
    if (auto const slash = name.find_last_of("/\\"); slash != std::string::npos)
        name.erase(0, slash + 1);
    constexpr std::size_t longest = 200;
    if (name.empty() || name.size() > longest || name.front() == '.' || request.body.empty())
        throw base::Error("file_wanted");
    return name;
}

intake::ImportOptions import_options(Asked const &asked) {
    auto const &request = asked.request;
    intake::ImportOptions options;
    options.as = request.parameter("as");
    std::vector<std::string> map;
    for (auto const piece : base::split(request.parameter("map"), ';'))
        if (!piece.empty()) map.emplace_back(piece);
    options.map = intake::read_column_map(asked.view.pack, map);
    options.sender = request.parameter("sender");
    options.correction = request.parameter("correction") == "1";
    auto const &mode = request.parameter("mode");
    options.dry_run = mode.empty() || mode == "look";
    options.stage = mode == "stage";
    if (!options.dry_run && !options.stage && mode != "take")
        throw base::Error("request_malformed", {{"what", "mode=" + mode}});
    options.all_or_nothing = request.parameter("all") == "1";
    options.valid_from = base::today();
    if (auto const &day = request.parameter("valid_from"); !day.empty()) {
        auto const read = base::parse_iso_date(day);
        if (!read) throw base::Error("request_malformed", {{"what", "valid_from=" + day}});
        options.valid_from = *read;
    }
    options.actor = asked.caller.require_somewhere(options.correction ? pack::Operation::correct
                                                                      : pack::Operation::record,
                                                   "*", request.parameter("reason"));
    if (auto const *session = asked.caller.session()) options.holder = &session->holder;
    if (!options.dry_run) options.keep_in = asked.county.address() + ".files";
    return options;
}

} // namespace jingzhun::api
