// A mock for a test of your own: `MockExchange mock;` listens on a free port when it is made and
// stops when it goes. Point the client under test at `mock.base_url()`, sign with "demo-key" and
// "demo-secret" (or bring accounts in `Options`), prepare what the test needs with the verbs
// below, and ask `mock.verify(…)` or read `mock.journal()` for what really happened.
//
// The verbs do what `/mock/` does (docs/control.md), without a socket and without a token. Each
// gives a `Checked`: what is wrong with a call (no such key, no such order) fails the assertion
// around it, like a verification that doesn't hold. They may be called from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "mock_server/checked.hpp"
#include "mock_server/journal/pattern.hpp"
#include "mock_server/message/phase.hpp"
#include "mock_server/server.hpp"

namespace everstrike::mock_server {

// How the next requests of a key go wrong.
struct NextFailure {
  // A fault as scenarios have it, R"({"type":"reset_peer"})" (docs/scenario-format.md); empty: the
  // documented 503.
  std::string fault = {};
  Phase phase = Phase::before_effect;
  std::uint64_t times = 1;
};

// How many entries of the journal are to match; at least one, unless something is said.
struct ExpectedCount {
  std::optional<std::uint64_t> exactly = std::nullopt;
  std::optional<std::uint64_t> at_least = std::nullopt;
  std::optional<std::uint64_t> at_most = std::nullopt;
};

class MockExchange {
 public:
  // Starts at once; a mock that can't listen ends the process with a line on stderr, since no test
  // could go on without it. Use `Server` to handle that yourself.
  explicit MockExchange(Options options = {}) : server_(std::move(options)) {
    if (const auto started = server_.start(); !started) {
      std::fprintf(stderr, "MockExchange: %s\n", started.error().message.c_str());
      std::abort();
    }
  }
  // Lets answers in flight finish, for at most two seconds.
  ~MockExchange() { server_.drain(std::chrono::seconds(2)); }
  MockExchange(const MockExchange&) = delete;
  MockExchange& operator=(const MockExchange&) = delete;

  [[nodiscard]] std::string base_url() const { return server_.base_url(); }
  // What the client under test is to trust, where `Options::tls` is set.
  [[nodiscard]] const std::string& ca_pem() const { return server_.ca_pem(); }
  [[nodiscard]] const Journal& journal() const { return server_.journal(); }

  // fail_next lets the next cancels of this key go wrong; other keys never notice.
  Checked fail_next(std::string_view api_key, const NextFailure& failure = {});
  // fill fills `qty` of an active order, or all that remains.
  Checked fill(std::string_view api_key, std::string_view order_id,
               std::optional<double> qty = std::nullopt);
  // verify says whether the journal holds so many entries of this key that match; where it doesn't,
  // the message names the entries of the key that come closest, and what differs.
  [[nodiscard]] Checked verify(std::string_view api_key, const Pattern& pattern,
                               const ExpectedCount& count = {}) const;
  // add_order adds an open order like the default ones; add_order_json one with the members that an
  // accounts file may give it (docs/exchange.md).
  Checked add_order(std::string_view api_key, std::string_view order_id);
  Checked add_order_json(std::string_view api_key, std::string_view order);
  // reset puts a key's orders, one-off failures, counts and clock back to the start, without a key
  // every key's. The journal stays.
  Checked reset(std::optional<std::string_view> api_key = std::nullopt);

 private:
  Server server_;
};

}  // namespace everstrike::mock_server
