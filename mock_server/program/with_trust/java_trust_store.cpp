#include "mock_server/program/with_trust/java_trust_store.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace everstrike::mock_server {
namespace {

constexpr std::uint32_t kMagic = 0xfeedfeed;
constexpr std::uint32_t kVersion = 2;
constexpr std::uint32_t kTrustedCertificate = 2;

void append_number(std::string& bytes, std::uint64_t number, int size) {
  for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((number >> shift) & 0xffU));
  }
}

void append_text(std::string& bytes, std::string_view text) {
  append_number(bytes, text.size(), 2);
  bytes.append(text);
}

// What the seal is computed over: the password as UTF-16, a fixed phrase, the store.
std::string sealed_text(const std::string& store) {
  std::string text;
  for (const char* c = kJavaStorePassword; *c != '\0'; ++c) {
    text.push_back('\0');
    text.push_back(*c);
  }
  return text + "Mighty Aphrodite" + store;
}

std::string der_of(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> text(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), X509_free);
  if (!certificate) return {};
  std::string der(static_cast<std::size_t>(std::max(0, i2d_X509(certificate.get(), nullptr))),
                  '\0');
  auto* to = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate.get(), &to);
  return der;
}

}  // namespace

Expected<std::string, std::string> java_trust_store(const std::string& pem) {
  const std::string der = der_of(pem);
  if (der.empty()) return Unexpected<std::string>("no certificate for Java's trust store");
  std::string store;
  append_number(store, kMagic, 4);
  append_number(store, kVersion, 4);
  append_number(store, 1, 4);  // entries
  append_number(store, kTrustedCertificate, 4);
  append_text(store, "everstrike-mock");
  append_number(store, 0, 8);  // made when: not told
  append_text(store, "X.509");
  append_number(store, der.size(), 4);
  store += der;

  const std::string sealed = sealed_text(store);
  std::array<unsigned char, EVP_MAX_MD_SIZE> seal{};
  unsigned int size = 0;
  if (EVP_Digest(sealed.data(), sealed.size(), seal.data(), &size, EVP_sha1(), nullptr) != 1) {
    return Unexpected<std::string>("no SHA-1 to seal Java's trust store with");
  }
  store.append(reinterpret_cast<const char*>(seal.data()), size);
  return store;
}

}  // namespace everstrike::mock_server
