// Joining files and layers of packs.
#include "pack/join.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace jingzhun::pack {
namespace {

bool is_header_table(Node const &node) { return node.kind == Node::Kind::table && !node.is_inline; }
bool is_header_array(Node const &node) { return node.kind == Node::Kind::array && !node.is_inline; }

using Joins = bool (*)(std::string_view key, Node const &old, Node const &next);

bool within_one_pack(std::string_view, Node const &old, Node const &next) {
    return is_header_array(old) && is_header_array(next);
}

bool between_layers(std::string_view key, Node const &old, Node const &next) {
    bool const both = old.kind == Node::Kind::array && next.kind == Node::Kind::array;
    return both && (key == "values" || key == "value" || within_one_pack(key, old, next));
}

void join_tables(Node &whole, Node next, Joins arrays_join, Faults &faults) {
    for (auto &entry : next.entries) {
        auto *old = whole.find(entry.key);
        if (old == nullptr) {
            whole.entries.push_back(std::move(entry));
        } else if (is_header_table(*old) && is_header_table(entry.value)) {
            join_tables(*old, std::move(entry.value), arrays_join, faults);
        } else if (arrays_join(entry.key, *old, entry.value)) {
            std::ranges::move(entry.value.items, std::back_inserter(old->items));
        } else {
            faults.add("pack_twice", entry.place(),
                       {{"name", entry.key}, {"first", written_at(old->place())}});
        }
    }
}

std::string text_of(Node const &item, std::string_view key) {
    auto const *value = item.find(key);
    return value == nullptr ? std::string() : value->text;
}

bool says_replaces(Node const &item) {
    auto const *replaces = item.find("replaces");
    return replaces != nullptr && replaces->truth;
}

// Whether two values of a parameter are for the same keys and area, and share a day.
bool same_keys(Node const &a, Node const &b) {
    auto const is_key = [](std::string_view key) {
        return key != "from" && key != "to" && key != "value" && key != "source" &&
               key != "replaces" && key != "area";
    };
    auto const covers = [&](Node const &one, Node const &other) {
        return std::ranges::all_of(one.entries, [&](Entry const &entry) {
            return !is_key(entry.key) || text_of(other, entry.key) == entry.value.text;
        });
    };
    return covers(a, b) && covers(b, a) && text_of(a, "area") == text_of(b, "area");
}

// A value without an end counts for its first day only: a later one goes on from it.
bool share_a_day(Node const &a, Node const &b) {
    auto const day = [](Node const &item, std::string_view key, base::Date missing) {
        auto const *value = item.find(key);
        return value == nullptr ? missing : value->date;
    };
    auto const a_from = day(a, "from", base::date_min), b_from = day(b, "from", base::date_min);
    return a_from < day(b, "to", base::add_days(b_from, 1)) &&
           b_from < day(a, "to", base::add_days(a_from, 1));
}

bool same_value(Node const &a, Node const &b) { return same_keys(a, b) && share_a_day(a, b); }

using Same = std::function<bool(Node const &, Node const &)>;

Same same_text(std::string_view key) {
    return [key](Node const &a, Node const &b) {
        auto const text = text_of(a, key);
        return !text.empty() && text == text_of(b, key);
    };
}

// Takes out of `old` what items of `next` replace, and out of `next` what may not stand.
void replace_items(Node &old, Node &next, Same const &same, std::string_view key, Faults &faults) {
    auto const stays = [&](Node const &item) {
        auto const is_same = [&](Node const &other) { return same(other, item); };
        auto const found = std::ranges::find_if(old.items, is_same);
        bool const exists = found != old.items.end();
        if (exists == says_replaces(item)) {
            std::erase_if(old.items, is_same);
            return true;
        }
        base::Arguments arguments{{"name", text_of(item, key)}};
        if (exists) arguments.emplace_back("first", written_at(found->place()));
        auto const place = exists ? item.place_of(key) : item.place_of("replaces");
        faults.add(exists ? "pack_replaces_missing" : "pack_replaces_nothing", place,
                   std::move(arguments));
        return !exists;
    };
    std::erase_if(next.items, [&](Node const &item) { return !stays(item); });
}

void replace_in(Node &below, Node &overlay, std::string_view list, Same const &same,
                std::string_view key, Faults &faults) {
    auto *next = overlay.find(list);
    if (next == nullptr || next->kind != Node::Kind::array) return;
    Node none;
    auto *old = below.find(list);
    replace_items(old == nullptr ? none : *old, *next, same, key, faults);
}

// A layer may set the rules for signing in and for grievances anew, and put a role, a procedure, a
// scene's player, a form, a questionnaire, a bulletin or a statistic of its own in the place of another.
void replace_entries(Node &below, Node &overlay) {
    for (auto const *name : {"access", "bulletin", "cast", "form", "grievance", "procedure",
                             "questionnaire", "role", "statistic"}) {
        auto *next = overlay.find(name);
        auto *old = below.find(name);
        if (next == nullptr || old == nullptr) continue;
        auto const replaced = [&](Entry const &entry) {
            auto const *value = next->find(entry.key);
            return value != nullptr && (value->kind != Node::Kind::table || says_replaces(*value));
        };
        std::erase_if(old->entries, replaced);
    }
}

} // namespace

void join_file(Node &whole, Node next, Faults &faults) {
    join_tables(whole, std::move(next), within_one_pack, faults);
}

void join_layer(Node &below, Node overlay, Faults &faults) {
    replace_in(below, overlay, "rule", same_text("id"), "id", faults);
    replace_in(below, overlay, "case", same_text("name"), "name", faults);
    replace_in(below, overlay, "scenario", same_text("name"), "name", faults);
    replace_in(below, overlay, "separation", same_text("id"), "id", faults);
    replace_in(below, overlay, "mechanism", same_text("id"), "id", faults);
    replace_entries(below, overlay);
    if (auto *parameters = overlay.find("parameter")) {
        Node none;
        auto *old_parameters = below.find("parameter");
        for (auto &entry : parameters->entries) {
            auto *old = old_parameters == nullptr ? nullptr : old_parameters->find(entry.key);
            replace_in(old == nullptr ? none : *old, entry.value, "value", same_value, "value",
                       faults);
        }
    }
    std::erase_if(below.entries, [](Entry const &entry) { return entry.key == "pack"; });
    join_tables(below, std::move(overlay), between_layers, faults);
}

} // namespace jingzhun::pack
