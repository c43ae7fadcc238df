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

bool has_envelope(const nlohmann::json& answer) {
  return answer.is_object() && answer.contains("code") && answer["code"].is_number_integer();
}

// What the order's own status says in a 200. The sample of a sibling call shows ACTIVE.
Finding of_status(const nlohmann::json& answer) {
  const auto& result = answer["result"];
  if (!result.contains("status")) return Finding::confirmed;
  std::string status = result["status"].is_string() ? result["status"].get<std::string>() : "null";
  for (char& c : status) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (status == "CANCELLED" || status == "CANCELED" || status == "ACTIVE")
    return Finding::confirmed;
  if (status == "COMPLETED" || status == "FILLED") return Finding::filled;
  if (status == "REJECTED" || status == "EXPIRED") return Finding::refused;
  return Finding::unclear;
}

// How the order is gone, by the text of a refusal.
std::optional<Finding> gone_by(const nlohmann::json& answer) {
  if (!answer.contains("msg") || !answer["msg"].is_string()) return std::nullopt;
  std::string msg = answer["msg"];
  for (char& c : msg) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto says = [&](const char* words) { return msg.find(words) != std::string::npos; };
  if (says("already completed") || says("already filled") || says("was filled")) {
    return Finding::filled;
  }
  if (says("already cancelled") || says("already canceled")) return Finding::cancelled;
  if (says("order was not found") || says("order not found")) return Finding::missing;
  return std::nullopt;
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
    case Finding::filled:
    case Finding::cancelled:
      return false;
    case Finding::refused:
    case Finding::missing:
    case Finding::no_answer:
      return manner.retries_refusals;
    case Finding::unclear:
    case Finding::throttled:
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
  if (reply.status / 100 == 3) return Finding::no_answer;
  const auto answer = nlohmann::json::parse(reply.body, nullptr, false);
  if (reply.status == 200) {
    const bool ours = answer.is_object() && has_code(answer, 200) && id_in(answer) == task.order_id;
    return ours ? of_status(answer) : Finding::unclear;
  }
  if (!has_envelope(answer)) return Finding::unclear;
  if (const auto gone = gone_by(answer)) return *gone;
  if (!has_code(answer, reply.status)) return Finding::unclear;
  switch (reply.status) {
    case 404:
    case 410:
      return Finding::missing;
    case 401:
    case 403:
      return Finding::refused;
    case 429:
      return Finding::throttled;
    case 408:
      return Finding::unclear;
    default:
      return reply.status / 100 == 4 ? Finding::no_answer : Finding::unclear;
  }
}

Claim claim_of(const Manner& manner, Finding last, bool unclear_before) {
  switch (last) {
    case Finding::confirmed:
      return Claim::yes;
    case Finding::filled:
      return Claim::no;
    case Finding::cancelled:
      if (!unclear_before) return Claim::no;
      return manner.infers ? Claim::yes : Claim::unknown;
    case Finding::missing:
      if (!unclear_before) return Claim::no;
      return manner.infers_from_missing ? Claim::yes : Claim::unknown;
    case Finding::refused:
    case Finding::throttled:
    case Finding::not_sent:
      return unclear_before ? Claim::unknown : Claim::no;
    case Finding::no_answer:
    case Finding::unclear:
      break;
  }
  return Claim::unknown;
}

int run(const Task& task, const Manner& manner) {
  if (manner.is_worth_asking && !manner.is_worth_asking(task)) return 2;
  if (manner.at_start) manner.at_start(task);
  constexpr std::chrono::milliseconds kLongestWait{5000};
  Claim claim = Claim::unknown;
  Finding last = Finding::not_sent;
  bool unclear_before = false;
  double grown = 1;
  for (int attempt = 1; attempt <= manner.attempts; ++attempt) {
    Request request = right_request(task);
    if (manner.request) manner.request(task, request, attempt);
    Reply reply = call(task, manner, request);
    if (manner.follows_redirects && reply.status / 100 == 3 && !reply.location.empty()) {
      reply = followed(task, manner, request, reply);
    }
    const Finding finding = manner.find_out ? manner.find_out(task, reply) : find_out(task, reply);
    // What was confirmed once stays so.
    unclear_before =
        unclear_before || (attempt > 1 && (last == Finding::unclear || last == Finding::no_answer));
    if (claim != Claim::yes) claim = claim_of(manner, finding, unclear_before);
    last = finding;
    if (claim == Claim::yes && !manner.retries_confirmed) break;
    if (!worth_another(manner, finding) || attempt == manner.attempts) break;
    const auto wait = wait_before(manner, reply, grown);
    if (wait > kLongestWait) break;
    std::this_thread::sleep_for(wait);
    grown *= manner.growth;
  }
  if (manner.claim) claim = manner.claim(task, claim, last, unclear_before);
  const bool confirmed = claim == Claim::yes;
  std::cout << (confirmed ? "cancelled " : "not known to be cancelled ") << task.order_id << "\n";
  if (manner.at_end) manner.at_end(task, confirmed);
  if (confirmed) return 0;
  return claim == Claim::no ? 1 : 6;
}

}  // namespace everstrike::subjects
