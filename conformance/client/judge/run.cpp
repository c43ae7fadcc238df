#include "conformance/client/judge/run.hpp"

#include <poll.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>
#include <utility>

#include "command_line/exit_code.hpp"
#include "command_line/version.hpp"
#include "conformance/client/judge/attribution.hpp"
#include "conformance/client/judge/case_result.hpp"
#include "conformance/client/judge/case_run.hpp"
#include "conformance/client/judge/second_look.hpp"
#include "conformance/process/process_tree.hpp"
#include "conformance/process/steady_time.hpp"

namespace everstrike::conformance {
namespace {

using command_line::ExitCode;

bool is_readable(int fd) {
  pollfd one{fd, POLLIN, 0};
  return fd >= 0 && ::poll(&one, 1, 0) > 0;
}

class Crew {
 public:
  Crew(const Cases& cases, const RunSettings& settings) : cases_(cases), settings_(settings) {
    surroundings_.command = settings.command;
    surroundings_.seed = settings.seed;
    surroundings_.patience = settings.patience;
    surroundings_.interrupt_fd = settings.interrupt_fd;
    replay_ = {settings.replay_options, settings.seed, settings.command};
    for (const Case& one : cases) results.push_back(describe(one));
    charges.resize(cases.size());
  }

  void work() {
    std::vector<std::size_t> first;
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      (cases_[i].group() == "harness" ? first : rest).push_back(i);
    }
    // Those that wait longest begin, so that none is waited for at the end.
    std::stable_sort(rest.begin(), rest.end(), [&](std::size_t a, std::size_t b) {
      return cases_[a].waits_ms > cases_[b].waits_ms;
    });
    work_off(first);
    // A client that doesn't even end after a right answer would cost all of our patience each time.
    if (never_ends_) surroundings_.patience = std::min(surroundings_.patience, kShortPatience);
    work_off(rest);
    look_again();
  }

  std::vector<CaseResult> results;
  std::vector<Charges> charges;
  bool interrupted = false;
  std::string not_started;
  bool connected = false;
  bool gave_up = false;  // nothing ever arrived

 private:
  static constexpr std::chrono::milliseconds kShortPatience{4000};
  static constexpr std::size_t kSilentCasesMax = 12;
  static constexpr std::size_t kSecondLooksMax = 8;  // of one mistake; more of it is no accident

  void work_off(const std::vector<std::size_t>& order) {
    std::atomic<std::size_t> next = 0;
    const auto worker = [&] {
      for (std::size_t i = next++; i < order.size() && !stopped(); i = next++) {
        run_one(order[i]);
        tell(order[i]);
      }
    };
    std::vector<std::thread> threads;
    const auto wanted =
        std::min<std::size_t>(static_cast<std::size_t>(settings_.jobs), order.size());
    for (std::size_t i = 0; i < wanted; ++i) threads.emplace_back(worker);
    for (std::thread& thread : threads) thread.join();
  }

  // One after the other, so that no job of ours takes a client's time.
  void look_again() {
    std::sort(doubtful_.begin(), doubtful_.end());
    std::map<std::string, std::size_t> looks;
    for (const std::size_t index : std::exchange(doubtful_, {})) {
      if (stopped()) return;
      if (++looks[results[index].mistake] > kSecondLooksMax) continue;
      const CaseResult first = results[index];
      const Charges charged = charges[index];
      run_one(index);
      // Cut short, it says nothing.
      if (results[index].verdict != Verdict::skipped) continue;
      results[index] = first;
      charges[index] = charged;
    }
  }

  bool stopped() {
    const bool now = is_readable(settings_.interrupt_fd);
    const std::lock_guard lock(mutex_);
    interrupted = interrupted || now;
    return interrupted || !not_started.empty() || gave_up;
  }

  void run_one(std::size_t index) {
    const std::int64_t started = ms_since(begun_);
    const CaseRun run = run_case(cases_[index], surroundings_);
    CaseResult result = result_of(cases_[index], run, replay_);
    result.started_at_ms = started;
    const std::lock_guard lock(mutex_);
    note(cases_[index], run);
    results[index] = std::move(result);
    charges[index] = {run.judgement.owner, run.breaches};
    if (deserves_second_look(run.judgement, run.evidence)) doubtful_.push_back(index);
  }

  void tell(std::size_t index) {
    const std::lock_guard lock(mutex_);
    ++done_;
    if (settings_.on_case) settings_.on_case(results[index], done_, cases_.size());
  }

