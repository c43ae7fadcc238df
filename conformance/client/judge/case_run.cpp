#include "conformance/client/judge/case_run.hpp"

#include <optional>
#include <utility>

#include "conformance/client/judge/breaches.hpp"
#include "conformance/client/judge/case_exchange.hpp"
#include "conformance/client/judge/claims.hpp"
#include "conformance/client/judge/refusals.hpp"
#include "conformance/client/judge/rules.hpp"
#include "conformance/process/steady_time.hpp"
#include "mock_server/tls/trust_variables.hpp"
#include "signing/redactor.hpp"

namespace everstrike::conformance {
namespace {

bool asks_on(const Case& one, CaseExchange& exchange) {
  return still_asks(exchange.arrivals(), asks_expected(one), std::chrono::steady_clock::now());
}

// The cancel was confirmed a while ago, and nothing has come since.
bool stays_on(CaseExchange& exchange, const Setting& setting, std::chrono::milliseconds stay,
              SteadyClock::time_point started) {
  Evidence seen;
  seen.setting = setting;
  exchange.look(started, seen);
  return seen.confirmation() != nullptr &&
         ms_since(started) - seen.requests.back().answered_ms >= stay.count();
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
  if (setting.tls) {
    for (EnvironmentChange& change : trust_changes(surroundings.trust->file())) {
      run.environment.push_back(std::move(change));
    }
  } else {
    // With it Node reads its own hundred authorities too at every start, which takes longer than
    // all else; here nothing speaks TLS.
    run.environment.emplace_back(mock_server::kNodeTrustVariable, std::nullopt);
  }
  run.patience = surroundings.patience;
  run.interrupt_fd = surroundings.interrupt_fd;
  if (Restless* restless = surroundings.restless) {
    run.soonest = Restless::soonest(one);
    run.is_enough = [&one, &exchange, restless] {
      return asks_on(one, exchange) && restless->ends_early(one);
    };
  }
  if (surroundings.stay.count() > 0) {
    run.is_enough = [&setting, &exchange, stay = surroundings.stay, started = SteadyClock::now()] {
      return stays_on(exchange, setting, stay, started);
    };
  }
  if (setting.terminated_at_first_request) run.terminate_fd = exchange.first_request_fd();
  return run;
}

// From here on the secret is in nothing that is kept.
bool redact_outputs(const std::string& secret, SubjectEnd& client) {
  const signing::Redactor redactor({std::string_view(secret)});
  const bool in_output = redactor.redact(client.output);
  return redactor.redact(client.error_output) || in_output;
}

// One that stays need not end; it has to answer. What else is wrong with it says more.
Judgement for_want_of_an_answer(Judgement judgement, const Evidence& seen) {
  const bool is_about_the_end = judgement.mistake == "does_not_end_after_the_answer";
  const bool passes = judgement.verdict == Verdict::pass && !seen.client.was_enough;
  if (!is_about_the_end && !passes) return judgement;
  return fail("does_not_end", "no answer came in time, and the process had to be ended",
              "one line with the case and its outcome", ending(seen.client), story(seen));
}

// Whose request was refused for a mistake of its own, and the refusal shaped by the case's fault,
// may be right in saying that nothing was cancelled. The mistake is what is wrong.
Judgement or_own_mistake(Judgement no, const Evidence& seen) {
  for (const SeenRequest& request : seen.requests) {
    auto breach = request.is_struck() ? breach_of(request, seen) : std::nullopt;
    if (breach) return std::move(*breach);
  }
  return no;
}

}  // namespace

Judgement judge_case(const Case& one, const Evidence& seen) {
  if (!seen.client.not_started.empty()) {
    return broken("the client could not be started: " + seen.client.not_started);
  }
  if (seen.client.interrupted) return {.verdict = Verdict::skipped, .reason = "interrupted"};
  if (!seen.client.answered_amiss.empty()) {
    Judgement amiss =
        fail(seen.client.answered_amiss, seen.client.amiss_reason,
             "one line with the case and its outcome", ending(seen.client), story(seen));
    amiss.counts_always = true;
    return amiss;
  }
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
  if (seen.is_resident && seen.client.timed_out) judgement = for_want_of_an_answer(judgement, seen);
  // A false "no" is one whatever the case asks about; it gives way to what a case that counts
  // found.
  Judgement no = judge_no(seen);
  if (no.verdict == Verdict::fail) no = or_own_mistake(std::move(no), seen);
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

namespace {

// Who is asked, and how it ended.
void ask_client(const Case& one, const Setting& setting, CaseExchange& exchange,
                const CaseSurroundings& surroundings, Evidence& evidence) {
  SubjectRun run = subject_run(one, setting, exchange, surroundings);
  const signing::Redactor redactor({std::string_view(*setting.secret)});
  run.clean = [&](std::string& output) {
    if (redactor.redact(output)) evidence.secret_in_output = true;
  };
  if (surroundings.residents == nullptr) {
    evidence.client = run_subject(run);
    return;
  }
  ResidentAnswer answer = surroundings.residents->ask(
      {.case_id = one.id,
       .base_url = exchange.base_url(),
       .setting = &setting,
       .ca_file = setting.tls ? surroundings.trust->file() : std::string()},
      run);
  evidence.is_resident = true;
  evidence.client = std::move(answer.client);
  evidence.secret_in_output = answer.secret_in_output;
}

}  // namespace

CaseRun run_case(const Case& one, const CaseSurroundings& surroundings) {
  CaseRun run;
  Setting setting = one.setting;
  settle(setting, surroundings.seed, one.id);
  run.evidence.setting = setting;
  run.evidence.three_claims = surroundings.three_claims;
  run.evidence.suite_revision = surroundings.suite_revision;
  CaseExchange::Place place;
  if (setting.tls) {
    if (surroundings.trust == nullptr) {
      run.judgement = broken("no authority for the run's certificates could be made");
      return run;
    }
    place.authority = surroundings.trust->authority();
  }
  CaseExchange exchange(setting, surroundings.seed, std::move(place));
  if (const auto started = exchange.start(); !started) {
    run.judgement = broken("the case's exchange could not be started: " + started.error());
    return run;
  }
  const auto started = std::chrono::steady_clock::now();
  ask_client(one, setting, exchange, surroundings, run.evidence);
  const bool was_ended = run.evidence.client.timed_out || run.evidence.client.interrupted;
  if (surroundings.restless != nullptr)
    surroundings.restless->ended(one, was_ended && asks_on(one, exchange));
  exchange.gather(started, run.evidence);
  if (redact_outputs(*setting.secret, run.evidence.client)) run.evidence.secret_in_output = true;
  run.judgement = judge_case(one, run.evidence);
  run.breaches = breaches_of(run.evidence);
  return run;
}

}  // namespace everstrike::conformance
