// Takes secrets out of whatever text is made visible: after it was decoded and before it is cut.
// Finds them in the spellings of secret_finder.hpp and puts "***" in the place of each.
// A secret that was once known stays known, although its account may be gone.
// Thread-safe.
#pragma once

#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "signing/secret_finder.hpp"

namespace everstrike::signing {

class Redactor {
 public:
  static constexpr std::size_t kShortestSecret = SecretFinder::kShortestSecret;

  Redactor() = default;
  explicit Redactor(const std::vector<std::string_view>& secrets);

  // learn adds a secret. One that is shorter than kShortestSecret can't be told from ordinary text
  // and is left.
  void learn(std::string_view secret);

  // redact replaces in place, in a text that is one value, and says whether anything was found.
  bool redact(std::string& text) const;
  // redact_document does so in a text that has words of its own, such as a JSON document, in which
  // a secret of fewer than kTellingSecretBytes might be one of them: those are left.
  bool redact_document(std::string& text) const;
  // redact_rest is redact() for what was in a document.
  bool redact_rest(std::string& text) const;

  // finds says whether redact() would replace anything.
  [[nodiscard]] bool finds(std::string_view text) const;

  [[nodiscard]] std::string redacted(std::string text) const;

 private:
  bool redact(std::string& text, bool telling, bool shorter) const;

  mutable std::shared_mutex mutex_;
  SecretFinder telling_;
  SecretFinder shorter_;
};

}  // namespace everstrike::signing
