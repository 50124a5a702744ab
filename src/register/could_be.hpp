// Could this unlinked row of a list be that person? If so, the person's absence from the list is
// not known.
//
// Yes where the folded names are equal and not (both numbers are valid and differ); or where the
// numbers are equal, or lie one changed character or one swap of neighbours apart, and at least one
// of them is not valid. An empty name or number resembles nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::registry {

struct Candidate {
    std::string name;     // as stated
    std::string identity; // as stated, may be empty or wrong
};

// For each person: could any of the loose rows be them? Both may be large: names and numbers are
// hashed, never compared all against all.
std::vector<bool> could_be(std::vector<Candidate> const &persons,
                           std::vector<Candidate> const &loose);

// The same for many lists about the same persons: they are indexed once.
class Resemblance {
  public:
    struct Person {
        std::string_view name, identity; // as stated; must outlive this
    };
    explicit Resemblance(std::vector<Person> persons);
    ~Resemblance();
    Resemblance(Resemblance &&) noexcept;

    // The persons such a row could be, by their position in the constructor's list; some may come
    // twice.
    std::vector<std::uint32_t> find(std::string_view name, std::string_view identity) const;

  private:
    struct Index;
    std::unique_ptr<Index const> index_;
};

} // namespace jingzhun::registry
