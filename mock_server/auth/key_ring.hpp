// Which API key signs with which secret. Read on every request, changed rarely; thread-safe.
// A credential is handed out as shared ownership, so that one which is replaced or removed stays
// valid for the requests that are being answered with it.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/auth/verification_count.hpp"
#include "signing/prepared_key.hpp"
#include "signing/secret.hpp"

namespace everstrike::mock_server {

struct Credential {
  Credential(std::string key, signing::Secret shared, bool is_demo, bool was_made = false)
      : api_key(std::move(key)),
        secret(std::move(shared)),
        prepared(secret),
        demo(is_demo),
        made(was_made) {}

  std::string api_key;
  signing::Secret secret;
  signing::PreparedKey prepared;
  bool demo;  // one of the built-in pairs, whose secret is public
  bool made;  // for an unknown key, under --auto-accounts
};

class KeyRing {
 public:
  // put adds a key, or replaces its secret.
  void put(std::string api_key, signing::Secret secret, bool demo = false);
  // remove forgets a key and says whether it was known. Under --auto-accounts its next use makes it
  // anew.
  bool remove(std::string_view api_key);
  // has says whether a key is known already, without making one.
  [[nodiscard]] bool has(std::string_view api_key) const;
  // put_for_unknown makes every key that is not known a valid one with this secret
  // (--auto-accounts). At most `keys_max` are made, and none for a key longer than
  // kMadeKeyBytesMax; further unknown keys stay unknown.
  static constexpr std::size_t kMadeKeyBytesMax = 4096;
  void put_for_unknown(signing::Secret secret, std::size_t keys_max = 2'000);
  // why_not_made says why an unknown key got no account, where the keys of --auto-accounts have
  // bounds; else "".
  [[nodiscard]] std::string_view why_not_made(std::string_view api_key) const;
  // find gives the credential of exactly these bytes; the empty key is a key. nullptr if unknown.
  [[nodiscard]] std::shared_ptr<const Credential> find(std::string_view api_key);
  // look gives what find would give, without making an account of an unknown key.
  [[nodiscard]] std::shared_ptr<const Credential> look(std::string_view api_key) const;
  // some gives at most `max` credentials in the order of their keys, and none that was made for an
  // unknown key: those share one secret.
  [[nodiscard]] std::vector<std::shared_ptr<const Credential>> some(std::size_t max) const;
  // all gives every credential, in the order of their keys.
  [[nodiscard]] std::vector<std::shared_ptr<const Credential>> all() const;
  // verify says whether `signature` is that of `body` under a credential of this ring, and counts.
  [[nodiscard]] bool verify(const Credential& credential, std::string_view body,
                            std::string_view signature) noexcept;
  [[nodiscard]] const VerificationCount& verifications() const noexcept { return verifications_; }
  // version counts how often a key was put or removed.
  [[nodiscard]] std::uint64_t version() const noexcept { return version_; }

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, std::shared_ptr<const Credential>, std::less<>> credentials_;
  std::optional<signing::Secret> secret_for_unknown_;
  // Whether one may be made; under mutex_.
  [[nodiscard]] bool makes(std::string_view api_key) const;

  std::size_t made_max_ = 0;
  std::size_t made_ = 0;
  std::atomic<std::uint64_t> version_{0};
  VerificationCount verifications_;
};

}  // namespace everstrike::mock_server
