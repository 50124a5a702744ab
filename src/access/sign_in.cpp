// Attempts against secrets, and the secrets themselves.
#include "access/sign_in.hpp"

#include "access/code.hpp"
#include "access/password.hpp"
#include "base/base64.hpp"
#include "base/hash.hpp"

#include <algorithm>

namespace jingzhun::access {
namespace {

constexpr base::Instant minute = 60'000'000;
constexpr base::Instant day = 24 * 60 * minute;
constexpr std::size_t code_key_bytes = 32;

struct Secret {
    std::string verifier, code_key; // the key in Base64; "" where there are no codes
    base::Instant password_at = 0;
    bool once = false;
    bool sound = false; // as the account's hash says
};

std::string hash_of(std::string_view account, Secret const &secret) {
    return base::sha256(std::string(account) + '\n' + secret.verifier + '\n' + secret.code_key);
}

Secret read_secret(store::Database &database, int county, std::string_view account) {
    auto select = database.prepare(
        "SELECT t.verifier, t.code_key, a.password_at, a.password_once, a.secret_hash "
        "FROM account a JOIN transient_secret t ON t.county = a.county AND t.account = a.name "
        "WHERE a.county = $1 AND a.name = $2");
    select->bind(1, county);
    select->bind(2, account);
    Secret secret;
    if (!select->step()) return secret;
    secret.verifier = select->text(0);
    secret.code_key = select->text(1);
    secret.password_at = select->integer(2);
    secret.once = select->integer(3) != 0;
    secret.sound = select->text(4) == hash_of(account, secret);
    return secret;
}

void write_secret(store::Database &database, int county, std::string const &account,
                  Secret const &secret) {
    auto insert =
        database.prepare("INSERT INTO transient_secret (county, account, verifier, code_key) "
                         "VALUES ($1, $2, $3, $4) ON CONFLICT (county, account) DO UPDATE SET "
                         "verifier = excluded.verifier, code_key = excluded.code_key");
    insert->bind(1, county);
    insert->bind(2, account);
    insert->bind(3, secret.verifier);
    insert->bind(4, secret.code_key);
    insert->run();
    auto update =
        database.prepare("UPDATE account SET secret_hash = $1, password_at = $2, "
                         "password_once = $3, has_code = $4 WHERE county = $5 AND name = $6");
    update->bind(1, hash_of(account, secret));
    update->bind(2, secret.password_at);
    update->bind(3, secret.once ? 1 : 0);
    update->bind(4, secret.code_key.empty() ? 0 : 1);
    update->bind(5, county);
    update->bind(6, account);
    update->run();
}

// What is remembered of attempts.
struct Attempts {
    std::int64_t failures = 0, code_step = 0;
    base::Instant locked_until = 0;
};

Attempts read_attempts(store::Database &database, int county, std::string const &account) {
    auto select = database.prepare("SELECT failures, locked_until, code_step FROM "
                                   "transient_attempt WHERE county = $1 AND account = $2");
    select->bind(1, county);
    select->bind(2, account);
    if (!select->step()) return {};
    return {select->integer(0), select->integer(2), select->integer(1)};
}

void write_attempts(store::Database &database, int county, std::string const &account,
                    Attempts const &attempts) {
    auto insert = database.prepare(
        "INSERT INTO transient_attempt (county, account, failures, locked_until, code_step) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (county, account) DO UPDATE SET failures = "
        "excluded.failures, locked_until = excluded.locked_until, code_step = excluded.code_step");
    insert->bind(1, county);
    insert->bind(2, account);
    insert->bind(3, attempts.failures);
    insert->bind(4, attempts.locked_until);
    insert->bind(5, attempts.code_step);
    insert->run();
}

void log(store::Database &database, int county, store::Actor const &actor, std::string kind,
         std::string const &account, std::string_view why) {
    auto const details = why.empty() ? std::string("{}") : R"({"why":")" + std::string(why) + "\"}";
    store::append(database, actor, {county, std::move(kind), "account " + account, details});
}

// One attempt within its write transaction. Answers why not; "" where it may come in.
struct Verdict {
    std::string_view why;
    bool code_wanted = false;
};

Verdict judge(Account const &account, Secret const &secret, bool fitting, Attempt const &attempt,
              base::Instant now, Attempts &attempts) {
    if (account.state == AccountState::disabled) return {"disabled"};
    // A clock that went back must not lengthen a lock for years; it has lasted long enough then.
    if (now < attempts.locked_until && attempts.locked_until - now < day) return {"locked"};
    if (!secret.sound) return {secret.verifier.empty() ? "no_password" : "secret_changed"};
    if (!fitting) return {"password"};
    if (secret.code_key.empty()) return {};
    if (attempt.code.empty()) return {"code_wanted", true};
    auto const key = base::from_base64(secret.code_key).value_or("");
    auto const step = step_of(key, attempt.code, now, attempts.code_step);
    if (!step) return {"code"};
    attempts.code_step = *step;
    return {};
}

void count_failure(pack::SignInRules const &rules, base::Instant now, Attempts &attempts) {
    if (++attempts.failures < rules.failures_before_lock) return;
    attempts.failures = 0;
    attempts.locked_until = now + rules.lock_minutes * minute;
}

[[noreturn]] void refuse(store::Database &database, store::Transaction &transaction, int county,
                         store::Actor const &actor, std::string const &account,
                         std::string_view why) {
    log(database, county, actor, "sign_in_failed", account, why);
    transaction.commit();
    throw base::Error("sign_in_refused");
}

bool too_old(pack::SignInRules const &rules, Secret const &secret, base::Instant now) {
    return rules.password_days > 0 && now - secret.password_at >= rules.password_days * day;
}

} // namespace

