#include "conformance/client/judge/run.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "conformance/client/judge/attribution.hpp"
#include "conformance/client/judge/case_result.hpp"
#include "conformance/client/judge/case_run.hpp"
#include "conformance/client/judge/second_look.hpp"
#include "conformance/client/judge/shortest_pauses.hpp"
#include "conformance/process/process_tree.hpp"
#include "conformance/process/steady_time.hpp"
#include "conformance/run/begin_run.hpp"
#include "conformance/run/ending.hpp"
#include "conformance/run/subject_name.hpp"
#include "conformance/run/work_off.hpp"

namespace everstrike::conformance {
namespace {

// Where the exchange is not there, or not to be trusted, silence is what is asked for.
bool asks_for_plain_requests(const Case& one) { return one.setting.listens && !one.setting.tls; }

class Crew {
 public:
  Crew(const Cases& cases, const RunSettings& settings) : cases_(cases), settings_(settings) {
    surroundings_.command = settings.command;
    surroundings_.seed = settings.seed;
    surroundings_.patience = settings.patience;
    surroundings_.interrupt_fd = settings.interrupt_fd;
    surroundings_.three_claims = settings.three_claims || settings.resident;
    surroundings_.suite_revision = settings.suite_revision;
    replay_ = {"client", {"--seed", std::to_string(settings.seed)}, settings.command};
    replay_.options.insert(replay_.options.end(), settings.replay_options.begin(),
                           settings.replay_options.end());
    for (const Case& one : cases) results.push_back(described(one));
    charges.resize(cases.size());
    if (std::any_of(cases.begin(), cases.end(), [](const Case& one) { return one.setting.tls; })) {
      if (auto made = RunTrust::make()) trust_ = std::move(*made);
      surroundings_.trust = trust_.get();
    }
    if (settings.resident) {
      residents_ = std::make_unique<ResidentClients>(settings.command,
                                                     trust_ ? trust_->file() : std::string());
      surroundings_.residents = residents_.get();
    }
  }

  void work() {
    std::vector<std::size_t> first;
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      if (residents_ && needs_own_process(cases_[i])) {
        results[i].reason = kNeedsOwnProcess;
        continue;
      }
      (cases_[i].group() == "harness" ? first : rest).push_back(i);
    }
    // Those that wait longest begin, so that none is waited for at the end; before them those of
    // which nobody knows, since clients come to nothing there, or may ask for ever.
    const auto wait_of = [&](std::size_t i) {
      const bool is_known = asks_for_plain_requests(cases_[i]) && !may_be_asked_for_ever(cases_[i]);
      return is_known ? cases_[i].waits_ms : std::numeric_limits<int>::max();
    };
    std::stable_sort(rest.begin(), rest.end(),
                     [&](std::size_t a, std::size_t b) { return wait_of(a) > wait_of(b); });
    // A client that sends nothing at all is known after a few, so that many are not begun.
    const auto asks = [&](std::size_t i) { return asks_for_plain_requests(cases_[i]); };
    for (auto known = std::count_if(first.begin(), first.end(), asks);
         known < static_cast<std::ptrdiff_t>(kSilentCasesMax);) {
      const auto next = std::find_if(rest.rbegin(), rest.rend(), asks);
      if (next == rest.rend()) break;
      first.push_back(*next);
      rest.erase(std::next(next).base());
      ++known;
    }
    do_all(first);
    // A client that doesn't even end after a right answer would cost all of our patience each time.
    if (never_ends_) {
      surroundings_.patience = std::min(surroundings_.patience, kShortPatience);
      surroundings_.stay = kShortStay;
    }
    // Where patience is short anyway, nothing is gained.
    if (!never_ends_) surroundings_.restless = &restless_;
    do_all(rest);
    // Whoever ends by itself in one case may do so in all of them.
    if (restless_.is_wrong()) {
      surroundings_.restless = nullptr;
      work_off(
          cut_short_.size(), settings_.jobs, [this] { return stopped(); },
          [this](std::size_t i) { run_one(cut_short_[i]); });
    }
    look_again();
    if (residents_) judge_their_end();
  }

  std::vector<CaseResult> results;
  std::vector<CaseResult> end_results;  // of processes that stayed
  std::vector<Charges> charges;
  bool interrupted = false;
  std::string not_started;
  bool connected = false;
  bool gave_up = false;  // nothing ever arrived, or was ever answered
  bool never_answered = false;

