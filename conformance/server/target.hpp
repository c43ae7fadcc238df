// The server under test as the cases see it: makes signed requests, sends them at the agreed pace,
// keeps a record of both directions, and hands out the orders that may be cancelled.
// Promise: no signed request names an order that was not given, and none goes to an endpoint that
// could touch others. Cases run one after the other; not thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/run/results.hpp"
#include "conformance/server/connection.hpp"
#include "conformance/server/http_answer.hpp"
#include "conformance/server/request.hpp"
#include "signing/secret.hpp"

namespace everstrike::conformance::server {

struct TargetSettings {
  ConnectOptions connect;
  std::string api_key;
  signing::Secret secret;
  std::vector<std::string> order_ids;        // open orders of the account, which may be cancelled
  std::string made_up_id = "no-such-order";  // begins every id that is no order
  std::chrono::milliseconds pause{0};        // between the beginnings of two requests
  // How time passes while the pace is kept; tests bring their own.
  std::function<void(std::chrono::milliseconds)> sleep;
};

using Answered = Expected<HttpAnswer, AnswerError>;

class Target;

// One connection of a case, on which it may send anything and read answers in turn.
class Talk {
 public:
  Talk(Target& target, Connection connection);
  // send gives false when the server takes no more; the case goes on to read what it said.
  bool send(std::string_view bytes);
  [[nodiscard]] Answered read();
  [[nodiscard]] Connection& connection() { return *connection_; }

 private:
  Target& target_;
  std::unique_ptr<Connection> connection_;  // its address must stay, the reader refers to it
  AnswerReader reader_;
  std::string sent_;
};

// The documented cancel that several cases look at.
struct DocumentedCancel {
  std::string id;
  Answered answered;
};

class Target {
 public:
  explicit Target(TargetSettings settings);
  ~Target();
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  // Signing. `sign_as` signs with another secret.
  [[nodiscard]] std::string mac(std::string_view body) const;
  [[nodiscard]] std::string signature(std::string_view body) const;
  [[nodiscard]] static std::string sign_as(std::string_view secret, std::string_view body);
  [[nodiscard]] std::string_view secret() const { return settings_.secret.reveal(); }
  [[nodiscard]] const std::string& api_key() const { return settings_.api_key; }
  [[nodiscard]] const ConnectOptions& where() const { return settings_.connect; }

  // cancel is the documented request over `body`, rightly signed.
  [[nodiscard]] Request cancel(std::string body) const;
  // get is a read with the API key alone.
  [[nodiscard]] Request get(const std::string& path_and_query) const;
  // body_of is "id=…" as the documented JavaScript writes it.
  [[nodiscard]] static std::string body_of(std::string_view id);
  // with_time adds a timestamp of now, chosen so that the signature satisfies `wanted`.
  [[nodiscard]] std::string with_time(
      std::string body, const std::function<bool(std::string_view signature)>& wanted = {}) const;
  [[nodiscard]] std::string made_up(std::string_view ending) const;

  // guard is an open order that requests which must be refused name; nullopt when none is left.
  [[nodiscard]] std::optional<std::string> guard() const;
  // guard_is_spent: a request that should have been refused was not; another order takes over.
  void guard_is_spent();
  // take_order hands out an order to cancel, each once. The guard is the last to go.
  [[nodiscard]] std::optional<std::string> take_order();
  // documented_cancel cancels the guard the first time it is asked for, and then remembers.
  [[nodiscard]] const DocumentedCancel* documented_cancel();

  // open connects; the error is why it can't. exchange sends over a connection of its own, the
  // pieces one after the other.
  [[nodiscard]] Expected<Talk, AnswerError> open();
  [[nodiscard]] Answered exchange(const Request& request);
  [[nodiscard]] Answered exchange(const std::vector<std::string>& pieces);

  // keep_pace waits until the next request may begin. open and exchange do; a further request on a
  // connection asks for it.
  void keep_pace();

  // What was sent and answered since the last call, secrets taken out.
  [[nodiscard]] std::vector<JournalExtract> take_journal();
  void record(const std::string& sent, const Answered* answered);
  // unanswered counts the requests that timed out since the last answer.
  [[nodiscard]] int unanswered() const { return unanswered_; }
  // redact takes the secret out of a text, in all its spellings; says whether it was there.
  bool redact(std::string& text) const;

 private:
  struct Hidden;
  TargetSettings settings_;
  std::unique_ptr<Hidden> hidden_;
  std::vector<std::string> orders_;  // not yet cancelled; the last one is the guard
  std::unique_ptr<DocumentedCancel> documented_;
  std::vector<JournalExtract> journal_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point next_request_;
  int unanswered_ = 0;
};

}  // namespace everstrike::conformance::server
