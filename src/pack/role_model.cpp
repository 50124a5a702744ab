// Finding roles and classes by name, and what operations are called.
#include "pack/describe.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

template <class T> T const *find_named(std::vector<T> const &items, std::string_view name) {
    auto const found = std::ranges::find(items, name, &T::name);
    return found == items.end() ? nullptr : &*found;
}

} // namespace

std::optional<Operation> parse_operation(std::string_view word) {
    auto const found = std::ranges::find(operation_names, word);
    if (found == operation_names.end()) return std::nullopt;
    return static_cast<Operation>(found - operation_names.begin());
}

Title const &title_of(Operation operation) {
    static std::array<Title, operation_names.size()> const titles = {{
        {"查看", "see"},
        {"导出", "export"},
        {"录入", "record"},
        {"更正", "correct"},
        {"复核", "review"},
        {"审批", "approve"},
        {"督查", "inspect"},
        {"撤回批次", "take batches back"},
        {"删除个人信息", "erase personal data"},
        {"查看完整号码", "see private fields whole"},
        {"核查", "run checks"},
        {"换用政策包", "install packs"},
        {"管理账号", "manage accounts"},
        {"授权", "grant roles"},
        {"审计", "audit"},
        {"维护系统", "maintain the system"},
    }};
    return titles[static_cast<std::size_t>(operation)];
}

Role const *AccessRules::find_role(std::string_view name) const { return find_named(roles, name); }

FieldClass const *AccessRules::find_class(std::string_view name) const {
    return find_named(classes, name);
}

FieldClass const *Pack::class_of(Register const &definition, Field const &field) const {
    if (!field.masked) return nullptr;
    auto const path = definition.name + "." + field.name;
    for (auto const &one : access.classes)
        if (std::ranges::find(one.fields, path) != one.fields.end()) return &one;
    for (auto const &one : access.classes)
        if (std::ranges::find(one.types, name_of(field.type)) != one.types.end()) return &one;
    return nullptr;
}

} // namespace jingzhun::pack
