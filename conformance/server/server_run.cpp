#include "conformance/server/server_run.hpp"

#include <algorithm>
#include <chrono>

#include "command_line/one_line.hpp"
#include "conformance/run/begin_run.hpp"
#include "conformance/run/ending.hpp"
#include "signing/redactor.hpp"

namespace everstrike::conformance::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A server that hangs is not waited for in every case.
constexpr int kUnansweredMax = 5;

std::int64_t ms_since(steady_clock::time_point begin) {
  return std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin).count();
}

void judge(const ServerCase& one, Target& target, CaseResult& result) {
  (void)target.take_journal();
  auto finding = one.judge(target);
  result.verdict = finding.verdict;
  result.reason = std::move(finding.reason);
  result.expected = std::move(finding.expected);
  result.seen = std::move(finding.seen);
  if (result.verdict == Verdict::fail) result.mistake = one.mistake;
  result.journal = target.take_journal();
  for (auto* text : {&result.reason, &result.expected, &result.seen, &result.replay}) {
    target.redact(*text);
  }
}

void skip(CaseResult& result, const char* reason) {
  result.verdict = Verdict::skipped;
  result.reason = reason;
}

bool has_touch(const std::vector<ServerCase>& cases, Touch touch) {
  return std::any_of(cases.begin(), cases.end(),
                     [&](const ServerCase& one) { return one.touch == touch; });
}

// can_connect says why not, once, before any case.
std::string why_unreachable(const ServerRunSettings& settings) {
  const auto connection = Connection::open(settings.target.connect);
  if (connection) return "";
  return "no connection to " + command_line::one_line(settings.base_url) + ": " +
         command_line::one_line(connection.error());
}

}  // namespace

std::string announcement(const std::vector<ServerCase>& cases, const ServerRunSettings& settings) {
  const auto& target = settings.target;
  std::string out = "to " + command_line::one_line(settings.base_url) + " go, with the API key " +
                    command_line::one_line(target.api_key) + ":\n";
  out += "- at most " + std::to_string(2 * cases.size()) + " requests for " +
         std::to_string(cases.size()) + " cases";
  if (target.pause.count() > 0) {
    out += ", one every " + std::to_string(target.pause.count()) + " ms at most";
  }
  out += "\n- cancels of these orders and of no others:";
  for (const auto& id : target.order_ids) out += " " + command_line::one_line(id);
  if (target.order_ids.empty()) out += " none";
  out += "\n";
  if (has_touch(cases, Touch::refused)) {
    out += "- requests that name one of them and have to be refused\n";
  }
  if (has_touch(cases, Touch::made_up) || has_touch(cases, Touch::odd)) {
    out +=
        "- cancels of ids that are no orders, all of which begin with " + target.made_up_id + "\n";
  }
  if (has_touch(cases, Touch::reads)) out += "- GET /order for one of them\n";
  if (has_touch(cases, Touch::odd)) {
    out += settings.malformed
               ? "- malformed requests, signed over ids that are no orders, or over none\n"
               : "- no malformed requests, since this is another host (--malformed sends them)\n";
  }
  out += "- nothing else: no bulk cancel, no new order, no other account\n";
  signing::Redactor({target.secret.reveal()}).redact(out);
  return out;
}

RunResult run_server_cases(const std::vector<ServerCase>& cases,
                           const ServerRunSettings& settings) {
  RunResult run = begin_run("server");
  run.seed = settings.seed;
  run.strict = settings.strict;
  run.subject_name =
      settings.subject_name.empty() ? settings.target.connect.url.host : settings.subject_name;
  const signing::Redactor redactor({settings.target.secret.reveal()});
  redactor.redact(run.subject_name);
  run.subject_command = {redactor.redacted(settings.base_url)};
  if (cases.empty()) return run;
  const auto begun = steady_clock::now();
  if (auto why = why_unreachable(settings); !why.empty()) {
    redactor.redact(why);
    set_problem(run, RunProblem::never_connected, std::move(why));
    return run;
  }
  Target target(settings.target);
  bool interrupted = false;
  bool stopped = false;
  for (const auto& one : cases) {
    auto result = described(one);
    result.replay = replay_line(settings.replay, one.id) + " --order-id ID";  // this one is spent
    result.started_at_ms = ms_since(begun);
    interrupted = interrupted || (settings.is_interrupted && settings.is_interrupted());
    if (interrupted) {
      skip(result, "the run was interrupted");
    } else if (stopped) {
      skip(result, "the run ended before");
    } else if (one.touch == Touch::odd && !settings.malformed) {
      skip(result, "malformed requests go to other hosts only with --malformed");
    } else if (target.unanswered() >= kUnansweredMax) {
      skip(result, "the server left too many requests in a row unanswered");
    } else {
      judge(one, target, result);
    }
    result.duration_ms = ms_since(begun) - result.started_at_ms;
    run.cases.push_back(std::move(result));
    if (settings.on_case) settings.on_case(run.cases.back());
    stopped = stopped || (settings.ends_run && settings.ends_run(run.cases.back()));
  }
  run.duration_ms = ms_since(begun);
  if (interrupted) {
    set_problem(run, RunProblem::interrupted, "the run was interrupted");
  }
  return run;
}

}  // namespace everstrike::conformance::server
