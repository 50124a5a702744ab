// Cases of the differential test: made, made smaller, shown.
#include "cel/differential_case.hpp"

#include "cel/check.hpp"

#include <algorithm>
#include <ostream>
#include <set>

namespace differential {
namespace {

cel::Schema const &schema() {
    static cel::Schema const schema = make_schema();
    return schema;
}

// The kind of the whole where the text parses and checks.
std::optional<cel::Kind> kind_of(std::string const &text, std::string const &record) {
    auto const parsed = cel::parse(text);
    if (!parsed.expression) return std::nullopt;
    auto const checked = cel::check(*parsed.expression, schema(), record, true);
    if (!checked.problems.empty()) return std::nullopt;
    return checked.type.kind;
}

std::vector<std::string> constants(cel::Kind kind) {
    switch (kind) {
    case cel::Kind::boolean:
        return {"true", "false"};
    case cel::Kind::integer:
        return {"0", "1"};
    case cel::Kind::real:
        return {"0.0"};
    case cel::Kind::money:
        return {"money(0)"};
    case cel::Kind::date:
        return {"as_of"};
    case cel::Kind::text:
        return {"''", "'a'"};
    default:
        return {};
    }
}

void collect(cel::Node const &node, std::vector<cel::Node const *> &nodes) {
    nodes.push_back(&node);
    for (auto const &child : node.children) collect(*child, nodes);
}

bool is_inside(cel::Span inner, cel::Span outer) {
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

} // namespace

Case make_case(Way way, std::uint64_t seed, std::size_t rules) {
    Random random(seed);
    Case made{way, random.next(), random.pick({"household", "household", "person", "village"}), {}};
    for (std::size_t i = 0; i < rules; ++i) {
        int const depth = 1 + static_cast<int>(random.below(4));
        if (way == Way::values) made.rules.push_back({make_value(random, made.record, depth)});
        if (way == Way::general) made.rules.push_back({make_general(random, made.record, depth)});
        if (way != Way::verdicts) continue;
        Rule rule{make_rule(random, made.record, depth)};
        if (random.chance(30)) rule.when = make_rule(random, made.record, 2);
        rule.must_hold = random.chance(70);
        made.rules.push_back(std::move(rule));
    }
    return made;
}

std::vector<std::string> shorter(std::string const &text, std::string const &record) {
    auto const parsed = cel::parse(text);
    if (!parsed.expression) return {};
    auto const checked = cel::check(*parsed.expression, schema(), record, true);
    std::vector<cel::Node const *> nodes;
    collect(*parsed.expression->root, nodes);
    std::set<std::string> texts;
    auto const put = [&](cel::Span place, std::string_view part) {
        std::string result = text;
        result.replace(place.begin, place.end - place.begin, part);
        if (result.size() < text.size()) texts.insert(std::move(result));
    };
    for (cel::Node const *node : nodes) {
        auto const type = checked.types.find(node);
        if (type == checked.types.end()) continue;
        for (std::string const &constant : constants(type->second.kind)) put(node->span, constant);
        for (cel::Node const *part : nodes) {
            auto const other = checked.types.find(part);
            if (part == node || other == checked.types.end() || !is_inside(part->span, node->span))
                continue;
            if (other->second.kind == type->second.kind)
                put(node->span, cel::text_of(*parsed.expression, *part));
        }
    }
    for (std::size_t open = text.find('('); open != std::string::npos;
         open = text.find('(', open + 1))
        for (std::size_t close = text.find(')', open); close != std::string::npos;
             close = text.find(')', close + 1)) {
            std::string result = text; // without a pair of brackets
            result.erase(close, 1).erase(open, 1);
            texts.insert(std::move(result));
        }
    std::vector<std::string> result;
    auto const kind = kind_of(text, record);
    for (std::string const &each : texts)
        if (kind_of(each, record) == kind) result.push_back(each);
    std::stable_sort(result.begin(), result.end(),
                     [](auto const &a, auto const &b) { return a.size() < b.size(); });
    return result;
}

std::vector<Case> smaller(Case const &whole) {
    std::vector<Case> cases;
    auto const with = [&](Rule rule) {
        cases.push_back({whole.way, whole.seed, whole.record, {std::move(rule)}});
    };
    if (whole.rules.size() > 1) {
        for (Rule const &rule : whole.rules) with(rule);
        return cases;
    }
    if (whole.rules.empty()) return cases;
    Rule const &rule = whole.rules.front();
    if (!rule.must_hold) with({rule.must, rule.when, true});
    if (!rule.when.empty()) {
        with({rule.must, {}, rule.must_hold});
        with({rule.when, {}, rule.must_hold});
        for (std::string const &text : shorter(rule.when, whole.record))
            with({rule.must, text, rule.must_hold});
    }
    for (std::string const &text : shorter(rule.must, whole.record))
        with({text, rule.when, rule.must_hold});
    return cases;
}

void showValue(Case const &each, std::ostream &out) {
    out << "on " << each.record << ", population " << each.seed << ":";
    for (Rule const &rule : each.rules) {
        out << "\n  " << (rule.must_hold ? "" : "not ") << rule.must;
        if (!rule.when.empty()) out << "\n    when " << rule.when;
    }
}

} // namespace differential
