// One form asked about one subject by one caller: found, allowed, with the facts he may see.
#pragma once

#include "api/asked.hpp"
#include "work/form_sheet.hpp"

#include <memory>
#include <string>
#include <vector>

namespace jingzhun::api {

struct FormAsked {
    // Throws Error "form_unknown", and "record_unknown" for a subject outside the caller's areas.
    FormAsked(Asked const &asked, std::string const &name, std::string const &key, base::Date on);
    FormAsked(FormAsked const &) = delete;
    FormAsked &operator=(FormAsked const &) = delete;

    std::shared_ptr<std::vector<pack::Form> const> forms; // keeps `form`
    pack::Form const &form;
    std::string key, area; // of the subject
    std::size_t table;     // the subject's
    std::uint32_t row;
    work::FormGround whole; // all facts
    work::FormGround seen;  // those the caller sees
    work::Filler filler;
};

} // namespace jingzhun::api
