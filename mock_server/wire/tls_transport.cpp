#include "mock_server/wire/tls_transport.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace everstrike::mock_server {
namespace {

struct SslDelete {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

// What the bytes of a session come from and go to.
struct Below {
  std::unique_ptr<Transport> transport;
  std::string unread;  // received before the session began
  IoStatus last = IoStatus::ok;
};

Below& below_of(BIO* bio) { return *static_cast<Below*>(BIO_get_data(bio)); }

int read_from_below(BIO* bio, char* to, std::size_t size, std::size_t* n) {
  auto& below = below_of(bio);
  BIO_clear_retry_flags(bio);
  if (!below.unread.empty()) {
    *n = std::min(size, below.unread.size());
    std::memcpy(to, below.unread.data(), *n);
    below.unread.erase(0, *n);
    return 1;
  }
  const auto got = below.transport->read_some({to, size});
  below.last = got.status;
  *n = got.n;
  if (got.status == IoStatus::would_block_read) BIO_set_retry_read(bio);
  if (got.status == IoStatus::would_block_write) BIO_set_retry_write(bio);
  return got.status == IoStatus::ok ? 1 : 0;
}

int write_to_below(BIO* bio, const char* from, std::size_t size, std::size_t* n) {
  auto& below = below_of(bio);
  BIO_clear_retry_flags(bio);
  const auto sent = below.transport->write_some({from, size});
  below.last = sent.status;
  *n = sent.n;
  if (sent.status == IoStatus::would_block_write) BIO_set_retry_write(bio);
  if (sent.status == IoStatus::would_block_read) BIO_set_retry_read(bio);
  return sent.status == IoStatus::ok ? 1 : 0;
}

long control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/) {
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

const BIO_METHOD* transport_bio() {
  static const BIO_METHOD* const method = [] {
    auto* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "everstrike transport");
    BIO_meth_set_read_ex(made, read_from_below);
    BIO_meth_set_write_ex(made, write_to_below);
    BIO_meth_set_ctrl(made, control);
    return made;  // lives as long as the process
  }();
  return method;
}

class TlsTransport final : public Transport {
 public:
  TlsTransport(std::unique_ptr<Transport> below, std::unique_ptr<SSL, SslDelete> ssl, BIO* bio,
               std::string_view first_bytes)
      : below_{std::move(below), std::string(first_bytes)}, ssl_(std::move(ssl)) {
    BIO_set_data(bio, &below_);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);
    SSL_set_accept_state(ssl_.get());
    SSL_set_mode(ssl_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                 SSL_MODE_RELEASE_BUFFERS);
    SSL_set_options(ssl_.get(), SSL_OP_NO_RENEGOTIATION);
  }

  IoResult read_some(std::span<char> buffer) override {
    ERR_clear_error();
    std::size_t n = 0;
    const int done = SSL_read_ex(ssl_.get(), buffer.data(), buffer.size(), &n);
    return done == 1 ? IoResult{IoStatus::ok, n} : IoResult{status_after(done)};
  }

  IoResult write_some(std::string_view bytes) override {
    if (bytes.empty()) return {};
    ERR_clear_error();
    std::size_t n = 0;
    const int done = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &n);
    return done == 1 ? IoResult{IoStatus::ok, n} : IoResult{status_after(done)};
  }

  void shutdown_write() override {
    ERR_clear_error();
    // After a fatal error OpenSSL has already sent its alert, and there is no session to close.
    if (error_.empty() && is_ready()) SSL_shutdown(ssl_.get());
    below_.transport->shutdown_write();
  }

  bool is_ready() const override { return SSL_is_init_finished(ssl_.get()) == 1; }
  bool is_tls() const override { return true; }

  std::string server_name() const override {
    const char* name = SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name);
    return name == nullptr ? std::string() : std::string(name);
  }

  std::string error_text() const override { return error_; }

 private:
  IoStatus status_after(int done) {
    switch (SSL_get_error(ssl_.get(), done)) {
      case SSL_ERROR_WANT_READ:
      case SSL_ERROR_WANT_CLIENT_HELLO_CB:  // a callback that puts the handshake off
        return IoStatus::would_block_read;
      case SSL_ERROR_WANT_WRITE:
        return IoStatus::would_block_write;
      case SSL_ERROR_ZERO_RETURN:
        return IoStatus::eof;
      default:
        break;
    }
    // A client that leaves without close_notify: an end like any other, once the session stands.
    if (below_.last == IoStatus::eof) return IoStatus::eof;
    if (below_.last == IoStatus::error) return IoStatus::error;
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    error_ = reason == nullptr ? "unknown TLS error" : reason;
    return IoStatus::error;
  }

  Below below_;
  std::unique_ptr<SSL, SslDelete> ssl_;
  std::string error_;
};

}  // namespace

std::unique_ptr<Transport> make_tls_transport(std::unique_ptr<Transport>& below,
                                              ssl_ctx_st* context, std::string_view first_bytes) {
  std::unique_ptr<SSL, SslDelete> ssl(SSL_new(context));
  auto* bio = BIO_new(transport_bio());
  if (ssl == nullptr || bio == nullptr) {
    BIO_free(bio);
    return nullptr;
  }
  return std::make_unique<TlsTransport>(std::move(below), std::move(ssl), bio, first_bytes);
}

}  // namespace everstrike::mock_server
