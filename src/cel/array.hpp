// A run of values that is either owned or seen in memory that somebody else keeps, a mapped file
// for instance.
//
// Reading costs what it costs in a vector. A copy shares the values: it costs nothing, and whoever
// changes one of two copies gets values of his own first (so a population may be copied and changed
// in one place). Changing one by one asks each time whether the values are shared: fill a vector
// and hand it over where there are many.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace jingzhun::cel {

template <class T> class Array {
  public:
    using value_type = T;

    Array() = default;
    Array(std::vector<T> values) : own_(std::make_shared<std::vector<T>>(std::move(values))) {
        look();
    }
    Array(std::initializer_list<T> values) : Array(std::vector<T>(values)) {}
    Array(std::size_t count, T value) : Array(std::vector<T>(count, value)) {}
    // Seen where it lies. Requires: `keeper` keeps it there, and nobody changes it.
    Array(std::span<T const> values, std::shared_ptr<void const> keeper)
        : data_(values.data()), size_(values.size()), keeper_(std::move(keeper)) {}
    Array(Array const &) = default;
    Array &operator=(Array const &) = default;
    Array(Array &&other) noexcept { *this = std::move(other); }
    Array &operator=(Array &&other) noexcept {
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
        own_ = std::move(other.own_);
        keeper_ = std::move(other.keeper_);
        return *this;
    }

    T const *data() const { return data_; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    T const *begin() const { return data_; }
    T const *end() const { return data_ + size_; }
    T const &operator[](std::size_t at) const { return data_[at]; }
    T const &front() const { return data_[0]; }
    T const &back() const { return data_[size_ - 1]; }
    T const &at(std::size_t at) const {
        assert(at < size_);
        return data_[at];
    }

    // Changes one value. Threads may do so side by side where they change other values and no copy
    // is alive.
    T &operator[](std::size_t at) { return unshared()[at]; }
    void push_back(T value) {
        change([&](auto &values) { values.push_back(value); });
    }
    void assign(std::size_t count, T value) {
        change([&](auto &values) { values.assign(count, value); });
    }
    void resize(std::size_t count, T value = {}) {
        change([&](auto &values) { values.resize(count, value); });
    }
    void reserve(std::size_t count) {
        change([&](auto &values) { values.reserve(count); });
    }
    void clear() { *this = Array(); }
    // Any other change: `work` is given the vector.
    template <class Work> void change(Work const &work) {
        work(unshared());
        look();
    }

    friend bool operator==(Array const &a, Array const &b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

  private:
    std::vector<T> &unshared() {
        if (own_ == nullptr || own_.use_count() > 1) {
            own_ = std::make_shared<std::vector<T>>(begin(), end());
            keeper_.reset();
            look();
        }
        return *own_;
    }
    void look() {
        data_ = own_->data();
        size_ = own_->size();
    }

    T const *data_ = nullptr;
    std::size_t size_ = 0;
    std::shared_ptr<std::vector<T>> own_; // null: seen
    std::shared_ptr<void const> keeper_;
};

} // namespace jingzhun::cel
