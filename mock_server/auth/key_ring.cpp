#include "mock_server/auth/key_ring.hpp"

#include <mutex>

#include "signing/verifier.hpp"

namespace everstrike::mock_server {

void KeyRing::put(std::string api_key, signing::Secret secret, bool demo) {
  auto credential = std::make_shared<const Credential>(api_key, std::move(secret), demo);
  const std::unique_lock lock(mutex_);
  credentials_.insert_or_assign(std::move(api_key), std::move(credential));
  ++version_;
}

bool KeyRing::remove(std::string_view api_key) {
  const std::unique_lock lock(mutex_);
  const auto found = credentials_.find(api_key);
  if (found == credentials_.end()) return false;
  credentials_.erase(found);
  ++version_;
  return true;
}

bool KeyRing::has(std::string_view api_key) const {
  const std::shared_lock lock(mutex_);
  return credentials_.find(api_key) != credentials_.end();
}

void KeyRing::put_for_unknown(signing::Secret secret, std::size_t keys_max) {
  const std::unique_lock lock(mutex_);
  secret_for_unknown_ = std::move(secret);
  made_max_ = keys_max;
}

bool KeyRing::makes(std::string_view api_key) const {
  return secret_for_unknown_ && made_ < made_max_ && api_key.size() <= kMadeKeyBytesMax;
}

std::string_view KeyRing::why_not_made(std::string_view api_key) const {
  const std::shared_lock lock(mutex_);
  if (!secret_for_unknown_) return "";
  if (api_key.size() > kMadeKeyBytesMax) return "no account is made of a key above 4096 bytes";
  return made_ < made_max_ ? "" : "no further account is made of unknown keys (--max-accounts)";
}

std::shared_ptr<const Credential> KeyRing::find(std::string_view api_key) {
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = credentials_.find(api_key); found != credentials_.end()) {
      return found->second;
    }
    if (!makes(api_key)) return nullptr;
  }
  const std::unique_lock lock(mutex_);
  if (const auto found = credentials_.find(api_key); found != credentials_.end()) {
    return found->second;
  }
  if (!makes(api_key)) return nullptr;
  ++made_;
  auto made =
      std::make_shared<const Credential>(std::string(api_key), *secret_for_unknown_, false, true);
  return credentials_.emplace(std::string(api_key), std::move(made)).first->second;
}

std::shared_ptr<const Credential> KeyRing::look(std::string_view api_key) const {
  const std::shared_lock lock(mutex_);
  if (const auto found = credentials_.find(api_key); found != credentials_.end()) {
    return found->second;
  }
  if (!makes(api_key)) return nullptr;
  return std::make_shared<const Credential>(std::string(api_key), *secret_for_unknown_, false,
                                            true);
}

std::vector<std::shared_ptr<const Credential>> KeyRing::some(std::size_t max) const {
  std::size_t looks_left = 16 * max;  // so that many made ones cost little
  const std::shared_lock lock(mutex_);
  std::vector<std::shared_ptr<const Credential>> result;
  for (const auto& [key, credential] : credentials_) {
    if (result.size() == max || looks_left-- == 0) break;
    if (!credential->made) result.push_back(credential);
  }
  return result;
}

std::vector<std::shared_ptr<const Credential>> KeyRing::all() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::shared_ptr<const Credential>> result;
  result.reserve(credentials_.size());
  for (const auto& [key, credential] : credentials_) result.push_back(credential);
  return result;
}

bool KeyRing::verify(const Credential& credential, std::string_view body,
                     std::string_view signature) noexcept {
  verifications_.add(credential.prepared);
  return signing::verify(credential.prepared, body, signature);
}

}  // namespace everstrike::mock_server
