#include "conformance/client/judge/resident_clients.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "conformance/client/judge/bytes_text.hpp"
#include "conformance/client/judge/run_trust.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::int64_t kEndPatienceMs = 3000;            // of all processes together
constexpr std::chrono::milliseconds kReadPatience{200};  // to read what one that has ended left

struct Outcome {
  std::string_view word;
  int exit_code;
};
constexpr std::array kOutcomes = {
    Outcome{"confirmed", kConfirmedExitCode}, Outcome{"rejected", kRejectedExitCode},
    Outcome{"unknown", kUnknownExitCode}, Outcome{"unsupported", kUnsupportedExitCode}};

std::string line_of(const ResidentTask& task) {
  std::string line;
  {
    json::ObjectWriter object(line);
    object.add("case", task.case_id);
    object.add("base_url", task.base_url);
    object.add("api_key", *task.setting->api_key);
    object.add("secret_key", *task.setting->secret);
    object.add("order_id", task.setting->order_id);
    object.add("ca_file", task.ca_file.empty() ? std::nullopt : std::optional(task.ca_file));
  }
  return line;
}

// A line of a client's output, if it is an answer.
struct Answer {
  std::string case_id;
  std::optional<int> exit_code;  // nullopt: no outcome that there is
  std::string outcome;           // as it stands
};

std::optional<Answer> read_answer(std::string_view line, std::string_view asked) {
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos || line[first] != '{') return std::nullopt;
  const auto json = json::parse(line);
  if (!json || !json->is_object() || !(*json)["case"].is_string()) return std::nullopt;
  const auto& outcome = (*json)["outcome"];
  Answer answer{.case_id = (*json)["case"].text, .exit_code = {}, .outcome = {}};
  if (outcome.is_string()) answer.outcome = outcome.text;
  // A line of a log may well name some case.
  if (answer.case_id != asked && !outcome.is_string()) return std::nullopt;
  const auto found = std::find_if(kOutcomes.begin(), kOutcomes.end(),
                                  [&](const Outcome& one) { return one.word == answer.outcome; });
  if (found != kOutcomes.end()) answer.exit_code = found->exit_code;
  return answer;
}

void blame(SubjectEnd& client, const char* slug, std::string reason) {
  client.answered_amiss = slug;
  client.amiss_reason = std::move(reason);
}

std::string how_it_ended(const SubjectEnd& client) {
  if (client.signal) return "by signal " + std::to_string(*client.signal);
  return "with exit code " + std::to_string(client.exit_code.value_or(0));
}

}  // namespace

bool needs_own_process(const Case& one) {
  const Setting& setting = one.setting;
  return one.group() == "harness" || setting.terminated_at_first_request ||
         !signing::is_utf8(setting.order_id) || !signing::is_utf8(setting.secret.value_or("")) ||
         !signing::is_utf8(setting.api_key.value_or(""));
}

Cases resident_end_cases() {
  constexpr const char* kContract = "the contract of resident clients";
  Cases cases;
  cases.push_back({.id = "resident/ends/01",
                   .does = "closes the client's standard input",
                   .expects = "every process ends by itself within three seconds",
                   .reference = kContract,
                   .since_revision = kSuiteRevision});
  cases.push_back({.id = "resident/ends/02",
                   .level = Level::should,
                   .does = "closes the client's standard input",
                   .expects = "no process is left behind",
                   .reference = kContract,
                   .since_revision = kSuiteRevision});
  cases.push_back({.id = "resident/output/01",
                   .does = "closes the client's standard input",
                   .expects = "no secret of any case is in what it writes after its last answer",
                   .reference = "CWE-532",
                   .since_revision = kSuiteRevision});
  return cases;
}

struct ResidentClients::Client {
  explicit Client(const ProcessSpec& spec) : process(spec) {}
  ResidentProcess process;
  signing::Redactor redactor;  // knows the secrets that the process was given
};

ResidentClients::ResidentClients(std::vector<std::string> command, const std::string& ca_file)
    : spec_{.command = std::move(command), .environment = [&] {
              std::vector<EnvironmentChange> changes;
              if (!ca_file.empty()) changes = trust_changes(ca_file);
              // What the surroundings have of these is meant for something else.
              changes.emplace_back("EVERSTRIKE_API_KEY", std::nullopt);
              changes.emplace_back("EVERSTRIKE_SECRET_KEY", std::nullopt);
              return client_environment(changes);
            }()} {}