 private:
  static constexpr std::chrono::milliseconds kShortPatience{4000};
  static constexpr std::chrono::milliseconds kShortStay{1000};
  static constexpr std::size_t kSilentCasesMax = 3;
  static constexpr std::size_t kSecondLooksMax = 8;  // of one mistake; more of it is no accident
  static constexpr int kFurtherLooksMax = 4;         // at pauses that no two looks agree about

  void do_all(const std::vector<std::size_t>& order) {
    work_off(
        order.size(), settings_.jobs, [this] { return stopped(); },
        [&](std::size_t i) {
          run_one(order[i]);
          tell(order[i]);
        });
  }

  void judge_their_end() {
    const ResidentClients::End end = residents_->finish(settings_.interrupt_fd);
    const bool now = stopped() && interrupted;
    const Cases cases = resident_end_cases();
    for (std::size_t i = 0; i < cases.size(); ++i) {
      CaseRun run;
      run.judgement =
          now || never_answered ? Judgement{.verdict = Verdict::skipped} : end.judgements[i];
      const bool is_to_blame = run.judgement.verdict == Verdict::fail;
      if (is_to_blame) run.evidence.client = end.client;
      end_results.push_back(result_of(cases[i], run, replay_));
      end_results.back().replay.clear();  // no case of its own
    }
  }

  // One after the other, so that no job of ours takes a client's time.
  void look_again() {
    std::ranges::sort(doubtful_, {}, &Doubt::index);
    std::map<std::string, std::size_t> looks;
    for (Doubt& doubt : std::exchange(doubtful_, {})) {
      if (stopped()) return;
      if (++looks[results[doubt.index].mistake] > kSecondLooksMax) continue;
      ShortestPauses pauses(std::move(doubt.seen));
      for (int further = 0; further < kFurtherLooksMax; ++further) {
        const std::optional<CaseRun> run = look_once_more(doubt.index);
        if (!run || !rests_on_pauses(run->judgement)) break;
        pauses.add(run->evidence);
        const Judgement best = judge_case(cases_[doubt.index], pauses.evidence());
        if (!rests_on_pauses(best)) {
          store(doubt.index, {pauses.evidence(), best, run->breaches},
                results[doubt.index].started_at_ms);
        }
        if (!rests_on_pauses(best) || pauses.agree()) break;
      }
    }
  }

  // Nothing where the run was cut short, which says nothing: the verdict stays.
  std::optional<CaseRun> look_once_more(std::size_t index) {
    const std::int64_t started = ms_since(begun_);
    CaseRun run = run_case(cases_[index], surroundings_);
    const std::lock_guard lock(mutex_);
    note(cases_[index], run);
    if (run.judgement.verdict == Verdict::skipped) return std::nullopt;
    store(index, run, started);
    return run;
  }

  bool stopped() {
    const bool now = is_interrupted(settings_.interrupt_fd);
    const std::lock_guard lock(mutex_);
    interrupted = interrupted || now;
    return interrupted || !not_started.empty() || gave_up || ended_;
  }

  void run_one(std::size_t index) {
    const std::int64_t started = ms_since(begun_);
    CaseRun run = run_case(cases_[index], surroundings_);
    const std::lock_guard lock(mutex_);
    note(cases_[index], run);
    store(index, run, started);
    if (run.evidence.client.was_enough) {
      cut_short_.push_back(index);
      results[index].evidence +=
          "(ended early: in other cases the client asked on for as long as it was let)\n";
    }
    if (deserves_second_look(run.judgement, run.evidence) ||
        is_doubtful_pass(cases_[index], run.judgement, run.evidence)) {
      doubtful_.push_back({index, std::move(run.evidence)});
    } else if (settings_.ends_run && settings_.ends_run(results[index])) {
      ended_ = true;
    }
  }

  void store(std::size_t index, const CaseRun& run, std::int64_t started_at_ms) {
    results[index] = result_of(cases_[index], run, replay_);
    results[index].started_at_ms = started_at_ms;
    charges[index] = {run.judgement.owner, run.breaches};
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
    if (residents_) {
      // The same of a process that never writes its answer, where it has all that it needs.
      if (seen.client.answered) answered_ = true;
      if (seen.client.timed_out && seen.confirmation() != nullptr) ++unanswered_;
      never_answered = !answered_ && unanswered_ >= kSilentCasesMax;
    }
    if (asks_for_plain_requests(one) && seen.requests.empty()) ++silent_;
    gave_up = never_answered || (!connected && silent_ >= kSilentCasesMax);
  }

