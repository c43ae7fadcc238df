// Takes secrets out of whatever text is made visible: after it was decoded and before it is cut.
// Knows every account's secret in the spellings of signing/secret_finder.hpp. Each occurrence is
// replaced by "***".
// A secret that was once known stays known, although its account may be gone.
// Thread-safe.
#pragma once

#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "signing/secret_finder.hpp"

namespace everstrike::mock_server {

class Redactor {
 public:
  static constexpr std::size_t kShortestSecret = signing::SecretFinder::kShortestSecret;

  Redactor() = default;
  explicit Redactor(const std::vector<std::string_view>& secrets);

  // learn adds a secret. One that is shorter than kShortestSecret can't be told from ordinary text
  // and is left.
  void learn(std::string_view secret);
  // redact replaces in place and says whether anything was found.
  bool redact(std::string& text) const;
  // redacted does the same with a copy.
  [[nodiscard]] std::string redacted(std::string text) const;
  // holds_secret only looks.
  [[nodiscard]] bool holds_secret(std::string_view text) const;

 private:
  mutable std::shared_mutex mutex_;
  signing::SecretFinder finder_;
};

}  // namespace everstrike::mock_server
