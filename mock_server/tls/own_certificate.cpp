#include "mock_server/tls/own_certificate.hpp"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include "signing/secret.hpp"

namespace everstrike::mock_server {
namespace {

using PemReader = std::unique_ptr<BIO, decltype(&BIO_free)>;

constexpr std::size_t kPemFileBytesMax = 1024 * 1024;
constexpr int kWriterWaitMs = 10'000;
constexpr int kPauseMs = 50;

// Whether a signal waits that is to end the program, which may have blocked it.
bool is_to_end() {
  sigset_t pending;
  return ::sigpending(&pending) == 0 &&
         (::sigismember(&pending, SIGTERM) == 1 || ::sigismember(&pending, SIGINT) == 1);
}

// Why it can't be read; empty: `text` is all of it.
std::string read_all(int file, std::string& text) {
  std::array<char, 16 * 1024> piece{};
  while (true) {
    pollfd state{.fd = file, .events = POLLIN, .revents = 0};
    for (int waited = 0; ::poll(&state, 1, kPauseMs) == 0; waited += kPauseMs) {
      if (waited >= kWriterWaitMs || is_to_end()) return "nobody writes into it";
    }
    const auto count = ::read(file, piece.data(), piece.size());
    if (count == 0) return {};
    if (count < 0 && errno != EINTR && errno != EAGAIN) {
      return std::generic_category().message(errno);
    }
    if (count > 0) text.append(piece.data(), static_cast<std::size_t>(count));
    if (text.size() > kPemFileBytesMax) return "larger than 1 MiB";
  }
}

Expected<std::string, TrustError> read_pem(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  std::string text;
  const std::string why = file < 0 ? std::generic_category().message(errno) : read_all(file, text);
  if (file >= 0) ::close(file);
  if (!why.empty()) return trust_error(path + ": cannot be read: " + why);
  return text;
}

PemReader reader_over(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
}

int no_password(char* /*buffer*/, int /*size*/, int /*writes*/, void* /*unused*/) { return -1; }

// The server's own certificate comes first, then those between it and the authority.
bool use_chain(SSL_CTX& context, const std::string& pem) {
  const PemReader text = reader_over(pem);
  const auto next = [&] { return PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr); };
  const std::unique_ptr<X509, decltype(&X509_free)> own(next(), X509_free);
  if (!own || SSL_CTX_use_certificate(&context, own.get()) != 1) return false;
  while (X509* between = next()) {
    if (SSL_CTX_add0_chain_cert(&context, between) != 1) {
      X509_free(between);
      return false;
    }
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  if (at_end) ERR_clear_error();
  return at_end;
}

bool use_key(SSL_CTX& context, const std::string& pem) {
  const PemReader text = reader_over(pem);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(text.get(), nullptr, no_password, nullptr), EVP_PKEY_free);
  return key && SSL_CTX_use_PrivateKey(&context, key.get()) == 1;
}

}  // namespace

Expected<std::string, TrustError> use_own_certificate(ssl_ctx_st& context,
                                                      const std::string& certificate_file,
                                                      const std::string& key_file) {
  auto chain = read_pem(certificate_file);
  if (!chain) return chain;
  auto key = read_pem(key_file);
  if (!key) return key;
  const bool has_chain = use_chain(context, *chain);
  const bool has_key = has_chain && use_key(context, *key);
  signing::wipe(*key);
  if (!has_chain) {
    return trust_error(certificate_file + ": expected a PEM certificate, the server's own first: " +
                           first_openssl_reason(),
                       TrustError::Cause::usage);
  }
  if (!has_key) {
    return trust_error(
        key_file + ": expected the PEM private key of the certificate: " + first_openssl_reason(),
        TrustError::Cause::usage);
  }
  return chain;
}

}  // namespace everstrike::mock_server
