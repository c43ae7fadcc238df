// A certificate authority for one machine and a short time: ECDSA on P-256, able to vouch for the
// hosts it was made for and for no others (RFC 5280, 4.2.1.10), so that a forgotten copy in a trust
// store endangers nobody's bank. The key is in memory; ca_folder.hpp is the only one that writes
// it anywhere, and only when asked. Every call can fail for want of memory or randomness only.
// Times are seconds since 1970 and come from the caller.
#pragma once

#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "signing/expected.hpp"

struct x509_st;
struct evp_pkey_st;

namespace everstrike::mock_server {

// The one further name that every authority of ours may vouch for: the host of the wrong-host
// fault. Nobody can own it (RFC 6761, 6.4).
inline constexpr const char* kWrongHost = "wrong-host.invalid";

struct Validity {
  std::time_t from;
  std::time_t to;
};

// A certificate with its private key.
struct Identity {
  std::shared_ptr<x509_st> certificate;
  std::shared_ptr<evp_pkey_st> key;
};

class LocalCa {
 public:
  // make generates a key and a certificate for it.
  [[nodiscard]] static Expected<LocalCa, std::string> make(const std::vector<std::string>& hosts,
                                                           Validity validity);
  // from_pem takes up one that was kept. The error says what is wrong with the two texts.
  [[nodiscard]] static Expected<LocalCa, std::string> from_pem(const std::string& certificate,
                                                               const std::string& key);

  // issue makes a key and a server's certificate for `hosts`.
  [[nodiscard]] Expected<Identity, std::string> issue(const std::vector<std::string>& hosts,
                                                      Validity validity) const;
  // vouches_for says whether the authority may sign for `host`.
  [[nodiscard]] bool vouches_for(const std::string& host) const;
  [[nodiscard]] std::time_t valid_to() const;

  [[nodiscard]] std::string certificate_pem() const;
  [[nodiscard]] std::string key_pem() const;

 private:
  explicit LocalCa(Identity identity) : identity_(std::move(identity)) {}
  Identity identity_;
};

// self_signed makes a server's certificate that vouches for itself.
[[nodiscard]] Expected<Identity, std::string> self_signed(const std::vector<std::string>& hosts,
                                                          Validity validity);

// to_pem gives the certificate as text.
[[nodiscard]] std::string to_pem(const x509_st& certificate);

}  // namespace everstrike::mock_server
