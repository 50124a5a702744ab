// The key under which a row's record is kept.
#pragma once

#include "pack/model.hpp"

#include <string>
#include <vector>

namespace jingzhun::intake {

// The register's own key where the row gives it. A record whose single number is missing but that
// can be told apart (a person by household and name) gets one of our own, the same at every import:
// "?HOUSEHOLD|IDENTITY|NAME". Empty where the row says nothing about this register.
std::string record_key(pack::Register const &definition, std::vector<base::Value> const &values);

} // namespace jingzhun::intake
