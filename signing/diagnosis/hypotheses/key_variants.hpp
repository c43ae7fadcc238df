// The keys that are gathered to be tried, each with what it is; and those that come of the way that
// a secret takes from a file to a program.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "signing/diagnosis/hypotheses/hypotheses_key.hpp"

namespace everstrike::diagnosis {

class Variants {
 public:
  // Takes the odd variants only, or all but them.
  Variants(std::string_view secret, bool odd_only)
      : secret_(secret), hashed_secret_(hmac_key_of_long(secret)), odd_only_(odd_only) {}
  Variants(const Variants&) = delete;
  Variants& operator=(const Variants&) = delete;
  ~Variants() { signing::wipe(hashed_secret_); }

  [[nodiscard]] bool takes_odd() const { return odd_only_; }

  // Takes the key and wipes what it came in.
  void add(MistakeId id, Likelihood likelihood, std::string_view written, std::string&& key) {
    const bool is_new =
        (likelihood == Likelihood::odd) == odd_only_ &&
        known_.insert(std::hash<std::string_view>()(key) * 257 + static_cast<std::size_t>(id))
            .second;
    if (is_new && !same_hmac_key(key, secret_, hashed_secret_)) {
      all.push_back({id, likelihood, signing::Secret(key), written});
    }
    signing::wipe(key);
  }
  void add_joined(MistakeId id, Likelihood likelihood, std::string_view written,
                  std::initializer_list<std::string_view> pieces) {
    if ((likelihood == Likelihood::odd) != odd_only_) return;
    std::size_t bytes = 0;
    for (const std::string_view piece : pieces) bytes += piece.size();
    std::string key;
    key.reserve(bytes);  // growing would leave pieces behind, unwiped
    for (const std::string_view piece : pieces) key += piece;
    add(id, likelihood, written, std::move(key));
  }

  std::vector<KeyVariant> all;

 private:
  std::string_view secret_;
  std::string hashed_secret_;
  bool odd_only_;
  std::unordered_set<std::size_t> known_;
};

// ways_of_the_secret adds what shells, env files, compose, YAML, JSON and editors make of it:
// variables put in, comments and names taken along, escapes read, numbers read as numbers.
void ways_of_the_secret(std::string_view secret, Variants& out);

}  // namespace everstrike::diagnosis