  void note(const Case& one, const CaseRun& run) {
    const Evidence& seen = run.evidence;
    if (!seen.client.not_started.empty()) not_started = seen.client.not_started;
    if (seen.client.interrupted) interrupted = true;
    if (!seen.requests.empty() || run.judgement.verdict == Verdict::unsupported) connected = true;
    if (one.id.starts_with("harness/ends") && seen.client.timed_out) never_ends_ = true;
    // Where the exchange is not there, or not to be trusted, silence is what is asked for.
    const bool asks_for_requests = one.setting.listens && !one.setting.tls;
    if (asks_for_requests && seen.requests.empty()) ++silent_;
    gave_up = !connected && silent_ >= kSilentCasesMax;
  }

  const Cases& cases_;
  const RunSettings& settings_;
  CaseSurroundings surroundings_;
  Replay replay_;
  const SteadyClock::time_point begun_ = SteadyClock::now();
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::size_t silent_ = 0;
  std::vector<std::size_t> doubtful_;  // cases whose verdict may be the machine's fault
  bool never_ends_ = false;
};

// "node tools/client.js --once" is about client.js: the last word that looks like a file, else the
// program.
std::string name_of(const std::vector<std::string>& command) {
  if (command.empty()) return "";
  const auto file = std::find_if(command.rbegin(), command.rend(), [](const std::string& word) {
    return !word.starts_with('-') && word.find('=') == std::string::npos &&
           word.find("{id}") == std::string::npos && word.find_first_of("./") != std::string::npos;
  });
  const std::string& word = file == command.rend() ? command.front() : *file;
  return word.substr(word.find_last_of('/') + 1);
}

void problem(RunResult& run, RunProblem what, ExitCode code, std::string text) {
  run.problem = what;
  run.exit_code = command_line::to_int(code);
  run.problem_text = std::move(text);
}

bool asks_for_plain_requests(const Case& one) { return one.setting.listens && !one.setting.tls; }

void conclude(const Crew& crew, const Cases& chosen, RunResult& run) {
  const auto any = [&](auto test) { return std::any_of(run.cases.begin(), run.cases.end(), test); };
  const bool failed = any([&](const CaseResult& one) { return counts_against(one, run.strict); });
  const bool judged = any([](const CaseResult& one) {
    return one.verdict != Verdict::unsupported && one.verdict != Verdict::skipped;
  });
  if (crew.interrupted) {
    problem(run, RunProblem::interrupted, ExitCode::interrupted, "interrupted");
  } else if (!crew.not_started.empty()) {
    problem(run, RunProblem::never_started, ExitCode::subject_never_started,
            "the client could not be started: " + crew.not_started);
  } else if (!crew.connected &&
             std::any_of(chosen.begin(), chosen.end(), asks_for_plain_requests)) {
    problem(run, RunProblem::never_connected, ExitCode::subject_never_started,
            "the client ran and never sent a request; it is given EVERSTRIKE_BASE_URL in its "
            "environment");
  } else if (!judged) {
    problem(run, RunProblem::nothing_selected, ExitCode::nothing_ran,
            "nothing was judged: no case applies to this client");
  } else if (!run.stale.empty()) {
    problem(run, RunProblem::stale_known_failing, ExitCode::failed,
            "the known-failing list is stale: " + run.stale.front() +
                (run.stale.size() > 1 ? ", and more" : ""));
  } else if (any([](const CaseResult& one) { return one.verdict == Verdict::broken; }) &&
             !any([&](const CaseResult& one) { return one.verdict == Verdict::fail; })) {
    run.exit_code = command_line::to_int(ExitCode::environment);
  } else {
    run.exit_code = command_line::to_int(failed ? ExitCode::failed : ExitCode::done);
  }
}

}  // namespace

RunResult run_cases(const Cases& chosen, const Cases& all, const RunSettings& settings) {
  RunResult run;
  run.tool_version = command_line::project_version();
  run.suite_revision = settings.suite_revision;
  run.seed = settings.seed;
  run.strict = settings.strict;
  run.subject_command = settings.command;
  run.subject_name =
      settings.subject_name.empty() ? name_of(settings.command) : settings.subject_name;
  run.started_at_unix_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count();
  if (chosen.empty()) {
    problem(run, RunProblem::nothing_selected, ExitCode::nothing_ran,
            "no case was selected, so nothing ran");
    return run;
  }
  const auto begun = SteadyClock::now();
  Crew crew(chosen, settings);
  if (const auto program = find_program(settings.command.empty() ? "" : settings.command.front());
      !program) {
    crew.not_started = program.error();
  } else {
    crew.work();
  }
  attribute(crew.results, crew.charges);
  run.cases = std::move(crew.results);
  apply_known_failing(settings.known_failing, all, run);
  run.duration_ms = ms_since(begun);
  conclude(crew, chosen, run);
  return run;
}

}  // namespace everstrike::conformance
