// Takes secrets out of text before it is kept. Knows every account's secret in the spellings in
// which it may cross the wire: as it is, base64 (with and without padding, URL-safe), hex in both
// cases, and percent-encoded. Each occurrence is replaced by "***".
// A spelling of fewer than kShortestSecret bytes can't be told from ordinary text and is left.
// Immutable, thread-safe; one pass over the text whatever the number of secrets.
#pragma once

#include <bitset>
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
  Redactor(Redactor&&) = default;
  Redactor& operator=(Redactor&&) = default;
  explicit Redactor(const std::vector<std::string_view>& secrets);

  // redact replaces in place and says whether anything was found.
  bool redact(std::string& text) const;

 private:
  void add(std::string pattern);
  [[nodiscard]] std::size_t match_at(std::string_view text, std::size_t at) const;

  // Patterns by their first four bytes; `starts_` answers "surely none" for most positions.
  std::unordered_map<std::uint32_t, std::vector<std::string>> patterns_;
  std::vector<bool> starts_;
};

}  // namespace everstrike::mock_server
