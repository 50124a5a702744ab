// From a questionnaire to the nodes of its register and its layout.
#include "pack/questionnaire_tree.hpp"

#include <utility>

namespace jingzhun::pack {
namespace {

Node text(std::string value, Spot const &at) {
    Node node;
    node.kind = Node::Kind::text;
    node.spot = node.text_spot = at;
    node.text = std::move(value);
    return node;
}

Node table(Spot const &at) {
    Node node;
    node.spot = at;
    return node;
}

Node array(std::vector<Node> items, Spot const &at) {
    Node node;
    node.kind = Node::Kind::array;
    node.spot = at;
    node.items = std::move(items);
    return node;
}

Node truth(Spot const &at) {
    Node node;
    node.kind = Node::Kind::boolean;
    node.spot = at;
    node.truth = true;
    return node;
}

void put(Node &into, std::string key, Node value) {
    auto const spot = value.spot;
    into.entries.push_back({std::move(key), spot, std::move(value)});
}

Node title(std::string zh, std::string en, Spot const &at) {
    auto node = table(at);
    put(node, "zh", text(std::move(zh), at));
    put(node, "en", text(std::move(en), at));
    return node;
}

std::string text_of(Node const &node, std::string_view key) {
    auto const *found = node.find(key);
    return found == nullptr ? std::string() : found->text;
}

std::string title_of(Node const &node) {
    auto const *found = node.find("title");
    return found == nullptr ? std::string() : text_of(*found, "zh");
}

// One field of the register and the column that feeds it.
class Writing {
  public:
    Writing(std::string name, Spot const &at)
        : name_(std::move(name)), at_(at), fields_(table(at)) {}

    void add(std::string const &id, Node field, std::vector<std::string> headers, bool required,
             bool valid_on) {
        put(fields_, id, std::move(field));
        auto column = table(at_);
        std::vector<Node> all;
        for (auto &header : headers) all.push_back(text(std::move(header), at_));
        put(column, "header", array(std::move(all), at_));
        put(column, "into", text(name_ + "." + id, at_));
        if (required) put(column, "required", truth(at_));
        if (valid_on) put(column, "valid_on", truth(at_));
        columns_.push_back(std::move(column));
    }
    void add(std::string const &id, char const *type, char const *zh, char const *en,
             std::vector<std::string> headers, bool required = false, bool valid_on = false) {
        auto field = table(at_);
        put(field, "type", text(type, at_));
        put(field, "title", title(zh, en, at_));
        add(id, std::move(field), std::move(headers), required, valid_on);
    }
    Node fields() { return std::move(fields_); }
    Node columns() { return array(std::move(columns_), at_); }

  private:
    std::string name_;
    Spot at_;
    Node fields_;
    std::vector<Node> columns_;
};

void add_questions(Writing &writing, Node const &questions) {
    bool first = true;
    for (auto const &question : questions.items) {
        auto const id = text_of(question, "id");
        if (id.empty()) continue;
        auto field = table(question.spot);
        for (auto const *key : {"type", "codes", "unit", "title"})
            if (auto const *value = question.find(key)) put(field, key, *value);
        std::vector<std::string> headers = {title_of(question), id};
        writing.add(id, std::move(field), std::move(headers), first, false);
        first = false;
    }
}

Node link_to(std::string const &subject, std::string const &key, std::string const &name,
             Spot const &at) {
    auto on = table(at), link = table(at), links = table(at);
    put(on, key, text(key, at));
    put(link, "to", text(subject, at));
    put(link, "on", std::move(on));
    put(link, "reverse", text(name + "_answers", at));
    put(links, subject, std::move(link));
    return links;
}

Node &child(Node &tree, std::string const &key, Spot const &at) {
    if (auto *found = tree.find(key)) return *found;
    put(tree, key, table(at));
    return *tree.find(key);
}

void write_out(Node &tree, std::string const &name, Node const &node) {
    auto const at = node.spot;
    auto const subject = text_of(node, "subject"), key = text_of(node, "key");
    auto const *questions = node.find("question");
    auto const *titles = node.find("title");
    if (subject.empty() || key.empty() || questions == nullptr || titles == nullptr) return;
    Writing writing(name, at);
    writing.add("inspection_no", "text", "督查编号", "Inspection", {"督查编号", "inspection_no"},
                true);
    writing.add(key, "text", "编号", "Number", {"户编号", "编号", "行政村代码", key}, true);
    writing.add("visited_on", "date", "走访日期", "Visited on", {"走访日期", "visited_on"}, false,
                false);
    writing.add("inspector", "text", "督查人", "Inspector", {"督查人", "inspector"});
    add_questions(writing, *questions);
    auto made = table(at), layout = table(at);
    put(made, "title", *titles);
    put(made, "key", array({text("inspection_no", at), text(key, at)}, at));
    put(made, "area", text(subject, at));
    put(made, "label", text(key, at));
    put(made, "field", writing.fields());
    put(made, "link", link_to(subject, key, name, at));
    put(child(tree, "register", at), name, std::move(made));
    put(layout, "title", *titles);
    put(layout, "file", text(text_of(*titles, "zh") + ".xlsx", at));
    put(layout, "registers", array({text(name, at)}, at));
    put(layout, "needs", array({text(name + "." + key, at)}, at));
    put(layout, "column", writing.columns());
    put(child(tree, "source", at), name, std::move(layout));
}

} // namespace

void write_out_questionnaires(Node &tree) {
    auto const *all = tree.find("questionnaire");
    if (all == nullptr) return;
    auto const entries = all->entries; // the tree grows below
    for (auto const &entry : entries) write_out(tree, entry.key, entry.value);
}

} // namespace jingzhun::pack
