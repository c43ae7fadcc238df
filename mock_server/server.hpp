// The whole mock: a listener in front of the exchange's pipeline and the control side. Start it,
// point clients at base_url(), drain it. `everstrike-mock serve` is a command line around this.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/journal/journal.hpp"
#include "mock_server/options.hpp"
#include "mock_server/wire/listener.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

class Server final : private RequestHandler {
 public:
  explicit Server(Options options);
  // Stops at once; call drain() first to let answers finish.
  ~Server() override;
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // start binds and answers; when it returns without error the mock is ready.
  [[nodiscard]] Expected<void, ListenError> start();
  // drain stops accepting and lets answers in flight finish for at most `patience`; says whether
  // all of them did.
  bool drain(std::chrono::milliseconds patience);

  [[nodiscard]] std::uint16_t port() const;
  // base_url is "http://host:port", or "https://host:port" where TLS is spoken, without a slash at
  // the end.
  [[nodiscard]] std::string base_url() const;
  // base_urls gives that of every address that is listened on, in the order of the options.
  [[nodiscard]] std::vector<std::string> base_urls() const;
  // ca_pem is the authority (PEM) that clients are to trust; empty without TLS. With --tls-cert:
  // the chain in that file.
  [[nodiscard]] const std::string& ca_pem() const;
  // hosts gives the names and addresses that the certificate is for; empty without TLS.
  [[nodiscard]] const std::vector<std::string>& hosts() const;
  [[nodiscard]] const Journal& journal() const;
  // control answers as the control side does (docs/control.md), without a connection and without a
  // token: `target` is "/mock/…" with its query, `json` the body or nothing.
  [[nodiscard]] Reply control(std::string_view method, std::string_view target,
                              std::string_view json) const;

 private:
  bool admit(std::uint64_t connection) override;
  Answer answer(const Request& request, std::chrono::milliseconds waited) override;
  Answer refuse(const MalformedRequest& request) override;

  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace everstrike::mock_server
