// Diagnoses of refused requests, kept so that a client which repeats one wrong request costs no
// more than one that is right. A diagnosis is a pure function of what it looks at, so an answer
// from here is what would have been found again; what it looks at is digested into the key, under
// the account's own secret.
// Bounded in number and bytes; what was not asked for longest goes first. Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/pipeline/diagnose_request.hpp"
#include "signing/signature.hpp"

namespace everstrike::mock_server {

class RefusalMemory {
 public:
  using Key = std::array<unsigned char, signing::kMacBytes>;

  struct Limits {
    std::size_t answers_max = 256;
    std::size_t bytes_max = 1024 * 1024;
  };
  explicit RefusalMemory(Limits limits) : limits_(limits) {}
  RefusalMemory() : RefusalMemory(Limits{}) {}

  // find_or gives what is kept under `key`, or what `diagnose` finds, which is kept then. Others
  // are not held up while it looks.
  [[nodiscard]] diagnosis::Diagnosis find_or(const Key& key,
                                             const std::function<diagnosis::Diagnosis()>& diagnose);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Kept {
    Key key;
    diagnosis::Diagnosis diagnosis;
    std::size_t bytes = 0;
  };
  void keep(const Key& key, const diagnosis::Diagnosis& diagnosis);

  const Limits limits_;
  mutable std::mutex mutex_;
  std::list<Kept> kept_;  // the latest asked for first
  std::map<Key, std::list<Kept>::iterator> by_key_;
  std::size_t bytes_ = 0;
};

// refusal_key digests all that a diagnosis of `question` depends on: the API key and its secret,
// the request line, every header but those that no diagnosis looks at, the body and what followed
// it, and how far the accounts (`accounts_version`) and the bodies that the key has signed rightly
// (`bodies_version`) have changed.
[[nodiscard]] RefusalMemory::Key refusal_key(const DiagnosisQuestion& question,
                                             std::uint64_t accounts_version,
                                             std::uint64_t bodies_version);

}  // namespace everstrike::mock_server
