// Reading the layouts of files.
#include "base/text.hpp"
#include "pack/readers.hpp"
#include "pack/schema.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

using FieldName = std::pair<std::string, std::string>;

std::optional<FieldName> split_name(std::string const &text, base::Place const &place,
                                    Faults &faults) {
    auto const dot = text.find('.');
    if (dot != std::string::npos && dot > 0 && dot + 1 < text.size())
        return FieldName{text.substr(0, dot), text.substr(dot + 1)};
    faults.add("pack_field_name_bad", place, {{"name", text}});
    return std::nullopt;
}

// "person.identity" of a source that feeds `registers`; the field, or nothing where it leads
// nowhere.
Field const *find_fed(Pack const &pack, std::vector<std::string> const &registers,
                      FieldName const &name, base::Place const &place, Faults &faults) {
    auto const *target = pack.find_register(name.first);
    bool const is_fed = std::ranges::find(registers, name.first) != registers.end();
    if (target == nullptr || !is_fed) {
        faults.add_unknown("pack_unknown_register", place, name.first, registers);
        return nullptr;
    }
    auto const *field = target->find_field(name.second);
    if (field == nullptr)
        faults.add_unknown("pack_unknown_field", place, name.second, names_of(target->fields),
                           {{"register", name.first}});
    return field;
}

class SourceReader {
  public:
    SourceReader(Pack const &pack, Faults &faults) : pack_(pack), faults_(faults) {}

    Source read(Entry const &entry) {
        check_name(entry.key, entry.place(), faults_);
        TableReader reader(entry.value, faults_);
        source_.name = entry.key;
        source_.place = entry.place();
        source_.title = reader.title("title", true);
        source_.file = reader.required_text("file");
        source_.sheet = reader.text("sheet");
        for (auto const &name : reader.texts("after"))
            source_.after += (source_.after.empty() ? "" : ",") + name;
        reader.required("registers");
        source_.registers = reader.texts("registers");
        source_.needs = reader.texts("needs");
        source_.hold_above = reader.percent("hold_above");
        read_edition(reader);
        source_.needs_authorisation = reader.text("needs_authorisation");
        reader.required("column");
        if (auto const *columns = reader.array("column")) {
            for (auto const &item : columns->items) source_.columns.push_back(read_column(item));
        }
        if (auto const *set = reader.table("set")) read_constants(*set);
        reader.done();
        return std::move(source_);
    }

  private:
    void read_edition(TableReader &reader) {
        static std::vector<std::string> const editions = {"full", "partial"};
        auto const word = reader.text("edition");
        if (word.empty()) return;
        source_.full_edition =
            read_word(word, reader.place_of("edition"), editions, faults_).value_or(1) == 0;
    }

    SourceColumn read_column(Node const &node) {
        TableReader reader(node, faults_);
        SourceColumn column;
        column.place = node.place();
        reader.required("header");
        column.headers = reader.texts("header");
        if (auto const *into = reader.find("into")) {
            if (into->kind == Node::Kind::array) {
                for (auto const &item : into->items) read_into(column, item);
            } else {
                read_into(column, *into);
            }
        }
        static std::vector<std::string> const parts = {"county", "township", "village", "group",
                                                       "code"};
        column.area_part = reader.text("area_part");
        if (!column.area_part.empty())
            read_word(column.area_part, reader.place_of("area_part"), parts, faults_);
        if (node.find("into") == nullptr && column.area_part.empty() &&
            node.kind == Node::Kind::table)
            faults_.add("pack_key_missing", node.place(), {{"key", "into"}});
        column.required = reader.flag("required");
        column.valid_on = reader.flag("valid_on");
        column.ours = reader.expression("ours");
        column.tolerance = reader.percent("tolerance").value_or(0);
        reader.done();
        return column;
    }

    void read_into(SourceColumn &column, Node const &node) {
        if (node.kind != Node::Kind::text) {
            report_type(node, name_of(Node::Kind::text), faults_);
            return;
        }
        auto name = split_name(node.text, node.place(), faults_);
        if (!name || find_fed(pack_, source_.registers, *name, node.place(), faults_) == nullptr)
            return;
        column.into.push_back(std::move(*name));
    }

    void read_constants(Node const &set) {
        for (auto const &entry : set.entries) {
            auto name = split_name(entry.key, entry.place(), faults_);
            if (!name) continue;
            auto const *field = find_fed(pack_, source_.registers, *name, entry.place(), faults_);
            if (field == nullptr) continue;
            if (auto value = read_scalar(pack_, type_of(*field), entry.value, faults_))
                source_.set.emplace_back(std::move(*name), std::move(*value));
        }
    }

    Pack const &pack_;
    Faults &faults_;
    Source source_;
};

} // namespace

std::vector<Source> read_sources(Pack const &pack, Node const &tree, Faults &faults) {
    std::vector<Source> sources;
    auto const *table = tree.find("source");
    if (table == nullptr) return sources;
    for (auto const &entry : table->entries)
        sources.push_back(SourceReader(pack, faults).read(entry));
    return sources;
}

} // namespace jingzhun::pack
