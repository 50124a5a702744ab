// Reading a pack's own tests.
#include "base/area.hpp"
#include "base/money.hpp"
#include "pack/readers.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace jingzhun::pack {
namespace {

constexpr int depth_max = 16;

// "2020-12", "2020-W51", "2020-12-31", "2020", "2020-Q4": the period of that name.
std::optional<base::Period> parse_period(std::string_view name) {
    int year = 0;
    auto const [stop, error] = std::from_chars(name.data(), name.data() + name.size(), year);
    auto const first = base::make_date(year, 1, 1), last = base::make_date(year, 12, 31);
    if (error != std::errc() || stop != name.data() + std::min<std::size_t>(4, name.size()) ||
        !first || !last)
        return std::nullopt;
    for (auto const unit :
         {base::PeriodUnit::year, base::PeriodUnit::quarter, base::PeriodUnit::month,
          base::PeriodUnit::week, base::PeriodUnit::day}) {
        // Weeks of a year may begin in the one before and end in the one after.
        for (auto day = base::add_days(*first, -7); day <= base::add_days(*last, 7);) {
            auto period = base::period_of(unit, day);
            if (period.name == name) return period;
            day = period.to;
        }
    }
    return std::nullopt;
}

class GivenReader {
  public:
    GivenReader(Pack const &pack, cel::Schema const &schema, Faults &faults)
        : pack_(pack), schema_(schema), faults_(faults) {}

    Given record(cel::RecordSchema const &schema, Node const &node, int depth = 0) {
        Given given{.shape = Given::Shape::record, .place = node.place()};
        if (node.kind != Node::Kind::table) {
            report_type(node, "table", faults_);
            return given;
        }
        if (depth > depth_max) {
            faults_.add("pack_case_too_deep", node.place());
            return given;
        }
        for (auto const &entry : node.entries) {
            auto const *field = schema.find(entry.key);
            if (field == nullptr) {
                std::vector<std::string> names;
                for (auto const &one : schema.fields) names.push_back(one.name);
                faults_.add_unknown("pack_unknown_field", entry.place(), entry.key, names,
                                    {{"register", schema.name}});
                continue;
            }
            given.fields.emplace_back(entry.key, value(*field, entry.value, depth));
        }
        return given;
    }

  private:
    Given value(cel::Field const &field, Node const &node, int depth) {
        Given given{.place = node.place()};
        if (node.kind == Node::Kind::text && node.text == "?") {
            given.unknown = true;
            return given;
        }
        if (field.source == cel::FieldSource::relation) return children(field, node, depth);
        if (field.source == cel::FieldSource::reference) return reference(field, node, depth);
        if (field.type.kind == cel::Kind::list) return items(field, node);
        if (auto read = read_scalar(pack_, field.type, node, faults_))
            given.value = std::move(*read);
        return given;
    }

    Given children(cel::Field const &field, Node const &node, int depth) {
        Given given{.shape = Given::Shape::children, .place = node.place()};
        auto const *record_schema = schema_.find(field.type.arguments.at(0).name);
        if (node.kind != Node::Kind::array) {
            report_type(node, "array", faults_);
            return given;
        }
        for (auto const &item : node.items)
            given.children.push_back(record(*record_schema, item, depth + 1));
        return given;
    }

    Given reference(cel::Field const &field, Node const &node, int depth) {
        if (node.kind == Node::Kind::array && node.items.empty())
            return {.shape = Given::Shape::nobody, .place = node.place()};
        return record(*schema_.find(field.type.name), node, depth + 1);
    }

    Given items(cel::Field const &field, Node const &node) {
        Given given{.shape = Given::Shape::items, .place = node.place()};
        if (node.kind != Node::Kind::array) {
            report_type(node, "array", faults_);
            return given;
        }
        for (auto const &item : node.items) {
            auto const read = read_scalar(pack_, field.type.arguments.at(0), item, faults_);
            if (read) given.items.push_back(base::as_text(*read));
        }
        return given;
    }

    Pack const &pack_;
    cel::Schema const &schema_;
    Faults &faults_;
};

class CaseReader {
  public:
    CaseReader(Pack const &pack, cel::Schema const &schema, Faults &faults)
        : pack_(pack), schema_(schema), faults_(faults) {}

