#include "mock_server/tls/handshake_fault.hpp"

#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <string_view>

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kPlainHttp =
    "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

// What OpenSSL would still send (its alert) goes nowhere.
int end_without_alert(SSL* ssl, int* /*alert*/, void* /*unused*/) {
  SSL_set0_wbio(ssl, BIO_new(BIO_s_null()));
  return SSL_CLIENT_HELLO_ERROR;
}

int end_with_alert(SSL* /*ssl*/, int* alert, void* /*unused*/) {
  *alert = SSL_AD_HANDSHAKE_FAILURE;
  return SSL_CLIENT_HELLO_ERROR;
}

int answer_plain_http(SSL* ssl, int* alert, void* unused) {
  BIO_write(SSL_get_wbio(ssl), kPlainHttp.data(), static_cast<int>(kPlainHttp.size()));
  return end_without_alert(ssl, alert, unused);
}

// Asked again with every byte that arrives, and never decided.
int never_answer(SSL* /*ssl*/, int* /*alert*/, void* /*unused*/) { return SSL_CLIENT_HELLO_RETRY; }

}  // namespace

void break_handshakes(SSL_CTX& context, TlsFault fault) {
  switch (fault) {
    case TlsFault::handshake_close:
      SSL_CTX_set_client_hello_cb(&context, end_without_alert, nullptr);
      break;
    case TlsFault::handshake_alert:
      SSL_CTX_set_client_hello_cb(&context, end_with_alert, nullptr);
      break;
    case TlsFault::handshake_garbage:
      SSL_CTX_set_client_hello_cb(&context, answer_plain_http, nullptr);
      break;
    case TlsFault::handshake_hang:
      SSL_CTX_set_client_hello_cb(&context, never_answer, nullptr);
      break;
    default:
      break;
  }
}

}  // namespace everstrike::mock_server
