// Takes secrets out of text before it is kept. Knows every account's secret in the spellings that
// signing/secret_spellings.hpp lists. Each occurrence is replaced by "***".
// A secret of fewer than kShortestSecret bytes can't be told from ordinary text and is left.
// A secret that was once known stays known, although its account may be gone.
// Thread-safe; one pass over the text whatever the number of secrets.
#pragma once

#include <cstdint>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "signing/secret.hpp"

namespace everstrike::mock_server {

class Redactor {
 public:
  static constexpr std::size_t kShortestSecret = 4;

  Redactor() = default;
  ~Redactor();
  Redactor(const Redactor&) = delete;
  Redactor& operator=(const Redactor&) = delete;
  explicit Redactor(const std::vector<std::string_view>& secrets);

  // learn adds a secret.
  void learn(std::string_view secret);
  // redact replaces in place and says whether anything was found.
  bool redact(std::string& text) const;

 private:
  void add_secret(std::string_view secret);
  void add(std::string pattern);
  [[nodiscard]] std::size_t match_at(std::string_view text, std::size_t at) const;

  mutable std::shared_mutex mutex_;
  // Patterns by their first four bytes; `starts_` answers "surely none" for most positions.
  std::unordered_map<std::uint32_t, std::vector<std::string>> patterns_;
  std::vector<bool> starts_;
};

}  // namespace everstrike::mock_server
