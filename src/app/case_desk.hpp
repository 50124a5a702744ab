// What the commands about cases share: the store as a desk, who acts, what may be seen.
#pragma once

#include "app/acting.hpp"
#include "report/case_file.hpp"
#include "work/desk.hpp"

namespace jingzhun::app {

struct CaseDesk {
    CaseDesk(std::string const &store, Common const &common, store::Access access);
    CaseDesk(CaseDesk const &) = delete;
    CaseDesk &operator=(CaseDesk const &) = delete;

    work::Desk desk(store::Actor const &actor) const;
    // Throws Error "case_unknown", also of a case outside the actor's areas.
    work::Case require_readable(std::int64_t id) const;
    bool sees_private(work::Case const &one) const;
    // "eligible 30, present 24" in the language of the command.
    std::string records_text(pack::Procedure const &procedure, work::Taken const &act,
                             work::Case const &one, Common const &common) const;
    report::CaseFile file(work::Case const &one) const;

    // Each asks access for the right it needs first.
    work::Done open(CaseCommand const &command, Common const &common) const;
    work::Done act(CaseCommand const &command, Common const &common) const;

    Session session;
    Acting acting;
};

// The records that "name=value" says, documents kept beside the store. Throws Error
// "case_set_malformed", "case_document_content" (it is not what its name says).
pack::RecordValues records_of(std::string const &store, pack::Pack const &pack,
                              pack::Procedure const &procedure,
                              std::vector<std::pair<std::string, std::string>> const &said);
// A table with a row a case: the columns "案卷" (or "case") or the subject's key, and records by
// title or name. Throws Error "case_table_unreadable".
std::map<std::int64_t, pack::RecordValues>
read_case_table(std::string const &store, pack::Pack const &pack, pack::Procedure const &procedure,
                std::vector<work::Case> const &cases, std::string const &file);

} // namespace jingzhun::app
