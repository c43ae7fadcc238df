#include "mock_server/faults/kinds/answer_status_body.hpp"

#include <nlohmann/json.hpp>

#include "mock_server/message/envelope.hpp"

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMaintenancePage =
    "<!DOCTYPE html>\n<html><head><title>503 Service Temporarily Unavailable</title></head>\n"
    "<body><center><h1>We'll be back soon</h1></center>\n"
    "<p>The exchange is down for maintenance.</p></body></html>\n";

bool is_success(int status) { return status >= 200 && status < 300; }

// Turns every number, at any depth, into its text.
void numbers_to_strings(Json& json) {
  if (json.is_number()) {
    json = json.dump();
  } else if (json.is_structured()) {
    for (auto& each : json) numbers_to_strings(each);
  }
}

// The code of an answer whose two status numbers differ. 408 with 414 is documented.
int other_code(int status) {
  if (status == 408) return 414;
  return is_success(status) ? 503 : 200;
}

void distort(BodyKind kind, int status, Json& json) {
  switch (kind) {
    case BodyKind::wrong_type:
      json["code"] = true;
      json["msg"] = Json::array({json["msg"]});
      json["result"] = "object";
      break;
    case BodyKind::extra_fields:
      json["trace_id"] = "6f1d0c2a";
      json["result"]["venue"] = {{"region", "eu-1"}, {"build", 4711}};
      break;
    case BodyKind::missing_fields:
      json.erase("code");
      json.erase("result");
      break;
    case BodyKind::numbers_as_strings:
      numbers_to_strings(json);
      break;
    case BodyKind::null_result:
      json["result"] = nullptr;
      break;
    case BodyKind::other_code:
      json["code"] = other_code(status);
      break;
    case BodyKind::documented:
    case BodyKind::empty:
    case BodyKind::html:
    case BodyKind::malformed_json:
    case BodyKind::rate_limited:
    case BodyKind::stale_timestamp:
      break;
  }
}

}  // namespace

Reply answer_of_kind(BodyKind kind, int status, Reply truth) {
  Reply reply = std::move(truth);
  const bool keeps_truth = is_success(status) && is_success(reply.status);
  if (!keeps_truth) {
    reply = is_success(status) ? success_reply("{}") : error_reply(status, kDocumentedErrorText);
  }
  reply.status = status;
  switch (kind) {
    case BodyKind::documented:
      break;
    case BodyKind::empty:
      reply.body.clear();
      break;
    case BodyKind::html:
      reply.content_type = "text/html; charset=utf-8";
      reply.body = kMaintenancePage;
      break;
    case BodyKind::malformed_json:
      reply.body.resize(reply.body.size() - 2);
      break;
    case BodyKind::rate_limited:
      return exact_error_reply(status, status, kDocumentedRateText);
    case BodyKind::stale_timestamp:
      return exact_error_reply(status, status == 408 ? 414 : status, kDocumentedStaleText);
    default: {
      auto json = Json::parse(reply.body, nullptr, false);
      distort(kind, status, json);
      reply.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
  }
  return reply;
}

}  // namespace everstrike::mock_server
