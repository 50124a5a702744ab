// Pairs and conflicts to files.
#include "link/pairs_file.hpp"

#include "link/output.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::link {
namespace {

void write_ids(Output &output, Table const &left, Table const &right, Link const &link) {
    output.cell(left.id(link.left));
    output.character(',');
    output.cell(right.id(link.right));
    output.character(',');
}

void write_header(Output &output, Table const &left, Table const &right) {
    auto const same = left.id_column == right.id_column;
    output.cell(left.id_column + (same ? "_l" : ""));
    output.character(',');
    output.cell(right.id_column + (same ? "_r" : ""));
}

// How the fields of a table's rows that both tables have differ.
class Differences {
  public:
    Differences(Space const &space, Table const &left, Table const &right)
        : space_(space), model_(*space.model), left_(left), right_(right) {
        for (std::size_t field = 0; field < model_.fields.size(); ++field)
            if (left.present[field] && right.present[field]) fields_.push_back(field);
        by_field_.resize(model_.fields.size());
        for (std::size_t i = 0; i < model_.comparisons.size(); ++i) {
            auto &comparison = by_field_[model_.comparisons[i].field];
            if (!comparison) comparison = i;
        }
    }

    std::size_t write(Output &output, Link const &link) const {
        auto const *const a = left_.bytes(link.left);
        auto const *const b = right_.bytes(link.right);
        std::size_t rows = 0;
        for (auto const field : fields_) {
            auto const x = left_.value_in(a, field), y = right_.value_in(b, field);
            if (x == y) continue;
            write_ids(output, left_, right_, link);
            output.cell(model_.fields[field].name);
            output.character(',');
            output.cell(space_.decode(field, x));
            output.character(',');
            output.cell(space_.decode(field, y));
            output.character(',');
            output.cell(kind(field, x, y, link.pattern));
            output.end_row();
            ++rows;
        }
        return rows;
    }

  private:
    std::string_view kind(std::size_t field, Value x, Value y, Pattern pattern) const {
        if (x == 0) return "missing left";
        if (y == 0) return "missing right";
        if (!by_field_[field]) return "different";
        auto const &comparison = model_.comparisons[*by_field_[field]];
        auto const outcome = outcome_of(pattern, *by_field_[field]);
        return outcome > comparison.levels.size() ? "different" : outcome_text(comparison, outcome);
    }

    Space const &space_;
    Model const &model_;
    Table const &left_, &right_;
    std::vector<std::size_t> fields_;
    std::vector<std::optional<std::size_t>> by_field_;
};

void write_terms(Output &output, Scorer const &scorer, Model const &model, Link const &link) {
    double rest = 0;
    auto const terms = scorer.terms(link.pair(), link.pattern);
    for (std::size_t i = 1; i <= model.comparisons.size(); ++i) {
        output.character(',');
        output.cell(terms[i].outcome);
        output.character(',');
        output.number(terms[i].bits);
    }
    for (std::size_t i = model.comparisons.size() + 1; i < terms.size(); ++i) rest += terms[i].bits;
    output.character(',');
    output.number(terms.front().bits);
    output.character(',');
    output.number(rest);
}

} // namespace

void write_pairs(std::string const &file, Model const &model, Table const &left, Table const &right,
                 Outcome const &outcome, std::optional<Scorer> const &explain) {
    Output output(file);
    auto const within = !outcome.clusters.empty();
    write_header(output, left, right);
    output.text(",score,verdict");
    if (within) output.text(",cluster");
    if (explain) {
        for (auto const &comparison : model.comparisons) {
            output.character(',');
            output.cell(comparison.name);
            output.character(',');
            output.cell(comparison.name + "_bits");
        }
        output.text(",prior_bits,adjust_bits");
    }
    output.end_row();
    constexpr std::size_t ahead = 8;
    for (std::size_t i = 0; i < outcome.links.size(); ++i) {
        auto const &link = outcome.links[i];
        if (i + 2 * ahead < outcome.links.size()) {
            left.expect_id(outcome.links[i + 2 * ahead].left);
            __builtin_prefetch(left.id(outcome.links[i + ahead].left).data());
        }
        write_ids(output, left, right, link);
        output.number(link.score);
        output.character(',');
        output.text(to_string(link.verdict));
        if (within) {
            output.character(',');
            // A pair may lie between two clusters.
            auto const cluster = outcome.clusters[link.left];
            if (cluster == outcome.clusters[link.right]) output.cell(left.id(cluster));
        }
        if (explain) write_terms(output, *explain, model, link);
        output.end_row();
    }
    output.close();
}

void write_clusters(std::string const &file, Table const &table,
                    std::span<RowNumber const> clusters) {
    Output output(file);
    output.text("cluster,");
    output.cell(table.id_column);
    output.end_row();
    std::vector<std::uint8_t> is_shared(clusters.size(), 0);
    for (RowNumber row = 0; row < clusters.size(); ++row)
        if (clusters[row] != row) is_shared[clusters[row]] = 1;
    for (RowNumber row = 0; row < clusters.size(); ++row) {
        if (is_shared[clusters[row]] == 0) continue;
        output.cell(table.id(clusters[row]));
        output.character(',');
        output.cell(table.id(row));
        output.end_row();
    }
    output.close();
}

std::size_t write_conflicts(std::string const &file, Space const &space, Table const &left,
                            Table const &right, Outcome const &outcome) {
    Output output(file);
    write_header(output, left, right);
    output.text(",field,left,right,kind");
    output.end_row();
    Differences const differences(space, left, right);
    std::size_t rows = 0;
    auto const differ = [](Link const &link) {
        return link.verdict == Verdict::link && !link.same;
    };
    constexpr std::size_t ahead = 64;
    for (std::size_t i = 0; i < outcome.links.size(); ++i) {
        if (i + ahead < outcome.links.size() && differ(outcome.links[i + ahead]))
            __builtin_prefetch(left.bytes(outcome.links[i + ahead].left));
        if (differ(outcome.links[i])) rows += differences.write(output, outcome.links[i]);
    }
    output.close();
    return rows;
}

} // namespace jingzhun::link
