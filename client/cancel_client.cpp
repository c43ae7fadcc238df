#include "client/cancel_client.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <thread>
#include <utility>
#include <variant>

#include "client/reply.hpp"
#include "signing/canonical_body.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/signer.hpp"

namespace everstrike::client {
namespace {

using std::chrono::milliseconds;

Hands with_real_ones(Hands hands) {
  if (!hands.now) hands.now = [] { return std::chrono::steady_clock::now(); };
  if (!hands.sleep) hands.sleep = [](milliseconds delay) { std::this_thread::sleep_for(delay); };
  if (!hands.dice) {
    // Not std::random_device, which ties a program to the newest C library.
    std::uint64_t seed = 0;
    if (::getentropy(&seed, sizeof seed) != 0) {
      seed = static_cast<std::uint64_t>(hands.now().time_since_epoch().count());
    }
    hands.dice = [engine = std::mt19937_64(seed)]() mutable {
      return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
    };
  }
  return hands;
}

}  // namespace

CancelClient::CancelClient(Transport& transport, Credentials credentials, CancelOptions options,
                           Hands hands)
    : transport_(transport),
      credentials_(std::move(credentials)),
      options_(options),
      hands_(with_real_ones(std::move(hands))) {}

CancelReport CancelClient::cancel(std::string_view order_id) {
  HttpRequest request;
  request.path = "/auth/cancel";
  request.content_type = "application/x-www-form-urlencoded";
  request.body =
      signing::canonical_body({{"id", std::string(order_id)}}, signing::Dialect::javascript);
  request.headers = {{"x-api-key", credentials_.api_key},
                     {"x-signature", signing::sign(credentials_.key, request.body)}};

  CancelReport report;
  report.signed_by = credentials_.key.kernel().name;
  const auto start = hands_.now();
  const auto elapsed = [&] {
    return std::chrono::duration_cast<milliseconds>(hands_.now() - start);
  };
  while (true) {
    const auto left = std::max(milliseconds(1), options_.retry.deadline - elapsed());
    request.timeout = std::min(options_.attempt_timeout, left);
    const auto reply = transport_.post(request);
    report.attempts.push_back(reply ? judge_reply(*reply, order_id) : judge_error(reply.error()));
    auto decision = decide(options_.retry, report.attempts, elapsed(), hands_.dice());
    if (auto* outcome = std::get_if<Outcome>(&decision)) {
      report.outcome = std::move(*outcome);
      return report;
    }
    hands_.sleep(std::get<Wait>(decision).delay);
  }
}

bool is_header_text(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

}  // namespace everstrike::client
