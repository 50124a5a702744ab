// Counting hits, misses and inventions.
#include "app/truth.hpp"

#include "app/program.hpp"
#include "source/sheet.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace jingzhun::testing {

Claims read_truth(std::string const &file) {
    Claims claims;
    auto const book = source::open_book(file);
    auto const sheet = book->open(0);
    source::Row row;
    auto const cell = [&](std::size_t i) {
        return i < row.cells.size() ? row.cells[i].text : std::string();
    };
    while (sheet->next(row))
        if (row.number > 1) claims.insert({cell(0), cell(1), cell(2), cell(3)});
    return claims;
}

Claims read_findings(std::string const &store) {
    Claims claims;
    auto const listed = run_json({"findings", store});
    REQUIRE(listed.array() != nullptr);
    for (auto const &one : *listed.array()) {
        auto const rule = text_of(one, "rule");
        if (rule == "facts_missing") continue;
        claims.insert(
            {rule, text_of(one, "register"), text_of(one, "subject"), text_of(one, "period")});
    }
    return claims;
}

double Score::recall() const { return found + missed == 0 ? 1 : 1.0 * found / (found + missed); }
double Score::precision() const { return found + wrong == 0 ? 1 : 1.0 * found / (found + wrong); }

std::map<std::string, Score> score_by_rule(Claims const &truth, Claims const &excused,
                                           Claims const &findings) {
    std::map<std::string, Score> scores;
    for (auto const &claim : truth) {
        auto &score = scores[claim.rule];
        if (findings.contains(claim)) ++score.found;
        else if (!excused.contains(claim)) ++score.missed;
    }
    for (auto const &claim : findings) // rules the truth says nothing of are not its business
        if (auto const rule = scores.find(claim.rule);
            rule != scores.end() && !truth.contains(claim))
            ++rule->second.wrong;
    return scores;
}

Score total(std::map<std::string, Score> const &scores) {
    Score sum;
    for (auto const &[rule, score] : scores) {
        sum.found += score.found;
        sum.missed += score.missed;
        sum.wrong += score.wrong;
    }
    return sum;
}

std::string some_missing(Claims const &a, Claims const &b) {
    std::string text;
    auto left = 12;
    for (auto const &claim : a) {
        if (b.contains(claim)) continue;
        if (left-- == 0) break;
        text += fmt::format("{} {} {}; ", claim.rule, claim.subject, claim.period);
    }
    return text;
}

void check_against_truth(std::string const &store, std::string const &demo_folder) {
    auto const truth = read_truth(demo_folder + "/truth/truth.csv");
    auto const excused = read_truth(demo_folder + "/truth/needs_linkage.csv");
    auto const findings = read_findings(store);
    auto const scores = score_by_rule(truth, excused, findings);
    auto wanted = truth;
    for (auto const &claim : excused) wanted.erase(claim);
    INFO("missed: ", some_missing(wanted, findings));
    INFO("made up: ", some_missing(findings, truth));
    CHECK(scores.size() >= 25);
    CHECK(total(scores).recall() >= 0.99);
    CHECK(total(scores).precision() >= 0.99);
    for (auto const &[rule, score] : scores) {
        CAPTURE(rule);
        CHECK(score.recall() >= 0.95);
        CHECK(score.precision() >= 0.95);
    }
}

} // namespace jingzhun::testing
