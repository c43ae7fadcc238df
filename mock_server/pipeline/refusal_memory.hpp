// What was answered to refused requests, kept so that a client which repeats one wrong request
// costs no more than one that is right: neither the search nor the writing and redacting of its
// long text is done again. A diagnosis is a pure function of what it looks at, so an answer from
// here is what would have been found again; what it looks at is digested into the key, under the
// account's own secret. Bounded in number and bytes; what was not asked for longest goes first.
// Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "mock_server/journal/entry.hpp"
#include "mock_server/message/reply.hpp"
#include "mock_server/pipeline/diagnose_request.hpp"
#include "signing/signature.hpp"

namespace everstrike::mock_server {

// A refusal as it left, redacted.
struct KnownRefusal {
  Reply reply;
  Verdict verdict = Verdict::bad_signature;
  std::string detail;
  std::string diagnosis;
  std::vector<std::string> also;
  std::string fix;
  std::string proof;
  std::string answer_body;  // as the journal has it

  KnownRefusal() = default;
  // Takes over what `entry` says of `answer`, both finished.
  KnownRefusal(const Reply& answered, const Entry& entry);
  // tell puts it into another entry.
  void tell(Entry& entry) const;
  [[nodiscard]] std::size_t bytes() const;
};

class RefusalMemory {
 public:
  using Key = std::array<unsigned char, signing::kMacBytes>;

  struct Limits {
    std::size_t answers_max = 256;
    std::size_t bytes_max = 1024 * 1024;
  };
  explicit RefusalMemory(Limits limits) : limits_(limits) {}
  RefusalMemory() : RefusalMemory(Limits{}) {}

  // find gives what is kept under `key`, or nothing.
  [[nodiscard]] std::shared_ptr<const KnownRefusal> find(const Key& key);
  void keep(const Key& key, KnownRefusal refusal);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Kept {
    Key key;
    std::shared_ptr<const KnownRefusal> refusal;
    std::size_t bytes = 0;
  };

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
