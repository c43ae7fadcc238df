// One TLS session as a machine that turns bytes into bytes: what the peer sent goes in, what is to
// be sent comes out, and the socket is somebody else's. So nothing blocks, and no signal is raised
// by a peer that is gone. The certificate is always verified: signed by an authority of the
// system's (or of those named instead of them), valid now, and for the very name or address that is
// wanted. TLS 1.2 at least.
// Source: RFC 9110, 4.3.4; RFC 6066, 3 (no server name for an address).
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>

#include "files/authorities.hpp"
#include "signing/expected.hpp"

namespace everstrike::client {

class TlsSession {
 public:
  enum class Status {
    wants_more,  // of the peer's bytes
    ready,       // the handshake is over
    ended,       // the peer said that it ends
    failed,      // failure() says why
  };

  // make prepares a session with `host`. The error is one line: the authorities can't be loaded.
  [[nodiscard]] static Expected<TlsSession, std::string> make(
      const std::string& host, const files::NamedAuthorities& authorities);

  // received takes what came from the peer; ask handshake or read then.
  void received(std::string_view bytes);
  // to_send gives what is to be sent to the peer, once.
  [[nodiscard]] std::string to_send();

  [[nodiscard]] Status handshake();
  // write takes `text`, which to_send then has in its encrypted form; after the handshake.
  [[nodiscard]] Status write(std::string_view text);
  // read appends what arrived to `text`.
  [[nodiscard]] Status read(std::string& text);
  // end says farewell, for to_send.
  void end();

  // is_untrusted tells a certificate that doesn't prove what it should from all other failures.
  [[nodiscard]] bool is_untrusted() const;
  [[nodiscard]] const std::string& failure() const { return failure_; }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const;
    void operator()(SSL* session) const;
  };

  TlsSession() = default;
  Status status_after(int result);

  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> session_;
  std::string failure_;
};

}  // namespace everstrike::client
