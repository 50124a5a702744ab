// From a form to the nodes of its layout.
#include "pack/form_readers.hpp"

#include <algorithm>
#include <utility>

namespace jingzhun::pack {
namespace {

std::string text_of(Node const &node, std::string_view key) {
    auto const *found = node.find(key);
    return found == nullptr ? std::string() : found->text;
}

class Layout {
  public:
    Layout(std::string title, Spot const &at) : title_(std::move(title)), at_(at) {}

    Node text(std::string value) const {
        Node node;
        node.kind = Node::Kind::text;
        node.spot = node.text_spot = at_;
        node.text = std::move(value);
        return node;
    }
    Node truth() const {
        Node node;
        node.kind = Node::Kind::boolean;
        node.spot = at_;
        node.truth = true;
        return node;
    }
    Node table() const {
        Node node;
        node.spot = at_;
        return node;
    }
    Node array(std::vector<Node> items) const {
        Node node;
        node.kind = Node::Kind::array;
        node.spot = at_;
        node.items = std::move(items);
        return node;
    }
    static void put(Node &into, std::string key, Node value) {
        auto const spot = value.spot;
        into.entries.push_back({std::move(key), spot, std::move(value)});
    }

    void add_column(std::string const &register_name, std::string const &field, bool is_area) {
        auto const into = register_name + "." + field;
        if (std::ranges::find(names_, into) != names_.end()) return;
        names_.push_back(into);
        auto column = table();
        std::vector<Node> headers;
        headers.push_back(text(field == "sheet_no" ? title_ + "编号" : into));
        put(column, "header", array(std::move(headers)));
        put(column, "into", text(into));
        if (is_area) put(column, "area_part", text("code"));
        if (field == "sheet_no") put(column, "required", truth());
        columns_.push_back(std::move(column));
    }
    Node columns() { return array(std::move(columns_)); }

  private:
    std::string title_; // with it a sheet's number is told from those of other forms
    Spot at_;
    std::vector<std::string> names_;
    std::vector<Node> columns_;
};

Node const *fields_of(Node const &tree, std::string const &register_name) {
    auto const *registers = tree.find("register");
    auto const *one = registers == nullptr ? nullptr : registers->find(register_name);
    return one == nullptr ? nullptr : one->find("field");
}

bool is_area(Node const *fields, std::string const &field) {
    auto const *one = fields == nullptr ? nullptr : fields->find(field);
    return one != nullptr && text_of(*one, "type") == "area";
}

// The fields asked for and those of the links to the subject, which is how a record of the register
// stated is told.
void add_answers(Layout &layout, Node const &tree, Node const &form, std::string const &states) {
    auto const *fields = fields_of(tree, states);
    if (auto const *one = tree.find("register")->find(states))
        if (auto const *key = one->find("key")) {
            if (key->kind == Node::Kind::text) layout.add_column(states, key->text, false);
            for (auto const &item : key->items)
                layout.add_column(states, item.text, is_area(fields, item.text));
        }
    auto const *sections = form.find("section");
    if (sections == nullptr) return;
    for (auto const &section : sections->items)
        if (auto const *asks = section.find("ask"))
            for (auto const &ask : asks->items)
                if (auto const field = text_of(ask, "field"); fields->find(field) != nullptr)
                    layout.add_column(states, field, is_area(fields, field));
}

void write_out(Node &tree, std::string const &name, Node const &form) {
    auto const states = text_of(form, "states"), sheets = text_of(form, "sheets");
    auto const *title = form.find("title");
    auto const *sheet = fields_of(tree, sheets);
    if (title == nullptr || sheet == nullptr || fields_of(tree, states) == nullptr) return;
    Layout layout(text_of(*title, "zh"), form.spot);
    layout.add_column(sheets, "sheet_no", false);
    add_answers(layout, tree, form, states);
    for (auto const &entry : sheet->entries) layout.add_column(sheets, entry.key, false);
    auto source = layout.table();
    Layout::put(source, "title", *title);
    Layout::put(source, "file", layout.text(text_of(*title, "zh") + ".xlsx"));
    std::vector<Node> registers;
    registers.push_back(layout.text(states));
    registers.push_back(layout.text(sheets));
    Layout::put(source, "registers", layout.array(std::move(registers)));
    Layout::put(source, "needs", layout.array({layout.text(sheets + ".sheet_no")}));
    Layout::put(source, "column", layout.columns());
    auto *sources = tree.find("source");
    if (sources == nullptr) {
        Layout::put(tree, "source", layout.table());
        sources = tree.find("source");
    }
    Layout::put(*sources, name, std::move(source));
}

} // namespace

void write_out_forms(Node &tree) {
    auto const *all = tree.find("form");
    if (all == nullptr) return;
    auto const entries = all->entries; // the tree grows below
    for (auto const &entry : entries) write_out(tree, entry.key, entry.value);
}

} // namespace jingzhun::pack