  const Cases& cases_;
  const RunSettings& settings_;
  CaseSurroundings surroundings_;
  Replay replay_;
  const SteadyClock::time_point begun_ = SteadyClock::now();
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::size_t silent_ = 0;
  std::size_t unanswered_ = 0;
  bool answered_ = false;
  std::unique_ptr<RunTrust> trust_;
  std::unique_ptr<ResidentClients> residents_;
  Restless restless_;
  std::vector<std::size_t> cut_short_;  // cases of a client that asks on
  // Cases whose verdict may be the machine's fault.
  struct Doubt {
    std::size_t index;
    Evidence seen;
  };
  std::vector<Doubt> doubtful_;
  bool never_ends_ = false;
  bool ended_ = false;  // by a result, not by a disturbance
};

constexpr const char* kNotJudged =
    "not judged: whether an exit code other than 0 is true; with --claims three 1 says \"not "
    "cancelled by this call\", 6 \"unknown\"";

// The last line that a client wrote, which often says why nothing came of it.
std::string last_words(const RunResult& run) {
  for (const CaseResult& one : run.cases) {
    for (const std::string* text : {&one.standard_error, &one.standard_output}) {
      const auto end = text->find_last_not_of("\r\n\t ");
      if (end == std::string::npos) continue;
      const auto before = text->find_last_of('\n', end);
      const auto begin = before == std::string::npos ? 0 : before + 1;
      return "; its last line of output: " + text->substr(begin, end + 1 - begin);
    }
  }
  return "; it wrote nothing either";
}

// Of a client that never sent anything one failure says all.
void say_once(RunResult& run, const char* reason) {
  bool said = false;
  for (CaseResult& one : run.cases) {
    const bool is_failure = one.verdict == Verdict::fail;
    if (is_failure && !std::exchange(said, true)) continue;
    if (!is_failure && !(one.verdict == Verdict::skipped && one.reason.empty())) continue;
    one.verdict = Verdict::skipped;
    one.reason = reason;
    one.mistake.clear();
    one.remedy.clear();
  }
}

// What only this suite can know; the rest is told by the verdicts.
void note_problem(const Crew& crew, const Cases& chosen, bool run_is_resident, RunResult& run) {
  if (crew.interrupted) {
    set_problem(run, RunProblem::interrupted, "interrupted");
  } else if (!crew.not_started.empty()) {
    set_problem(run, RunProblem::never_started,
                "the client could not be started: " + crew.not_started);
  } else if (crew.never_answered) {
    set_problem(run, RunProblem::never_connected,
                "the client sent requests and never answered by a line; each answer is one line on "
                "standard output, {\"case\":…,\"outcome\":…}, written out at once" +
                    last_words(run));
    say_once(run, "the client answered in no case that was tried");
  } else if (!crew.connected &&
             std::any_of(chosen.begin(), chosen.end(), asks_for_plain_requests)) {
    set_problem(run, RunProblem::never_connected,
                (run_is_resident
                     ? std::string("the client ran and never sent a request; it is given base_url "
                                   "in each line of its standard input")
                     : std::string("the client ran and never sent a request; it is given "
                                   "EVERSTRIKE_BASE_URL in its environment")) +
                    last_words(run));
    say_once(run, "the client sent nothing in any case that was tried");
  }
}

}  // namespace

RunResult run_cases(const Cases& chosen, const RunSettings& settings) {
  RunResult run = begin_run("client");
  run.suite_revision = settings.suite_revision;
  run.seed = settings.seed;
  run.strict = settings.strict;
  run.subject_command = settings.command;
  run.subject_name = settings.subject_name.empty()
                         ? subject_name(settings.command, NamedBy::last_file)
                         : settings.subject_name;
  if (!settings.three_claims && !settings.resident) run.not_judged = kNotJudged;
  if (chosen.empty()) return run;
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
  std::move(crew.end_results.begin(), crew.end_results.end(), std::back_inserter(run.cases));
  run.duration_ms = ms_since(begun);
  note_problem(crew, chosen, settings.resident, run);
  for (CaseResult& one : run.cases) {
    if (one.verdict == Verdict::skipped && one.reason.empty()) one.reason = "the run ended before";
  }
  return run;
}

}  // namespace everstrike::conformance
