// Any status, headers and body: the judgement never crashes, and confirms only what a second,
// plainer reading of the rules confirms.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "client/reply.hpp"

// Input: two bytes of status, then Retry-After, Date and body, each ended by a newline but the
// last.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace client = everstrike::client;
  constexpr std::string_view kId = "849cdea0395411e98f54b395ae9c7bb6";
  if (size < 2) return 0;
  client::HttpReply reply;
  reply.status = 100 + (data[0] * 256 + data[1]) % 500;
  std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto line = [&rest] {
    const auto end = rest.find('\n');
    const auto text = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return std::string(text);
  };
  reply.retry_after = line();
  reply.date = line();
  reply.body = rest;
  const auto attempt = client::judge_reply(reply, kId);
  if (attempt.http_status != reply.status) std::abort();
  if (attempt.retry_after && attempt.retry_after->count() < 0) std::abort();
  if (attempt.evidence == client::Evidence::confirmed) {
    if (reply.status != 200) std::abort();
    if (reply.body.find("200") == std::string::npos) std::abort();
    const auto envelope = client::parse_envelope(reply.body);
    if (!envelope || envelope->code != 200 || !envelope->order) std::abort();
    if (envelope->order->id != kId || attempt.order.empty()) std::abort();
  }
  if (attempt.order.find('\n') != std::string::npos) std::abort();
  if (!attempt.order.empty() && reply.status != 200) std::abort();
  return 0;
}
