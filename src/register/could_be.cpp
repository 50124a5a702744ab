// Names by their folded form; numbers by a hash from which that of every neighbour follows in one
// step.
#include "register/could_be.hpp"

#include "base/identity.hpp"
#include "base/text.hpp"
#include "cel/population.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

namespace jingzhun::registry {
namespace {

constexpr std::size_t length_max = 32; // longer texts are no identity numbers and resemble nothing

// Equal, or one character changed, or two neighbours swapped.
bool one_apart(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    std::size_t first = 0;
    while (first < a.size() && a[first] == b[first]) ++first;
    if (first == a.size() || a.substr(first + 1) == b.substr(first + 1)) return true;
    return a[first] == b[first + 1] && a[first + 1] == b[first] &&
           a.substr(first + 2) == b.substr(first + 2);
}

std::uint64_t character(char c) { return static_cast<unsigned char>(c); }

// Position i weighs weights[i]: changing one character changes the sum by one product.
constexpr std::array<std::uint64_t, length_max> make_weights() {
    std::array<std::uint64_t, length_max> weights{};
    std::uint64_t weight = 0x9E3779B97F4A7C15ULL;
    for (auto &one : weights) {
        one = weight | 1;
        weight = (weight ^ (weight >> 29)) * 0xBF58476D1CE4E5B9ULL;
    }
    return weights;
}
constexpr auto weights = make_weights();

std::uint64_t sum_of(std::string_view number) {
    std::uint64_t sum = number.size();
    for (std::size_t i = 0; i < number.size(); ++i) sum += character(number[i]) * weights[i];
    return sum;
}

// Numbers found by their sum; a bit field in front answers most misses.
class Numbers {
  public:
    void build(std::vector<std::pair<std::string_view, std::uint32_t>> const &numbers) {
        auto const size = std::bit_ceil(numbers.size() * 2 + 16);
        shift_ = 64 - std::countr_zero(size);
        slots_.assign(size, {0, free});
        maybe_.assign(size / 4 + 1, 0); // 16 bits a slot
        for (auto const &[number, person] : numbers) {
            for (char const c : number) letters_[static_cast<unsigned char>(c)] = true;
            auto const sum = sum_of(number);
            mark(sum);
            auto slot = mix(sum) >> shift_;
            while (slots_[slot].person != free) slot = (slot + 1) & (slots_.size() - 1);
            slots_[slot] = {sum, person};
        }
        for (int c = 0; c < 256; ++c)
            if (letters_[static_cast<std::size_t>(c)]) alphabet_ += static_cast<char>(c);
    }

    // Calls `found(person)` for each number whose sum is that of a neighbour.
    template <class Found> void neighbours(std::string_view number, Found const &found) const {
        if (alphabet_.empty()) return;
        auto const sum = sum_of(number);
        look(sum, found);
        for (std::size_t i = 0; i < number.size(); ++i) {
            for (char const c : alphabet_)
                if (c != number[i])
                    look(sum + (character(c) - character(number[i])) * weights[i], found);
            if (i + 1 == number.size() || number[i] == number[i + 1]) continue;
            auto const step = character(number[i + 1]) - character(number[i]);
            look(sum + step * weights[i] - step * weights[i + 1], found);
        }
    }

  private:
    static constexpr std::uint32_t free = UINT32_MAX;
    struct Slot {
        std::uint64_t sum;
        std::uint32_t person;
    };
    static std::uint64_t mix(std::uint64_t sum) {
        return (sum ^ (sum >> 31)) * 0x94D049BB133111EBULL;
    }
    std::size_t bit_of(std::uint64_t mixed) const { return (mixed >> 8) % (maybe_.size() * 64); }
    void mark(std::uint64_t sum) {
        auto const bit = bit_of(mix(sum));
        maybe_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    template <class Found> void look(std::uint64_t sum, Found const &found) const {
        auto const mixed = mix(sum);
        auto const bit = bit_of(mixed);
        if (((maybe_[bit / 64] >> (bit % 64)) & 1U) == 0) return;
        for (auto slot = mixed >> shift_; slots_[slot].person != free;
             slot = (slot + 1) & (slots_.size() - 1))
            if (slots_[slot].sum == sum) found(slots_[slot].person);
    }

    int shift_ = 0;
    std::vector<Slot> slots_;
    std::vector<std::uint64_t> maybe_;
    std::array<bool, 256> letters_{};
    std::string alphabet_;
};

bool is_clean(std::string_view identity) {
    return std::ranges::all_of(identity, [](char c) { return (c >= '0' && c <= '9') || c == 'X'; });
}

} // namespace

struct Resemblance::Index {
    std::vector<Person> persons;
    std::vector<std::string>
        cleaned; // where the number as stated was not clean; the views point here
    std::vector<std::string_view> numbers;
    std::vector<bool> valid;
    cel::Strings names; // folded
    std::vector<std::uint32_t> name_offsets, by_name;
    Numbers all, wrong; // those that are not valid

