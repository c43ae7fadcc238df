#include "conformance/client/judge/case_result.hpp"

#include "command_line/shell_words.hpp"
#include "conformance/client/judge/reproducers.hpp"
#include "conformance/client/judge/rules.hpp"
#include "conformance/process/bounded_text.hpp"
#include "conformance/run/begin_run.hpp"
#include "signing/diagnosis/catalogue/mistake.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::size_t kOutputBytes = 8 * 1024;
constexpr std::size_t kRequestBytes = 4 * 1024;
constexpr std::size_t kAnswerBytes = 1024;
constexpr std::size_t kRequestsShown = 25;

}  // namespace

JournalExtract extract_of(const mock_server::Entry& entry, std::uint64_t number,
                          std::int64_t at_ms) {
  return {.number = number,
          .at_ms = at_ms,
          .request = (entry.head + entry.body).substr(0, kRequestBytes),
          .verdict = std::string(slug(entry.verdict)),
          .diagnosis = entry.diagnosis,
          .fault = entry.fault,
          .effect = std::string(effect_text(entry.effect.kind)),
          .status = entry.answer_is_raw || entry.cut_after == 0U ? 0 : entry.status,
          .answer = entry.answer_body.substr(0, kAnswerBytes)};
}

std::string remedy_of(const std::string& mistake) {
  if (const Rule* rule = find_rule(mistake)) return std::string(rule->remedy);
  std::string text;
  for (std::size_t at = 0; at < mistake.size();) {
    const std::size_t end = std::min(mistake.find('+', at), mistake.size());
    if (const auto* row = diagnosis::find_mistake(mistake.substr(at, end - at))) {
      if (!text.empty()) text += ' ';
      text += row->fix;
    }
    at = end + 1;
  }
  return text;
}

void put(const Judgement& judgement, CaseResult& result) {
  result.verdict = judgement.verdict;
  result.mistake = judgement.mistake;
  result.reason = judgement.reason;
  result.expected = judgement.expected;
  result.seen = judgement.seen;
  result.evidence = judgement.evidence;
  result.remedy = remedy_of(judgement.mistake);
  if (judgement.verdict == Verdict::fail && judgement.counts_always) result.level = Level::must;
}

CaseResult result_of(const Case& one, const CaseRun& run, const Replay& replay) {
  CaseResult result = described(one);
  put(run.judgement, result);
  const Evidence& seen = run.evidence;
  result.exit_code = seen.client.exit_code;
  result.signal = seen.client.signal;
  result.timed_out = seen.client.timed_out;
  result.command = command_line::shell_line(with_order_id(replay.command, seen.setting.order_id));
  result.standard_output = ending_of(seen.client.output, kOutputBytes);
  result.standard_error = ending_of(seen.client.error_output, kOutputBytes);
  std::uint64_t number = 0;
  for (const SeenRequest& request : seen.requests) {
    if (++number > kRequestsShown) break;
    result.journal.push_back(extract_of(request.entry, number, request.at_ms));
  }
  result.replay = replay_line(replay, one.id);
  if (!run.judgement.is_good() && seen.setting.secret)
    result.reproducers = reproducers(seen.setting);
  result.duration_ms = seen.client.duration_ms;
  return result;
}

}  // namespace everstrike::conformance
