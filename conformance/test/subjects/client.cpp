#include "conformance/test/subjects/client.hpp"

#include <cstdlib>
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "conformance/test/subjects/exchange_call.hpp"

namespace everstrike::subjects {
namespace {

std::string id_in(const nlohmann::json& answer) {
  if (!answer.contains("result") || !answer["result"].is_object()) return "";
  const auto& result = answer["result"];
  return result.contains("id") && result["id"].is_string() ? result["id"].get<std::string>() : "";
}

bool has_code(const nlohmann::json& answer, int code) {
  return answer.contains("code") && answer["code"].is_number_integer() && answer["code"] == code;
}

Reply followed(const Task& task, const Manner& manner, const Request& request, Reply reply) {
  Task there = task;
  there.base_url = reply.location.substr(0, reply.location.find('/', 8));
  return call(there, manner, request);
}

// Whether to ask again after this.
bool worth_another(const Manner& manner, Finding finding) {
  switch (finding) {
    case Finding::confirmed:
      return manner.retries_confirmed;
    case Finding::refused:
    case Finding::gone:
      return manner.retries_refusals;
    case Finding::unclear:
    case Finding::not_sent:
      return true;
  }
  return false;
}

// Seconds since 1970 of "Sun, 06 Nov 1994 08:49:37 GMT"; this program never leaves the locale "C".
std::optional<std::time_t> seconds_of(const std::string& date) {
  std::tm parts{};
  const char* const end = ::strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return ::timegm(&parts);
}

std::chrono::milliseconds wanted_wait(const Manner& manner, const Reply& reply) {
  const auto until = manner.reads_dates ? seconds_of(reply.retry_after) : std::nullopt;
  if (!until) return std::chrono::milliseconds(1000L * std::atoi(reply.retry_after.c_str()));
  return std::chrono::seconds(*until - seconds_of(reply.date).value_or(std::time(nullptr)));
}

std::chrono::milliseconds wait_before(const Manner& manner, const Reply& reply, double grown) {
  const auto own = std::chrono::milliseconds(
      static_cast<long>(static_cast<double>(manner.first_delay.count()) * grown));
  if (!manner.heeds_retry_after) return own;
  return std::max(own, wanted_wait(manner, reply));
}

}  // namespace

Finding find_out(const Task& task, const Reply& reply) {
  if (!reply.sent) return Finding::not_sent;
  const auto answer = nlohmann::json::parse(reply.body, nullptr, false);
  if (reply.status == 200) {
    const bool ours = answer.is_object() && has_code(answer, 200) && id_in(answer) == task.order_id;
    return ours ? Finding::confirmed : Finding::unclear;
  }
  if (reply.body.find("order was not found") != std::string::npos) return Finding::gone;
  if (reply.status == 409 || reply.status == 404) return Finding::gone;
  if (reply.status >= 300 && reply.status < 500 && reply.status != 429 && reply.status != 408) {
    return Finding::refused;
  }
  return Finding::unclear;
}

int run(const Task& task, const Manner& manner) {
  if (manner.is_worth_asking && !manner.is_worth_asking(task)) return 2;
  if (manner.at_start) manner.at_start(task);
  constexpr std::chrono::milliseconds kLongestWait{5000};
  bool confirmed = false;
  bool may_have_happened = false;
  double grown = 1;
  for (int attempt = 1; attempt <= manner.attempts; ++attempt) {
    Request request = right_request(task);
    if (manner.request) manner.request(task, request, attempt);
    Reply reply = call(task, manner, request);
    if (manner.follows_redirects && reply.status / 100 == 3 && !reply.location.empty()) {
      reply = followed(task, manner, request, reply);
    }
    const Finding finding = manner.find_out ? manner.find_out(task, reply) : find_out(task, reply);
    confirmed = confirmed || finding == Finding::confirmed ||
                (manner.infers && may_have_happened && finding == Finding::gone);
    may_have_happened = may_have_happened || finding == Finding::unclear;
    if (confirmed && !manner.retries_confirmed) break;
    if (!worth_another(manner, finding) || attempt == manner.attempts) break;
    const auto wait = wait_before(manner, reply, grown);
    if (wait > kLongestWait) break;
    std::this_thread::sleep_for(wait);
    grown *= manner.growth;
  }
  std::cout << (confirmed ? "cancelled " : "not known to be cancelled ") << task.order_id << "\n";
  if (manner.at_end) manner.at_end(task, confirmed);
  return confirmed ? 0 : manner.exit_code_when_unknown;
}

}  // namespace everstrike::subjects
