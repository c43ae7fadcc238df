// A mock for a test of your own: `MockExchange mock;` listens on a free port when it is made and
// stops when it goes. Point the client under test at `mock.base_url()`, sign with "demo-key" and
// "demo-secret" (or bring accounts in `Options`), and read `mock.journal()` for what really
// happened.
#pragma once

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "mock_server/server.hpp"

namespace everstrike::mock_server {

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

 private:
  Server server_;
};

}  // namespace everstrike::mock_server
