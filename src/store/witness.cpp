// The rules of C2SP tlog-witness, in its order.
#include "store/witness.hpp"

#include "base/base64.hpp"

#include <charconv>
#include <fmt/format.h>

namespace jingzhun::store {
namespace {

constexpr std::size_t proof_max = 63, body_max = 1 << 16;

// The line without its break, cut off the front; nothing where there is no break any more.
std::optional<std::string_view> take_line(std::string_view &text) {
    auto const end = text.find('\n');
    if (end == text.npos) return std::nullopt;
    auto const line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

std::optional<std::uint64_t> read_old_size(std::string_view line) {
    if (!line.starts_with("old ")) return std::nullopt;
    line.remove_prefix(4);
    std::uint64_t size = 0;
    auto const end = std::from_chars(line.data(), line.data() + line.size(), size);
    if (end.ec != std::errc() || fmt::format("{}", size) != line) return std::nullopt;
    return size;
}

WitnessAnswer compare(WatchedLog const &log, Submission const &submission,
                      Checkpoint const &checkpoint) {
    if (submission.old_size > checkpoint.size) return WitnessAnswer::old_size_above;
    if (submission.old_size != log.size) return WitnessAnswer::stale;
    auto const grown =
        log.size == 0
            ? submission.proof.empty() && (checkpoint.size != 0 || checkpoint.root == empty_root())
            : consistent(log.size, checkpoint.size, log.root, checkpoint.root, submission.proof);
    return grown ? WitnessAnswer::cosigned : WitnessAnswer::inconsistent;
}

} // namespace

std::string write_submission(Submission const &submission) {
    auto body = fmt::format("old {}\n", submission.old_size);
    for (auto const &hash : submission.proof) body += base::to_base64(bytes_of(hash)) + '\n';
    return body + '\n' + submission.note;
}

std::optional<Submission> read_submission(std::string_view body) {
    if (body.size() > body_max) return std::nullopt;
    auto const first = take_line(body);
    auto const old_size = first ? read_old_size(*first) : std::nullopt;
    if (!old_size) return std::nullopt;
    Submission submission{*old_size, {}, ""};
    while (true) {
        auto const line = take_line(body);
        if (!line) return std::nullopt;
        if (line->empty()) break;
        auto const bytes = base::from_base64(*line);
        auto const hash = bytes ? hash_of_bytes(*bytes) : std::nullopt;
        if (!hash || submission.proof.size() == proof_max) return std::nullopt;
        submission.proof.push_back(*hash);
    }
    submission.note = body;
    return submission;
}

int http_status(WitnessAnswer answer) {
    constexpr int statuses[] = {200, 400, 404, 403, 400, 409, 422};
    return statuses[static_cast<std::size_t>(answer)];
}

std::string_view name_of(WitnessAnswer answer) {
    constexpr std::string_view names[] = {"cosigned",       "malformed", "unknown_log", "untrusted",
                                          "old_size_above", "stale",     "inconsistent"};
    return names[static_cast<std::size_t>(answer)];
}

Consideration consider(WatchedLog const &log, std::string_view body) {
    auto const refused = [](WitnessAnswer why) { return Consideration{why, {}, {}}; };
    auto const submission = read_submission(body);
    auto const parts = submission ? split_note(submission->note) : std::nullopt;
    auto const checkpoint = parts ? read_checkpoint_lines(parts->text) : std::nullopt;
    if (!checkpoint) return refused(WitnessAnswer::malformed);
    if (checkpoint->origin != log.origin) return refused(WitnessAnswer::unknown_log);
    auto opened = open_note(submission->note, log.keys);
    if (opened.fault != NoteFault::none) return refused(WitnessAnswer::untrusted);
    auto const answer = compare(log, *submission, *checkpoint);
    if (answer != WitnessAnswer::cosigned) return refused(answer);
    return {answer, *checkpoint, std::move(opened.signatures)};
}

std::string claimed_origin(std::string_view body) {
    auto const submission = read_submission(body);
    auto const parts = split_note(submission ? std::string_view(submission->note) : body);
    auto const checkpoint = parts ? read_checkpoint_lines(parts->text) : std::nullopt;
    return checkpoint ? checkpoint->origin : "";
}

} // namespace jingzhun::store
