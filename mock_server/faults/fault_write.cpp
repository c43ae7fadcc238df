// Writes faults as they stand in scenario files: one write_members for each kind, the reverse of
// what fault_read.cpp reads.
#include <nlohmann/json.hpp>

#include "mock_server/faults/fault_json.hpp"

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::ordered_json;

template <class Value, std::size_t kCount>
std::string_view word_of(Value value, const Words<Value, kCount>& words) {
  for (const auto& [word, meaning] : words) {
    if (meaning == value) return word;
  }
  return "";
}

void write_members(Json& json, const AnswerStatus& fault) {
  json["status"] = fault.status;
  json["body"] = word_of(fault.body, kBodyKinds);
  if (!fault.retry_after_s) return;
  json["retry_after_s"] = *fault.retry_after_s;
  if (fault.retry_after_as != RetryAfterForm::seconds) {
    json["retry_after_as"] = word_of(fault.retry_after_as, kRetryAfterForms);
  }
}

void write_wait(Json& json, const FixedDelay& delay) { json["ms"] = delay.ms; }
void write_wait(Json& json, const UniformDelay& delay) {
  json["uniform_ms"] = {delay.from_ms, delay.to_ms};
}
void write_wait(Json& json, const LognormalDelay& delay) {
  json["lognormal"] = {{"median_ms", delay.median_ms}, {"sigma", delay.sigma}};
}

void write_members(Json& json, const DelayReply& fault) {
  std::visit([&](const auto& delay) { write_wait(json, delay); }, fault.wait);
}

void write_members(Json& json, const TruncateBody& fault) {
  json["keep"] = fault.keep;
  json["content_length"] = word_of(fault.content_length, kTruncatedLengths);
}

void write_members(Json& json, const CutHeaders& fault) { json["keep"] = fault.keep; }
void write_members(Json& json, const ResetPeer& fault) { json["after_bytes"] = fault.after_bytes; }
void write_members(Json&, const CloseSilently&) {}
void write_members(Json& json, const Hang& fault) { json["after_bytes"] = fault.after_bytes; }
void write_members(Json& json, const Dribble& fault) {
  json["bytes_per_second"] = fault.bytes_per_second;
}

void write_members(Json& json, const Garbage& fault) {
  if (fault.text) {
    json["text"] = *fault.text;
  } else {
    json["bytes"] = fault.bytes;
  }
}

void write_members(Json& json, const Redirect& fault) {
  json["status"] = fault.status;
  json["location"] = fault.location;
}

void write_members(Json& json, const Stub& fault) {
  json["status"] = fault.status;
  json["content_type"] = fault.content_type;
  json["headers"] = Json::array();
  for (const auto& [name, value] : fault.headers) {
    json["headers"].push_back(Json::array({name, value}));
  }
  json["body"] = fault.body;
}

void write_members(Json& json, const DuplicateHeaders& fault) {
  json["names"] = Json::array();
  for (const RepeatedHeader name : fault.names) {
    json["names"].push_back(word_of(name, kRepeatedHeaders));
  }
}

void write_difference(Json& json, std::int64_t difference) {
  json[difference < 0 ? "less" : "more"] = difference < 0 ? -difference : difference;
}

void write_members(Json& json, const WrongContentLength& fault) {
  write_difference(json, fault.difference);
}
void write_members(Json& json, const DoubleContentLength& fault) {
  write_difference(json, fault.difference);
}
void write_members(Json& json, const BadChunks& fault) {
  json["kind"] = word_of(fault.kind, kBadChunkKinds);
}

}  // namespace

Json write_fault(const Fault& fault) {
  Json json;
  json["type"] = fault_type(fault);
  std::visit([&](const auto& one) { write_members(json, one); }, fault);
  return json;
}

}  // namespace everstrike::mock_server