    explicit Index(std::vector<Person> given) : persons(std::move(given)) {
        clean();
        index_names();
        std::vector<std::pair<std::string_view, std::uint32_t>> every, invalid;
        for (std::uint32_t i = 0; i < persons.size(); ++i) {
            if (numbers[i].empty() || numbers[i].size() > length_max) continue;
            every.emplace_back(numbers[i], i);
            if (!valid[i]) invalid.emplace_back(numbers[i], i);
        }
        all.build(every);
        wrong.build(invalid);
    }

    void clean() {
        cleaned.resize(persons.size());
        for (std::size_t i = 0; i < persons.size(); ++i) {
            auto const identity = persons[i].identity;
            if (!is_clean(identity)) cleaned[i] = base::clean_identity(identity);
            numbers.push_back(cleaned[i].empty() ? identity : std::string_view(cleaned[i]));
            valid.push_back(base::valid_identity(numbers[i]));
        }
    }

    void index_names() {
        std::unordered_map<std::string_view, std::int32_t> folded; // many persons share a name
        std::vector<std::int32_t> numbers_of_names;
        for (auto const &person : persons) {
            auto const [place, fresh] = folded.try_emplace(person.name, 0);
            if (fresh) place->second = names.intern(base::fold(person.name));
            numbers_of_names.push_back(place->second);
        }
        name_offsets.assign(names.size() + 1, 0);
        for (auto const name : numbers_of_names) ++name_offsets[static_cast<std::size_t>(name) + 1];
        for (std::size_t i = 1; i < name_offsets.size(); ++i)
            name_offsets[i] += name_offsets[i - 1];
        by_name.resize(persons.size());
        auto next = name_offsets;
        for (std::uint32_t i = 0; i < persons.size(); ++i)
            by_name[next[static_cast<std::size_t>(numbers_of_names[i])]++] = i;
    }
};

Resemblance::Resemblance(std::vector<Person> persons)
    : index_(std::make_unique<Index>(std::move(persons))) {}
Resemblance::~Resemblance() = default;
Resemblance::Resemblance(Resemblance &&) noexcept = default;

std::vector<std::uint32_t> Resemblance::find(std::string_view name,
                                             std::string_view identity) const {
    std::vector<std::uint32_t> found;
    auto const number = base::clean_identity(identity);
    auto const valid = base::link_identity(number);
    auto const folded = index_->names.find(base::fold(name));
    if (folded > 0) { // 0 is the empty name
        auto const at = static_cast<std::size_t>(folded);
        for (auto i = index_->name_offsets[at]; i < index_->name_offsets[at + 1]; ++i) {
            auto const person = index_->by_name[i];
            auto const differ = valid && index_->valid[person] &&
                                base::link_identity(index_->numbers[person]) != valid;
            if (!differ) found.push_back(person);
        }
    }
    if (number.empty() || number.size() > length_max) return found;
    auto const &numbers = valid ? index_->wrong : index_->all;
    numbers.neighbours(number, [&](std::uint32_t person) {
        if (one_apart(number, index_->numbers[person])) found.push_back(person);
    });
    return found;
}

std::vector<bool> could_be(std::vector<Candidate> const &persons,
                           std::vector<Candidate> const &loose) {
    std::vector<Resemblance::Person> views;
    for (auto const &person : persons) views.push_back({person.name, person.identity});
    Resemblance const resemblance(std::move(views));
    std::vector<bool> marked(persons.size());
    for (auto const &row : loose)
        for (auto const person : resemblance.find(row.name, row.identity)) marked[person] = true;
    return marked;
}

} // namespace jingzhun::registry
