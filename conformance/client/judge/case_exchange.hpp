// The exchange of one case: a mock of its own, set up as the case's setting says, that writes down
// what arrives and when. A second one stands for "another host" where the case redirects to one.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "conformance/client/judge/evidence.hpp"
#include "conformance/run/setting.hpp"
#include "mock_server/server.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

class CaseExchange {
 public:
  // `setting` is settled. Nothing listens yet. The authority is for cases over TLS and listening
  // there is only where the exchange has to be at one place for many cases.
  struct Place {
    std::shared_ptr<const mock_server::LocalCa> authority = nullptr;
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one
  };
  CaseExchange(Setting setting, std::uint64_t seed, Place place);
  ~CaseExchange();
  CaseExchange(const CaseExchange&) = delete;
  CaseExchange& operator=(const CaseExchange&) = delete;

  // start listens; the error is one line.
  [[nodiscard]] Expected<void, std::string> start();
  [[nodiscard]] std::string base_url() const;
  [[nodiscard]] std::uint16_t port() const;
  // first_request_fd becomes readable when the first request is in, and gets a byte for each.
  [[nodiscard]] int first_request_fd() const { return first_request_read_; }
  // arrivals gives when requests have come so far.
  [[nodiscard]] std::vector<std::chrono::steady_clock::time_point> arrivals();
  // look gives what came so far, with times since `started`.
  void look(std::chrono::steady_clock::time_point started, Evidence& evidence);
  // gather stops the exchange and does the same; `patience` is for answers in flight.
  void gather(std::chrono::steady_clock::time_point started, Evidence& evidence,
              std::chrono::milliseconds patience = {});

 private:
  struct Arrival {
    mock_server::Entry entry;
    std::chrono::steady_clock::time_point at;
  };
  [[nodiscard]] mock_server::Options options(std::uint64_t seed);
  [[nodiscard]] Expected<void, std::string> start_elsewhere();
  [[nodiscard]] Expected<void, std::string> take_dead_port();
  void note(const mock_server::Entry& entry);
  [[nodiscard]] Proof proof_of_arrival(const mock_server::Entry& entry) const;

  Setting setting_;
  const std::uint64_t seed_;
  const Place place_;
  std::mutex mutex_;
  std::vector<Arrival> arrivals_;
  std::vector<mock_server::Entry> elsewhere_arrivals_;
  int first_request_read_ = -1;
  int first_request_write_ = -1;
  int dead_socket_ = -1;  // bound and not listening: connections are refused
  std::string dead_url_;
  std::unique_ptr<mock_server::Server> elsewhere_;
  std::unique_ptr<mock_server::Server> server_;  // last, so that it stops before what it calls goes
};

}  // namespace everstrike::conformance
