#include "client/test/tls_server_for_test.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <utility>

#include "client/test/raw_server_for_test.hpp"

namespace everstrike::client {
namespace {

void require(bool is_fine, const char* what) {
  if (!is_fine) throw std::runtime_error(std::string("the TLS test server: ") + what);
}

void add_extension(X509* certificate, int id, const char* value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value);
  require(extension != nullptr, "extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

}  // namespace

TlsServer::TlsServer(std::string answer, int days) : answer_(std::move(answer)) {
  static int made = 0;
  ca_file_ = ::testing::TempDir() + "everstrike_tls_" + std::to_string(::getpid()) + "_" +
             std::to_string(made++) + ".pem";
  context_ = SSL_CTX_new(TLS_server_method());
  require(context_ != nullptr, "context");
  make_certificate(days);
  listen();
  thread_ = std::thread([this] { serve(); });
}

TlsServer::~TlsServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
  SSL_CTX_free(context_);
  std::remove(ca_file_.c_str());
}

std::vector<std::string> TlsServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void TlsServer::make_certificate(int days) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"),
                                                                &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
  require(key && certificate, "key");
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  constexpr long kDay = 24L * 60 * 60;
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), (days - 1) * kDay + kDay / 2);
  auto* const name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key.get());
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate.get(), NID_subject_alt_name, "DNS:localhost");
  require(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "signing");
  require(SSL_CTX_use_certificate(context_, certificate.get()) == 1, "certificate");
  require(SSL_CTX_use_PrivateKey(context_, key.get()) == 1, "private key");
  struct Close {
    void operator()(FILE* file) const { std::fclose(file); }
  };
  const std::unique_ptr<FILE, Close> file(std::fopen(ca_file_.c_str(), "w"));
  require(file && PEM_write_X509(file.get(), certificate.get()) == 1, "PEM file");
}

void TlsServer::listen() { listener_ = listen_on_loopback(port_); }

void TlsServer::serve() {
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    answer_one(socket);
    ::close(socket);
  }
}

void TlsServer::answer_one(int socket) {
  const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(context_), &SSL_free);
  SSL_set_fd(tls.get(), socket);
  if (SSL_accept(tls.get()) != 1) return;
  std::string request;
  std::array<char, 4096> chunk{};
  while (request.find("id=") == std::string::npos) {
    const int count = SSL_read(tls.get(), chunk.data(), static_cast<int>(chunk.size()));
    if (count <= 0) break;
    request.append(chunk.data(), static_cast<std::size_t>(count));
  }
  if (request.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  SSL_write(tls.get(), answer_.data(), static_cast<int>(answer_.size()));
  SSL_shutdown(tls.get());
}

}  // namespace everstrike::client
