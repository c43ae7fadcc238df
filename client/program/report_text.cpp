#include "client/program/report_text.hpp"

#include <nlohmann/json.hpp>

namespace everstrike::client {

std::string report_line(const CancelReport& report, std::string_view order_id) {
  std::string line(name_of(report.outcome.kind));
  if (report.outcome.inferred) line += " (by inference)";
  line += ": order " + std::string(order_id);
  if (!report.outcome.reason.empty()) line += ": " + report.outcome.reason;
  return line;
}

std::string report_json(const CancelReport& report, std::string_view order_id) {
  nlohmann::ordered_json json;
  json["outcome"] = name_of(report.outcome.kind);
  json["inferred"] = report.outcome.inferred;
  json["order_id"] = order_id;
  json["reason"] = report.outcome.reason;
  json["signed_by"] = report.signed_by;
  json["attempts"] = nlohmann::ordered_json::array();
  for (const auto& attempt : report.attempts) {
    nlohmann::ordered_json one;
    one["http_status"] = nullptr;
    if (attempt.http_status != 0) one["http_status"] = attempt.http_status;
    one["reason"] = attempt.reason;
    json["attempts"].push_back(std::move(one));
  }
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace everstrike::client
