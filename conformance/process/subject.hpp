// The client under test: how it is started for a case, and what it leaves to judge by. The
// contract: EVERSTRIKE_BASE_URL, EVERSTRIKE_API_KEY, EVERSTRIKE_SECRET_KEY, EVERSTRIKE_CASE and,
// over TLS, EVERSTRIKE_CA_FILE in its environment; the order id in place of "{id}" in its
// arguments, or after them. Exit code 0 says "the cancel is confirmed", 89 "I don't implement
// this", any other "not confirmed".
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace everstrike::conformance {

inline constexpr int kUnsupportedExitCode = 89;

// NAME and value; one without a value is removed from the environment.
using EnvironmentChange = std::pair<std::string, std::optional<std::string>>;

struct SubjectRun {
  std::vector<std::string> command;  // as given by the user, "{id}" not yet replaced
  std::string order_id;
  std::vector<EnvironmentChange> environment;
  std::chrono::milliseconds patience{15'000};
  // From `soonest` on this is asked every now and then: true ends the client as the end of patience
  // would. Empty: never.
  std::function<bool()> is_enough;
  std::chrono::milliseconds soonest{0};
  // Gets what the client wrote before it is cut, to change it in place.
  std::function<void(std::string&)> clean;
  int interrupt_fd = -1;  // becomes readable when everything is to end; -1: never
  int terminate_fd = -1;  // becomes readable when the client is to get SIGTERM; -1: never
};

struct SubjectEnd {
  std::string not_started;  // why it could not be run; empty when it was
  std::optional<int> exit_code;
  std::optional<int> signal;  // that ended it, ours included
  bool timed_out = false;     // it was ended because patience was at its end
  bool was_enough = false;    // of them: because `is_enough` said so
  bool interrupted = false;
  bool answered = false;  // of one that stays: the exit code stands for what it answered
  // What was wrong with how it answered, and whether it was gone or out of step: a slug of the
  // rules and a sentence; empty: nothing.
  std::string answered_amiss;
  std::string amiss_reason;
  int left_behind = 0;  // processes that it left and that had to be ended
  std::string output;
  std::string error_output;
  std::int64_t duration_ms = 0;
};

// with_order_id gives the arguments that the client is run with.
[[nodiscard]] std::vector<std::string> with_order_id(std::vector<std::string> command,
                                                     const std::string& order_id);

// client_environment is the runner's own environment with `changes`. The runner's own options
// (EVERSTRIKE_JOBS…) are taken out, since they would be read by our client; loopback is kept away
// from proxies; and text is UTF-8, unless the surroundings already say so.
[[nodiscard]] std::vector<std::string> client_environment(
    const std::vector<EnvironmentChange>& changes);

// run_subject runs the client to its end; when it returns, no process of it is left.
[[nodiscard]] SubjectEnd run_subject(const SubjectRun& run);

}  // namespace everstrike::conformance
