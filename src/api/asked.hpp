// One request as a handler gets it: what is asked, by whom, of which state of the county.
#pragma once

#include "api/caller.hpp"
#include "api/county.hpp"

#include <functional>
#include <memory>

namespace jingzhun::api {

struct Asked {
    County &county;
    std::shared_ptr<View const> shared;
    View const &view;
    Caller const &caller;
    Request const &request;

    store::Database &database() const { return county.database(); }
    base::Language language() const { return request.language; }
    std::string const &argument(std::size_t i) const { return request.arguments[i]; }
    // Where records of a register may be read.
    Scope reads(std::string_view register_name) const {
        return caller.scope(pack::Operation::read, register_name);
    }
    Scope reads(std::size_t table) const { return reads(view.pack.registers[table].name); }
};

// What a write needs to be allowed; asked once more within its transaction, so that a right that
// was revoked meanwhile does not serve.
struct Need {
    pack::Operation operation;
    std::string register_name = {}; // "" where it is done to none
    std::string area = {};          // "": the county
    std::string reason = {};
};

// Does `work` in one transaction of the one writer, together with whatever others write at the
// moment, and answers what it answered: JSON. With a header Idempotency-Key the same request is
// done once and answered alike every time. Durable when it returns.
using Work = std::function<std::string(store::Database &, store::Actor const &)>;
std::string write(Asked const &asked, Need const &need, Work const &work);
// Within a transaction that began after the caller was asked: throws Error "session_wanted" where his
// roles are not what they were then.
void require_unchanged(Asked const &asked, store::Database &database);
// The same for what an account does to itself.
std::string write_own(Asked const &asked, std::string const &reason, Work const &work);

// Error "record_unknown": for what is not there and what lies outside the caller's areas alike.
base::Error unknown_record(Asked const &asked, pack::Register const &definition,
                           std::string const &key);
// The register of that name. Throws Error "not_found".
pack::Register const &register_of(Asked const &asked, std::string const &name);

} // namespace jingzhun::api
