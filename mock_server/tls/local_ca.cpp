#include "mock_server/tls/local_ca.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>

#include "mock_server/tls/host_name.hpp"

namespace everstrike::mock_server {
namespace {

constexpr const char* kCaName = "everstrike-mock local test authority";
constexpr const char* kServerName = "everstrike-mock";

using Error = Unexpected<std::string>;

std::string openssl_reason() {
  const auto code = ERR_peek_last_error();
  const char* reason = ERR_reason_error_string(code);
  ERR_clear_error();
  return reason == nullptr ? "OpenSSL gives no reason" : reason;
}

Identity new_identity() {
  return {.certificate = {X509_new(), X509_free}, .key = {EVP_EC_gen("P-256"), EVP_PKEY_free}};
}

// 127 random bits, as RFC 5280 wants serial numbers positive and hard to guess.
bool set_serial(X509& certificate) {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  bytes[0] &= 0x7f;
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
      BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr), BN_free);
  return number != nullptr &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)) != nullptr;
}

bool set_name(X509_NAME* name, const char* text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text);
  return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytes, -1, -1, 0) == 1;
}

// Everything that an authority's and a server's certificate have in common.
bool fill(const Identity& identity, const char* name, Validity validity) {
  if (!identity.certificate || !identity.key) return false;
  X509& certificate = *identity.certificate;
  return X509_set_version(&certificate, X509_VERSION_3) == 1 && set_serial(certificate) &&
         ASN1_TIME_set(X509_getm_notBefore(&certificate), validity.from) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(&certificate), validity.to) != nullptr &&
         X509_set_pubkey(&certificate, identity.key.get()) == 1 &&
         set_name(X509_get_subject_name(&certificate), name);
}

bool extend(X509& certificate, X509& issuer, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
      X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str()), X509_EXTENSION_free);
  return extension != nullptr && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

// Hosts have been checked, so none can smuggle another item into these lists.
std::string alternative_names(const std::vector<std::string>& hosts) {
  std::string list;
  for (const std::string& host : hosts) {
    list.append(list.empty() ? "" : ",").append(is_ip_address(host) ? "IP:" : "DNS:").append(host);
  }
  return list;
}

std::string constraints(const std::vector<std::string>& hosts) {
  std::string list = std::string("critical,permitted;DNS:") + kWrongHost;
  for (const std::string& host : hosts) {
    if (!is_ip_address(host)) {
      list.append(",permitted;DNS:").append(host);
    } else if (host.find(':') == std::string::npos) {
      list.append(",permitted;IP:").append(host).append("/255.255.255.255");
    } else {
      list.append(",permitted;IP:").append(host).append("/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    }
  }
  return list;
}

bool make_server(const Identity& server, X509& issuer, EVP_PKEY& issuer_key,
                 const std::vector<std::string>& hosts) {
  X509& certificate = *server.certificate;
  return X509_set_issuer_name(&certificate, X509_get_subject_name(&issuer)) == 1 &&
         extend(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
         extend(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
         extend(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
         extend(certificate, issuer, NID_subject_alt_name, alternative_names(hosts)) &&
         extend(certificate, issuer, NID_subject_key_identifier, "hash") &&
         extend(certificate, issuer, NID_authority_key_identifier, "keyid:always") &&
         X509_sign(&certificate, &issuer_key, EVP_sha256()) != 0;
}

std::string text_of(BIO& memory) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(&memory, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

Memory reader_of(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free};
}

}  // namespace

Expected<LocalCa, std::string> LocalCa::make(const std::vector<std::string>& hosts,
                                             Validity validity) {
  Identity made = new_identity();
  if (!fill(made, kCaName, validity)) return Error("cannot make an authority: " + openssl_reason());
  X509& certificate = *made.certificate;
  const bool is_complete =
      X509_set_issuer_name(&certificate, X509_get_subject_name(&certificate)) == 1 &&
      extend(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
      extend(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
      extend(certificate, certificate, NID_subject_key_identifier, "hash") &&
      extend(certificate, certificate, NID_name_constraints, constraints(hosts)) &&
      X509_sign(&certificate, made.key.get(), EVP_sha256()) != 0;
  if (!is_complete) return Error("cannot make an authority: " + openssl_reason());
  return LocalCa(std::move(made));
}

Expected<LocalCa, std::string> LocalCa::from_pem(const std::string& certificate,
                                                 const std::string& key) {
  const Memory certificate_text = reader_of(certificate);
  const Memory key_text = reader_of(key);
  Identity kept{
      .certificate = {PEM_read_bio_X509(certificate_text.get(), nullptr, nullptr, nullptr),
                      X509_free},
      .key = {PEM_read_bio_PrivateKey(key_text.get(), nullptr, nullptr, nullptr), EVP_PKEY_free}};
  ERR_clear_error();
  if (!kept.certificate) return Error("the certificate is no PEM certificate");
  if (!kept.key) return Error("the key is no PEM private key");
  if (X509_check_private_key(kept.certificate.get(), kept.key.get()) != 1) {
    ERR_clear_error();
    return Error("the key is not the certificate's");
  }
  if (X509_check_ca(kept.certificate.get()) != 1) {
    return Error("the certificate is not an authority's");
  }
  return LocalCa(std::move(kept));
}

Expected<Identity, std::string> LocalCa::issue(const std::vector<std::string>& hosts,
                                               Validity validity) const {
  Identity server = new_identity();
  if (!fill(server, kServerName, validity) ||
      !make_server(server, *identity_.certificate, *identity_.key, hosts)) {
    return Error("cannot make a certificate: " + openssl_reason());
  }
  return server;
}

bool LocalCa::vouches_for(const std::string& host) const {
  const std::unique_ptr<NAME_CONSTRAINTS, decltype(&NAME_CONSTRAINTS_free)> limits(
      static_cast<NAME_CONSTRAINTS*>(
          X509_get_ext_d2i(identity_.certificate.get(), NID_name_constraints, nullptr, nullptr)),
      NAME_CONSTRAINTS_free);
  if (!limits) return true;
  const auto server = issue({host}, {.from = 0, .to = 1});
  // OpenSSL reads a certificate's names only when it is first asked about its purpose.
  return server && X509_check_purpose(server->certificate.get(), -1, 0) == 1 &&
         NAME_CONSTRAINTS_check(server->certificate.get(), limits.get()) == X509_V_OK;
}

std::time_t LocalCa::valid_to() const {
  std::tm calendar{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(identity_.certificate.get()), &calendar) != 1) return 0;
  return ::timegm(&calendar);
}

std::string LocalCa::certificate_pem() const { return to_pem(*identity_.certificate); }

std::string LocalCa::key_pem() const {
  const Memory memory(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_PKCS8PrivateKey(memory.get(), identity_.key.get(), nullptr, nullptr, 0, nullptr,
                                nullptr);
  return text_of(*memory);
}

Expected<Identity, std::string> self_signed(const std::vector<std::string>& hosts,
                                            Validity validity) {
  Identity server = new_identity();
  if (!fill(server, kServerName, validity) ||
      !make_server(server, *server.certificate, *server.key, hosts)) {
    return Error("cannot make a certificate: " + openssl_reason());
  }
  return server;
}

std::string to_pem(const X509& certificate) {
  const Memory memory(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_X509(memory.get(), &certificate);
  return text_of(*memory);
}

}  // namespace everstrike::mock_server