SignedIn sign_in(store::Database &database, pack::Pack const &pack, int county,
                 Attempt const &attempt, base::Instant now) {
    auto const &rules = pack.access.sign_in;
    auto const secret = read_secret(database, county, attempt.account);
    auto const fitting =
        fits(secret.verifier.empty() ? no_verifier() : secret.verifier, attempt.password);
    store::Transaction transaction(database);
    auto const account = find_account(database, county, attempt.account);
    store::Actor actor;
    actor.name = account ? account->name : "?"; // people type passwords where names belong
    actor.from = attempt.origin;
    if (!account) refuse(database, transaction, county, actor, "?", "unknown");
    auto const current = read_secret(database, county, attempt.account);
    auto attempts = read_attempts(database, county, account->name);
    auto const same = current.verifier == secret.verifier && current.code_key == secret.code_key;
    auto const verdict = judge(*account, current, fitting && same, attempt, now, attempts);
    if (verdict.code_wanted) throw base::Error("sign_in_code_wanted");
    if (!verdict.why.empty()) {
        if (verdict.why == "password" || verdict.why == "code") count_failure(rules, now, attempts);
        write_attempts(database, county, account->name, attempts);
        refuse(database, transaction, county, actor, account->name, verdict.why);
    }
    attempts.failures = 0;
    attempts.locked_until = 0;
    write_attempts(database, county, account->name, attempts);
    forget_sessions(database, county, now);
    SignedIn done;
    done.must_change_password = current.once || too_old(rules, current, now);
    done.token = begin_session(database, rules, county, account->name, attempt.origin,
                               done.must_change_password, now);
    done.must_set_up_code =
        find_session(database, pack, county, done.token, now).value_or(Session{}).must_set_up_code;
    log(database, county, actor, "sign_in", account->name, "");
    transaction.commit();
    return done;
}

void sign_out(store::Database &database, pack::Pack const &pack, int county, std::string_view token,
              base::Instant now) {
    store::Transaction transaction(database);
    auto const session = find_session(database, pack, county, token, now);
    if (!session) return;
    end_session(database, county, token);
    store::Actor actor;
    actor.name = session->holder.account;
    actor.from = session->origin;
    log(database, county, actor, "sign_out", session->holder.account, "");
    transaction.commit();
}

std::string verifier_of(store::Database &database, int county, std::string_view account) {
    auto const secret = read_secret(database, county, account);
    return secret.sound && !secret.verifier.empty() ? secret.verifier : no_verifier();
}

void set_password(store::Database &database, int county, store::Actor const &actor,
                  std::string const &account, std::string const &verifier, bool once) {
    require_account(database, county, account);
    auto secret = read_secret(database, county, account);
    if (!secret.sound) secret.code_key.clear(); // not what the account says: nobody's
    secret.verifier = verifier;
    secret.password_at = base::now();
    secret.once = once;
    write_secret(database, county, account, secret);
    write_attempts(database, county, account,
                   {0, read_attempts(database, county, account).code_step, 0});
    end_sessions(database, county, account);
    log(database, county, actor, once ? "password_reset" : "password", account, "");
}

std::string set_up_code(store::Database &database, int county, store::Actor const &actor,
                        std::string const &account) {
    require_account(database, county, account);
    auto secret = read_secret(database, county, account);
    if (!secret.sound) secret.verifier.clear();
    auto key = random_bytes(code_key_bytes);
    secret.code_key = base::to_base64(key);
    write_secret(database, county, account, secret);
    end_sessions(database, county, account);
    log(database, county, actor, "code_set_up", account, "");
    return key;
}

void drop_code(store::Database &database, int county, store::Actor const &actor,
               std::string const &account) {
    require_account(database, county, account);
    auto secret = read_secret(database, county, account);
    if (!secret.sound) secret.verifier.clear();
    secret.code_key.clear();
    write_secret(database, county, account, secret);
    end_sessions(database, county, account);
    log(database, county, actor, "code_dropped", account, "");
}

} // namespace jingzhun::access
