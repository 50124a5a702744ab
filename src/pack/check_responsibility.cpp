// Whether what [responsibility], [owner.…] and [[layer]] name exists.
#include "pack/readers.hpp"
#include "pack/work_model.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

void check_field(Register const &definition, std::string const &field, base::Place const &place,
                 Faults &faults) {
    if (field.empty() || definition.find_field(field) != nullptr) return;
    faults.add_unknown("pack_unknown_field", place, field, names_of(definition.fields),
                       {{"register", definition.name}});
}

void check_link(Register const &definition, std::string const &name, base::Place const &place,
                Faults &faults) {
    if (std::ranges::find(definition.links, name, &Link::name) != definition.links.end()) return;
    std::vector<std::string> names;
    for (auto const &link : definition.links) names.push_back(link.name);
    faults.add_unknown("pack_unknown_field", place, name, names, {{"register", definition.name}});
}

Register const *check_register(Pack const &pack, std::string const &name, base::Place const &place,
                               Faults &faults) {
    auto const *found = pack.find_register(name);
    if (found == nullptr)
        faults.add_unknown("pack_unknown_register", place, name, names_of(pack.registers));
    return found;
}

void check_pairing(Pack const &pack, Pairing const &pairing, Node const &node, Faults &faults) {
    auto const *definition =
        check_register(pack, pairing.register_name, node.place_of("register"), faults);
    if (definition == nullptr) return;
    check_link(*definition, pairing.person, node.place_of("person"), faults);
    check_link(*definition, pairing.subject, node.place_of("subject"), faults);
    check_field(*definition, pairing.from, node.place_of("from"), faults);
    check_field(*definition, pairing.to, node.place_of("to"), faults);
}

// Relatives are found by the beginning of the key.
void check_kin(Pack const &pack, Kin const &kin, Node const &node, Faults &faults) {
    auto const *definition =
        check_register(pack, kin.register_name, node.place_of("register"), faults);
    if (definition == nullptr) return;
    check_link(*definition, kin.person, node.place_of("person"), faults);
    check_link(*definition, kin.relative, node.place_of("relative"), faults);
    for (auto const &link : definition->links)
        if (link.name == kin.person && !link.on.empty() &&
            (definition->key.empty() || definition->key.front() != link.on.front().first))
            faults.add("pack_kin_key", node.place_of("person"),
                       {{"register", kin.register_name}, {"field", link.on.front().first}});
}

void check_bodies(Pack const &pack, std::vector<Actors> const &actors, Faults &faults) {
    auto const *bodies = pack.find_codes("body");
    if (bodies == nullptr) return;
    std::vector<std::string> codes;
    for (auto const &code : bodies->codes) codes.push_back(code.code);
    for (auto const &one : actors)
        if (bodies->find(one.body) == nullptr)
            faults.add_unknown("pack_unknown_code", one.place, one.body, codes,
                               {{"list", bodies->name}});
}

void check_parameter(Pack const &pack, std::string const &name, base::Place const &place,
                     Faults &faults) {
    std::vector<std::string> names;
    for (auto const &one : pack.parameters) names.push_back(one.name);
    if (!name.empty() && std::ranges::find(names, name) == names.end())
        faults.add_unknown("pack_unknown_parameter", place, name, names);
}

void check_visits(Pack const &pack, Visits const &visits, Node const &node, Faults &faults) {
    auto const *definition =
        check_register(pack, visits.register_name, node.place_of("register"), faults);
    if (definition != nullptr)
        check_field(*definition, visits.overnight, node.place_of("overnight"), faults);
    check_parameter(pack, visits.quota, node.place_of("quota"), faults);
    check_parameter(pack, visits.unit, node.place_of("unit"), faults);
    check_parameter(pack, visits.counts, node.place_of("counts"), faults);
    check_parameter(pack, visits.nights, node.place_of("nights"), faults);
    check_parameter(pack, visits.nights_unit, node.place_of("nights_unit"), faults);
}

class Checker {
  public:
    Checker(Pack const &pack, Responsibility const &rules, Faults &faults)
        : rules_(rules), faults_(faults) {
        auto const *persons = pack.find_register(rules_.persons);
        auto const *field = persons == nullptr ? nullptr : persons->find_field(rules_.post);
        posts_ = field == nullptr ? nullptr : pack.find_codes(field->codes);
        for (auto const &owner : rules_.owners) names_.push_back(owner.name);
    }
    void check_posts(std::vector<std::string> const &posts, base::Place const &place) const {
        if (posts_ == nullptr) return;
        std::vector<std::string> codes;
        for (auto const &code : posts_->codes) codes.push_back(code.code);
        for (auto const &post : posts)
            if (posts_->find(post) == nullptr)
                faults_.add_unknown("pack_unknown_code", place, post, codes,
                                    {{"list", posts_->name}});
    }
    void check_owner(std::string const &name, base::Place const &place) const {
        if (!name.empty() && rules_.find_owner(name) == nullptr)
            faults_.add_unknown("pack_unknown_owner", place, name, names_);
    }
    // Upwards it comes to an end.
    void check_up(OwnerRole const &owner) const {
        auto const *above = &owner;
        for (std::size_t steps = 0; above != nullptr && !above->up.empty(); ++steps) {
            if (steps > rules_.owners.size()) {
                faults_.add("pack_owner_circle", owner.place, {{"name", owner.name}});
                return;
            }
            above = rules_.find_owner(above->up);
        }
    }

  private:
    Responsibility const &rules_;
    Faults &faults_;
    CodeList const *posts_ = nullptr;
    std::vector<std::string> names_;
};

} // namespace

void check_responsibility(Pack const &pack, Responsibility const *responsibility, Node const &tree,
                          Faults &faults) {
    if (responsibility == nullptr) return;
    auto const &rules = *responsibility;
    auto const &node = *tree.find("responsibility");
    auto const *persons = check_register(pack, rules.persons, node.place_of("persons"), faults);
    if (persons == nullptr) return;
    check_field(*persons, rules.post, node.place_of("post"), faults);
    check_field(*persons, rules.unit, node.place_of("unit"), faults);
    for (auto const &field : rules.areas)
        check_field(*persons, field, node.place_of("areas"), faults);
    if (auto const *pairing = node.find("pairing"); pairing != nullptr)
        check_pairing(pack, rules.pairing, *pairing, faults);
    if (auto const *kin = node.find("relatives"); kin != nullptr)
        check_kin(pack, rules.kin, *kin, faults);
    check_bodies(pack, rules.actors, faults);
    if (auto const *visits = node.find("visits"); visits != nullptr)
        check_visits(pack, rules.visits, *visits, faults);
    check_parameter(pack, rules.due, node.place_of("due"), faults);
    for (auto const &campaign : rules.campaigns)
        check_register(pack, campaign.register_name, campaign.place, faults);
    Checker const checker(pack, rules, faults);
    for (auto const &owner : rules.owners) {
        checker.check_posts(owner.posts, owner.place);
        checker.check_owner(owner.up, owner.place);
        checker.check_owner(owner.verifier, owner.place);
        checker.check_up(owner);
    }
    for (auto const &layer : rules.layers) checker.check_posts(layer.posts, layer.place);
    for (auto const &one : rules.actors) checker.check_posts(one.posts, one.place);
}

void check_owners(Pack const &pack, Responsibility const *responsibility, Faults &faults) {
    if (responsibility == nullptr || responsibility->owners.empty()) return;
    Checker const checker(pack, *responsibility, faults);
    for (auto const &rule : pack.rules) checker.check_owner(rule.owner, rule.place);
}

} // namespace jingzhun::pack
