// The transport without TLS: hands everything to the socket as it is.
#include "mock_server/wire/transport.hpp"

namespace everstrike::mock_server {
namespace {

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(Socket& socket) : socket_(socket) {}

  IoResult read_some(std::span<char> buffer) override { return socket_.read_some(buffer); }
  IoResult write_some(std::string_view bytes) override { return socket_.write_some(bytes); }
  void shutdown_write() override { socket_.shutdown_write(); }

 private:
  Socket& socket_;
};

}  // namespace

std::unique_ptr<Transport> make_plain_transport(Socket& socket) {
  return std::make_unique<PlainTransport>(socket);
}

}  // namespace everstrike::mock_server