ResidentClients::~ResidentClients() = default;

std::unique_ptr<ResidentClients::Client> ResidentClients::take() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<Client>(spec_);
  auto client = std::move(idle_.back());
  idle_.pop_back();
  return client;
}

void ResidentClients::put_back(std::unique_ptr<Client> client) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(client));
}

ResidentAnswer ResidentClients::ask(const ResidentTask& task, const SubjectRun& limits) {
  auto client = take();
  ResidentAnswer answer;
  client->redactor.learn(*task.setting->secret);
  if (!client->process.is_running()) {
    if (const auto started = client->process.start(); !started) {
      answer.client.not_started = started.error();
      put_back(std::move(client));
      return answer;
    }
  }
  std::optional<Answer> given;
  SubjectEnd& end = answer.client;
  end = client->process.ask({.line = line_of(task),
                             .is_answer =
                                 [&](std::string_view line) {
                                   given = read_answer(line, task.case_id);
                                   return given.has_value();
                                 },
                             .patience = limits.patience,
                             .is_enough = limits.is_enough,
                             .soonest = limits.soonest,
                             .interrupt_fd = limits.interrupt_fd});
  answer.secret_in_output = client->redactor.redact(end.output);
  if (client->redactor.redact(end.error_output)) answer.secret_in_output = true;
  if (end.answered) {
    end.exit_code = given->exit_code;
    if (given->case_id != task.case_id) {
      blame(end, "answered_amiss",
            "was asked about " + task.case_id + ", and answered about " +
                visible(given->case_id, 80));
      // It is out of step, so what it says next can't be trusted either.
      client = std::make_unique<Client>(spec_);
    } else if (!given->exit_code) {
      blame(end, "answered_amiss",
            given->outcome.empty() ? std::string("the answer has no outcome")
                                   : "there is no outcome " + visible(given->outcome, 80));
    }
  } else if (end.not_started.empty() && !end.timed_out && !end.interrupted) {
    blame(end, "crashed", "the process ended " + how_it_ended(end) + " before it answered");
    end.exit_code.reset();  // which claims nothing
  }
  put_back(std::move(client));
  return answer;
}

ResidentClients::End ResidentClients::finish(int interrupt_fd) {
  const std::lock_guard lock(mutex_);
  End end{.judgements = {pass(), pass(), pass()}, .client = {}};
  for (const auto& client : idle_) client->process.close_input();
  const auto closed = SteadyClock::now();
  for (const auto& client : idle_) {
    if (!client->process.is_running()) continue;
    const std::chrono::milliseconds left(kEndPatienceMs - ms_since(closed));
    SubjectEnd last = client->process.finish(std::max(left, kReadPatience), interrupt_fd);
    bool has_secret = client->redactor.redact(last.output);
    has_secret = client->redactor.redact(last.error_output) || has_secret;
    bool is_to_blame = false;
    const auto charge = [&](std::size_t which, Judgement judgement) {
      if (end.judgements[which].verdict == Verdict::pass) {
        end.judgements[which] = std::move(judgement);
        is_to_blame = true;
      }
    };
    if (last.timed_out) {
      charge(0, fail("does_not_end",
                     "the client was still running three seconds after the end of its input, and "
                     "had to be ended",
                     "the end of the process", "a process that stays"));
    } else if (last.signal) {
      charge(0, fail("crashed", "the client ended by a signal at the end of its input",
                     "an exit code", how_it_ended(last)));
    } else if (last.left_behind > 0) {
      charge(1, fail("leaves_processes_behind",
                     std::to_string(last.left_behind) +
                         " processes of the client were still there when it had ended",
                     "no process", std::to_string(last.left_behind) + " processes"));
    }
    if (has_secret) {
      charge(2, fail("secret_in_output",
                     "the client printed a secret after its last answer (*** stands for it)",
                     "no secret in the output", last.output + last.error_output));
    }
    if (is_to_blame) end.client = std::move(last);
  }
  idle_.clear();
  return end;
}

}  // namespace everstrike::conformance
