// A TLS server for tests with a certificate made for this run, signed by itself: whoever trusts
// the file `ca_file()` trusts the server under the name "localhost", and nobody else does.
#pragma once

#include <openssl/types.h>

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace everstrike::client {

class TlsServer {
 public:
  // Serves `answer` to every request. The certificate is valid from yesterday for `days` days, so
  // that 0 gives one that has expired.
  explicit TlsServer(std::string answer, int days = 2);
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  ~TlsServer();

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] const std::string& ca_file() const { return ca_file_; }
  // requests gives what arrived through TLS.
  [[nodiscard]] std::vector<std::string> requests() const;

 private:
  void make_certificate(int days);
  void listen();
  void serve();
  void answer_one(int socket);

  std::string answer_;
  std::string ca_file_;
  SSL_CTX* context_ = nullptr;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace everstrike::client
