#include "client/http/tls_session.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <climits>
#include <utility>

namespace everstrike::client {
namespace {

bool is_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return ::inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

// The first thing that went wrong, in OpenSSL's words; what follows are consequences.
std::string first_reason() {
  const auto code = ERR_peek_error();
  const char* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "" : reason;
}

}  // namespace

void TlsSession::Free::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
void TlsSession::Free::operator()(SSL* session) const { SSL_free(session); }

Expected<TlsSession, std::string> TlsSession::make(const std::string& host,
                                                   const files::NamedAuthorities& authorities) {
  ERR_clear_error();
  TlsSession made;
  made.context_.reset(SSL_CTX_new(TLS_client_method()));
  if (!made.context_) return Unexpected<std::string>("TLS is not available: " + first_reason());
  auto* const context = made.context_.get();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  if (const auto trusts = files::trust_authorities(SSL_CTX_get_cert_store(context), authorities);
      !trusts)
    return Unexpected<std::string>(trusts.error());
  made.session_.reset(SSL_new(context));
  if (!made.session_) return Unexpected<std::string>("TLS is not available: " + first_reason());
  auto* const session = made.session_.get();
  auto* const wanted = SSL_get0_param(session);
  X509_VERIFY_PARAM_set_hostflags(
      wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  const bool is_set = is_address(host)
                          ? X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) == 1
                          : X509_VERIFY_PARAM_set1_host(wanted, host.c_str(), host.size()) == 1 &&
                                SSL_set_tlsext_host_name(session, host.c_str()) == 1;
  auto* const in = BIO_new(BIO_s_mem());
  auto* const out = BIO_new(BIO_s_mem());
  if (in != nullptr && out != nullptr) {
    SSL_set_bio(session, in, out);  // which owns them now
  } else {
    BIO_free(in);
    BIO_free(out);
  }
  if (!is_set || in == nullptr || out == nullptr) {
    return Unexpected<std::string>("TLS can't be asked for " + host);
  }
  SSL_set_connect_state(session);
  return made;
}

void TlsSession::received(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto piece = std::min<std::size_t>(bytes.size(), INT_MAX);
    const int count =
        BIO_write(SSL_get_rbio(session_.get()), bytes.data(), static_cast<int>(piece));
    if (count <= 0) return;  // no memory: the session will want more, until the deadline
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string TlsSession::to_send() {
  std::string bytes;
  std::array<char, 16 * 1024> piece{};
  auto* const out = SSL_get_wbio(session_.get());
  while (true) {
    const int count = BIO_read(out, piece.data(), static_cast<int>(piece.size()));
    if (count <= 0) return bytes;
    bytes.append(piece.data(), static_cast<std::size_t>(count));
  }
}

TlsSession::Status TlsSession::handshake() {
  ERR_clear_error();
  const int result = SSL_do_handshake(session_.get());
  return result == 1 ? Status::ready : status_after(result);
}

TlsSession::Status TlsSession::write(std::string_view text) {
  ERR_clear_error();
  std::size_t count = 0;
  // Into memory, so all of it or nothing.
  const int result = SSL_write_ex(session_.get(), text.data(), text.size(), &count);
  return result == 1 ? Status::ready : status_after(result);
}

TlsSession::Status TlsSession::read(std::string& text) {
  std::array<char, 16 * 1024> piece{};
  while (true) {
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_read_ex(session_.get(), piece.data(), piece.size(), &count);
    if (result != 1) return status_after(result);
    text.append(piece.data(), count);
  }
}

void TlsSession::end() {
  ERR_clear_error();
  (void)SSL_shutdown(session_.get());
}

bool TlsSession::is_untrusted() const { return SSL_get_verify_result(session_.get()) != X509_V_OK; }

TlsSession::Status TlsSession::status_after(int result) {
  switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
      return Status::wants_more;
    case SSL_ERROR_ZERO_RETURN:
      return Status::ended;
    default:
      break;
  }
  const auto verified = SSL_get_verify_result(session_.get());
  failure_ = verified == X509_V_OK ? first_reason() : X509_verify_cert_error_string(verified);
  if (ERR_GET_REASON(ERR_peek_error()) == SSL_R_WRONG_VERSION_NUMBER) {
    failure_ += ", so what came is no TLS; perhaps the server speaks http:// there";
  }
  return Status::failed;
}

}  // namespace everstrike::client
