#include "conformance/client/judge/case_run.hpp"

#include <optional>
#include <utility>

#include "conformance/client/judge/breaches.hpp"
#include "conformance/client/judge/case_exchange.hpp"
#include "conformance/client/judge/claims.hpp"
#include "conformance/client/judge/rules.hpp"
#include "mock_server/tls/trust_variables.hpp"
#include "signing/redactor.hpp"

namespace everstrike::conformance {
namespace {

// Besides the name of the contract, those that common runtimes look at by themselves.
void trust(const std::string& ca_file, std::vector<EnvironmentChange>& environment) {
  environment.emplace_back(mock_server::kOwnTrustVariable, ca_file);
  for (const char* name : mock_server::kTrustVariables) environment.emplace_back(name, ca_file);
}

bool asks_on(const Case& one, CaseExchange& exchange) {
  return still_asks(exchange.arrivals(), asks_expected(one), std::chrono::steady_clock::now());
}

SubjectRun subject_run(const Case& one, const Setting& setting, CaseExchange& exchange,
                       const CaseSurroundings& surroundings) {
  SubjectRun run;
  run.command = surroundings.command;
  run.order_id = setting.order_id;
  run.environment = {{"EVERSTRIKE_BASE_URL", exchange.base_url()},
                     {"EVERSTRIKE_API_KEY", setting.api_key},
                     {"EVERSTRIKE_SECRET_KEY", setting.secret},
                     {"EVERSTRIKE_CASE", one.id}};
  if (setting.tls) trust(exchange.ca_file(), run.environment);
  run.patience = surroundings.patience;
  run.interrupt_fd = surroundings.interrupt_fd;
  if (Restless* restless = surroundings.restless) {
    run.soonest = Restless::soonest(one);
    run.is_enough = [&one, &exchange, restless] {
      return asks_on(one, exchange) && restless->ends_early(one);
    };
  }
  if (setting.terminated_at_first_request) run.terminate_fd = exchange.first_request_fd();
  return run;
}

Judgement judge(const Case& one, const Evidence& seen) {
  if (!seen.client.not_started.empty()) {
    return broken("the client could not be started: " + seen.client.not_started);
  }
  if (seen.client.interrupted) return {.verdict = Verdict::skipped, .reason = "interrupted"};
  if (seen.client.exit_code == kUnsupportedExitCode) {
    return {.verdict = Verdict::unsupported,
            .reason = "the client says that it does not implement this (exit code 89)"};
  }
  if (!seen.client.exit_code && !seen.client.signal && !seen.client.timed_out) {
    return broken("the client's end was not seen");
  }
  Judgement judgement = one.judge(seen);
  const auto counts_always = [&](const Judgement& any) {
    return always_counts(any.mistake, seen.suite_revision);
  };
  // A false "no" is one whatever the case asks about; it gives way to what a case that counts
  // found.
  Judgement no = judge_no(seen);
  const bool outweighs =
      no.is_good() ? judgement.verdict == Verdict::pass
                   : judgement.is_good() || (one.level != Level::must && counts_always(no));
  if (no.verdict != Verdict::pass && outweighs) judgement = std::move(no);
  // Where either way is allowed, the worse one is no failure.
  judgement.counts_always = judgement.verdict == Verdict::fail && counts_always(judgement);
  if (one.level == Level::may && judgement.verdict == Verdict::fail && !judgement.counts_always) {
    judgement.verdict = Verdict::lenient;
  }
  return judgement;
}

}  // namespace

CaseRun run_case(const Case& one, const CaseSurroundings& surroundings) {
  CaseRun run;
  Setting setting = one.setting;
  settle(setting, surroundings.seed, one.id);
  run.evidence.setting = setting;
  run.evidence.three_claims = surroundings.three_claims;
  run.evidence.suite_revision = surroundings.suite_revision;
  CaseExchange exchange(setting, surroundings.seed);
  if (const auto started = exchange.start(); !started) {
    run.judgement = broken("the case's exchange could not be started: " + started.error());
    return run;
  }
  const auto started = std::chrono::steady_clock::now();
  // From here on the secret is in nothing that is kept.
  const signing::Redactor redactor({std::string_view(*setting.secret)});
  SubjectRun subject = subject_run(one, setting, exchange, surroundings);
  subject.clean = [&](std::string& output) {
    if (redactor.redact(output)) run.evidence.secret_in_output = true;
  };
  run.evidence.client = run_subject(subject);
  const bool was_ended = run.evidence.client.timed_out || run.evidence.client.interrupted;
  if (surroundings.restless != nullptr)
    surroundings.restless->ended(one, was_ended && asks_on(one, exchange));
  exchange.gather(started, run.evidence);
  run.judgement = judge(one, run.evidence);
  run.breaches = breaches_of(run.evidence);
  return run;
}

}  // namespace everstrike::conformance
