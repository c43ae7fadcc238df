// The keys that are gathered to be tried, each with what it is; and those that come of the way that
// a secret takes from a file to a program.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "signing/diagnosis/hypotheses/hypotheses_key.hpp"
#include "signing/diagnosis/hypotheses/seen_texts.hpp"

namespace everstrike::diagnosis {

class Variants {
 public:
  // Takes the odd variants only, or all but them, until `take` has enough. `secret` must outlive
  // it.
  Variants(std::string_view secret, bool odd_only, const KeyTaker& take)
      : secret_(secret),
        hashed_secret_(hmac_key_of_long(secret)),
        odd_only_(odd_only),
        take_(take) {}
  Variants(const Variants&) = delete;
  Variants& operator=(const Variants&) = delete;
  ~Variants() {
    signing::wipe(hashed_secret_);
    signing::wipe(joined_);
  }

  [[nodiscard]] bool takes_odd() const { return odd_only_; }

  // Takes the key and wipes what it came in.
  void add(MistakeId id, Likelihood likelihood, std::string_view written, std::string&& key) {
    if (takes(likelihood)) offer(id, likelihood, written, key);
    signing::wipe(key);
  }
  void add_joined(MistakeId id, Likelihood likelihood, std::string_view written,
                  std::initializer_list<std::string_view> pieces) {
    if (!takes(likelihood)) return;
    joined_.clear();
    std::size_t bytes = 0;
    for (const std::string_view piece : pieces) bytes += piece.size();
    if (bytes > joined_.capacity()) {
      signing::wipe(joined_);  // growing would leave pieces behind, unwiped
      joined_.reserve(2 * bytes);
    }
    for (const std::string_view piece : pieces) joined_ += piece;
    offer(id, likelihood, written, joined_);
  }

 private:
  [[nodiscard]] bool takes(Likelihood likelihood) const {
    return (likelihood == Likelihood::odd) == odd_only_ && wants_more_;
  }
  void offer(MistakeId id, Likelihood likelihood, std::string_view written, std::string_view key) {
    const std::size_t hash = SeenTexts::hash_of(key) * 257 + 2 * static_cast<std::size_t>(id);
    if (known_.insert(hash) && !same_hmac_key(key, secret_, hashed_secret_)) {
      wants_more_ = take_(id, likelihood, key, written);
    }
  }

  std::string_view secret_;
  std::string hashed_secret_;
  bool odd_only_;
  const KeyTaker& take_;
  std::string joined_;
  bool wants_more_ = true;
  SeenTexts known_;
};

// ways_of_the_secret adds what shells, env files, compose, YAML, JSON and editors make of it:
// variables put in, comments and names taken along, escapes read, numbers read as numbers.
void ways_of_the_secret(std::string_view secret, Variants& out);

}  // namespace everstrike::diagnosis
