// Certificates are judged by OpenSSL's verifier as a strict client would use it; only the files
// and their permissions are our own business.
#include "mock_server/tls/server_tls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "mock_server/tls/local_ca.hpp"

namespace everstrike::mock_server {
namespace {

namespace fs = std::filesystem;
using ::testing::Each;
using ::testing::HasSubstr;

constexpr std::time_t kDay = 24 * 3600;
const std::time_t kNow = std::time(nullptr);

std::shared_ptr<X509> read_pem(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> text(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  return {PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), X509_free};
}

// What a client that trusts `ca_pem` says when `certificate` is shown for `host` at `when`.
int verdict_on(X509* certificate, const std::string& ca_pem, const std::string& host,
               std::time_t when = kNow) {
  const std::shared_ptr<X509_STORE> store(X509_STORE_new(), X509_STORE_free);
  X509_STORE_add_cert(store.get(), read_pem(ca_pem).get());
  const std::shared_ptr<X509_STORE_CTX> check(X509_STORE_CTX_new(), X509_STORE_CTX_free);
  X509_STORE_CTX_init(check.get(), store.get(), certificate, nullptr);
  auto* wishes = X509_STORE_CTX_get0_param(check.get());
  X509_VERIFY_PARAM_set_flags(wishes, X509_V_FLAG_X509_STRICT);
  X509_VERIFY_PARAM_set_time(wishes, when);
  X509_VERIFY_PARAM_set_purpose(wishes, X509_PURPOSE_SSL_SERVER);
  if (X509_VERIFY_PARAM_set1_ip_asc(wishes, host.c_str()) != 1) {
    X509_VERIFY_PARAM_set1_host(wishes, host.c_str(), 0);
  }
  X509_verify_cert(check.get());
  return X509_STORE_CTX_get_error(check.get());
}

int verdict_on(const TlsOptions& options, const std::string& host, std::time_t when = kNow) {
  const auto tls = make_server_tls(options, kNow);
  EXPECT_TRUE(tls) << tls.error().message;
  return verdict_on(SSL_CTX_get0_certificate(tls->context.get()), tls->ca_pem, host, when);
}

TEST(ServerTls, IsTrustedUnderItsNamesForADay) {
  const auto tls = make_server_tls({.hosts = {"Mock.Example.com", "192.0.2.7"}}, kNow);
  ASSERT_TRUE(tls);
  auto* certificate = SSL_CTX_get0_certificate(tls->context.get());
  for (const char* host : {"api.testnet.everstrike.io", "api.everstrike.io", "localhost",
                           "127.0.0.1", "::1", "mock.example.com", "192.0.2.7"}) {
    EXPECT_EQ(verdict_on(certificate, tls->ca_pem, host), X509_V_OK) << host;
  }
  EXPECT_EQ(verdict_on(certificate, tls->ca_pem, "everstrike.io"), X509_V_ERR_HOSTNAME_MISMATCH);
  EXPECT_EQ(verdict_on(certificate, tls->ca_pem, "localhost", kNow + kDay - 60), X509_V_OK);
  EXPECT_NE(verdict_on(certificate, tls->ca_pem, "localhost", kNow + kDay + 60), X509_V_OK);
}

TEST(ServerTls, FaultyCertificatesAreRefusedForTheirOwnReason) {
  constexpr const char* kHost = "api.testnet.everstrike.io";
  EXPECT_EQ(verdict_on({.fault = TlsFault::wrong_host}, kHost), X509_V_ERR_HOSTNAME_MISMATCH);
  EXPECT_EQ(verdict_on({.fault = TlsFault::wrong_host}, kWrongHost), X509_V_OK);
  EXPECT_EQ(verdict_on({.fault = TlsFault::expired}, kHost), X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_EQ(verdict_on({.fault = TlsFault::not_yet_valid}, kHost), X509_V_ERR_CERT_NOT_YET_VALID);
  EXPECT_EQ(verdict_on({.fault = TlsFault::self_signed}, kHost),
            X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT);
  EXPECT_EQ(verdict_on({.fault = TlsFault::untrusted}, kHost),
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
  EXPECT_EQ(verdict_on({.fault = TlsFault::handshake_close}, kHost), X509_V_OK);
}

TEST(ServerTls, FaultNames) {
  EXPECT_EQ(tls_fault_of_text("not-yet-valid"), TlsFault::not_yet_valid);
  EXPECT_EQ(tls_fault_of_text("none"), std::nullopt);
  EXPECT_TRUE(is_certificate_fault(TlsFault::untrusted));
  EXPECT_FALSE(is_certificate_fault(TlsFault::handshake_close));
  EXPECT_THAT(tls_fault_names(), HasSubstr("wrong-host, expired, not-yet-valid, self-signed"));
}

// Somebody who got hold of the key still can't answer for other hosts.
TEST(LocalCa, MayVouchForItsHostsOnly) {
  const auto ca = LocalCa::make({"localhost", "127.0.0.1", "::1"}, {kNow - 60, kNow + kDay});
  ASSERT_TRUE(ca);
  for (const char* host : {"bank.example.com", "127.0.0.2", "192.0.2.1", "::2"}) {
    const auto stolen = ca->issue({host}, {kNow - 60, kNow + kDay});
    ASSERT_TRUE(stolen);
    EXPECT_EQ(verdict_on(stolen->certificate.get(), ca->certificate_pem(), host),
              X509_V_ERR_PERMITTED_VIOLATION)
        << host;
    EXPECT_FALSE(ca->vouches_for(host)) << host;
  }
  EXPECT_TRUE(ca->vouches_for("localhost"));
  EXPECT_TRUE(ca->vouches_for("::1"));
}

TEST(ServerTls, SaysWhichHostIsNone) {
  for (const char* host : {"", "https://a.example", "a.example:443", "a b", "-a.example", "a..b",
                           "x,DNS:bank.example.com", "*.example.com"}) {
    const auto tls = make_server_tls({.hosts = {host}}, kNow);
    ASSERT_FALSE(tls) << host;
    EXPECT_EQ(tls.error().cause, TrustError::Cause::usage);
    EXPECT_THAT(tls.error().message, HasSubstr(std::string("\"") + host + "\""));
  }
}

class Folder : public ::testing::Test {
 protected:
  Folder() : path_(fs::temp_directory_path() / fs::path("everstrike_tls_XXXXXX")) {
    std::string name = path_.string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() override { fs::remove_all(path_); }

  static mode_t mode_of(const fs::path& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 07777U : 0;
  }
  static std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string error_of(const TlsOptions& options) {
    const auto tls = make_server_tls(options, kNow);
    return tls ? "no error" : tls.error().message;
  }
  TlsOptions options() { return {.folder = (path_ / "tls").string()}; }

  fs::path path_;
};

TEST_F(Folder, IsMadeForTheUserAloneAndUsedAgain) {
  const auto first = make_server_tls(options(), kNow);
  ASSERT_TRUE(first);
  EXPECT_EQ(mode_of(path_ / "tls"), 0700U);
  EXPECT_EQ(mode_of(path_ / "tls/ca-key.pem"), 0600U);
  EXPECT_EQ(text_of(path_ / "tls/ca.pem"), first->ca_pem);
  EXPECT_EQ(std::distance(fs::directory_iterator(path_ / "tls"), {}), 2);
  const auto second = make_server_tls(options(), kNow + 30 * kDay);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->ca_pem, first->ca_pem);
  EXPECT_EQ(verdict_on(SSL_CTX_get0_certificate(second->context.get()), first->ca_pem, "localhost",
                       kNow + 31 * kDay),
            X509_V_OK);
}

TEST_F(Folder, AnAuthorityThatRunsOutIsReplaced) {
  const auto first = make_server_tls(options(), kNow);
  const auto second = make_server_tls(options(), kNow + 91 * kDay);
  ASSERT_TRUE(first && second);
  EXPECT_NE(second->ca_pem, first->ca_pem);
}

TEST_F(Folder, UnsafeOnesAreRefused) {
  ASSERT_TRUE(make_server_tls(options(), kNow));
  ::chmod((path_ / "tls/ca-key.pem").c_str(), 0640);
  EXPECT_THAT(error_of(options()), HasSubstr("ca-key.pem: has permissions for others"));
  ::chmod((path_ / "tls/ca-key.pem").c_str(), 0600);
  ::chmod((path_ / "tls").c_str(), 0770);
  EXPECT_THAT(error_of(options()), HasSubstr("others may write here"));
  ::chmod((path_ / "tls").c_str(), 0755);
  EXPECT_EQ(error_of(options()), "no error");
  fs::rename(path_ / "tls/ca-key.pem", path_ / "elsewhere");
  EXPECT_THAT(error_of(options()), HasSubstr("only one of"));
  fs::create_symlink(path_ / "elsewhere", path_ / "tls/ca-key.pem");
  EXPECT_THAT(error_of(options()), HasSubstr("ca-key.pem: "));
}

TEST_F(Folder, AnAuthorityForOtherHostsIsNotStretched) {
  ASSERT_TRUE(make_server_tls(options(), kNow));
  auto more = options();
  more.hosts = {"mock.example.com"};
  EXPECT_THAT(error_of(more), HasSubstr("may not vouch for mock.example.com"));
}

TEST_F(Folder, HoldsAnAuthorityOrNothing) {
  ASSERT_TRUE(make_server_tls(options(), kNow));
  std::ofstream(path_ / "tls/ca.pem") << "nonsense";
  EXPECT_THAT(error_of(options()), HasSubstr("the certificate is no PEM certificate"));
  std::ofstream(path_ / "file") << "";
  EXPECT_THAT(error_of({.folder = (path_ / "file").string()}), HasSubstr("expected a folder"));
}

TEST_F(Folder, IsMadeOnceByThoseThatBeginTogether) {
  std::array<std::string, 8> authorities;
  {
    std::vector<std::jthread> together;
    for (std::string& authority : authorities) {
      together.emplace_back([&] {
        const auto tls = make_server_tls(options(), kNow);
        authority = tls ? tls->ca_pem : tls.error().message;
      });
    }
  }
  EXPECT_THAT(authorities[0], HasSubstr("BEGIN CERTIFICATE"));
  EXPECT_THAT(authorities, Each(authorities[0]));
}

TEST_F(Folder, OwnCertificatesAreUsedAsTheyAre) {
  const auto own = self_signed({"mock.example.com"}, {kNow - 60, kNow + kDay});
  ASSERT_TRUE(own);
  const auto certificate = (path_ / "own.pem").string();
  const auto key = (path_ / "own-key.pem").string();
  std::ofstream(certificate) << to_pem(*own->certificate);
  const std::unique_ptr<BIO, decltype(&BIO_free)> file(BIO_new_file(key.c_str(), "w"), BIO_free);
  PEM_write_bio_PrivateKey(file.get(), own->key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  BIO_flush(file.get());
  const auto tls = make_server_tls({.certificate_file = certificate, .key_file = key}, kNow);
  ASSERT_TRUE(tls) << tls.error().message;
  EXPECT_EQ(tls->ca_pem, to_pem(*own->certificate));
  EXPECT_EQ(X509_cmp(SSL_CTX_get0_certificate(tls->context.get()), own->certificate.get()), 0);

  EXPECT_THAT(error_of({.certificate_file = certificate}), HasSubstr("belong together"));
  EXPECT_THAT(error_of({.certificate_file = certificate, .key_file = certificate}),
              HasSubstr("own.pem: expected the PEM private key"));
  EXPECT_THAT(error_of({.certificate_file = key, .key_file = key}),
              HasSubstr("own-key.pem: expected a PEM certificate"));
  EXPECT_THAT(error_of({.certificate_file = certificate, .key_file = "/nonexistent"}),
              HasSubstr("/nonexistent: cannot be read"));
  EXPECT_THAT(error_of({.certificate_file = path_.string(), .key_file = key}),
              HasSubstr("cannot be read: Is a directory"));
  EXPECT_THAT(error_of({.certificate_file = "/dev/zero", .key_file = key}),
              HasSubstr("larger than 1 MiB"));
}

}  // namespace
}  // namespace everstrike::mock_server
