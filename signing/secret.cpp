#include "signing/secret.hpp"

#include <openssl/crypto.h>

#include <ostream>
#include <utility>

namespace everstrike::signing {

void wipe(std::string& text) noexcept {
  // Growing to the capacity allocates nothing and makes all of the buffer addressable, also what
  // an earlier, longer content left behind the end.
  text.resize(text.capacity());
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

Secret::Secret(std::string_view bytes) : bytes_(bytes) {}

// Assignments wipe the old bytes first and never swap: swapping two short strings goes through a
// copy on the stack that nobody wipes.
Secret& Secret::operator=(const Secret& other) {
  if (this == &other) return *this;
  wipe();
  bytes_ = other.bytes_;
  return *this;
}

// Moving a short string copies its characters, so the source is wiped as well.
Secret::Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { other.wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  bytes_ = std::move(other.bytes_);
  other.wipe();
  return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe() noexcept { signing::wipe(bytes_); }

bool operator==(const Secret& a, const Secret& b) noexcept {
  return a.bytes_.size() == b.bytes_.size() &&
         CRYPTO_memcmp(a.bytes_.data(), b.bytes_.data(), a.bytes_.size()) == 0;
}

std::ostream& operator<<(std::ostream& out, const Secret& /*never read*/) { return out << "***"; }

}  // namespace everstrike::signing
