// The negative vectors as requests, for tests: each record owns its bytes, and `refused` gives
// views of them. Reading stops the test program on any member that isn't known or missing.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "signing/diagnosis/diagnosis.hpp"

namespace everstrike::diagnosis {

struct NegativeVector {
  std::string file;
  int case_id = 0;
  std::string mistake;
  std::vector<std::string> also;
  std::string api_key;
  // The value of x-api-key where it isn't the account's own: "" when there was no such header.
  std::optional<std::string> api_key_sent;
  signing::Secret secret;
  std::string body;
  std::optional<std::string> signature;
  std::string target = "/auth/cancel";
  std::string host;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::pair<std::string, signing::Secret>> others;
  std::vector<std::string> earlier_bodies;

  // The views, filled by refused().
  mutable std::vector<HeaderLine> header_lines;
  mutable std::vector<Account> accounts;
  mutable std::vector<std::string_view> earlier_views;

  [[nodiscard]] Refused refused() const;
  [[nodiscard]] std::string name() const { return file + " " + std::to_string(case_id); }
};

// negative_vectors gives one mistake each (and some frequent pairs), negative_pairs two each,
// negative_programs what shells, languages and editors make.
[[nodiscard]] const std::deque<NegativeVector>& negative_vectors();
[[nodiscard]] const std::deque<NegativeVector>& negative_pairs();
[[nodiscard]] const std::deque<NegativeVector>& negative_programs();

}  // namespace everstrike::diagnosis
