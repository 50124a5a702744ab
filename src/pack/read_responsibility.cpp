// Reading [responsibility], [owner.…] and [[layer]].
#include "pack/readers.hpp"
#include "pack/work_model.hpp"

#include <map>
#include <mutex>

namespace jingzhun::pack {
namespace {

Pairing read_pairing(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Pairing pairing;
    pairing.register_name = reader.required_text("register");
    pairing.person = reader.required_text("person");
    pairing.subject = reader.required_text("subject");
    pairing.from = reader.required_text("from");
    pairing.to = reader.required_text("to");
    reader.done();
    return pairing;
}

Kin read_kin(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Kin kin;
    kin.register_name = reader.required_text("register");
    kin.person = reader.required_text("person");
    kin.relative = reader.required_text("relative");
    reader.done();
    return kin;
}

// village = { posts = ["village_secretary", "village_cadre"] }
std::vector<Actors> read_actors(Node const &node, Faults &faults) {
    std::vector<Actors> all;
    for (auto const &entry : node.entries) {
        TableReader reader(entry.value, faults);
        auto posts = reader.texts("posts"), units = reader.texts("units");
        reader.done();
        all.push_back({entry.key, std::move(posts), std::move(units), entry.place()});
    }
    return all;
}

Visits read_visits(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Visits visits;
    visits.register_name = reader.required_text("register");
    visits.overnight = reader.required_text("overnight");
    visits.quota = reader.required_text("quota");
    visits.unit = reader.required_text("unit");
    visits.counts = reader.required_text("counts");
    visits.nights = reader.required_text("nights");
    visits.nights_unit = reader.required_text("nights_unit");
    reader.done();
    return visits;
}

OwnerRole read_owner(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    OwnerRole owner;
    owner.name = entry.key;
    owner.place = entry.place();
    owner.title = reader.title("title", true);
    owner.posts = reader.texts("posts");
    owner.units = reader.texts("units");
    owner.anywhere = reader.flag("anywhere");
    owner.paired = reader.flag("paired");
    owner.subject = reader.flag("subject");
    owner.up = reader.text("up");
    owner.verifier = reader.text("verifier");
    reader.flag("replaces");
    reader.done();
    return owner;
}

Campaign read_campaign(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    Campaign campaign;
    campaign.name = entry.key;
    campaign.place = entry.place();
    campaign.title = reader.title("title", true);
    for (auto const *key : {"from", "to", "when", "covered"}) reader.required(key);
    campaign.from = reader.date("from").value_or(base::date_min);
    campaign.to = reader.date("to").value_or(base::date_max);
    campaign.register_name = reader.required_text("register");
    campaign.when = reader.expression("when");
    campaign.covered = reader.expression("covered");
    campaign.source = reader.required_text("source");
    reader.flag("replaces");
    reader.done();
    return campaign;
}

Layer read_layer(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Layer layer;
    layer.place = node.place();
    layer.title = reader.title("title", true);
    layer.posts = reader.texts("posts");
    layer.paired = reader.flag("paired");
    layer.optional = reader.flag("optional");
    reader.done();
    return layer;
}

// Days late, level by level: [7, 15].
std::vector<int> read_escalation(TableReader &reader, Faults &faults) {
    std::vector<int> days;
    auto const *array = reader.array("escalate_days");
    if (array == nullptr) return days;
    for (auto const &item : array->items) {
        if (item.kind != Node::Kind::integer) report_type(item, "integer", faults);
        else if (item.integer < 1 || item.integer > 3650 ||
                 (!days.empty() && item.integer <= days.back()))
            faults.add("pack_escalation_bad", item.place());
        else days.push_back(static_cast<int>(item.integer));
    }
    return days;
}

// What was read of each pack, by its hash: a hash names one content, so what is kept never changes.
struct Kept {
    std::mutex mutex;
    std::map<std::string, std::shared_ptr<Responsibility const>> by_hash;
};
Kept &kept() {
    static Kept all;
    return all;
}

} // namespace

std::shared_ptr<Responsibility const> kept_responsibility(Pack const &pack) {
    std::scoped_lock const lock(kept().mutex);
    auto const found = kept().by_hash.find(pack.hash);
    return found == kept().by_hash.end() ? nullptr : found->second;
}

void keep_responsibility(std::string const &hash, std::shared_ptr<Responsibility const> read) {
    std::scoped_lock const lock(kept().mutex);
    kept().by_hash.insert_or_assign(hash, std::move(read));
}

std::shared_ptr<Responsibility const> read_responsibility(Node const &tree, Faults &faults) {
    auto const *node = tree.find("responsibility");
    if (node == nullptr) return nullptr;
    auto made = std::make_shared<Responsibility>();
    TableReader reader(*node, faults);
    made->place = node->place();
    made->persons = reader.required_text("persons");
    made->post = reader.required_text("post");
    made->unit = reader.text("unit");
    made->areas = reader.texts("areas");
    made->due = reader.text("due");
    made->escalate_days = read_escalation(reader, faults);
    if (auto const *pairing = reader.table("pairing"))
        made->pairing = read_pairing(*pairing, faults);
    if (auto const *kin = reader.table("relatives")) made->kin = read_kin(*kin, faults);
    if (auto const *actors = reader.table("acts")) made->actors = read_actors(*actors, faults);
    if (auto const *visits = reader.table("visits")) made->visits = read_visits(*visits, faults);
    reader.done();
    if (auto const *owners = tree.find("owner"))
        for (auto const &entry : owners->entries) made->owners.push_back(read_owner(entry, faults));
    if (auto const *campaigns = tree.find("campaign"))
        for (auto const &entry : campaigns->entries)
            made->campaigns.push_back(read_campaign(entry, faults));
    if (auto const *layers = tree.find("layer"))
        for (auto const &item : layers->items) made->layers.push_back(read_layer(item, faults));
    return made;
}

} // namespace jingzhun::pack
