#include "client/program/report_text.hpp"

#include "json/writer.hpp"

namespace everstrike::client {
namespace {

// What is JSON already.
std::string_view json_or_null(const std::string& json) {
  return json.empty() ? std::string_view("null") : std::string_view(json);
}

}  // namespace

std::string report_line(const CancelReport& report, std::string_view order_id) {
  std::string line(name_of(report.outcome.kind));
  if (report.outcome.inferred) line += " (by inference)";
  if (report.outcome.filled) line += " (filled)";
  line += ": order " + std::string(order_id);
  if (!report.outcome.reason.empty()) line += ": " + report.outcome.reason;
  return line;
}

std::string report_json(const CancelReport& report, std::string_view order_id) {
  std::string text;
  {
    json::ObjectWriter json(text);
    json.add("outcome", name_of(report.outcome.kind));
    json.add("inferred", report.outcome.inferred);
    json.add("filled", report.outcome.filled);
    json.add("order_id", order_id);
    json.add("reason", report.outcome.reason);
    json.text("order") += json_or_null(report.outcome.order);
    json.text("qty_filled") += json_or_null(report.outcome.qty_filled);
    json.add("signed_by", report.signed_by);
    json::ArrayWriter attempts(json.text("attempts"));
    for (const auto& attempt : report.attempts) {
      json::ObjectWriter one(attempts.element());
      const int status = attempt.http_status;
      one.add("http_status", status == 0 ? std::optional<int>() : status);
      one.add("reason", attempt.reason);
    }
  }
  return text;
}

}  // namespace everstrike::client
