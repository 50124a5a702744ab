// Records of a case as expressions see them.
#include "work/world.hpp"

#include "pack/record_value.hpp"

#include <algorithm>

namespace jingzhun::work {
namespace {

cel::Value unknown(std::string const &name) { return {cel::Unknown{{{{}, name}}}}; }

pack::RecordValue const *find(pack::RecordValues const &values, std::string_view name) {
    auto const found =
        std::ranges::find(values, name, &std::pair<std::string, pack::RecordValue>::first);
    return found == values.end() ? nullptr : &found->second;
}

} // namespace

cel::Value to_cel(pack::ProcedureRecord const &record, pack::RecordValue const &value) {
    using pack::RecordType;
    switch (record.type) {
    case RecordType::integer:
        return {base::as_integer(value.value)};
    case RecordType::money:
        return {base::Money{base::as_integer(value.value)}};
    case RecordType::flag:
        return {base::as_integer(value.value) != 0};
    case RecordType::date:
        return {base::Date{static_cast<std::int32_t>(base::as_integer(value.value))}};
    case RecordType::signatures:
    case RecordType::members: {
        cel::List names;
        for (auto const &name : value.items) names.push_back({name});
        return {std::make_shared<cel::List const>(std::move(names))};
    }
    default:
        return {base::as_text(value.value)};
    }
}

pack::RecordValue const *record_of(Case const &one, std::string_view name) {
    for (auto act = one.acts.rbegin(); act != one.acts.rend(); ++act)
        if (auto const *value = find(act->records, name)) return value;
    return nullptr;
}

Variables variables_of(pack::Procedure const &procedure, Case const &one,
                       pack::RecordValues const &more) {
    Variables variables;
    for (auto const &step : procedure.steps)
        for (auto const &record : step.records) {
            auto const *value = find(more, record.name);
            if (value == nullptr) value = record_of(one, record.name);
            bool const is_given = value != nullptr && !pack::is_missing(record, *value);
            variables.emplace_back(record.name, is_given          ? to_cel(record, *value)
                                                : record.optional ? cel::Value{}
                                                                  : unknown(record.name));
        }
    variables.emplace_back("area", cel::Value{one.area});
    variables.emplace_back("opened_on", cel::Value{one.opened});
    auto const upheld =
        std::ranges::count(one.objections, ObjectionState::upheld, &Objection::state);
    variables.emplace_back("objections", cel::Value{static_cast<std::int64_t>(upheld)});
    return variables;
}

} // namespace jingzhun::work