    TestCase read(Node const &node) {
        TableReader reader(node, faults_);
        test_.place = node.place();
        test_.name = reader.required_text("name");
        reader.required("as_of");
        test_.as_of = reader.date("as_of").value_or(base::Date{});
        test_.area = reader.text("area");
        if (!base::level_of(test_.area))
            faults_.add("pack_area_bad", node.place_of("area"), {{"area", test_.area}});
        read_period(reader);
        reader.required("given");
        if (auto const *given = reader.table("given")) read_given(*given);
        reader.required("expect");
        if (auto const *expect = reader.table("expect")) read_expect(*expect);
        reader.flag("replaces");
        reader.done();
        return std::move(test_);
    }

  private:
    void read_period(TableReader &reader) {
        auto const name = reader.text("period");
        has_period_ = !name.empty();
        if (!has_period_) return;
        auto const period = parse_period(name);
        if (period) test_.period = *period;
        else faults_.add("pack_period_bad", reader.place_of("period"), {{"text", name}});
    }

    void read_given(Node const &given) {
        if (given.entries.size() != 1) {
            faults_.add("pack_case_one_subject", given.place(),
                        {{"count", std::to_string(given.entries.size())}});
            return;
        }
        auto const &subject = given.entries.front();
        if (pack_.find_register(subject.key) == nullptr) {
            faults_.add_unknown("pack_unknown_register", subject.place(), subject.key,
                                names_of(pack_.registers));
            return;
        }
        test_.on = subject.key;
        test_.given =
            GivenReader(pack_, schema_, faults_).record(*schema_.find(test_.on), subject.value);
    }

    void read_expect(Node const &expect) {
        if (expect.entries.empty())
            faults_.add("pack_key_missing", expect.place(), {{"key", "expect"}});
        for (auto const &entry : expect.entries) {
            auto const *rule = pack_.find_rule(entry.key);
            if (rule == nullptr) {
                std::vector<std::string> ids;
                for (auto const &one : pack_.rules) ids.push_back(one.id);
                faults_.add_unknown("pack_unknown_rule", entry.place(), entry.key, ids);
                continue;
            }
            check_subject(*rule, entry);
            auto answer = read_answer(*rule, entry.value);
            if (answer) test_.expect.emplace_back(entry.key, std::move(*answer));
        }
    }

    void check_subject(Rule const &rule, Entry const &entry) {
        if (!test_.on.empty() && rule.on != test_.on && pack_.find_register(rule.on) != nullptr)
            faults_.add("pack_case_other_subject", entry.place(),
                        {{"rule", rule.id}, {"on", rule.on}, {"given", test_.on}});
        if (rule.kind == RuleKind::duty && !has_period_)
            faults_.add("pack_case_no_period", entry.place(), {{"rule", rule.id}});
    }

    // Of a measure its value, as cel::to_string writes it.
    std::optional<std::string> read_answer(Rule const &rule, Node const &node) {
        static std::vector<std::string> const answers = {"met", "unmet", "unknown",
                                                         "not_applicable"};
        bool const is_measure = rule.kind == RuleKind::measure;
        if (is_measure && node.kind == Node::Kind::integer) return std::to_string(node.integer);
        if (is_measure && node.kind == Node::Kind::real)
            return cel::to_string(cel::Value{node.real});
        if (node.kind != Node::Kind::text) {
            report_type(node, "string", faults_);
            return std::nullopt;
        }
        bool const is_value = is_measure && base::read_money(node.text).has_value();
        if (!is_value && !read_word(node.text, node.place(), answers, faults_)) return std::nullopt;
        return node.text;
    }

    Pack const &pack_;
    cel::Schema const &schema_;
    Faults &faults_;
    TestCase test_;
    bool has_period_ = false; // written, maybe wrongly
};

} // namespace

Given read_given_record(Pack const &pack, cel::Schema const &schema,
                        cel::RecordSchema const &record, Node const &node, Faults &faults) {
    return GivenReader(pack, schema, faults).record(record, node);
}

std::vector<TestCase> read_cases(Pack const &pack, cel::Schema const &schema, Node const &tree,
                                 Faults &faults) {
    std::vector<TestCase> cases;
    auto const *list = tree.find("case");
    if (list == nullptr) return cases;
    for (auto const &node : list->items) {
        auto test = CaseReader(pack, schema, faults).read(node);
        auto const first = std::ranges::find(cases, test.name, &TestCase::name);
        if (!test.name.empty() && first != cases.end())
            faults.add("pack_twice", node.place_of("name"),
                       {{"name", test.name}, {"first", written_at(first->place)}});
        cases.push_back(std::move(test));
    }
    return cases;
}

} // namespace jingzhun::pack
